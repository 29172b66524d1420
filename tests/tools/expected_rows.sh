#!/bin/sh
# expected_rows.sh VERIFY.json...: verify/expected.tsv with the rows of bounds and of reductions as those reports have them, on
# standard output; all other rows, and those of claims that no report names, as they are. A refuted or undecided bound gets its
# reason from the report. For a person to look at with diff: what is expected is decided by people.
[ $# -gt 0 ] || { echo "usage: expected_rows.sh VERIFY.json..." >&2; exit 2; }
rows=$(mktemp "${TMPDIR:-/tmp}/expected_rows.XXXXXX") || exit 4
trap 'rm -f "$rows"' EXIT
for report; do
    # JSON with one key a line, as certiflow writes it; a claim's own keys are indented by three
    awk '
        function value(s) { sub(/^ *"[a-z]*": "/, "", s); sub(/",?$/, "", s); return s }
        /^   "id": / { id = value($0); reason = "" }
        /^   "verdict": / { verdict = value($0) }
        /^   "method": / { method = value($0) }
        /^   "reason": / { reason = value($0) }
        /^   "seconds": / {
            if (method == "proof" || method == "reduction") print id "\t" verdict "\t" method "\t" reason
        }' "$report"
done | sort -u >"$rows"
awk -F '\t' -v OFS='\t' '
    function reason(verdict, method, said) {
        if (verdict == "PROVED") return ""
        if (method == "reduction" && verdict == "PROVED given") return "\tbounds PROVED in the same run, a written reduction (docs/bounds.md)"
        if (verdict == "REFUTED") return "\tas printed: an exact counterexample"
        sub(/: [0-9.e+-]* of the domain.*/, "", said)
        sub(/ after [0-9.]* s$/, "", said)
        sub(/: line .*/, "", said)
        return "\t" said
    }
    NR == FNR { row[$1] = $1 OFS $2 reason($2, $3, $4); next }
    $1 in row { print row[$1]; delete row[$1]; next }
    { print }
    END { for (id in row) print row[id] | "LC_ALL=C sort" }' "$rows" verify/expected.tsv
