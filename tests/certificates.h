/* certificates.h - certificates written by hand, and what certiflow-check says of them. */
#ifndef CF_TEST_CERTIFICATES_H
#define CF_TEST_CERTIFICATES_H

/* enter of support.h, with the checker for the program. */
void enter_checker(void);
/* The SHA-256 of a text, in hexadecimal. */
void hash_text(char hex[65], const char *text);
/* A certificate of "bound t " and the rest of its statement; goals NULL: none. */
void write_certificate(const char *name, const char *rest, const char *verdict, const char *point, const char *goals);
/* The certificate that the statement is PROVED is accepted; is rejected for a reason with these words. */
void accepts(const char *rest, const char *point, const char *goals);
void rejects(const char *rest, const char *point, const char *goals, const char *why);

#endif
