/* fuzz_matrix.c - libFuzzer over cf_read_matrix: whatever the bytes, it returns a status, and a matrix only of finite
 * numbers. Built and run by tests/fuzz/run.sh (make fuzz). */
#include "certiflow.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const char *folder = getenv("TMPDIR");
    char path[4096];
    snprintf(path, sizeof path, "%s/certiflow-fuzz-XXXXXX", folder ? folder : "/tmp");
    int file = mkstemp(path);
    if (file < 0) abort();
    if (write(file, data, size) != (ssize_t)size) abort();
    close(file);
    cf_matrix m = {0};
    cf_io_error error = {0};
    cf_status status = cf_read_matrix(&m, &error, path);
    unlink(path);
    if (status == CF_OK) {
        if (m.rows == 0 || m.cols == 0 || m.rows > size || m.cols > size) abort();
        for (size_t i = 0; i < m.rows * m.cols; i++)
            if (!isfinite(m.data[i])) abort();
    } else if (m.data || !error.message[0]) {
        abort();
    }
    cf_matrix_clear(&m);
    return 0;
}
