/* sections.c - the sections of the paper, in its order, and their headings. */
#include "reports/reports.h"
#include <string.h>

static const char *const sections[][2] = {
    {"2", "Section 2 - set-up"},
    {"3", "Section 3 - the kernel regime"},
    {"4", "Section 4 - depth 2"},
    {"5", "Section 5 - depth D"},
    {"6", "Section 6 - matrix factorisation"},
    {"7", "Section 7 - networks"},
    {"8", "Section 8 - discussion"},
    {"A", "Appendix A - proof of Theorem 1"},
    {"B", "Appendix B - Lemmas 1 to 3 and Theorem 2"},
    {"C", "Appendix C - Lemma 4 and Theorem 3"},
    {"D", "Appendix D - matrix factorisation"},
    {"E", "Appendix E - networks"},
    {"core", "The fast core against the reference"},
};

const char *cf_section_name(size_t k) {
    return k < sizeof sections / sizeof *sections ? sections[k][0] : NULL;
}

const char *cf_section_heading(const char *name) {
    for (size_t k = 0; k < sizeof sections / sizeof *sections; k++)
        if (strcmp(name, sections[k][0]) == 0) return sections[k][1];
    return name;
}
