#!/bin/sh
# run.sh: builds each fuzz_*.c with clang's libFuzzer, AddressSanitizer and UBSan and runs it for SECONDS from the corpus
# tests/fuzz/corpus/NAME; a finding stops the run, and its input is left in $B.
B=${B:-build/fuzz} SECONDS_EACH=${SECONDS:-60}
command -v clang >/dev/null 2>&1 || { echo "fuzz: clang is not here (Debian: clang libclang-rt-14-dev)" >&2; exit 1; }
mkdir -p "$B"
FLINT=${FLINT:-"-lflint-arb -lflint -lmpfr -lgmp -lpthread"}
for source in tests/fuzz/fuzz_*.c; do
    name=$(basename "$source" .c)
    case $name in
    fuzz_bound) with="bounds/token.c bounds/parse.c bounds/expression.c bounds/graph.c bounds/calculus.c bounds/source.c bounds/tex.c reference/number.c $FLINT" ;;
    *) with="core/io*.c core/status.c" ;;
    esac
    clang -std=c11 -D_POSIX_C_SOURCE=200809L -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all -I. -Icore \
        -o "$B/$name" "$source" $with -lm || exit 1
    mkdir -p "$B/corpus/$name"
    "$B/$name" -max_total_time="$SECONDS_EACH" -timeout=10 -rss_limit_mb=1024 -artifact_prefix="$B/" "$B/corpus/$name" \
        "tests/fuzz/corpus/${name#fuzz_}" || exit 1
done
