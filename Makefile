# certiflow. `make help` lists the targets; B=DIR builds elsewhere.
B      ?= build
CC     ?= gcc
CFLAGS ?= -O2 -g
PREFIX ?= /usr/local
JOBS   ?= $(shell nproc)

STD  := -std=c11 -D_POSIX_C_SOURCE=200809L -Wall -Wextra -Wpedantic -Werror -ffp-contract=off -fno-math-errno -I. -Icore
# Found by a compile test: FLINT 3 has Arb inside and its headers below flint/.
ARB_LIBS := $(shell printf '\043include <flint/flint.h>\n\043if __FLINT_RELEASE >= 30000\nflint3\n\043endif\n' | $(CC) -E -P -x c - 2>/dev/null | grep -q flint3 && echo -lflint || echo -lflint-arb -lflint)
LIBS_core      := -llapacke -lopenblas -lClp -lsundials_cvode -lsundials_nvecserial -lm
LIBS_reference := $(ARB_LIBS) -lmpfr -lgmp -lm -lpthread
LIBS_verify    := -ljansson

FOLDERS  := core reference verify reports
SOURCES  := $(foreach f,$(FOLDERS),$(wildcard $f/*.c)) $(wildcard verify/claims/*.c)
OBJECTS  := $(SOURCES:%.c=$(B)/obj/%.o)
CORE_OBJ := $(filter $(B)/obj/core/%,$(OBJECTS))
REST_OBJ := $(filter-out $(CORE_OBJ) $(B)/obj/verify/main.o,$(OBJECTS)) $(B)/obj/verify/registry.o $(B)/obj/verify/tables.o
TESTS    := $(patsubst tests/%.c,$(B)/tests/%,$(wildcard tests/test_*.c))

.PHONY: all clean test verify help
all: $(B)/bin/certiflow $(B)/lib/libcertiflow.a $(B)/lib/libcertiflow.so

$(B)/obj/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(STD) $(CFLAGS) -fPIC -MMD -MP -c -o $@ $<
$(B)/obj/verify/%.o: $(B)/gen/%.c
	@mkdir -p $(@D)
	$(CC) $(STD) $(CFLAGS) -fPIC -MMD -MP -c -o $@ $<

# The claims, found by their files; and the tables that the program carries.
CLAIM_IDS := $(sort $(basename $(notdir $(wildcard verify/claims/*.c))))
$(B)/gen/registry.c: $(wildcard verify/claims/*.c) Makefile
	@mkdir -p $(@D)
	@{ echo '#include "verify/registry.h"'; \
	   for id in $(CLAIM_IDS); do echo "extern const cf_claim cf_claim_$$id;"; done; \
	   echo 'const cf_claim *const cf_claims[] = {'; for id in $(CLAIM_IDS); do echo "    &cf_claim_$$id,"; done; echo '    0};'; } > $@
$(B)/gen/tables.c: verify/expected.tsv verify/items.tsv Makefile
	@mkdir -p $(@D)
	@{ echo '#include "verify/registry.h"'; for t in expected items; do echo "const char cf_table_$$t[] ="; \
	   sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/	/\\t/g' -e 's/.*/    "&\\n"/' verify/$$t.tsv; echo '    "";'; done; } > $@

$(B)/lib/libcertiflow.a: $(CORE_OBJ)
	@mkdir -p $(@D)
	@rm -f $@
	ar rcs $@ $^
$(B)/lib/libcertiflow.so: $(CORE_OBJ)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -shared -Wl,-soname,libcertiflow.so.0 -o $@ $^ $(LIBS_core)
$(B)/lib/librest.a: $(REST_OBJ)
	@mkdir -p $(@D)
	@rm -f $@
	ar rcs $@ $^
$(B)/bin/certiflow: $(B)/obj/verify/main.o $(B)/lib/librest.a $(B)/lib/libcertiflow.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -o $@ $< $(B)/lib/librest.a $(B)/lib/libcertiflow.a $(LIBS_verify) $(LIBS_reference) $(LIBS_core)

# A test links only what its module needs, from the two archives.
$(B)/tests/%: tests/%.c $(B)/lib/librest.a $(B)/lib/libcertiflow.a
	@mkdir -p $(@D)
	$(CC) $(STD) $(CFLAGS) -MMD -MP -MF $(B)/tests/$*.d -o $@ $< $(B)/lib/librest.a $(B)/lib/libcertiflow.a $(LIBS_verify) $(LIBS_reference) $(LIBS_core) -lcriterion

-include $(OBJECTS:.o=.d) $(TESTS:%=%.d)

test: $(TESTS) $(B)/bin/certiflow
	@for t in $(TESTS); do OPENBLAS_NUM_THREADS=1 $$t -j$(JOBS) || exit 1; done

verify: $(B)/bin/certiflow
	$(B)/bin/certiflow verify --tier $(or $(TIER),quick) --jobs $(JOBS) --out $(B)/report

clean:
	rm -rf $(B)
