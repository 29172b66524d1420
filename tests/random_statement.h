/* random_statement.h - for tests: small random statements of the bound language, and false ones near a statement.
 *
 * A statement has one or two variables on bounded intervals, rational constants, and any of the language's operations
 * and functions. The kinds, drawn at random: a function against a constant that its samples suggest, or against its own
 * value at a sample (contact); two functions, a sum or a quotient apart; inequalities that are known to hold, in random
 * arguments, their constants at times spoiled. So the statements are a mix of true, false and just true. */
#ifndef CF_TEST_RANDOM_STATEMENT_H
#define CF_TEST_RANDOM_STATEMENT_H

enum { STATEMENT_ROOM = 4096 };

/* "bound NAME forall ... prove ...", one line. The same state of rng makes the same statement. */
void random_statement(char text[STATEMENT_ROOM], const char *name, unsigned long *rng);
/* The statement with each clause on a line, as a .bound file has it. */
void statement_lines(char out[STATEMENT_ROOM], const char *text);
/* The statement with the relation of its prove-clause turned into its negation. */
void negated_statement(char out[STATEMENT_ROOM], const char *text);
/* The statement with one number or sign of its prove-clause changed; 0 if there is nothing to change. */
int nearby_statement(char out[STATEMENT_ROOM], const char *text, unsigned long *rng);

#endif
