# certiflow. `make help` lists the targets. Variables: B (build folder), MPI=1 (sweeps over MPI's ranks), CC, CFLAGS, LDFLAGS, JOBS, TIER, PREFIX, LIBRARIES, PYTHONDIR, DESTDIR.
B       ?= $(if $(MPI),build-mpi,build)
$(if $(word 2,$(B)),$(error B, the build folder, must have no spaces in its path: '$(B)'))
CC      := $(if $(filter default,$(origin CC)),gcc,$(CC))
CFLAGS  ?= -O2 -g
LDFLAGS ?=
PREFIX  ?= /usr/local
LIBRARIES ?= $(PREFIX)/lib
PYTHONDIR ?= $(PREFIX)/share/certiflow/python
JOBS    ?= $(shell nproc)
TIER    ?= quick
VERSION := $(shell sed -n 's/^.define CF_VERSION "\(.*\)"/\1/p' core/certiflow.h)
SOMAJOR := $(firstword $(subst ., ,$(VERSION)))

# make V=1 shows the commands.
Q := $(if $(V),,@)

# gcc 12 takes the address of a fraction's numerator, which FLINT's inline functions form, for the whole fraction's size.
# Asked when the first object is compiled and not when this file is read: before `make setup verify` there may be no compiler.
QUIET = $(eval QUIET := $(shell $(CC) -Werror -Wno-stringop-overread -E -x c /dev/null >/dev/null 2>&1 && echo -Wno-stringop-overread))$(QUIET)
# What an initialiser leaves out is 0, and that is meant; clang warns of it where gcc does not.
STD = -std=c11 -D_POSIX_C_SOURCE=200809L -Wall -Wextra -Wpedantic -Wno-missing-field-initializers -Werror $(QUIET) -ffp-contract=off -fno-math-errno -I. -Icore
# FLINT 3 has Arb inside; before it Arb is a library of its own. Told apart by a compile test, run once a build folder.
arb_libs = $(if $(shell printf '\043include <flint/flint.h>\n\043if __FLINT_RELEASE >= 30000\nflint3\n\043endif\n' | $(CC) -E -P -x c - 2>/dev/null | grep flint3),-lflint,-lflint-arb -lflint)
# clang's code calls LLVM's OpenMP runtime (Debian: libomp-dev); -fno-openmp in CFLAGS does without: nets on one thread.
LIBS_core      := -llapacke -lopenblas -lsundials_cvode -lsundials_nvecserial -lsdp -lz $(if $(findstring clang,$(notdir $(CC))),$(if $(findstring -fno-openmp,$(CFLAGS)),-lgomp,-lomp),-lgomp) -lm
LIBS_reference  = $(arb_libs) -lmpfr -lgmp -lm -lpthread
LIBS_verify     = -ljansson -lsqlite3
# The ranks of a sweep, with MPI=1: Open MPI, or whatever mpicc is the compiler of.
ifdef MPI
CFLAGS_mpi      = -DCF_MPI $(shell pkg-config --cflags ompi-c 2>/dev/null || mpicc --showme:compile)
LIBS_verify    += $(shell pkg-config --libs ompi-c 2>/dev/null || mpicc --showme:link)
endif

SOURCES  := $(foreach f,core reference bounds bounds/prove verify verify/claims reports reports/figures,$(wildcard $f/*.c))
OBJECTS  := $(SOURCES:%.c=$(B)/obj/%.o)
CORE_OBJ := $(filter $(B)/obj/core/%,$(OBJECTS))
PAGE     := reports/page
# What is linked into the program alone: its main, and the memory that --wrap sends its objects' allocations to.
MAIN_OBJ := $(B)/obj/verify/main.o $(B)/obj/verify/memory.o
WRAP     := $(foreach f,malloc calloc realloc aligned_alloc strdup strndup fopen getline open_memstream,-Wl,--wrap=$f)
REST_OBJ := $(B)/obj/reports/page_assets.o $(filter-out $(CORE_OBJ) $(MAIN_OBJ),$(OBJECTS)) $(foreach f,registry tables bound_claims figures sources,$(B)/obj/verify/$f.o)
ARCHIVES := $(B)/lib/librest.a $(B)/lib/libcertiflow.a
TESTS    := $(patsubst tests/%.c,$(B)/tests/%,$(wildcard tests/test_*.c))
BENCHES  := $(patsubst tests/bench/%.c,$(B)/bench/%,$(wildcard tests/bench/*.c))
SUPPORT  := $(patsubst tests/%.c,$(B)/obj/tests/%.o,$(filter-out $(wildcard tests/test_*.c),$(wildcard tests/*.c)))

.PHONY: test-report page mutants coq mpi all help setup verify test regress report bench figures layers asan coverage fuzz errata install uninstall deb clean-root clean format asan-programs valgrind tsan tsan-programs coverage-run statements faults mutation docs-slow determinism
# Where setup is asked for too (make -j2 setup verify), nothing is compiled before it is done.
SETUP := $(filter setup,$(MAKECMDGOALS))

.DELETE_ON_ERROR:
.SECONDARY:
all: $(B)/bin/certiflow $(B)/bin/certiflow-check $(B)/lib/libcertiflow.a $(B)/lib/libcertiflow.so $(B)/lib/certiflow.pc

help:
	@sed -n 's/^## //p' $(MAKEFILE_LIST)

# -------------------------------------------------------------------------------------------------------- building
$(B)/obj/%.o: %.c | $(SETUP)
	@mkdir -p $(@D)
	@echo '  CC   $<'
	$(Q)$(CC) $(STD) $(CFLAGS) -fPIC -MD -MP -c -o $@ $<
$(B)/obj/verify/%.o: $(B)/gen/%.c | $(SETUP)
	@mkdir -p $(@D)
	$(Q)$(CC) $(STD) $(CFLAGS) -fPIC -MD -MP -c -o $@ $<

# The networks share their work among OpenMP's threads, and their loops are vectors.
$(B)/obj/core/net%.o: STD += -fopenmp
$(B)/obj/core/net%.o: CFLAGS += -O3
# Vectors of 64 bytes, and the tests that include them: gcc 12 aligns them on the stack, but not on the stack that AddressSanitizer may give
# a function in its stead.
$(foreach f,depth_vec flow_kernel net_tiny q_vec,$(B)/obj/core/$f.o) $(foreach f,depth_vec flow_kernel net_tiny q,$(B)/tests/test_$f): private STD += $(TRUE_STACK)

$(B)/obj/reports/ranks.o: STD += $(CFLAGS_mpi)

# The claims, found by their definitions in verify/claims/*.c, and the bounds of bounds/*.bound (FILE.NAME is
# cf_claim_FILE__NAME); and the tables that the program carries.
BOUNDS := $(wildcard bounds/*.bound)
$(B)/gen/claim_ids: force
	@mkdir -p $(@D)
	@{ sed -n 's/^const cf_claim cf_claim_\([A-Za-z0-9_]*\) = {.*/\1/p' $(wildcard verify/claims/*.c); \
	   sed -n 's/^ *bound  *\([A-Za-z0-9_.]*\).*/\1/p' $(BOUNDS); } | \
	   LC_ALL=C sort > $@.new; if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi
$(B)/gen/registry.c: $(B)/gen/claim_ids
	@{ echo '#include "verify/registry.h"'; sed 's/\./__/g; s/.*/extern const cf_claim cf_claim_&;/' $<; \
	   echo 'const cf_claim *const cf_claims[] = {'; sed 's/\./__/g; s/.*/    \&cf_claim_&,/' $<; echo '    0};'; } > $@
# The figures, found by their definitions in reports/figures/*.c.
$(B)/gen/figures.c: $(wildcard reports/figures/*.c) Makefile
	@mkdir -p $(@D)
	@{ echo '#include "reports/figure.h"'; names=$$(sed -n 's/^const cf_figure cf_figure_\([A-Za-z0-9_]*\) = {.*/\1/p' $(wildcard reports/figures/*.c) /dev/null | LC_ALL=C sort); \
	   for f in $$names; do echo "extern const cf_figure cf_figure_$$f;"; done; \
	   echo 'const cf_figure *const cf_figures[] = {'; for f in $$names; do echo "    &cf_figure_$$f,"; done; echo '    0};'; } > $@
# What stored cells depend on: the sources that compute, the compiler and its flags; not what draws, writes and speaks.
SHOWING := verify/cmd_% verify/main.c verify/options.% verify/output.% verify/run% verify/coverage.% verify/assemble.% verify/atomic.% verify/memory.% verify/leave.% verify/golden% \
           $(foreach f,errata figure_output gnuplot gnuplot_script gnuplot_text html json junit ledger ledger_bounds markdown page_data reports sections text why,reports/$f.%)
$(B)/gen/sources.c: force | $(SETUP)
	@mkdir -p $(@D)
	@{ echo '#include "verify/registry.h"'; printf 'const char cf_source_hash[] = "%s";\n' $$({ $(CC) --version; echo '$(STD) $(CFLAGS)'; \
	   cat $(sort $(filter-out $(SHOWING),$(foreach f,core reference reports reports/figures verify,$(wildcard $f/*.[ch])))); } | sha256sum | cut -c1-16); } > $@.new; \
	   if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi
BOUND_CLAIMS_OBJ := $(B)/obj/verify/tools/bound_claims.o $(patsubst %.c,$(B)/obj/%.o,$(wildcard bounds/*.c reference/number.c))
$(B)/gen/write_bound_claims: $(BOUND_CLAIMS_OBJ)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) -o $@ $^ $(LIBS_reference)
$(B)/gen/bound_claims.c: $(B)/gen/write_bound_claims $(BOUNDS) verify/bound_budgets.tsv
	$(Q)$< verify/bound_budgets.tsv $(BOUNDS) > $@
TABLES := verify/expected.tsv verify/items.tsv tests/data/hard_q.tsv
$(B)/gen/tables.c: $(TABLES) Makefile
	@mkdir -p $(@D)
	@{ echo '#include "verify/registry.h"'; for t in $(TABLES); do echo "const char *const cf_table_$$(basename $$t .tsv)[] = {"; \
	   sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/	/\\t/g' -e 's/.*/    "&",/' $$t; echo '    0};'; done; } > $@
# The page's template, style and program, each ending with NUL: the installed program needs no files.
ASSETS := template:$(PAGE)/template.html style:$(PAGE)/built/app.css program:$(PAGE)/built/app.js
$(B)/gen/page_assets.S: Makefile
	@mkdir -p $(@D)
	@{ echo '.section .rodata'; for a in $(ASSETS); do echo ".global cf_page_$${a%%:*}"; echo "cf_page_$${a%%:*}: .incbin \"$${a#*:}\""; \
	   echo '.byte 0'; done; echo '.section .note.GNU-stack,"",%progbits'; } > $@
$(B)/obj/reports/page_assets.o: $(B)/gen/page_assets.S $(foreach a,$(ASSETS),$(lastword $(subst :, ,$a))) | $(SETUP)
	@mkdir -p $(@D)
	@echo '  AS   $<'
	$(Q)$(CC) -c -o $@ $<
.PHONY: force

$(B)/lib/libcertiflow.a: $(CORE_OBJ)
$(B)/lib/librest.a: $(REST_OBJ)
$(ARCHIVES):
	@mkdir -p $(@D)
	@rm -f $@
	@echo '  AR   $@'
	$(Q)ar rcs $@ $^
# The shared library exports what the public headers declare and nothing else.
PUBLIC := core/certiflow.h core/net.h core/net_api.h core/images.h
$(B)/gen/exports.map: $(PUBLIC) Makefile | $(SETUP)
	@mkdir -p $(@D)
	@for h in $(PUBLIC); do $(CC) -E -P -Icore $$h || exit 1; done > $@.h
	@{ echo 'CERTIFLOW_$(SOMAJOR) {'; echo 'global:'; \
	   grep -oE '\bcf_[A-Za-z0-9_]+ *\(' $@.h | tr -d ' (' | LC_ALL=C sort -u | sed 's/.*/    &;/'; \
	   echo 'local:'; echo '    *;'; echo '};'; } > $@
$(B)/lib/libcertiflow.so: $(CORE_OBJ) $(B)/gen/exports.map
	@mkdir -p $(@D)
	@echo '  LD   $@'
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -shared -Wl,-soname,libcertiflow.so.$(SOMAJOR) -Wl,--version-script,$(B)/gen/exports.map -o $@ $(CORE_OBJ) $(LIBS_core)
# What a static link needs besides: OpenBLAS's archive has LAPACK inside, which is Fortran.
write_pc = printf '%s\n' 'prefix=$(PREFIX)' 'libdir=$(patsubst $(PREFIX)/%,$${prefix}/%,$(LIBRARIES))' 'includedir=$${prefix}/include/certiflow' '' \
  'Name: certiflow' 'Description: models, limits of gradient flow and thresholds of the kernel and rich regimes, in double precision' \
  'Version: $(VERSION)' 'Libs: -L$${libdir} -lcertiflow' 'Libs.private: $(LIBS_core) -lgfortran -lquadmath -lm' 'Cflags: -I$${includedir}'
$(B)/lib/certiflow.pc: core/certiflow.h Makefile
	@mkdir -p $(@D)
	@$(write_pc) > $@
# CSDP and CVODE come in as objects where there are their archives, so that their allocations are wrapped too: they write through some that
# were refused.
WRAPPABLE = $(filter /%,$(foreach f,sdp sundials_cvode,$(shell $(CC) -print-file-name=lib$f.a)))
$(B)/bin/certiflow: $(MAIN_OBJ) $(ARCHIVES)
	@mkdir -p $(@D)
	@echo '  LD   $@'
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) $(WRAP) -o $@ $(MAIN_OBJ) $(ARCHIVES) $(WRAPPABLE) $(LIBS_verify) $(LIBS_reference) $(LIBS_core)

# The checker: its own files, libc and GMP, nothing else; the link map is what make layers reads.
CHECKER := $(patsubst %.c,$(B)/obj/%.o,$(wildcard bounds/check/*.c))
$(CHECKER): STD += -DCF_VERSION='"$(VERSION)"'
$(B)/bin/certiflow-check: $(CHECKER)
	@mkdir -p $(@D)
	@echo '  LD   $@'
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -Wl,-Map=$(B)/certiflow-check.map -o $@ $^ -lgmp

# The checker's numbers, for the test that holds them against balls.
NUMBERS := $(foreach f,interval elementary,$(B)/obj/bounds/check/$f.o)
$(B)/tests/test_check_numbers: $(NUMBERS)
# The fuzz targets, with the checker's files in the program: make fuzz, and the test that runs them on the inputs kept. Not below obj,
# whose objects make layers reads. --wrap: what target_cli.c does not run.
TARGETS     := $(patsubst tests/fuzz/%.c,$(B)/targets/%.o,$(wildcard tests/fuzz/target_*.c))
TARGETS_OBJ := $(foreach f,fuzz judge check_bytes,$(B)/targets/$f.o) $(B)/obj/tests/ball_graph.o $(filter-out %/main.o,$(patsubst %.c,$(B)/obj/%.o,$(wildcard bounds/check/*.c)))
WRAPPED     := $(foreach f,fork cf_prove cf_checker_path cf_replay_confirms cf_sweep_run cf_read_mnist_folder cf_golden_run cf_synthetic_run,-Wl,--wrap=$f)
$(B)/targets/%.o: tests/fuzz/%.c | $(SETUP)
	@mkdir -p $(@D)
	@echo '  CC   $<'
	$(Q)$(CC) $(STD) $(CFLAGS) -MD -MP -c -o $@ $<
$(B)/tests/test_fuzz: tests/test_fuzz.c $(TARGETS) $(TARGETS_OBJ) $(SUPPORT) $(ARCHIVES)
	@mkdir -p $(@D)
	@echo '  LD   $@'
	$(Q)$(CC) $(STD) $(CFLAGS) -MD -MP -MF $(B)/tests/test_fuzz.d $(WRAPPED) -o $@ $< $(TARGETS) $(TARGETS_OBJ) $(ARCHIVES) $(LIBS_verify) $(LIBS_reference) $(LIBS_core) -lcriterion
$(B)/tests/%: tests/%.c $(SUPPORT) $(ARCHIVES)
	@mkdir -p $(@D)
	@echo '  LD   $@'
	$(Q)$(CC) $(STD) $(CFLAGS) -MD -MP -MF $(B)/tests/$*.d -o $@ $< $(filter $(NUMBERS),$^) $(SUPPORT) $(ARCHIVES) $(LIBS_verify) $(LIBS_reference) $(LIBS_core) -lcriterion
# A library with a wrong function, which a test loads before Arb.
$(B)/tests/test_probes: | $(B)/tests/wrong_exp.so
$(B)/tests/%.so: tests/preload/%.c | $(SETUP)
	@mkdir -p $(@D)
	$(Q)$(CC) $(filter-out --coverage -fsanitize=%,$(STD) $(CFLAGS)) -fPIC -shared -Wl,-z,lazy -o $@ $< -ldl
$(B)/bench/%: tests/bench/%.c $(ARCHIVES)
	@mkdir -p $(@D)
	@echo '  LD   $@'
	$(Q)$(CC) $(STD) $(CFLAGS) -MD -MP -MF $(B)/bench/$*.d -o $@ $< $(ARCHIVES) $(LIBS_verify) $(LIBS_reference) $(LIBS_core)

TOOL_OBJ := $(foreach f,ball_graph random_expression random_statement statement_judge,$(B)/obj/tests/$f.o)
$(B)/tools/%: tests/tools/%.c $(TOOL_OBJ) $(ARCHIVES)
	@mkdir -p $(@D)
	@echo '  LD   $@'
	$(Q)$(CC) $(STD) $(CFLAGS) -MD -MP -MF $(B)/tools/$*.d -o $@ $< $(TOOL_OBJ) $(ARCHIVES) $(LIBS_verify) $(LIBS_reference) $(LIBS_core)

-include $(wildcard $(B)/tools/*.d $(B)/targets/*.d) $(OBJECTS:.o=.d) $(BOUND_CLAIMS_OBJ:.o=.d) $(CHECKER:.o=.d) $(TESTS:%=%.d) $(BENCHES:%=%.d) $(SUPPORT:.o=.d)

# ------------------------------------------------------------------------------------------------ what people call
## make setup      install what is missing (Debian packages); says what it needs where it may not install
PACKAGES := gcc make pkg-config libgmp-dev libmpfr-dev libflint-dev libflint-arb-dev libopenblas-dev liblapacke-dev \
            libcriterion-dev libsundials-dev libsdp-dev libjansson-dev zlib1g-dev libdnnl-dev dataset-fashion-mnist \
            libsqlite3-dev gnuplot-nox $(if $(MPI),libopenmpi-dev openmpi-bin)
setup:
	@sh tests/setup.sh $(PACKAGES)

## make all        the programs build/bin/certiflow and certiflow-check, the library (static and shared), its pkg-config file
## make verify     check every claim (TIER=quick|full|paper) and write build/report
verify: all
	$(B)/bin/certiflow verify --tier $(TIER) --jobs $(JOBS) --out $(B)/report

## make test       the tests, under 5 minutes on 2 cores; make test T=test_q runs one module
test: all $(TESTS)
	@sh tests/run.sh $(B)/tests $(JOBS) $(T)

## make report     the report of build/report as one page, index.html; checks the claims first unless this build has
report: all
	@$(B)/bin/certiflow report --fresh $(B)/report 2>/dev/null || \
	  { code=0; $(B)/bin/certiflow verify --tier $(TIER) --jobs $(JOBS) --out $(B)/report || code=$$?; \
	    $(B)/bin/certiflow report $(B)/report && exit $$code; }

## make test-report  the page in Chromium (with playwright-core): links, filters, graph, plots, keyboard, a phone's width
test-report: report
	@node $(PAGE)/test.mjs $(B)

## make page       the page's program and style anew from $(PAGE)/*.js (needs npm); users need it not
page:
	cd $(PAGE) && npm ci --ignore-scripts --no-audit --no-fund && node build.mjs

## make regress    the fast core against its golden results, on the pinned BLAS kernel
regress: all
	OPENBLAS_CORETYPE=Haswell OPENBLAS_NUM_THREADS=1 $(B)/bin/certiflow regress --against tests/data/regress.tsv

## make figures    every figure at TIER, into build/report/figures; done cells are kept and not computed again
figures: all
	$(B)/bin/certiflow figure all --tier $(TIER) --jobs $(JOBS) --out $(B)/report/figures

## make mpi        with MPI=1: the same store from one, two and three ranks, and how much faster two are than one
mpi: all $(B)/tools/sweep_ranks
	@sh tests/mpi.sh $(B)

## make bench      speed, as ratios against peers measured in the same run
bench: all $(BENCHES)
	@B=$(B) sh tests/bench/run.sh

## make mutants    nearby false statements of every bound in bounds/: none may be proved; MUTANTS='--most 20 --list' for more
mutants: $(B)/tools/mutants_bounds
	$(B)/tools/mutants_bounds $(MUTANTS) bounds/*.bound

## make statements  N=2000 random small statements (SEED=1): prover, checker and balls may disagree nowhere; goes on where it was cut
N    ?= 2000
SEED ?= 1
PROVING := $(sort $(wildcard bounds/*.[ch] bounds/prove/*.[ch] bounds/check/*.[ch] reference/number.c tests/random_*.c))
statements: $(B)/tools/random_statements $(B)/bin/certiflow-check
	@$(B)/tools/random_statements --n $(N) --seed $(SEED) --jobs $(JOBS) $(B)/bin/certiflow-check $(B)/statements \
	  $$(cat $(PROVING) | sha256sum | cut -c1-12)

## make mutation   mutants of the code that decides verdicts against its tests, hours; MUTANTS=330 SEED=1 STAGE=1 (2: what survived); docs/quality/mutation.md
MUTATE = python3 tests/tools/mutate.py --build $(B) --cc '$(CC)' --flags '$(STD)' --libs '$(LIBS_verify) $(LIBS_reference) $(LIBS_core)' --program '$(MAIN_OBJ) $(WRAP)' \
         --mutants $(or $(filter-out --%,$(MUTANTS)),330) --seed $(or $(SEED),1) --table tests/data/mutation_table.tsv $(MUTATE_OPTIONS)
mutation: all $(SUPPORT)
	$(MUTATE) --stage $(or $(STAGE),1)

## make determinism  the same bits from 1, 2, 5 jobs, from clang's build and on other BLAS kernels; FULL=1 for all claims
determinism: all
	@! command -v clang >/dev/null 2>&1 || $(MAKE) --no-print-directory B=$(B)/clang CC=clang CFLAGS='-O2 -g -fno-openmp -Wno-unused-parameter' $(B)/clang/bin/certiflow $(B)/clang/bin/certiflow-check
	@sh tests/determinism.sh $(B) $(B)/clang

## make coq        the compact bounds in one and two variables, as Coq files for coq-interval; skipped where Coq is missing
coq: $(B)/tools/coq_bounds
	@B=$(B) sh tests/tools/coq.sh

## make faults     failed allocations and system calls, full disks, signals, jumping clocks, two runs at once; FAULTS='memory io' for some
FAULT_TOOLS := $(foreach f,fail_call fail_signal fault_check fault_canary fail_alloc.so clock_jump.so,$(B)/faults/$f)
$(B)/faults/%.so: tests/faults/%.c tests/faults/fault_state.h | $(SETUP)
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c11 -O1 -g -Wall -Wextra -Werror -shared -fPIC -o $@ $< -ldl
$(B)/faults/%: tests/faults/%.c tests/faults/fault_state.h | $(SETUP)
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c11 -O1 -g -Wall -Wextra -Werror -o $@ $< -ljansson -lsqlite3
faults: all $(FAULT_TOOLS)
	@sh tests/faults.sh $(B) $(FAULTS)

## make docs-slow  the commands of the pages for readers that are too slow for make test: builds and runs them in a copy of the sources
docs-slow: all $(B)/tests/test_docs
	CF_DOCS_SLOW=1 $(B)/tests/test_docs -j1

## make layers     check who includes whom, who links what, and the names of the twins
layers: all
	@CC="$(CC)" LIBS_CORE="$(LIBS_core)" sh tests/layers.sh $(B)

## make asan       the tests under AddressSanitizer, LeakSanitizer and UBSan; T=test_q for one module
# Static: gcc's two shared runtimes keep a log_path each, and UBSan's never hears of it.
ASAN := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer -static-libasan -static-libubsan
asan: $(B)/lib/libcertiflow.so
	@$(MAKE) --no-print-directory B=$(B)/asan CFLAGS='$(ASAN)' TRUE_STACK='--param asan-use-after-return=0' asan-programs
	@sh tests/asan.sh $(B)/asan $(JOBS) $(T)
asan-programs: all $(TESTS) $(B)/tools/memory_canary

## make valgrind   the modules that take minutes under memcheck; FULL=1 all, in hours; LIMIT=900 seconds each; T=test_q for one
LIMIT ?= 900
VALGRIND_TESTS := test_status test_verdict test_depth_near test_descend test_flow test_flow_dual test_flow_kernel test_generator test_image_runs test_images test_instances test_kernel test_kernel_flow test_limit_start test_mf test_mf_nuclear test_minnorm test_net_run test_net_tangent test_net_tiny test_number test_ref_certificate test_ref_flow test_ref_norms test_theorem2 test_thresholds_depth
valgrind: all $(TESTS) $(B)/tools/memory_canary $(B)/tests/slow_clock.so
	@sh tests/valgrind.sh $(B) $(LIMIT) $(or $(T),$(if $(FULL),$(notdir $(TESTS)),$(VALGRIND_TESTS)))

## make tsan       the runner, the sweep engine and the prover's search under ThreadSanitizer, and canaries that it must report
tsan:
	@$(MAKE) --no-print-directory B=$(B)/tsan CFLAGS='-O1 -g -fsanitize=thread -fno-omit-frame-pointer' tsan-programs
	@sh tests/tsan.sh $(B)/tsan
TSAN := runner sweep prove
tsan-programs: all $(TSAN:%=$(B)/tools/tsan_%) $(B)/canary/tsan_sweep $(B)/canary/tsan_prove
# Canaries: the same programs over a pool that gives cells without its lock, and over a search whose counter is a plain int.
$(B)/canary/tsan_sweep.of.c: reports/pool.c
	@mkdir -p $(@D)
	@sed '/^void cf_pool_give/,/^}/ s/pthread_mutex_\(un\)*lock(&p->lock);//' $< > $@ && ! cmp -s $< $@
$(B)/canary/tsan_prove.of.c: bounds/prove/search.c
	@mkdir -p $(@D)
	@sed 's/atomic_int next;/int next;/; s/atomic_fetch_add(&g->next, 1)/g->next++/' $< > $@ && ! cmp -s $< $@
$(B)/canary/%: tests/tools/%.c $(B)/canary/%.of.c $(ARCHIVES)
	@echo '  LD   $@'
	$(Q)$(CC) $(STD) $(CFLAGS) -o $@ $^ $(LIBS_verify) $(LIBS_reference) $(LIBS_core)

## make coverage   lines of each file that the tests and the quick claims reach, 90 % of each or a reason (needs gcovr)
coverage:
	@$(MAKE) --no-print-directory B=$(B)/coverage CFLAGS='-O1 -g --coverage -DCF_COVERAGE' coverage-run
	@sh tests/coverage.sh $(B)/coverage
# What the build itself runs does not count. The claims may differ from what is expected: instrumented, some run out of time.
coverage-run: all $(TESTS)
	@find $(B) -name '*.gcda' -delete
	@sh tests/run.sh $(B)/tests $(JOBS) $(T)
	-@$(B)/bin/certiflow verify --jobs $(JOBS) --out $(B)/report >$(B)/verify.log 2>&1 || { echo "coverage: verify exits with $$?"; tail -n 30 $(B)/verify.log; }

## make fuzz       libFuzzer over every reader and the command line (needs clang), SECONDS=60 each, JOBS at once; T=csv: that alone
SECONDS ?= 60
# Without OpenMP: the nets run on one thread here, and clang's runtime need not be there.
FUZZ_SAN := -O1 -g -fno-sanitize-recover=all -fno-omit-frame-pointer -fno-openmp -Wno-unused-parameter -fsanitize=address,undefined
FUZZERS  := $(patsubst tests/fuzz/target_%.c,$(B)/fuzz_%,$(wildcard tests/fuzz/target_*.c))
fuzz:
	@B=$(B)/fuzz MAKE='$(MAKE) --no-print-directory B=$(B)/fuzz CC=clang' FLAGS='$(FUZZ_SAN),fuzzer-no-link' SECONDS=$(SECONDS) JOBS=$(JOBS) sh tests/fuzz/run.sh $(T)
.PHONY: fuzzers
fuzzers: $(if $(NAMES),$(NAMES:%=$(B)/fuzz_%),$(FUZZERS))
$(B)/fuzz_%: tests/fuzz/entry.c $(B)/targets/target_%.o $(TARGETS_OBJ) $(ARCHIVES)
	@echo '  LD   $@'
	$(Q)$(CC) $(STD) $(CFLAGS) -fsanitize=fuzzer -DTARGET=fuzz_$* $(if $(filter cli,$*),$(WRAPPED)) -o $@ $< $(wildcard tests/fuzz/mutate_$*.c) $(B)/targets/target_$*.o $(TARGETS_OBJ) $(ARCHIVES) $(LIBS_verify) $(LIBS_reference) $(LIBS_core)

## make errata     docs/errata.md from the claims about the print's mistakes
errata: all
	$(B)/bin/certiflow claims --errata > docs/errata.md

## make install    PREFIX=/usr/local LIBRARIES=PREFIX/lib PYTHONDIR=PREFIX/share/certiflow/python DESTDIR=; make uninstall takes it away again
BINDIR := $(DESTDIR)$(PREFIX)/bin
LIBDIR := $(DESTDIR)$(LIBRARIES)
INCDIR := $(DESTDIR)$(PREFIX)/include/certiflow
MANDIR := $(DESTDIR)$(PREFIX)/share/man/man1
DOCDIR := $(DESTDIR)$(PREFIX)/share/doc/certiflow
CMPDIR := $(DESTDIR)$(PREFIX)/share/bash-completion/completions
PYTDIR := $(DESTDIR)$(PYTHONDIR)
install: all
	install -d $(BINDIR) $(LIBDIR)/pkgconfig $(INCDIR) $(MANDIR) $(DOCDIR)/bounds $(DOCDIR)/docs/example $(CMPDIR) $(PYTDIR)
	install -m 755 $(B)/bin/certiflow $(BINDIR)/certiflow
	install -m 755 $(B)/bin/certiflow-check $(BINDIR)/certiflow-check
	install -m 644 $(B)/lib/libcertiflow.a $(LIBDIR)/libcertiflow.a
	install -m 644 $(B)/lib/libcertiflow.so $(LIBDIR)/libcertiflow.so.$(VERSION)
	ln -sf libcertiflow.so.$(VERSION) $(LIBDIR)/libcertiflow.so.$(SOMAJOR)
	ln -sf libcertiflow.so.$(SOMAJOR) $(LIBDIR)/libcertiflow.so
	@$(write_pc) > $(LIBDIR)/pkgconfig/certiflow.pc
	install -m 644 $(PUBLIC) $(INCDIR)
	install -m 644 core/python/certiflow.py $(PYTDIR)/certiflow.py
	install -m 644 docs/certiflow.1 $(MANDIR)/certiflow.1
	ln -sf certiflow.1 $(MANDIR)/certiflow-check.1
	install -m 644 docs/certiflow.bash $(CMPDIR)/certiflow
	install -m 644 README.md LICENSE NOTICE $(PAGE)/built/LICENCES.txt $(DOCDIR)
	install -m 644 $(wildcard docs/*.md docs/*.svg) $(DOCDIR)/docs
	install -m 644 $(wildcard docs/example/*) $(DOCDIR)/docs/example
	install -m 644 $(wildcard bounds/*.bound) $(DOCDIR)/bounds
uninstall:
	rm -f $(BINDIR)/certiflow $(BINDIR)/certiflow-check $(LIBDIR)/libcertiflow.a $(LIBDIR)/libcertiflow.so $(LIBDIR)/libcertiflow.so.$(SOMAJOR) \
	  $(LIBDIR)/libcertiflow.so.$(VERSION) $(LIBDIR)/pkgconfig/certiflow.pc $(addprefix $(INCDIR)/,$(notdir $(PUBLIC))) \
	  $(MANDIR)/certiflow.1 $(MANDIR)/certiflow-check.1 $(CMPDIR)/certiflow $(PYTDIR)/certiflow.py
	rm -rf $(DOCDIR)
	@rmdir $(INCDIR) $(PYTDIR) $(dir $(PYTDIR)) 2>/dev/null || true

## make deb        the Debian packages of this version, build/deb/*.deb (needs dpkg-dev)
deb:
	@CC="$(CC)" sh docs/packaging/deb.sh $(B) $(MAKE)

## make clean-root  a Debian 12 of its own (debootstrap, as root), the packages installed there, and the program, the library and the module used
clean-root: deb
	@sh tests/clean_root.sh $(B)

format:
	clang-format -i $(SOURCES) $(wildcard core/*.h reference/*.h verify/*.h reports/*.h tests/*.[ch] tests/*/*.[ch])
clean:
	rm -rf $(B)
