/* dispatch.h - private: one source, compiled for the baseline and for processors with a fused multiply-add.
 *
 * fma() is exact by definition, so both versions give the same bits; the baseline's calls libm's. NAME_body
 * is a `static CF_INLINE` function written by the includer. */
#ifndef CF_DISPATCH_H
#define CF_DISPATCH_H

#define CF_INLINE inline __attribute__((always_inline))

#if defined(__x86_64__) && defined(__GNUC__)
#define CF_FMA_DISPATCH(storage, type, NAME, parameters, arguments)                                          \
    __attribute__((target("fma"))) static type NAME##_fma parameters {                                       \
        return NAME##_body arguments;                                                                        \
    }                                                                                                        \
    __attribute__((noinline)) static type NAME##_base parameters {                                           \
        return NAME##_body arguments;                                                                        \
    }                                                                                                        \
    storage type NAME parameters {                                                                           \
        return __builtin_cpu_supports("fma") ? NAME##_fma arguments : NAME##_base arguments;                 \
    }
#else
#define CF_FMA_DISPATCH(storage, type, NAME, parameters, arguments)                                          \
    storage type NAME parameters {                                                                           \
        return NAME##_body arguments;                                                                        \
    }
#endif

#endif
