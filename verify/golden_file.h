/* golden_file.h - golden results as text: a head of "# key<TAB>value" lines, then one row a line,
 *
 *   name <TAB> instance <TAB> index <TAB> kind <TAB> value <TAB> bound <TAB> ulps
 *
 * kind is bits, blas, hash or count; value a hexadecimal double, a hexadecimal hash or a whole number; bound
 * a hexadecimal double, and ulps a decimal, where there is one, else "-". */
#ifndef CF_GOLDEN_FILE_H
#define CF_GOLDEN_FILE_H

#include "golden.h"

typedef struct {
    char version[32], openblas[128], kernel[64], libc[32];
    int threads;
} cf_golden_head;

/* What runs now. */
void cf_golden_head_now(cf_golden_head *head);
/* The whole file as text, to be freed; NULL: out of memory. cf_write_file (atomic.h) writes it. */
char *cf_golden_text(const cf_golden_head *head, const cf_golden *golden);
/* 0; or the line (from 1) that is not right, with a message; or -1 with a message if the file cannot be read.
 */
long cf_golden_read(cf_golden_head *head, cf_golden *golden, char message[256], const char *path);
/* The value of a row as it stands in the file. */
void cf_golden_value(char out[64], const cf_golden_row *row);

#endif
