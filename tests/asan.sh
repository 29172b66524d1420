#!/bin/sh
# asan.sh BUILD JOBS [TEST...]: the tests of BUILD, built with AddressSanitizer, LeakSanitizer and UBSan. Exit 0 iff they pass and no process
# that they start or fork reports anything: reports go to files, whatever becomes of the process's exit code and of its standard error. First
# the canaries of tests/tools/memory_canary.c, which have to be reported.
b=$(cd "${1:?}" && pwd) || exit 2
[ "$b" != "$PWD" ] || { echo "asan: $b/reports is the folder of sources, which would be deleted" >&2; exit 2; }
jobs=$2 bad=0
shift 2
reports=$b/reports
rm -rf "$reports"
mkdir -p "$reports"
# 99 is no exit code that a test asks for. Not strict_string_checks: it wants an end to what strndup is given, which need have none.
# Not intercept_tls_get_addr: with oneDNN loaded, LeakSanitizer of gcc 12 crashed on what it noted of that library's variables a thread.
base="exitcode=99 detect_stack_use_after_return=1 intercept_tls_get_addr=0"
use() {
    export ASAN_OPTIONS="$base log_path=$1" UBSAN_OPTIONS="print_stacktrace=1 log_path=$1" LSAN_OPTIONS="report_objects=1 suppressions=$PWD/tests/data/lsan.supp print_suppressions=0"
}
export OPENBLAS_NUM_THREADS=1
# reported NAME: the files NAME.* that report something. A child has none of the threads of the process that forked it (a Criterion test has
# two); LeakSanitizer looks for them in vain, says so, and goes on.
reported() { find "$reports" -name "$1.*" -exec grep -lEv '^==[0-9]+==Running thread [0-9]+ was not suspended\. False leaks are possible\.$' {} +; }
for c in leak child write undefined; do
    use "$reports/canary_$c"
    "$b/tools/memory_canary" $c >/dev/null 2>&1
    if [ -n "$(reported "canary_$c")" ]; then echo "asan: the canary $c is reported"; else echo "asan: the canary $c is not reported" >&2; bad=1; fi
done
rm -f "$reports"/canary_*
use "$reports/report"
# The tests of an installed library have nothing to do: they skip a sanitized one.
[ $# -gt 0 ] || set -- $(ls "$b/tests" | grep '^test_[a-z0-9_]*$' | grep -vx test_install)
sh tests/run.sh "$b/tests" "$jobs" "$@" || bad=1
found=$(reported report | wc -l)
[ "$found" -eq 0 ] || { bad=1; reported report | xargs head -n 60; }
echo "asan: $found processes reported something"
exit $bad
