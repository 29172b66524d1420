#!/bin/sh
# flow-digits.sh [PROGRAM]: correct digits of beta(t) in doubles against t and alpha at depth 2 and 3, from the enclosures of
# `certiflow flow --certify`, on docs/example; then those of the matrix model (matrix-digits.sh). A table in Markdown.
set -eu
p=${1:-build/bin/certiflow} here=$(dirname "$0")
times=0.001,0.01,0.1,1,10,100,inf
echo "| depth | α | t = $(echo $times | sed 's/,/ | /g') |"
echo "|---|---|$(echo $times | sed 's/[^,]*,*/---|/g')"
for run in "2 10" "2 1" "2 0.1" "2 1e-3" "2 1e-6" "3 1" "3 0.1" "3 0.03"; do
    "$p" flow --x "$here/example/X.csv" --y "$here/example/y.csv" --depth "${run% *}" --alpha "${run#* }" --times $times --certify |
        awk -v depth="${run% *}" -v alpha="${run#* }" '$5 ~ /^[0-9.]+$/ { s = s " | " $5 } END { print "| " depth " | " alpha s " |" }'
done
sh "$here/matrix-digits.sh" "$p"
