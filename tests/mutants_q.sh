#!/bin/sh
# mutants_q.sh - each mutant has one constant of q or its vector form off by 4 ulp; tests/test_q must fail on every one.
# Run from the top of the tree after `make`: tests/mutants_q.sh [BUILD]. Exit 0: all killed; 1: one survived.
set -u
B=${1:-build}
CC=${CC:-gcc}
work=$(mktemp -d) || exit 4
trap 'rm -rf "$work"' EXIT
flags="-std=c11 -D_POSIX_C_SOURCE=200809L -O2 -ffp-contract=off -fno-math-errno"
libs=${LIBS:-"-lflint-arb -lflint -lmpfr -lgmp -lpthread -lm -lcriterion"}
survived=0

build_and_run() { # in $work, which holds a copy of the sources
    (cd "$work" && $CC $flags -I. -Icore -Itests -o mutant tests/test_q.c core/q.c core/q_vec.c core/generator.c verify/ulp.c \
        reference/q.c reference/number.c $libs && ./mutant -j1 >log 2>&1)
}

mutate() { # file, constant, its mutant
    rm -rf "$work"/*
    cp -r core reference verify tests "$work"
    sed "s/$2/$3/" "$work/$1" >"$work/changed"
    if cmp -s "$work/changed" "$work/$1"; then echo "NOT FOUND $2 in $1"; survived=1; return; fi
    mv "$work/changed" "$work/$1"
    if build_and_run; then echo "SURVIVED  $1: $2 -> $3"; survived=1; else echo "killed    $1: $2 -> $3"; fi
}

cp -r core reference verify tests "$work"
build_and_run || { echo "the unchanged sources fail"; cat "$work/log"; exit 1; }
mutate core/q_tables.h '0x1\.f0c30c1118000p-5' '0x1.f0c30c1118004p-5'
mutate core/q_tables.h '0x1\.62e42fefa3800p-1' '0x1.62e42fefa3804p-1'
mutate core/q_tables.h '0x1\.ef35793c76730p-45' '0x1.ef35793c76734p-45'
mutate core/q_tables.h '0x1\.5555555555555p-2' '0x1.5555555555559p-2'
mutate core/q_tables.h '0x1\.c71c71c71c71cp-4' '0x1.c71c71c71c720p-4'
mutate core/q_tables.h '0x1\.745d1745d1746p-4' '0x1.745d1745d174ap-4'
for name in q_vec_at_centre q_prime_vec_at_centre q_vec_piece q_prime_vec_piece q_vec_tail q_prime_vec_tail q_vec_inverse q_vec_log; do
    # the last constant of the table: its last hex digit changed, or one appended
    value=$(sed -n "/$name\[/,/;/p" core/q_vec_tables.h | grep -o '0x[0-9a-f.]*p[-+][0-9]*' | tail -1)
    mantissa=${value%p*} exponent=${value#*p}
    while [ ${#mantissa} -lt 17 ]; do mantissa=${mantissa}0; done
    case $mantissa in *[0-7]) last=c ;; *) last=3 ;; esac
    mutate core/q_vec_tables.h "$(echo "$value" | sed 's/\./\\./')" "${mantissa%?}${last}p$exponent"
done
exit $survived
