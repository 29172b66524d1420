/* net_tiny_undef.h - private: what net_tiny_kernel.h's includer defined, for the next width. */
#undef W
#undef W_ATTR
#undef W_ATTR_CALL
#undef V
#undef V_LOAD
#undef V_STORE
#undef V_SPLAT
#undef V_FMA
#undef V_MUL
#undef V_RELU
#undef V_MASK
#undef V_SUM
#undef V_TRANSPOSE
