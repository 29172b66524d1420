#!/bin/sh
# excess.sh [OUT.svg]: the picture of the README. For a grid of alpha the limit of gradient flow on X.csv, y.csv: how far its
# norms lie above the least ones, enclosed in balls, and as a subtraction of doubles shows it. Needs gnuplot.
here=$(dirname "$0")
out=${1:-$here/excess.svg}
program=${CERTIFLOW:-build/bin/certiflow}
data=$(mktemp) || exit 4
trap 'rm -f "$data"' EXIT
field() { printf '%s' "$json" | sed -n "s/.*\"$1\":{\"mid\":\"\([^\"]*\)\".*/\1/p"; }
number() { printf '%s' "$json" | sed -n "s/^[^{]*{.*\"$1\":\([0-9.e+-]*\),.*\"certified\".*/\1/p"; }
least() { "$program" minnorm --x "$here/X.csv" --y "$here/y.csv" --norm "$1" --json | sed -n 's/.*"value":\([0-9.e+-]*\).*/\1/p'; }
l1=$(least l1) l2=$(least l2)
for exponent in $(seq -100 1 10); do
    json=$("$program" solve --x "$here/X.csv" --y "$here/y.csv" --alpha "$(awk "BEGIN{printf \"%.10g\", 10^($exponent)}")" --certify --json) || exit
    echo "$exponent $(field excess_l1) $(field excess_l2) $(number norm_l1) $(number norm_l2)"
done | awk -v l1="$l1" -v l2="$l2" '{ print $1, $2, $3, ($4 > l1 ? $4 - l1 : "?"), ($5 > l2 ? $5 - l2 : "?") }' >"$data"
gnuplot <<G
set terminal svg size 820,420 font "sans-serif,13" background "#ffffff"
set output "$out"
set logscale y
set format y "10^{%T}"
set format x "10^{%g}"
set yrange [1e-40:1e3]
set xrange [-100:10]
set xtics 20
set format y "10^{%T}"
set xlabel "scale of the initialisation, α"
set ylabel "excess norm of β_α(∞)" noenhanced
set key outside right top Left reverse samplen 1.5 spacing 1.3
set border 3 lw 1; set tics nomirror out
set grid y lc "#e4e4e4"
plot "$data" u 1:2 w l lw 2.5 lc "#0072b2" t "ℓ1, certified", "" u 1:4 w p pt 7 ps 0.35 lc "#56b4e9" t "ℓ1, doubles subtracted", \
     "" u 1:3 w l lw 2.5 lc "#d55e00" t "ℓ2, certified", "" u 1:5 w p pt 7 ps 0.35 lc "#e69f00" t "ℓ2, doubles subtracted"
G
