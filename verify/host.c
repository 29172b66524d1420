/* host.c - see host.h. The versions are those of the libraries at run time where they say so. */
#include "verify/host.h"
#include "reference/ball.h"
#include "verify/run.h"
#include <cblas.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <unistd.h>

static void cpu_model(char *model, size_t size) {
    snprintf(model, size, "unknown");
    FILE *f = fopen("/proc/cpuinfo", "r");
    if (!f) return;
    char line[512];
    while (fgets(line, sizeof line, f)) {
        char *value = strchr(line, ':');
        if (strncmp(line, "model name", 10) != 0 || !value) continue;
        value += strspn(value, ": \t");
        value[strcspn(value, "\n")] = '\0';
        snprintf(model, size, "%s", value);
        break;
    }
    fclose(f);
}

json_t *cf_host_json(void) {
    char model[256], system[256] = "unknown";
    cpu_model(model, sizeof model);
    struct utsname u;
    if (uname(&u) == 0) snprintf(system, sizeof system, "%.80s %.80s %.80s", u.sysname, u.release, u.machine);
    return json_pack("{s:s,s:i,s:s,s:s,s:s,s:i,s:s,s:s,s:s,s:s,s:s}", "cpu", model, "cores",
                     (int)sysconf(_SC_NPROCESSORS_ONLN), "system", system, "blas", openblas_get_config(),
                     "blas_kernel", openblas_get_corename(), "blas_threads", openblas_get_num_threads(),
                     "flint", FLINT_VERSION, "mpfr", mpfr_get_version(), "gmp", gmp_version, "jansson",
                     JANSSON_VERSION, "compiler", __VERSION__);
}

void cf_blas_name(char name[96]) {
    char version[32] = "?";
    sscanf(openblas_get_config(), "OpenBLAS %31s", version);
    snprintf(name, 96, "OpenBLAS %s %.40s", version, openblas_get_corename());
}

void cf_build_id(char id[17]) {
    id[0] = '\0';
    FILE *f = fopen("/proc/self/exe", "rb");
    if (!f) return;
    unsigned char block[65536];
    uint64_t h = CF_FNV1A;
    size_t n;
    while ((n = fread(block, 1, sizeof block, f)) > 0) h = cf_fnv1a(h, block, n);
    if (!ferror(f)) snprintf(id, 17, "%016llx", (unsigned long long)h);
    fclose(f);
}

long cf_own_peak_kib(void) {
    struct rusage used;
    return getrusage(RUSAGE_SELF, &used) == 0 ? used.ru_maxrss : 0;
}
