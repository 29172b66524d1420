#!/bin/sh
# established.sh - README.md's table of what is established: docs/established.tsv with the verdicts of a run. Prints it; with --write
# puts it into README.md. docs/established.sh [--write] [DIR]: DIR holds the claims.csv of `certiflow report` (default build/report).
# Exit 2 where a row names no claim of the run, or the run has something that is not as expected.
set -eu
write=
if [ "${1-}" = --write ]; then write=1; shift; fi
dir=${1-build/report}
[ -r "$dir/claims.csv" ] || { echo "established: $dir/claims.csv is not there: run make report first" >&2; exit 2; }
table=$(mktemp)
trap 'rm -f "$table" "$table.new"' EXIT
awk -v csv="$dir/claims.csv" '
    function parse(line,   n, i, c, inside) { # a row of CSV into field[1..n]; a quote in a quoted field is doubled
        split("", field); n = 1
        for (i = 1; i <= length(line); i++) {
            c = substr(line, i, 1)
            if (c == "\"" && inside && substr(line, i + 1, 1) == "\"") { field[n] = field[n] c; i++ }
            else if (c == "\"") inside = !inside
            else if (c == "," && !inside) n++
            else field[n] = field[n] c
        }
        return n
    }
    BEGIN {
        FS = "\t"
        order = "PROVED;PROVED given;ARGUED;CERTIFIED;CONSISTENT;AGREES;OBSERVED;REFUTED;UNDECIDED;VACUOUS"
        while ((getline line < csv) > 0) {
            if (parse(line) < 6 || field[1] == "id") continue
            verdict[field[1]] = field[5]
            if (field[5] != field[6]) { print "established: " field[1] " is not as expected" > "/dev/stderr"; bad = 1 }
        }
        print "| statement | verdicts | evidence |\n|---|---|---|"
    }
    /^#/ || NF != 3 { next }
    {
        n = split($2, pattern, " "); split("", seen); split("", count); any = 0
        for (i = 1; i <= n; i++) {
            p = pattern[i]; gsub(/\./, "\\.", p); gsub(/\*/, ".*", p)
            hits = 0
            for (id in verdict) if (id ~ "^" p "$") { hits++; if (!(id in seen)) { seen[id] = 1; count[verdict[id]]++ } }
            any += hits
        }
        if (!any) { print "established: no claim of the run for: " $1 > "/dev/stderr"; bad = 1 }
        m = split(order, name, ";"); text = ""
        for (i = 1; i <= m; i++) if (count[name[i]]) text = text (text == "" ? "" : ", ") count[name[i]] " " name[i]
        print "| " $1 " | " text " | " $3 " |"
    }
    END { if (bad) exit 2 }' docs/established.tsv > "$table"
[ -n "$write" ] || { cat "$table"; exit 0; }
awk -v table="$table" '
    /^<!-- established -->$/ { print; while ((getline line < table) > 0) print line; skip = 1; next }
    /^<!-- end of established -->$/ { skip = 0 }
    !skip' README.md > "$table.new"
grep -q '^<!-- end of established -->$' "$table.new" || { echo "established: README.md has no place for the table" >&2; exit 2; }
cat "$table.new" > README.md
