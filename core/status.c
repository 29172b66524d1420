/* status.c - the words for cf_status, and the version. */
#include "certiflow.h"

const char *cf_status_message(cf_status status) {
    switch (status) {
    case CF_OK:
        return "success";
    case CF_EINVAL:
        return "an argument is outside its domain";
    case CF_ERANK:
        return "X does not have full row rank";
    case CF_ENOCONV:
        return "the iteration did not converge within its budget";
    case CF_ENOMEM:
        return "out of memory";
    case CF_EIO:
        return "a file could not be opened, read or accepted";
    }
    return "unknown status";
}

const char *cf_version(void) {
    return CF_VERSION;
}
