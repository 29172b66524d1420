#!/bin/sh
# run.sh: every benchmark of $B/bench and its peers, in turn (ours, peer, ours, peer, ...), ROUNDS times, with the same BLAS
# kernel and one thread for both. JSON lines to $B/bench/bench.jsonl, then a table of medians and ratios (peer / certiflow).
B=${B:-build} ROUNDS=${ROUNDS:-3}
out=$B/bench/bench.jsonl
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1
: >"$out"
python=
for p in /usr/bin/python3 python3; do
    command -v $p >/dev/null 2>&1 && $p -c 'import numpy, scipy' 2>/dev/null && { python=$p; break; }
done
[ -n "$python" ] || echo "bench: NumPy and SciPy are not here (Debian: python3-numpy python3-scipy): their rows are left out" >&2
echo "bench: OPENBLAS_CORETYPE=${OPENBLAS_CORETYPE:-auto-detected}, kernel $("$B/bin/certiflow" doctor 2>/dev/null | sed -n 's/.*OpenBLAS[^:]*: *//p' | head -n 1)" >&2
r=1
while [ $r -le "$ROUNDS" ]; do
    echo "bench: round $r of $ROUNDS" >&2
    for b in "$B"/bench/bench_*; do
        [ -x "$b" ] && [ ! -d "$b" ] && case $b in *.d | *.jsonl) ;; *) "$b" >>"$out" || echo "bench: $b failed" >&2 ;; esac
    done
    [ -z "$python" ] || $python tests/bench/peers.py >>"$out" || echo "bench: peers.py failed" >&2
    r=$((r + 1))
done
cat "$out"
# medians by (bench, peer), then the ratios
sed -n 's/.*"bench": *"\([^"]*\)", *"peer": *"\([^"]*\)".*"value": *\([^,}]*\).*"unit": *"\([^"]*\)".*/\1\t\2\t\3\t\4/p' "$out" |
    LC_ALL=C sort -t "$(printf '\t')" -k1,1 -k2,2 -k3,3g |
    awk -F '\t' '
        function close_group() { if (n) { m = v[int((n + 1) / 2)]; k = ++rows; bench[k] = b; peer[k] = p; med[k] = m; unit[k] = u; if (p ~ /^certiflow/ && !(b in ours)) ours[b] = m } n = 0 }
        { if ($1 != b || $2 != p) { close_group(); b = $1; p = $2; u = $4 } v[++n] = $3 }
        END { close_group(); printf "\n%-40s %-28s %14s %-11s %s\n", "benchmark", "who", "median", "unit", "against certiflow";
              for (k = 1; k <= rows; k++) printf "%-40s %-28s %14.6g %-11s %s\n", bench[k], peer[k], med[k], unit[k],
                  (peer[k] ~ /^certiflow/ || !(bench[k] in ours)) ? "" : sprintf("%.2fx", med[k] / ours[bench[k]]) }'
