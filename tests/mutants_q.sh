#!/bin/sh
# mutants_q.sh - mutants of the constants of q and its vector form, each off by a few ulp; tests/test_q must fail on every one.
# All of them meet the whole test. The visible ones, which move a value by more than the bounds allow, meet it a second time
# without the tests that recompute the tables: there only the bounds in ulp can tell.
# Run from the top of the tree after `make`: tests/mutants_q.sh [BUILD]. Exit 0: all killed; 1: one survived; 4: no room.
set -u
B=${1:-build}
CC=${CC:-gcc}
work=$(mktemp -d) || exit 4
trap 'rm -rf "$work"' EXIT
flags="-std=c11 -D_POSIX_C_SOURCE=200809L -O2 -ffp-contract=off -fno-math-errno"
libs=${LIBS:-"-lflint-arb -lflint -lmpfr -lgmp -lpthread -lm -lcriterion"}
survived=0

fresh_copy() {
    rm -rf "$work"/*
    cp -r core reference verify tests "$work"
    cp "$B/gen/tables.c" "$work"
}

build() { # in $work, which holds a copy of the sources
    (cd "$work" && $CC $flags -I. -Icore -Itests -o mutant tests/test_q.c core/q.c core/q_vec.c core/generator.c verify/ulp.c \
        reference/q.c reference/number.c tables.c $libs) >"$work/log" 2>&1
}

changed() { # file, constant, its mutant: a fresh copy with the one constant changed, built
    fresh_copy
    sed "s/$2/$3/" "$work/$1" >"$work/changed"
    if cmp -s "$work/changed" "$work/$1"; then echo "NOT FOUND $2 in $1"; survived=1; return 1; fi
    mv "$work/changed" "$work/$1"
    build || { echo "DOES NOT BUILD $1: $2 -> $3"; cat "$work/log"; survived=1; return 1; }
}

passes() { (cd "$work" && ./mutant -j1 "$@" >log 2>&1); } # the tests, or those that a filter leaves

verdict() { # word, what: of the command before
    if [ "$1" -eq 0 ]; then echo "SURVIVED  $2"; survived=1; else echo "killed    $2"; fi
}

mutate() {
    changed "$@" || return
    passes
    verdict $? "$1: $2 -> $3"
}

visible() {
    mutate "$@"
    passes --filter '*/!(*tables*)'
    verdict $? "$1: $2 -> $3, by the bounds in ulp: $(sed -n 's/.*\(q[^(]*([^)]*) = .* ulp > [0-9.]*\).*/\1/p' "$work/log" | head -n 1)"
}

last_digit() { # the constant $1 with its 13th hex digit, 0 if it has fewer, changed by 4
    mantissa=${1%p*} exponent=${1#*p}
    bare=${mantissa#-}
    while [ ${#bare} -lt 17 ]; do mantissa=${mantissa}0 bare=${bare}0; done
    case $mantissa in
    *0) last=4 ;; *1) last=5 ;; *2) last=6 ;; *3) last=7 ;; *4) last=8 ;; *5) last=9 ;; *6) last=a ;; *7) last=b ;;
    *8) last=c ;; *9) last=d ;; *a) last=e ;; *b) last=f ;; *c) last=8 ;; *d) last=9 ;; *e) last=a ;; *) last=b ;;
    esac
    echo "${mantissa%?}${last}p$exponent"
}

constants() { sed -n "/$1\[/,/;/p" core/q_vec_tables.h | sed 's/.*= *{//' | grep -o -- '-*0x[0-9a-f.]*p[-+][0-9]*'; }

fresh_copy
build && passes && passes --filter '*/!(*tables*)' || { echo "the unchanged sources fail"; cat "$work/log"; exit 1; }
mutate core/q_tables.h '0x1\.f0c30c1118000p-5' '0x1.f0c30c1118004p-5'
mutate core/q_tables.h '0x1\.ef35793c76730p-45' '0x1.ef35793c76734p-45'
mutate core/q_tables.h '0x1\.5555555555555p-2' '0x1.5555555555559p-2'
mutate core/q_tables.h '0x1\.c71c71c71c71cp-4' '0x1.c71c71c71c720p-4'
mutate core/q_tables.h '0x1\.745d1745d1746p-4' '0x1.745d1745d174ap-4'
for name in q_vec_at_centre q_prime_vec_at_centre q_vec_piece q_prime_vec_piece q_vec_tail q_prime_vec_tail q_vec_inverse q_vec_log; do
    value=$(constants $name | tail -n 1)
    mutate core/q_vec_tables.h "$(echo "$value" | sed 's/\./\\./')" "$(last_digit "$value")"
done
# ln 2, -ln c_8, the constant terms of two pieces, a logarithm and an inverse of the vector form
visible core/q_tables.h '0x1\.62e42fefa3800p-1' '0x1.62e42fefa3804p-1'
visible core/q_tables.h '0x1\.9f123f4bf7000p-2' '0x1.9f123f4bf7004p-2'
visible core/q_vec_tables.h '0x1\.f101256edba27p-3' '0x1.f101256edba2bp-3'
visible core/q_vec_tables.h '0x1\.e37219e132b6ep-2' '0x1.e37219e132b72p-2'
visible core/q_vec_tables.h '0x1\.393e0d489bp-1' '0x1.393e0d489b004p-1'
visible core/q_vec_tables.h '0x1\.0410410c8b26p-1' '0x1.0410410c8b264p-1'
exit $survived
