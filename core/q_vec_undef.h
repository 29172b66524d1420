/* q_vec_undef.h - private: forgets what q_vec_kernel.h was compiled with, ready for the next width. */
#undef W
#undef W_ATTR
#undef V
#undef W_INDICES
#undef W_SPLAT
#undef W_FMA
#undef W_MIN
#undef W_IF_LESS
#undef W_ALL_LESS
#undef W_INDEX
#undef W_EXPONENT
#undef W_MANTISSA
#undef W_LOOKUP8
#undef W_LOOKUP16
