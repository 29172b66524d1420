#!/bin/sh
# coq.sh: the Coq files of coq_bounds through coqc, at most LIMIT seconds a goal, JOBS files at a time; a table of the goals, proved or
# not (failed or out of time). Skipped with a notice where coqc or coq-interval is missing. Exit 1 if a file does not compile, or if
# nothing is proved: then it is the tool that failed.
B=${B:-build} LIMIT=${LIMIT:-3} JOBS=${JOBS:-$(nproc)}
command -v coqc >/dev/null 2>&1 || { echo "coq: coqc is not here (Debian: coq libcoq-interval): skipped"; exit 0; }
rm -rf "$B/coq" && mkdir -p "$B/coq" || exit 4
printf 'From Interval Require Import Tactic.\n' >"$B/coq/here.v"
(cd "$B/coq" && coqc -q here.v >/dev/null 2>&1) || { echo "coq: coq-interval is not here (Debian: libcoq-interval): skipped"; exit 0; }
rm -f "$B"/coq/here.*
"$B/tools/coq_bounds" "$B/coq" "$LIMIT" bounds/*.bound || exit $?
cd "$B/coq" && ls *.v | xargs -P "$JOBS" -I{} sh -c 'coqc -q {} >{}.log 2>{}.err || echo "coq: {} does not compile: $(head -n 3 {}.err)"' | tee broken
cat *.v.log | LC_ALL=C sort | awk '{ printf "%-8s %s\n", $1, $2; n[$1]++ } END { printf "coq: %d goals proved, %d failed or out of time\n", n["proved"], n["not"]; exit n["proved"] == 0 }' && [ ! -s broken ]
