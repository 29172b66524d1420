#!/bin/sh
# run.sh [TARGET...]: builds the fuzz targets (all, or the named) and runs each for SECONDS, JOBS at a time, from the
# inputs of tests/fuzz/corpus/NAME, tests/data/fuzz/NAME and those that earlier runs left in $B/corpus/NAME. A line a
# run goes to $B/table.tsv: target, seconds, executions, edges, features, findings, seconds of the processor; table.sh
# prints the sums. A finding stops its target; its input is in $B/findings.
# B: the build folder; MAKE: how to call make for it; FLAGS: the compiler's. Exit 1 if there was a finding.
B=${B:-build/fuzz} SECONDS_EACH=${SECONDS:-60} JOBS=${JOBS:-2}
command -v clang >/dev/null 2>&1 || { echo "fuzz: clang is not here (Debian: clang libclang-rt-14-dev)" >&2; exit 1; }
[ $# -gt 0 ] || set -- $(ls tests/fuzz/target_*.c | sed 's:.*/target_::; s:\.c$::')
mkdir -p "$B/findings" "$B/logs"
$MAKE -j"$JOBS" CFLAGS="$FLAGS" NAMES="$*" fuzzers || exit 1

# What a target needs beyond the common options.
options() {
    [ ! -f "tests/fuzz/$1.dict" ] || printf ' -dict=tests/fuzz/%s.dict' "$1"
    [ ! -f "tests/fuzz/$1.options" ] || printf ' %s' "$(tr '\n' ' ' <"tests/fuzz/$1.options")"
}

one() ( # name; a shell of its own, whose times are the target's
    scratch=$(mktemp -d "$([ -w /dev/shm ] && echo /dev/shm || echo /tmp)/certiflow-fuzz.XXXXXX") || exit 1
    mkdir -p "$B/corpus/$1"
    kept=
    for folder in "tests/fuzz/corpus/$1" "tests/data/fuzz/$1"; do [ ! -d "$folder" ] || kept="$kept $folder"; done
    begun=$(date +%s)
    TMPDIR=$scratch OPENBLAS_NUM_THREADS=1 ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=0 \
        "$B/fuzz_$1" -max_total_time="$SECONDS_EACH" \
        -timeout=200 -rss_limit_mb=2048 -malloc_limit_mb=1024 -print_final_stats=1 \
        -close_fd_mask=1 -artifact_prefix="$B/findings/$1-" $(options "$1") "$B/corpus/$1" $kept >"$B/logs/$1.log" 2>&1
    status=$?
    rm -rf "$scratch"
    line=$(grep -a '^#[0-9]' "$B/logs/$1.log" | tail -n 1)
    done_=$(echo "$line" | sed -n 's/^#\([0-9]*\).*/\1/p')
    features=$(grep -a '^#.* ft: ' "$B/logs/$1.log" | tail -n 1 | sed 's/.* cov: \([0-9]*\) ft: \([0-9]*\) .*/\1\t\2/')
    found=$([ $status -eq 0 ] && echo 0 || echo 1)
    # without the last look for leaks
    spent=$(sed -n 's/^Done [0-9]* runs in \([0-9]*\) second.*/\1/p' "$B/logs/$1.log")
    times >"$B/logs/$1.times"
    processor=$(awk 'NR == 2 {split($1, u, /[ms]/); split($2, s, /[ms]/); printf "%.0f", 60 * (u[1] + s[1]) + u[2] + s[2]}' \
        "$B/logs/$1.times")
    printf '%s\t%d\t%d\t%s\t%d\t%d\n' "$1" \
        "${spent:-$(($(date +%s) - begun))}" "${done_:-0}" "${features:-0	0}" "$found" "$processor" >>"$B/table.tsv"
    [ "$found" -eq 0 ] || { echo "fuzz: $1: a finding, see $B/logs/$1.log and $B/findings" >&2; exit 1; }
)

# JOBS at a time: each worker takes every JOBS-th target.
failed=$B/failed
rm -f "$failed"
for worker in $(seq 1 "$JOBS"); do
    (
        k=0
        for name in "$@"; do
            k=$((k % JOBS + 1))
            [ $k -ne "$worker" ] || one "$name" || touch "$failed"
        done
    ) &
done
wait
sh tests/fuzz/table.sh "$B/table.tsv"
[ ! -e "$failed" ]
