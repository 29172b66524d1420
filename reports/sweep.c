/* sweep.c - see sweep.h. */
#include "reports/sweep.h"
#include <math.h>
#include <string.h>

static size_t words(const char *s) {
    size_t n = 0;
    for (; *s; s++) n += *s != ' ' && (s[1] == ' ' || s[1] == 0);
    return n;
}

size_t cf_experiment_parameters(const cf_experiment *e) {
    return words(e->parameters);
}

size_t cf_experiment_values(const cf_experiment *e) {
    return words(e->values);
}

cf_sweep_end cf_sweep_run(double *values, const cf_experiment *e, const double *cells, size_t n,
                          const cf_sweep_options *options, char error[512]) {
    size_t p = cf_experiment_parameters(e), v = cf_experiment_values(e);
    (void)options;
    for (size_t c = 0; c < n; c++) {
        for (size_t k = 0; k < v; k++) values[c * v + k] = NAN;
        if (e->compute(values + c * v, cells + c * p) == CF_ENOMEM) {
            snprintf(error, 512, "out of memory");
            return CF_SWEEP_FAILED;
        }
    }
    return CF_SWEEP_DONE;
}
