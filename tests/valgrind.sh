#!/bin/sh
# valgrind.sh BUILD TIME MODULE[/PATTERN]...: test programs of BUILD (the tests of that pattern alone) under memcheck, each for at most TIME
# seconds, one line a module:
#     MODULE done|failed|cut  N errors  M tests passed  S s
# Invalid accesses, values that depend on uninitialised memory, bad frees and definite leaks are errors, in the test, in every program that it
# starts and in every child that it forks. Criterion swallows the exit code of its workers, so that valgrind writes what it finds into files:
# a file that is not empty is an error. A module that is cut counts as not done, never as passed. Exit 0 iff nothing was found, no test failed
# and none was cut.
b=$(cd "$1" && pwd) || exit 2
limit=$2 bad=0
shift 2
command -v valgrind >/dev/null 2>&1 || { echo "valgrind: it is not installed; on Debian: apt-get install valgrind" >&2; exit 2; }
# Memcheck knows no AVX-512: OpenBLAS is told, our own dispatch asks the processor that valgrind shows it.
supp=$PWD/tests/data/valgrind.supp # for programs that are started in other folders too
export OPENBLAS_CORETYPE=Haswell OPENBLAS_NUM_THREADS=1
# Of random inputs by the thousand a twentieth.
export CF_CASES=0.05
mkdir -p "$b/valgrind"
# Budgets and limits in seconds mean the same work as elsewhere.
slow=$b/tests/slow_clock.so

# The system's programs are not looked at, nor is a wholly static one, whose malloc memcheck cannot replace.
# memcheck NAME COMMAND...: what it finds goes to $b/valgrind/NAME.PID.
memcheck() {
    name=$1
    shift
    rm -f "$b/valgrind/$name".*
    SLOW_CLOCK=100 LD_PRELOAD=$slow timeout -k 5 "$limit" valgrind -q --trace-children=yes --trace-children-skip='*/rm,*/gnuplot*,*/cat,*/ls,*/wc,*/chmod,*/head,*/tail,*/gzip,*/gcc,*/cc,*/cc1*,*/g++,*/c++,*/x86_64-linux-gnu-*,*/as,*/ld,*/collect2,*/nm,*/readelf,*/make,*/python3*,*/git,*/awk,*/mawk,*/man,*/groff,*/sort,*/grep,*/sed,*/cp,*/mkdir,*/cmp,*/diff,*/mktemp,*/cut,*/tr,*/find,*/touch,*/static' \
        --leak-check=full --show-leak-kinds=definite --errors-for-leak-kinds=definite --num-callers=25 --fullpath-after="$PWD/" \
        --suppressions="$supp" --log-file="$b/valgrind/$name.%p" "$@" >"$b/valgrind/$name.log" 2>&1
}
files_with_errors() { find "$b/valgrind" -name "$1.[0-9]*" -size +0; }

# Mistakes on purpose, without which nothing here is believed.
for c in leak child write uninitialised; do
    memcheck "canary_$c" "$b/tools/memory_canary" $c
    [ -n "$(files_with_errors "canary_$c")" ] || { echo "valgrind: the canary $c is not reported" >&2; exit 1; }
done
echo "valgrind: the canaries are reported"

for asked in "$@"; do
    t=${asked%%/*} pattern=
    [ "$t" = "$asked" ] || pattern="*/${asked#*/}"
    start=$(date +%s)
    memcheck "$t" "$b/tests/$t" -j1 --timeout 3600 ${pattern:+--filter "$pattern"}
    code=$?
    line=$(sed 's/\x1b\[[0-9;]*m//g' "$b/valgrind/$t.log" | grep 'Synthesis:' | tail -n 1)
    passed=$(echo "$line" | sed -n 's/.*Passing: *\([0-9]*\).*/\1/p')
    found=$(files_with_errors "$t" | wc -l)
    state=done
    [ "$code" -eq 0 ] && [ -n "$passed" ] || state=failed
    [ "$found" -eq 0 ] || state=failed
    [ "$code" -ne 124 ] && [ "$code" -ne 137 ] || state=cut bad=1
    printf '%-28s %-6s %4d errors %4d passed %5d s\n' "$asked" "$state" "$found" "${passed:-0}" $(($(date +%s) - start))
    if [ "$found" -gt 0 ] || [ "$state" = failed ]; then
        bad=1
        grep -a '\[FAIL\]\|\[CRASH\]\|----\]' "$b/valgrind/$t.log" | head -n 20
        files_with_errors "$t" | head -n 3 | xargs -r head -n 40
    fi
done
exit $bad
