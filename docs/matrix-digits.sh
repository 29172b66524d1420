#!/bin/sh
# matrix-digits.sh [PROGRAM]: correct digits of the matrix path against t and alpha (docs/matrix.md), from the arbitrary-precision twin.
p=${1:-build/bin/certiflow}
for alpha in 1 0.1 1e-3 1e-6; do
    "$p" factor --d 4 --entries 10 --seed 5 --alpha "$alpha" --times 0.1,1,2,4,6,8,12,20 --digits --prec 128 | sed -n "/correct digits/,/^\$/p" | sed "s/^/alpha $alpha: /;/: \$/d"
done
