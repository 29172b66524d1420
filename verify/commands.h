/* commands.h - the commands of the program: argv[0] is the command's name; each returns an exit code (options.h). */
#ifndef CF_COMMANDS_H
#define CF_COMMANDS_H

int cf_cmd_eval(int argc, char **argv);
int cf_cmd_solve(int argc, char **argv);
int cf_cmd_descend(int argc, char **argv);
int cf_cmd_minnorm(int argc, char **argv);
int cf_cmd_flow(int argc, char **argv);
int cf_cmd_thresholds(int argc, char **argv);
int cf_cmd_factor(int argc, char **argv);
int cf_cmd_claims(int argc, char **argv);
int cf_cmd_verify(int argc, char **argv);
int cf_cmd_why(int argc, char **argv);
int cf_cmd_prove(int argc, char **argv);
int cf_cmd_train(int argc, char **argv);
int cf_cmd_figure(int argc, char **argv);
int cf_cmd_export(int argc, char **argv);
int cf_cmd_report(int argc, char **argv);
int cf_cmd_regress(int argc, char **argv);
int cf_cmd_doctor(int argc, char **argv);

#endif
