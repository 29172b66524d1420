#!/bin/sh
# layers.sh BUILD: the layering of docs/architecture.md, checked on what was built: the headers that each object read
# (dependency files), the symbols that it needs (nm), a link of core alone, and the names of the twins.
# LIBS_CORE: the libraries that core links. Exit 0 iff nothing is out of place.
b=$1
log=$b/layers.log
: >"$log"
complain() { echo "layers: $*" >>"$log"; }

includes() { # the headers, ours and the libraries', that the objects of folder $1 read
    cat "$b"/obj/$1/*.d 2>/dev/null | tr ' \\' '\n\n' | grep '\.h:*$' | sed 's/:$//' | sort -u
}
needs() { nm -u "$b"/obj/$1/*.o 2>/dev/null | awk '$1=="U"{print $2}' | sort -u; }
has() { nm --defined-only "$b"/obj/$1/*.o 2>/dev/null | awk '$2 ~ /[TDBRV]/{print $3}' | sort -u; }
forbid_headers() { # folder, extended regular expression
    includes "$1" | grep -E "$2" | while read -r h; do complain "$1 includes $h"; done
}
forbid_symbols() {
    needs "$1" | grep -E "$2" | while read -r s; do complain "$1 needs $s"; done
}
for f in core reference verify reports; do
    ls "$b"/obj/$f/*.o >/dev/null 2>&1 || complain "no objects of $f below $b"
done

multiprecision='/(flint/[a-z_]*|arb[a-z_]*|acb[a-z_]*|arf|mag|mpfr|gmp[a-z0-9_-]*)\.h$'
forbid_headers core "$multiprecision|jansson|sqlite|^(reference|bounds|verify|reports)/"
forbid_headers reference '^(core|bounds|verify|reports)/|(^|/)certiflow\.h$|cblas|lapacke|cvode|jansson'
for f in reports reports/figures; do forbid_headers $f '^bounds/|cblas|lapacke|cvode'; done
forbid_headers verify 'cvode/|lapacke'
forbid_symbols core '^_*(arb|arf|mag|fmpz|fmpq|mpfr|gmp[a-z]*|json|sqlite3|cf_ref)_'
forbid_symbols reference '^(cblas|LAPACKE|CVode|SUN|json|sqlite3)_'

# reference shares nothing with core: no symbol that it needs is defined there.
has core >"$b/core.symbols"
needs reference | grep -Fxf "$b/core.symbols" | while read -r s; do complain "reference needs $s of core"; done

# Each outside library behind one file, and the multiprecision headers behind reference/ball.h.
find "$b/obj" -name '*.o' -exec nm -A -u {} + 2>/dev/null | sed -n "s:^$b/obj/\\([^ ]*\\.o\\)\\:* *[Uw] :\\1 :p" >"$b/needs" # object, symbol
one_file() { # name, pattern of its symbols, the object allowed
    awk -v pattern="$2" -v allowed="$3" '$1 != allowed && $2 ~ pattern {print $1}' "$b/needs" | sort -u |
        while read -r o; do complain "$o calls $1; only $3 may"; done
}
one_file CVODE '^CVode' core/ode_cvode.o
one_file CSDP '^(easy_sdp|initsoln|free_prob|sdp)$' core/csdp_nuclear.o
one_file SQLite '^sqlite3_' reports/store.o
one_file MPI '^(MPI|ompi|mca)_' reports/ranks.o
one_file zlib '^(gzopen|gzread|inflate|deflate)' core/gzip.o
grep -l 'dnnl/dnnl' -r core reference verify reports bounds --include='*.[ch]' | grep -v '^core/net_dnnl\.c$' |
    while read -r h; do complain "$h includes oneDNN's header; only core/net_dnnl.c may"; done
grep -lE '#include <(sqlite3|mpi)\.h>' -r core reference verify reports bounds --include='*.[ch]' | grep -vE '^reports/(store|ranks)\.c$' |
    while read -r h; do complain "$h includes SQLite's or MPI's header; only reports/store.c and reports/ranks.c may"; done
grep -lE '#include <(flint/)?(arb|arf|mag|acb|fmp[zq]|flint)' -r core reference verify reports bounds --include='*.[ch]' |
    grep -v '^reference/ball\.h$' | while read -r h; do complain "$h includes a multiprecision header; only reference/ball.h may"; done

# The checker: its link map names its own objects, GMP and libc alone; it shares no source with anything else; it can be read.
map=$b/certiflow-check.map
[ -s "$map" ] || complain "no link map $map"
sed -n 's/^LOAD //p' "$map" | grep -vE "(^|/)obj/bounds/check/[a-z0-9_]+\.o$|/(crt1|Scrt1|crti|crtn|crtbegin|crtbeginS|crtend|crtendS)\.o$|/lib(gmp|c|c_nonshared|gcc|gcc_s)\.(so|a)[.0-9]*$|/ld-linux[-a-z0-9_]*\.so\.[0-9]$|/lib(asan|ubsan|gcov)|/libasan_preinit\.o$" |
    while read -r o; do complain "certiflow-check links $o"; done
[ -n "$(nm "$b/bin/certiflow-check" 2>/dev/null | grep -E ' U __(asan|ubsan)')" ] ||
    ldd "$b/bin/certiflow-check" | awk '{print $1}' | grep -vE '^(linux-vdso\.so|libgmp\.so|libc\.so|/lib.*/ld-linux)' | while read -r l; do complain "certiflow-check needs $l at run time"; done
for o in "$b"/obj/bounds/check/*.o; do
    tr ' \\' '\n\n' <"${o%.o}.d" | grep '\.[ch]:*$' | sed 's/:$//' | grep -vE '^/usr/|^bounds/check/' | sort -u | while read -r h; do complain "${o#"$b"/obj/} reads $h"; done
done
nm -u "$b"/obj/bounds/check/*.o | awk '$1 == "U" {print $2}' | sort -u >"$b/checker.needs"
nm --defined-only "$b"/obj/bounds/check/*.o | awk '$2 ~ /[TDBRV]/ {print $3}' | sort -u >"$b/checker.has"
grep -vFxf "$b/checker.has" "$b/checker.needs" | grep -E '^(arb|arf|mag|fmp|mpfr|flint|cf_|exp$|log$|pow$|sqrt|cblas)' | while read -r s; do complain "the checker needs $s"; done
grep -nE '\b(double|float)\b' bounds/check/*.[ch] | while read -r l; do complain "floating point in the checker: $l"; done
lines=$(for f in bounds/check/*.[ch]; do ${CC:-gcc} -fpreprocessed -dD -E -P "$f" 2>/dev/null; done | grep -vc '^[[:space:]]*$')
[ "$lines" -le 2500 ] || complain "the checker has $lines lines of code; 2500 are allowed"
all=$(cat bounds/check/*.[ch] | wc -l)
[ "$all" -le 2870 ] || complain "the checker has $all lines; 2870 are allowed"
find "$b/obj" -name '*.o' ! -path '*/bounds/check/*' -exec nm -u {} + 2>/dev/null | awk '$1 == "U" {print $2}' | sort -u |
    grep -Fxf "$b/checker.has" | grep -E '^(iv_|dy_|coef_|el_|monomial_|statement_)' | while read -r s; do complain "an object outside the checker needs its $s"; done

# core alone links: with its own libraries and nothing else.
echo 'int main(void) { return 0; }' >"$b/alone.c"
${CC:-gcc} -o "$b/alone" "$b/alone.c" -Wl,--whole-archive "$b/lib/libcertiflow.a" -Wl,--no-whole-archive $LIBS_CORE 2>>"$log" ||
    complain "core does not link alone"

# Each numerical function cf_X has its twin cf_ref_X, or a reason not to in tests/without_twin.tsv.
names() { tr '\n' ' ' <"$1" | sed 's:/\*[^*]*\*\+\([^/*][^*]*\*\+\)*/: :g' | grep -oE "\b$2[a-zA-Z0-9_]+ *\(" | tr -d '( ' | sort -u; }
${CC:-gcc} -E -P -I. -Icore core/net.h >"$b/net.i" # the templates of double and float spelt out
{ names core/certiflow.h cf_; names "$b/net.i" cf_; names core/images.h cf_; } | sort -u >"$b/core.names"
{ names reference/certiflow_ref.h cf_ref_; names reference/net.h cf_ref_; } | sort -u >"$b/reference.names"
while read -r f; do
    if grep -qx "cf_ref_${f#cf_}" "$b/reference.names"; then
        grep -q "^$f	" tests/without_twin.tsv && complain "$f has a twin and stands in tests/without_twin.tsv too"
    else
        grep -qP "^$f\t." tests/without_twin.tsv || complain "$f has no twin cf_ref_${f#cf_} and no reason in tests/without_twin.tsv"
    fi
done <"$b/core.names"
cut -f1 tests/without_twin.tsv | grep -vxFf "$b/core.names" | while read -r f; do
    complain "tests/without_twin.tsv names $f, which certiflow.h does not declare"
done

[ -s "$log" ] && { cat "$log" >&2; exit 1; }
echo "layers: clean ($(wc -l <"$b/core.names") functions of core, $(wc -l <"$b/reference.names") of the reference; $lines lines of code in the checker, $all with comments)"
