#!/bin/sh
# tsan.sh BUILD (built with -fsanitize=thread by `make tsan`): the programs of tests/tools/tsan_*.c, and the program itself on figures, with
# an interruption, and on claims, all on four threads or processes. Exit 0 iff every result is right, nothing is reported, and each canary,
# a program with a race put into it, is.
#
# OpenMP: libgomp is not instrumented, and ThreadSanitizer cannot see that its threads wait for each other. Nothing is suppressed: the cells
# of a sweep run on one thread each, so that no loop of core/net*.c is shared here. Their threads are the matter of tests/test_net*.c, which
# compare the bits over numbers of threads.
b=$(cd "${1:?}" && pwd) || exit 2
[ "$b" != "$PWD" ] || { echo "tsan: $b/reports is the folder of sources, which would be deleted" >&2; exit 2; }
dir=$(mktemp -d) bad=0 more=
trap 'rm -rf "$dir"' EXIT
export OPENBLAS_NUM_THREADS=1
rm -rf "$b/reports"
mkdir -p "$b/reports"

# run NAME COMMAND...: under ThreadSanitizer, which writes what it finds below $b/reports/NAME; ended after half an hour, exit 124.
run() {
    name=$1
    shift
    mkdir -p "$dir/$name"
    start=$(date +%s)
    TSAN_OPTIONS="log_path=$b/reports/$name exitcode=66 second_deadlock_stack=1 $more" timeout -k 5 1800 "$@" >"$dir/$name.out" 2>&1
    code=$?
    found=$(cat "$b/reports/$name".* 2>/dev/null | grep -c 'WARNING: ThreadSanitizer\|FATAL: ThreadSanitizer')
    seconds=$(($(date +%s) - start))
}
clean() {
    run "$@"
    printf '%-28s exit %d, %d reports, %d s\n' "$name" "$code" "$found" "$seconds"
    [ "$code" -eq 0 ] && [ "$found" -eq 0 ] && return
    bad=1
    tail -n 20 "$dir/$name.out"
    cat "$b/reports/$name".* 2>/dev/null | head -n 100
}
# Ended by its first report: a race may as well leave it waiting for ever.
canary() {
    more=halt_on_error=1
    run "$@"
    more=
    printf '%-28s %d races reported, as they should be, %d s\n' "$name" "$found" "$seconds"
    cat "$b/reports/$name".* 2>/dev/null | grep -q 'WARNING: ThreadSanitizer: data race' && return
    bad=1
    echo "tsan: the canary $name is not reported" >&2
    tail -n 20 "$dir/$name.out"
}

clean runner "$b/tools/tsan_runner" "$dir/runner"
clean sweep "$b/tools/tsan_sweep" "$dir/sweep"
clean prove "$b/tools/tsan_prove" bounds/lemma3.bound bounds/theorem2_l1.bound
clean figures "$b/bin/certiflow" figure fig2a fig2b atlas_q --jobs 4 --out "$dir/figures"
clean verify "$b/bin/certiflow" verify --jobs 4 --out "$dir/verify" eq28 eq38 eq40 eq50_51 lemma3.sharp lemma1.eq40_stated

# Interrupted, and the same command again.
run interrupted sh -c '"$1" figure fig1b --jobs 4 --out "$2" & pid=$!; sleep 3; kill -TERM $pid; wait $pid' sh "$b/bin/certiflow" "$dir/interrupted"
printf '%-28s exit %d, %d reports, %d s\n' interrupted "$code" "$found" "$seconds"
[ "$found" -eq 0 ] || { bad=1; cat "$b/reports/interrupted".*; }
clean resumed "$b/bin/certiflow" figure fig1b --jobs 4 --out "$dir/interrupted"

canary canary-cell "$b/tools/tsan_sweep" "$dir/canary-cell" race
canary canary-pool "$b/canary/tsan_sweep" "$dir/canary-pool" pool
canary canary-search "$b/canary/tsan_prove" bounds/lemma3.bound
[ "$bad" -eq 0 ] && echo "tsan: nothing found; the canaries are reported"
exit $bad
