#!/bin/sh
# run.sh DIR JOBS [TEST...]: runs the test programs of DIR (all of them, or the named), one line a module, the whole log
# of a module that fails, and a closing line "N passed, N failed". A module that executes no test counts as a failure.
dir=$1 jobs=$2
shift 2
[ $# -gt 0 ] || set -- $(ls "$dir" | grep '^test_[a-z0-9_]*$')
export OPENBLAS_NUM_THREADS=1
passed=0 failed=0
[ $# -gt 0 ] || failed=1
for t in "$@"; do
    log=$dir/$t.log
    start=$(date +%s)
    "$dir/$t" -j"$jobs" >"$log" 2>&1
    status=$?
    line=$(sed 's/\x1b\[[0-9;]*m//g' "$log" | grep 'Synthesis:' | tail -n 1)
    n=$(echo "$line" | sed -n 's/.*Passing: *\([0-9]*\).*/\1/p')
    f=$(echo "$line" | sed -n 's/.*Failing: *\([0-9]*\).*/\1/p')
    c=$(echo "$line" | sed -n 's/.*Crashing: *\([0-9]*\).*/\1/p')
    n=${n:-0} f=$((${f:-0} + ${c:-0}))
    # Leaks and undefined behaviour do not fail a test by themselves: they are looked for in the log.
    if [ "$f" -eq 0 ] && { [ "$status" -ne 0 ] || [ "$n" -eq 0 ] || grep -qE 'LeakSanitizer|AddressSanitizer|runtime error:' "$log"; }; then f=1; fi
    passed=$((passed + n)) failed=$((failed + f))
    printf '%-28s %4d passed %3d failed  %4d s\n' "$t" "$n" "$f" $(($(date +%s) - start))
    [ "$f" -eq 0 ] || cat "$log"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
