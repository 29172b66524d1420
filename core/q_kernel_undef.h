/* q_kernel_undef.h - private: forgets what q_kernel.h was compiled with, ready for the next width. */
#undef Q
#undef Q_ATTR
#undef V
#undef VI
#undef Q_SPLAT
#undef Q_FMA
#undef Q_SQRT
#undef Q_MIN
#undef Q_BITS
#undef Q_DOUBLES
#undef Q_SCALE
#undef Q_LOOKUP
