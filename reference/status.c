/* status.c - the reference's statuses in words. */
#include "certiflow_ref.h"

const char *cf_ref_status_message(cf_ref_status status) {
    switch (status) {
    case CF_REF_OK:
        return "success";
    case CF_REF_ERANK:
        return "X does not have full row rank";
    case CF_REF_EINVAL:
        return "an argument is outside its domain";
    case CF_REF_UNDECIDED:
        return "no certificate within the budget of precision and iterations";
    }
    return "unknown status";
}
