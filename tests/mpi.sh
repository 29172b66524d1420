#!/bin/sh
# mpi.sh BUILD (built with MPI=1): stores of one process, and of one, two and three ranks, are the same cell for cell, for a figure and for an
# experiment of 10 ms a cell; a run whose worker is killed is resumed; two ranks against one in cells a second (1.8 is asked of a quiet
# machine of two cores: RATIO=1.8 makes it an error, without RATIO it is said only). Exit 0 iff all holds.
b=$1 bad=0
command -v mpirun >/dev/null 2>&1 || { echo "mpi: mpirun is not installed; on Debian: apt-get install openmpi-bin libopenmpi-dev" >&2; exit 2; }
nm -u "$b/obj/reports/ranks.o" | grep -q MPI_ || { echo "mpi: $b was built without MPI; make MPI=1 mpi" >&2; exit 2; }
dir=$(mktemp -d) || exit 4
trap 'rm -rf "$dir"' EXIT
export OPENBLAS_NUM_THREADS=1
[ "$(id -u)" -ne 0 ] || export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
ranks() { n=$1; shift; mpirun --oversubscribe -n "$n" "$@" </dev/null; }
complain() { echo "mpi: $*" >&2; bad=1; }
export_() { "$b/bin/certiflow" export "$1" --csv "$2" || bad=1; }
same() { cmp -s "$1" "$2" && [ "$(wc -l <"$1")" -gt "$3" ] || complain "$1 and $2 differ"; }

"$b/bin/certiflow" figure fig2b --out "$dir/f0" --jobs 1 >/dev/null || complain "one process fails"
export_ "$dir/f0/cells.sqlite" "$dir/f0.csv"
"$b/tools/sweep_ranks" "$dir/s0" 60 >/dev/null || complain "one process fails"
export_ "$dir/s0" "$dir/s0.csv"
for n in 1 2 3; do
    ranks $n "$b/bin/certiflow" figure fig2b --out "$dir/f$n" >"$dir/f$n.out" 2>&1 || complain "figure on $n ranks fails: $(cat "$dir/f$n.out")"
    [ "$(wc -l <"$dir/f$n.out")" -eq 1 ] || complain "not one line from $n ranks: $(cat "$dir/f$n.out")"
    export_ "$dir/f$n/cells.sqlite" "$dir/f$n.csv"
    same "$dir/f0.csv" "$dir/f$n.csv" 1000
    ranks $n "$b/tools/sweep_ranks" "$dir/s$n" 60 >/dev/null || complain "sweep on $n ranks fails"
    export_ "$dir/s$n" "$dir/s$n.csv"
    same "$dir/s0.csv" "$dir/s$n.csv" 60
    ranks $n "$b/tools/sweep_ranks" "$dir/s$n" 60 | grep -q ' 0$' || complain "$n ranks compute again what the store has"
done
echo "mpi: the stores of 0 (no launcher), 1, 2 and 3 ranks are the same"

# A worker dies half way: MPI ends the program, and the same command goes on.
ranks 3 "$b/tools/sweep_ranks" "$dir/k" 400 >/dev/null 2>&1 &
# until 50 cells are kept, by the log's size (a cell appends a page or more), or a minute has passed
i=0
while [ $i -lt 600 ] && [ "$(stat -c %s "$dir/k-wal" 2>/dev/null || echo 0)" -lt 204800 ]; do sleep 0.1; i=$((i + 1)); done
victim=$(pgrep -f "^$b/tools/sweep_ranks $dir/k 400" | tail -n 1)
[ -n "$victim" ] && kill -9 "$victim"
wait
line=$(ranks 2 "$b/tools/sweep_ranks" "$dir/k" 400)
left=${line#* }
"$b/tools/sweep_ranks" "$dir/k0" 400 >/dev/null
export_ "$dir/k" "$dir/k.csv"
export_ "$dir/k0" "$dir/k0.csv"
same "$dir/k0.csv" "$dir/k.csv" 400
[ "$left" -gt 0 ] && [ "$left" -lt 400 ] || complain "after the death of a worker $left cells of 400 were left"
echo "mpi: a worker killed; $left cells of 400 were left, and resumed"

one=$(ranks 1 "$b/tools/sweep_ranks" "$dir/t1" 400)
two=$(ranks 2 "$b/tools/sweep_ranks" "$dir/t2" 400)
ratio=$(echo "${one% *} ${two% *}" | awk '{printf "%.2f", $1 / $2}')
echo "mpi: 400 cells in ${one% *} s on one rank, ${two% *} s on two: $ratio times as fast"
[ -z "$RATIO" ] || echo "$ratio $RATIO" | awk '{exit !($1 >= $2)}' || complain "less than $RATIO"
exit $bad
