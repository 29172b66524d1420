#!/bin/sh
# literature.sh [SECONDS]: the prover on the test inequalities of other provers (tests/data/bounds/literature), with the times that their
# own provers report beside ours, as a table in Markdown on standard output. SECONDS: the budget of each, 20 by default. Needs the
# built program; the certificates are replayed by certiflow-check.
set -eu
cd "$(dirname "$0")/../.."
B=${B:-build} data=tests/data/bounds/literature
out=$(mktemp -d "${TMPDIR:-/tmp}/literature.XXXXXX")
trap 'rm -rf "$out"' EXIT
"$B/bin/certiflow" prove "$data"/*.bound --budget "${1:-20}" --jobs 1 --json --out "$out" >"$out/lines" || [ $? -eq 3 ]
check() { # replays a certificate: "yes", or the checker's first word
    if "$B/bin/certiflow-check" "$1" >/dev/null 2>&1; then echo yes; else echo REJECTED; fi
}
tab=$(printf '\t')
sed -n 's/.*"bound": *"\([^"]*\)".*"verdict": *"\([A-Z]*\)".*/\1 \2/p' "$out/lines" | while read -r name verdict; do
    line=$(grep "\"bound\": *\"$name\"" "$out/lines")
    seconds=$(printf '%s\n' "$line" | sed -n 's/.*"seconds": *\([0-9.e+-]*\).*/\1/p')
    certificate=$(printf '%s\n' "$line" | sed -n 's/.*"certificate": *"\([^"]*\)".*/\1/p')
    printf '%s\t%s\t%.3f\t%s\n' "$name" "$verdict" "$seconds" "$(if [ -n "$certificate" ]; then check "$certificate"; else echo -; fi)"
done >"$out/ours"
echo "| inequality | verdict | seconds | replayed | their prover | their seconds |"
echo "|---|---|---|---|---|---|"
LC_ALL=C sort "$out/ours" >"$out/left"
sed 1d "$data/times.tsv" | LC_ALL=C sort -t "$tab" -k1,1 >"$out/right"
LC_ALL=C join -t "$tab" -a 1 -e - -o 1.1,1.2,1.3,1.4,2.2,2.3 "$out/left" "$out/right" |
    awk -F '\t' '{ printf "| `%s` | %s | %s | %s | %s | %s |\n", $1, $2, $3, $4, $5, $6; if (!seen[$1]++) n[$2]++ }
        END { for (v in n) printf "\n%s: %d\n", v, n[v] }'
