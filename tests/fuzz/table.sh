#!/bin/sh
# table.sh [TABLE]: the sums over all runs of run.sh as a table for Markdown: what each target ran, found and covers.
awk -F '\t' '
    !($1 in seconds) {name[++n] = $1}
    {
        seconds[$1] += $2; runs[$1] += $3; found[$1] += $6; processor[$1] += $7
        if ($4 + 0 > covered[$1]) covered[$1] = $4
        if ($5 + 0 > features[$1]) features[$1] = $5
    }
    END {
        print "| target | minutes | of the processor | executions | edges | features | findings |"
        print "|---|---|---|---|---|---|---|"
        for (i = 1; i <= n; i++) {
            t = name[i]
            printf "| %s | %.0f | %s | %d | %d | %d | %d |\n", t, seconds[t] / 60,
                processor[t] ? sprintf("%.0f", processor[t] / 60) : "not noted", runs[t], covered[t], features[t], found[t]
        }
    }' "${1:-build/fuzz/table.tsv}"
