#!/bin/sh
# matrix-digits.sh [PROGRAM]: correct digits of the weights of the matrix path against t and alpha (docs/matrix.md), from the
# arbitrary-precision twin. A table in Markdown.
set -eu
p=${1:-build/bin/certiflow}
times=0.1,1,2,4,6,8,12,20
echo "| matrix, α | t = $(echo $times | sed 's/,/ | /g') |"
echo "|---|$(echo $times | sed 's/[^,]*,*/---|/g')"
for alpha in 1 0.1 1e-3 1e-6; do
    "$p" factor --d 4 --entries 10 --seed 5 --alpha "$alpha" --times $times --digits --prec 128 |
        awk -v alpha="$alpha" '/correct digits/ { rows = 1; next } !NF { rows = 0 } rows { s = s " | " $NF } END { print "| " alpha s " |" }'
done
