/* What is made from the tables at build time, printed on standard output. */
#ifndef CRQ_CLI_GENERATE_H
#define CRQ_CLI_GENERATE_H

void crq_generate_manual(void);
void crq_generate_bash(void);
void crq_generate_zsh(void);
void crq_generate_fish(void);

#endif
