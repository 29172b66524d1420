#!/bin/sh
# first_build.sh: `make -j2 setup OBJECT` as on a machine that has no compiler before setup. The compiler's name leads
# nowhere until setup makes it; the object must then be compiled, after setup, and with the flags that this compiler takes. The same of
# the list of exported names, which the compiler's preprocessor writes.
unset MAKEFLAGS MFLAGS MAKELEVEL CFLAGS
gcc=$(command -v gcc) || { echo "first_build: skipped, no gcc"; exit 77; }
work=$(mktemp -d) || exit 4
trap 'rm -rf "$work"' EXIT
printf 'setup: late\nlate:\n\tsleep 1; ln -s %s %s/cc\n' "$gcc" "$work" > "$work/late.mk"
make -f Makefile -f "$work/late.mk" -j2 V=1 B="$work/b" CC="$work/cc" PACKAGES= setup "$work/b/obj/reference/flow_model.o" "$work/b/gen/exports.map" > "$work/log" 2>&1
code=$?
flag=-Wno-stringop-overread
echo 'int main(void) { return 0; }' > "$work/a.c"
"$gcc" -Werror $flag -c -o "$work/a.o" "$work/a.c" 2>/dev/null || flag=-std=c11
if [ $code -ne 0 ] || ! grep -q -e "$flag" "$work/log" || ! grep -q ' cf_Q;' "$work/b/gen/exports.map"; then
    echo "first_build: make's exit code is $code, $flag is wanted, and cf_Q among the exported names:"
    cat "$work/log"
    exit 1
fi
echo "first_build: compiled after setup, with $flag"
