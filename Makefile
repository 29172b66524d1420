# certiflow. `make help` lists the targets. Variables: B (build folder), MPI=1 (sweeps over MPI's ranks), CC, CFLAGS, JOBS, TIER, PREFIX, DESTDIR.
B       ?= $(if $(MPI),build-mpi,build)
CC      := $(if $(filter default,$(origin CC)),gcc,$(CC))
CFLAGS  ?= -O2 -g
PREFIX  ?= /usr/local
JOBS    ?= $(shell nproc)
TIER    ?= quick
VERSION := $(shell sed -n 's/^.define CF_VERSION "\(.*\)"/\1/p' core/certiflow.h)
SOMAJOR := $(firstword $(subst ., ,$(VERSION)))

# make V=1 shows the commands.
Q := $(if $(V),,@)

# gcc 12 takes the address of a fraction's numerator, which FLINT's inline functions form, for the whole fraction's size.
QUIET := $(shell $(CC) -Werror -Wno-stringop-overread -E -x c /dev/null >/dev/null 2>&1 && echo -Wno-stringop-overread)
STD := -std=c11 -D_POSIX_C_SOURCE=200809L -Wall -Wextra -Wpedantic -Werror $(QUIET) -ffp-contract=off -fno-math-errno -I. -Icore
# FLINT 3 has Arb inside; before it Arb is a library of its own. Told apart by a compile test, run once a build folder.
arb_libs = $(if $(shell printf '\043include <flint/flint.h>\n\043if __FLINT_RELEASE >= 30000\nflint3\n\043endif\n' | $(CC) -E -P -x c - 2>/dev/null | grep flint3),-lflint,-lflint-arb -lflint)
LIBS_core      := -llapacke -lopenblas -lsundials_cvode -lsundials_nvecserial -lsdp -lz -lgomp -lm
LIBS_reference  = $(arb_libs) -lmpfr -lgmp -lm -lpthread
LIBS_verify    := -ljansson -lsqlite3
# The ranks of a sweep, with MPI=1: Open MPI, or whatever mpicc is the compiler of.
ifdef MPI
CFLAGS_mpi     := -DCF_MPI $(shell pkg-config --cflags ompi-c 2>/dev/null || mpicc --showme:compile)
LIBS_verify    += $(shell pkg-config --libs ompi-c 2>/dev/null || mpicc --showme:link)
endif

SOURCES  := $(foreach f,core reference bounds bounds/prove verify verify/claims reports reports/figures,$(wildcard $f/*.c))
OBJECTS  := $(SOURCES:%.c=$(B)/obj/%.o)
CORE_OBJ := $(filter $(B)/obj/core/%,$(OBJECTS))
PAGE     := reports/page
REST_OBJ := $(B)/obj/reports/page_assets.o $(filter-out $(CORE_OBJ) $(B)/obj/verify/main.o,$(OBJECTS)) $(foreach f,registry tables bound_claims figures sources,$(B)/obj/verify/$f.o)
ARCHIVES := $(B)/lib/librest.a $(B)/lib/libcertiflow.a
TESTS    := $(patsubst tests/%.c,$(B)/tests/%,$(wildcard tests/test_*.c))
BENCHES  := $(patsubst tests/bench/%.c,$(B)/bench/%,$(wildcard tests/bench/*.c))
SUPPORT  := $(patsubst tests/%.c,$(B)/obj/tests/%.o,$(filter-out $(wildcard tests/test_*.c),$(wildcard tests/*.c)))

.PHONY: test-report page mutants coq mpi all help setup verify test regress report bench figures layers asan coverage fuzz errata install uninstall clean format
.DELETE_ON_ERROR:
.SECONDARY:
all: $(B)/bin/certiflow $(B)/bin/certiflow-check $(B)/lib/libcertiflow.a $(B)/lib/libcertiflow.so $(B)/lib/certiflow.pc

help:
	@sed -n 's/^## //p' $(MAKEFILE_LIST)

# -------------------------------------------------------------------------------------------------------- building
$(B)/obj/%.o: %.c
	@mkdir -p $(@D)
	@echo '  CC   $<'
	$(Q)$(CC) $(STD) $(CFLAGS) -fPIC -MD -MP -c -o $@ $<
$(B)/obj/verify/%.o: $(B)/gen/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(STD) $(CFLAGS) -fPIC -MD -MP -c -o $@ $<

# The networks share their work among OpenMP's threads, and their loops are vectors.
$(B)/obj/core/net%.o: STD += -fopenmp
$(B)/obj/core/net%.o: CFLAGS += -O3

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
SHOWING := verify/cmd_% verify/main.c verify/options.% verify/output.% verify/run% verify/coverage.% verify/assemble.% verify/atomic.% verify/golden% \
           $(foreach f,errata figure_output gnuplot gnuplot_script html json junit ledger ledger_bounds markdown page_data reports sections text why,reports/$f.%)
$(B)/gen/sources.c: force
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
$(B)/obj/reports/page_assets.o: $(B)/gen/page_assets.S $(foreach a,$(ASSETS),$(lastword $(subst :, ,$a)))
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
$(B)/lib/libcertiflow.so: $(CORE_OBJ)
	@mkdir -p $(@D)
	@echo '  LD   $@'
	$(Q)$(CC) $(CFLAGS) -shared -Wl,-soname,libcertiflow.so.$(SOMAJOR) -o $@ $^ $(LIBS_core)
$(B)/lib/certiflow.pc: core/certiflow.h Makefile
	@mkdir -p $(@D)
	@printf '%s\n' 'prefix=$(PREFIX)' 'libdir=$${prefix}/lib' 'includedir=$${prefix}/include' '' 'Name: certiflow' \
	  'Description: models, limits of gradient flow and thresholds of the kernel and rich regimes, in double precision' \
	  'Version: $(VERSION)' 'Libs: -L$${libdir} -lcertiflow' 'Libs.private: $(LIBS_core)' 'Cflags: -I$${includedir}' > $@
$(B)/bin/certiflow: $(B)/obj/verify/main.o $(ARCHIVES)
	@mkdir -p $(@D)
	@echo '  LD   $@'
	$(Q)$(CC) $(CFLAGS) -o $@ $< $(ARCHIVES) $(LIBS_verify) $(LIBS_reference) $(LIBS_core)

# The checker: its own files, libc and GMP, nothing else; the link map is what make layers reads.
CHECKER := $(patsubst %.c,$(B)/obj/%.o,$(wildcard bounds/check/*.c))
$(CHECKER): STD += -DCF_VERSION='"$(VERSION)"'
$(B)/bin/certiflow-check: $(CHECKER)
	@mkdir -p $(@D)
	@echo '  LD   $@'
	$(Q)$(CC) $(CFLAGS) -Wl,-Map=$(B)/certiflow-check.map -o $@ $^ -lgmp

# The checker's numbers, for the test that holds them against balls.
NUMBERS := $(foreach f,interval elementary,$(B)/obj/bounds/check/$f.o)
$(B)/tests/test_check_numbers: $(NUMBERS)
# The fuzz targets, with the checker's files in the program: make fuzz, and the test that runs them on the inputs kept. Not below obj,
# whose objects make layers reads. --wrap: what target_cli.c does not run.
TARGETS     := $(patsubst tests/fuzz/%.c,$(B)/targets/%.o,$(wildcard tests/fuzz/target_*.c))
TARGETS_OBJ := $(foreach f,fuzz judge check_bytes,$(B)/targets/$f.o) $(B)/obj/tests/ball_graph.o $(filter-out %/main.o,$(patsubst %.c,$(B)/obj/%.o,$(wildcard bounds/check/*.c)))
WRAPPED     := $(foreach f,fork cf_prove cf_sweep_run cf_read_mnist_folder cf_golden_run cf_synthetic_run,-Wl,--wrap=$f)
$(B)/targets/%.o: tests/fuzz/%.c
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
$(B)/bench/%: tests/bench/%.c $(ARCHIVES)
	@mkdir -p $(@D)
	@echo '  LD   $@'
	$(Q)$(CC) $(STD) $(CFLAGS) -MD -MP -MF $(B)/bench/$*.d -o $@ $< $(ARCHIVES) $(LIBS_verify) $(LIBS_reference) $(LIBS_core)

$(B)/tools/%: tests/tools/%.c $(B)/obj/tests/ball_graph.o $(ARCHIVES)
	@mkdir -p $(@D)
	@echo '  LD   $@'
	$(Q)$(CC) $(STD) $(CFLAGS) -MD -MP -MF $(B)/tools/$*.d -o $@ $< $(B)/obj/tests/ball_graph.o $(ARCHIVES) $(LIBS_verify) $(LIBS_reference) $(LIBS_core)

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

## make coq        the compact bounds in one and two variables, as Coq files for coq-interval; skipped where Coq is missing
coq: $(B)/tools/coq_bounds
	@B=$(B) sh tests/tools/coq.sh

## make layers     check who includes whom, who links what, and the names of the twins
layers: all
	@CC="$(CC)" LIBS_CORE="$(LIBS_core)" sh tests/layers.sh $(B)

## make asan       the tests under AddressSanitizer, LeakSanitizer and UBSan
asan:
	@$(MAKE) --no-print-directory B=$(B)/asan CFLAGS='-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer' test

## make coverage   lines of each file that the tests reach (needs gcovr)
coverage:
	@$(MAKE) --no-print-directory B=$(B)/coverage CFLAGS='-O1 -g --coverage' test
	gcovr --root . --object-directory $(B)/coverage --exclude 'tests/' --txt $(B)/coverage/coverage.txt && cat $(B)/coverage/coverage.txt

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

## make install    PREFIX=/usr/local DESTDIR=; make uninstall takes it away again
BINDIR := $(DESTDIR)$(PREFIX)/bin
LIBDIR := $(DESTDIR)$(PREFIX)/lib
INCDIR := $(DESTDIR)$(PREFIX)/include
MANDIR := $(DESTDIR)$(PREFIX)/share/man/man1
DOCDIR := $(DESTDIR)$(PREFIX)/share/doc/certiflow
CMPDIR := $(DESTDIR)$(PREFIX)/share/bash-completion/completions
install: all
	@rm -f $(B)/lib/certiflow.pc && $(MAKE) --no-print-directory $(B)/lib/certiflow.pc PREFIX='$(PREFIX)'
	install -d $(BINDIR) $(LIBDIR)/pkgconfig $(INCDIR) $(MANDIR) $(DOCDIR) $(CMPDIR)
	install -m 755 $(B)/bin/certiflow $(BINDIR)/certiflow
	install -m 755 $(B)/bin/certiflow-check $(BINDIR)/certiflow-check
	install -m 644 $(B)/lib/libcertiflow.a $(LIBDIR)/libcertiflow.a
	install -m 755 $(B)/lib/libcertiflow.so $(LIBDIR)/libcertiflow.so.$(VERSION)
	ln -sf libcertiflow.so.$(VERSION) $(LIBDIR)/libcertiflow.so.$(SOMAJOR)
	ln -sf libcertiflow.so.$(SOMAJOR) $(LIBDIR)/libcertiflow.so
	install -m 644 $(B)/lib/certiflow.pc $(LIBDIR)/pkgconfig/certiflow.pc
	install -m 644 core/certiflow.h core/net.h core/net_api.h core/images.h $(INCDIR)
	install -m 644 docs/certiflow.1 $(MANDIR)/certiflow.1
	install -m 644 docs/certiflow.bash $(CMPDIR)/certiflow
	install -m 644 README.md LICENSE NOTICE $(PAGE)/built/LICENCES.txt $(DOCDIR)
uninstall:
	rm -f $(INCDIR)/net.h $(INCDIR)/net_api.h $(INCDIR)/images.h $(BINDIR)/certiflow $(BINDIR)/certiflow-check $(LIBDIR)/libcertiflow.a $(LIBDIR)/libcertiflow.so $(LIBDIR)/libcertiflow.so.$(SOMAJOR) \
	  $(LIBDIR)/libcertiflow.so.$(VERSION) $(LIBDIR)/pkgconfig/certiflow.pc $(INCDIR)/certiflow.h $(MANDIR)/certiflow.1 $(CMPDIR)/certiflow
	rm -rf $(DOCDIR)

format:
	clang-format -i $(SOURCES) $(wildcard core/*.h reference/*.h verify/*.h reports/*.h tests/*.[ch] tests/*/*.[ch])
clean:
	rm -rf $(B)
