#!/bin/sh
# coq.sh: the Coq files of coq_bounds, each through coqc for at most LIMIT seconds, JOBS at a time; a table: proved, failed, out of time.
# Skipped with a notice where coqc or coq-interval is missing. Exit 1 if none is proved: then it is the tool that failed.
B=${B:-build} LIMIT=${LIMIT:-10} JOBS=${JOBS:-$(nproc)}
command -v coqc >/dev/null 2>&1 || { echo "coq: coqc is not here (Debian: coq libcoq-interval): skipped"; exit 0; }
rm -rf "$B/coq" && mkdir -p "$B/coq" || exit 4
printf 'From Interval Require Import Tactic.\n' >"$B/coq/here.v"
(cd "$B/coq" && coqc -q here.v >/dev/null 2>&1) || { echo "coq: coq-interval is not here (Debian: libcoq-interval): skipped"; exit 0; }
rm -f "$B"/coq/here.*
"$B/tools/coq_bounds" "$B/coq" bounds/*.bound || exit $?
cat >"$B/coq/one.sh" <<'END'
cd "$(dirname "$1")" || exit 4
name=$(basename "$1" .v)
start=$(date +%s.%N)
timeout "$2" coqc -q "$name.v" >"$name.log" 2>&1
code=$?
[ $code -eq 0 ] && word=proved || { [ $code -eq 124 ] && word=timeout || word=failed; }
echo "$word $name $(awk "BEGIN { print $(date +%s.%N) - $start }")" >"$name.result"
END
ls "$B"/coq/*.v | xargs -P "$JOBS" -I{} sh "$B/coq/one.sh" {} "$LIMIT"
cat "$B"/coq/*.result | LC_ALL=C sort | awk '{ printf "%-8s %-40s %6.1f s\n", $1, $2, $3; n[$1]++ } END { printf "coq: %d proved, %d failed, %d out of time\n", n["proved"], n["failed"], n["timeout"]; exit n["proved"] == 0 }'
