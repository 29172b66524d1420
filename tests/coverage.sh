#!/bin/sh
# coverage.sh BUILD: the lines that the runs of BUILD (built with --coverage) reached, a line for each file of core, reference, bounds and
# verify, then the files below 90 % with the reasons that tests/data/coverage_exceptions.tsv gives. Exit 0 iff each of those has a reason and
# no reason is there in vain. Needs gcovr 5.1 or later.
#
# Not counted, as a rule: the statements that only hand on that memory ran out, and those that end the program where it ran out (a line of
# their own, or with the condition that asks for it). They are reached by failing every allocation in turn, which is `make faults`.
b=$1 list=tests/data/coverage_exceptions.tsv least=90
command -v gcovr >/dev/null 2>&1 || { echo "coverage: gcovr is not installed; on Debian: apt-get install gcovr" >&2; exit 2; }
memory='^\s*(\}? ?else )?(return (cf_\w+\()?CF_ENOMEM\)?;|(return |code = )cf_complain\(\w+, CF_EXIT_FAILED, "out of memory"\);|goto (memory|no_memory);|abort\(\);|flint_abort\(\);)\s*(/\*.*\*/)?\s*$'
gcovr --root . --object-directory "$b" --filter 'core/' --filter 'reference/' --filter 'bounds/' --filter 'verify/' --exclude 'verify/tools/' \
    --exclude-lines-by-pattern "$memory" --gcov-ignore-parse-errors --csv "$b/coverage.csv" >"$b/gcovr.log" 2>&1 || { cat "$b/gcovr.log" >&2; exit 2; }
[ "$(wc -l <"$b/coverage.csv")" -gt 100 ] || { echo "coverage: nothing was run in $b" >&2; exit 2; }

# filename,line_total,line_covered,line_percent (a share of 1),...
awk -F, 'NR > 1 && $2 > 0 {printf "%s\t%d\t%d\t%.1f\n", $1, $2, $3, 100 * $3 / $2}' "$b/coverage.csv" | LC_ALL=C sort >"$b/coverage.tsv"
awk -F'\t' '{printf "%-44s %6d %6d %6.1f %%\n", $1, $2, $3, $4; split($1, folder, "/"); n[folder[1]] += $2; c[folder[1]] += $3}
    END {for (f in n) printf "%-44s %6d %6d %6.1f %%\n", f "/", n[f], c[f], 100 * c[f] / n[f] | "sort"}' "$b/coverage.tsv"

awk -F'\t' -v least=$least -v list=$list '
    FNR == NR {if ($0 !~ /^#/ && NF == 2) reason[$1] = $2; next}
    {seen[$1] = 1; files++}
    $3 < least / 100 * $2 {
        below++
        printf "%s\n%s %.1f %%: %s", below == 1 ? "\nBelow " least " %:" : "", $1, $4, $1 in reason ? reason[$1] : "no reason is given"
        if (!($1 in reason)) bad++
        next
    }
    $1 in reason {printf "\n%s: %s gives a reason, and %.1f %% are covered", list, $1, $4; bad++}
    END {
        for (f in reason) if (!(f in seen)) {printf "\n%s: there is no file %s", list, f; bad++}
        printf "\ncoverage: %d files, %d below %d %%, %d of them or of the reasons out of order\n", files, below, least, bad
        exit bad > 0
    }' $list "$b/coverage.tsv"
