#!/bin/sh
# faults.sh BUILD [SECTION...]: faults injected into every command of certiflow, and what became of them.
#
#   canary  programs that are wrong on purpose: the harness has to notice each
#   memory  malloc and its like fail, once in a run: the first calls, the first and the last from each call stack, others at
#           random (FULL=1: all); tests/faults/fail_alloc.c
#   io      system calls fail: write and the like with ENOSPC, fsync with EIO, rename and mkdir with EACCES, opening for
#           writing with EROFS, opening for reading with EMFILE, read with EIO, fork and pipe with EAGAIN; fail_call.c
#   disk    a full file system, a read-only one, files that may not grow (where root may mount)
#   kill    SIGKILL, SIGINT, SIGTERM at random moments, then the same command again
#   clock   clocks that jump or stand still; clock_jump.c
#   pair    the same command twice at the same time, on one output folder
#
# After each fault: an exit code of 4 with a message, or that of an undisturbed run with its results; never a signal or a
# run without end; each file is the old one or that of an undisturbed run; nothing else is left in the folder or in TMPDIR;
# stores are sound. SEED, FIRST, SAMPLE, MOST, KIND, KILLS, PAIRS, COMMANDS, CALLS: see below. Rows go to BUILD/faults/table.tsv as they are measured, what is
# bad to BUILD/faults/bad.log; at the end the whole table in Markdown. Exit 1 if anything was bad.
b=$(cd "${1:-build}" && pwd) || exit 2
[ $# -gt 0 ] && shift
SEED=${SEED:-20260101} FIRST=${FIRST:-100} SAMPLE=${SAMPLE:-100} KILLS=${KILLS:-20}
[ -n "$FULL" ] && FIRST=-1
root=$(pwd) dir=$b/faults
table=$dir/table.tsv log=$dir/bad.log check=$dir/fault_check
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 LC_ALL=C
mkdir -p "$dir" && touch "$table" "$log"
scratch=$(mktemp -d "${TMPDIR:-/tmp}/faults.XXXXXX") || exit 2
mkdir "$scratch/bin" && cp "$b/bin/certiflow" "$b/bin/certiflow-check" "$scratch/bin/" || exit 2 # a build meanwhile changes nothing
certiflow=$scratch/bin/certiflow checker=$scratch/bin/certiflow-check state=$scratch/state
trap 'mountpoint -q "$scratch/disk" && umount "$scratch/disk"; rm -rf "$scratch"' EXIT
[ -n "$KEEP" ] && trap - EXIT
trap "exit 130" INT TERM
any_bad=0

# ------------------------------------------------------------------------------------------------------- the commands
# name<TAB>what stands before<TAB>command: $C and $K are the two programs.
commands() {
    cat <<'LIST'
eval	data	$C eval q 1e-8 0.5 --json
eval-depth	data	printf '0.5\n2\n' | $C eval q_depth --depth 3 -
thresholds	data	$C thresholds --x X.csv --y y.csv --epsilon 0.1 --json
solve	data	$C solve --x X.csv --y y.csv --alpha 0.1 --certify --json
solve-depth	data	$C solve --x X.npy --y y1.csv --alpha 0.5 --depth 3 --certify
minnorm-l1	data	$C minnorm --x X.csv --y y.csv --norm l1 --certify --json
minnorm-l2	data	$C minnorm --x X.csv --y y.csv --norm l2 --certify --json
flow	data	$C flow --x X.csv --y y.csv --alpha 0.1 --times 0,1,inf --certify --json
descend	data	$C descend --x X.csv --y y.csv --alpha 0.1 --certify --json
factor	data	$C factor --d 3 --entries 6 --alpha 0.1 --certify --json
train-relu	data	$C train relu --seeds 1 --width 3 --samples 3 --alpha-power 1 --most 200 --json
train-mlp	images	$C train mlp --data images --width 4 --epochs 3 --batch 8 --threads 1 --checkpoint net --curve curve.csv --json
prove	data	$C prove t.bound --jobs 1 --out proofs
verify	before	$C verify --jobs 1 --out rep eq4 scalar.q_theta_lower core_kernel_flow eq19_printed fig2a
claims	data	$C claims --json
why	data	$C why theorem2_l1_proved
figure	store	$C figure fig2a --jobs 1 --out figs
export	store	$C export figs/cells.sqlite --csv cells.csv
report	reported	$C report rep
compare	reported	$C report --compare rep old
regress	golden	$C regress --against golden.tsv
regress-save	data	$C regress --save new.tsv
doctor	data	$C doctor
check	proved	$K --against t.bound proofs/t.square.json
LIST
}
command_of() { commands | awk -F '\t' -v n="$1" '$1 == n {print $3}'; }
setting_of() { commands | awk -F '\t' -v n="$1" '$1 == n {print $2}'; }

# A set of images in MNIST's format, n of 4 x 4 pixels.
idx() { # name, count
    { printf "\\000\\000\\010\\003\\000\\000\\000\\$(printf %03o "$2")\\000\\000\\000\\004\\000\\000\\000\\004"
      awk -v n="$2" 'BEGIN {for (i = 0; i < 16 * n; i++) printf "%c", 33 + (i * i * 7 + i % 13 * 5) % 90}'; } >"images/$1-images-idx3-ubyte"
    { printf "\\000\\000\\010\\001\\000\\000\\000\\$(printf %03o "$2")"
      i=0; while [ $i -lt "$2" ]; do printf "\\00$((i % 8))"; i=$((i + 1)); done; } >"images/$1-labels-idx1-ubyte"
}

# The settings: a folder for each, made once.
make_settings() {
    mkdir "$scratch/data" "$scratch/data/tmp" && cd "$scratch/data" || exit 2
    printf '1,0,0.5,2\n0,1,-0.25,1\n' >X.csv
    printf '1\n0.5\n' >y.csv
    { printf '\223NUMPY\001\000\166\000'; printf '%-117s\n' "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2), }"
      printf '\000\000\000\000\000\000\360\077\000\000\000\000\000\000\340\077'; } >X.npy
    printf '1\n' >y1.csv
    printf 'bound t.square\n  forall x in [0, 1]\n  prove  x^2 <= x\n  canary x^2 <= x/2\nbound t.false\n  forall x in [0, 1]\n  prove x < x^2\n  expect REFUTED\n' >t.bound
    cp -r ../data ../images && cd ../images && mkdir images && idx train 40 && idx t10k 16
    cp -r ../data ../before && cd ../before && { $certiflow verify --jobs 1 --out rep eq28 eq30 >/dev/null 2>&1; }
    cp -r ../data ../store && cd ../store && { $certiflow figure fig2a --jobs 1 --out figs >/dev/null 2>&1; rm -f figs/*.png figs/*.svg figs/*.csv figs/*.json; }
    cp -r ../before ../reported && cd ../reported && cp -r rep old && { $certiflow verify --jobs 1 --out rep eq4 core_kernel_flow >/dev/null 2>&1; }
    cp -r ../data ../golden && cd ../golden && { $certiflow regress --save golden.tsv >/dev/null 2>&1; }
    cp -r ../data ../proved && cd ../proved && { $certiflow prove t.bound --jobs 1 --out proofs >/dev/null 2>&1; }
    cd "$root" || exit 2
}

# ------------------------------------------------------------------------------------------------------------- a run
# Runs the command in a fresh copy of its setting, or (again=1) in the folder as it is: $code, the folder $now with
# stdout.out in it, the message in $scratch/err. The prefix stands before each program.
now=$scratch/now
run() { # command, setting, prefix
    if [ -z "$again" ]; then
        rm -rf "$now"
        cp -r "$scratch/$2" "$now"
    fi
    (cd "$now" && C="$3 $certiflow" K="$3 $checker" TMPDIR=$now/tmp FAULT_STATE=$state timeout -s KILL "${LIMIT:-120}" \
        sh -c "$1" >stdout.out 2>"$scratch/err") 2>/dev/null
    code=$?
}

# The undisturbed run of a command: $good and $good_code. Two of them have to agree.
undisturbed() { # name
    good=$scratch/good-$1
    if [ ! -d "$good" ]; then
        run "$(command_of "$1")" "$(setting_of "$1")" ""
        mv "$now" "$good"
        echo $code >"$good.code"
        run "$(command_of "$1")" "$(setting_of "$1")" ""
        $check compare all "$scratch/$(setting_of "$1")" "$good" "$now" >"$scratch/why" || {
            echo "faults: two undisturbed runs of $1 differ:" >&2; cat "$scratch/why" >&2; any_bad=1; }
    fi
    good_code=$(cat "$good.code")
}

# What became of it: "absorbed", "exit 4", or "bad: why".
judge() { # setting
    some=some
    case $command in *' verify '* | *' prove '*) some=report ;; *' train mlp '*) some=again ;; esac
    if [ "$code" -eq "$good_code" ] && [ "$code" -ne 4 ]; then
        $check compare all "$scratch/$1" "$good" "$now" >"$scratch/why" && echo absorbed ||
            echo "bad: exit $code, but $(head -n 1 "$scratch/why")"
    elif [ "$code" -eq 4 ]; then
        rm -f "$now/stdout.out"
        if [ ! -s "$scratch/err" ]; then echo "bad: exit 4 without a message"
        elif [ "$some" = again ]; then # checkpoints and curves on the way: the same command goes on from them to the right end
            again=1 run "$command" "$1" ""
            again=
            if [ "$code" -eq "$good_code" ] && $check compare all "$scratch/$1" "$good" "$now" >"$scratch/why"; then echo "exit 4"
            else echo "bad: the next run: exit $code; $(cat "$scratch/why" "$scratch/err" | head -n 1)"; fi
        elif $check compare $some "$scratch/$1" "$good" "$now" >"$scratch/why"; then echo "exit 4"
        else echo "bad: exit 4, but $(head -n 1 "$scratch/why")"; fi
    elif [ "$code" -eq 137 ]; then echo "bad: killed, or without end"
    elif [ "$code" -gt 128 ]; then echo "bad: signal $((code - 128)): $(tail -n 1 "$scratch/err")"
    else echo "bad: exit $code, $good_code was expected: $(tail -n 1 "$scratch/err")"; fi
}

# Counts the outcomes on standard input ("OUTCOME<TAB>WHICH") into a row of the table.
row() { # fault, command
    sort >"$scratch/outcomes"
    summary=$(cut -f 1 "$scratch/outcomes" | sed 's/^bad.*/bad/' | uniq -c | awk '{n = $1; $1 = ""; printf "%s%s%s", s, n, $0; s = ", "}')
    times=$(wc -l <"$scratch/outcomes")
    [ "$times" -gt 0 ] || return 0
    (
        flock 9
        grep -v "^$1	${2%% *}[ 	]" "$table" >"$table.new"
        printf '%s\t%s\t%s\t%s\n' "$1" "$2" "$times" "$summary" >>"$table.new"
        mv "$table.new" "$table"
    ) 9>"$dir/lock"
    grep '^bad' "$scratch/outcomes" | while read -r line; do printf '%s\t%s\t%s\n' "$1" "$2" "$line"; done >>"$log"
    if grep -q '^bad' "$scratch/outcomes"; then any_bad=1; fi
    printf '%-24s %-12s %5s  %s\n' "$1" "$2" "$times" "$summary" >&2
}

# ------------------------------------------------------------------------------------------------------------ memory
# The MOST of them that are tried: up to half of those behind the probes of the libraries, which nearly every command begins with
# and which make nearly all of its calls, the others at random.
draw() { # calls
    awk -v p="$([ "$1" -gt "$probes" ] && echo "$probes" || echo 0)" '$1 > p' "$scratch/list" | shuf -n $((MOST / 2)) --random-source="$check" >"$scratch/behind"
    grep -vxF -f "$scratch/behind" "$scratch/list" | shuf -n $((MOST - $(wc -l <"$scratch/behind"))) --random-source="$check" >"$scratch/others"
    sort -n "$scratch/behind" "$scratch/others" >"$scratch/list"
}

memory() {
    $check new "$state"
    run '$C eval q 0' data "env LD_PRELOAD=$dir/fail_alloc.so"
    probes=$($check calls "$state" | cut -d ' ' -f 1)
    for name in ${COMMANDS:-$(commands | cut -f 1)}; do
        undisturbed "$name"
        command=$(command_of "$name") setting=$(setting_of "$name")
        $check new "$state"
        run "$command" "$setting" "env LD_PRELOAD=$dir/fail_alloc.so"
        calls=$($check calls "$state" | cut -d ' ' -f 1)
        $check list "$state" "$FIRST" "$SAMPLE" "$SEED" >"$scratch/list"
        [ "${MOST:-0}" -gt 0 ] && draw "$calls"
        : >"$scratch/results"
        while read -r n; do
            $check arm "$state" "$n"
            run "$command" "$setting" "env LD_PRELOAD=$dir/fail_alloc.so" </dev/null
            # shellcheck disable=SC2046
            set -- $($check calls "$state")
            if [ "$2" -eq 0 ]; then continue; fi # fewer calls than when they were counted
            printf '%s\t%s\t%s\n' "$3" "$(judge "$setting")" "$n" >>"$scratch/results"
        done <"$scratch/list"
        for kind in program hooked library; do
            sed -n "s/^$kind	//p" "$scratch/results" | row "memory ($kind)" "$name ($calls)"
        done
    done
}

# ---------------------------------------------------------------------------------------------------------------- io
io() {
    for name in ${COMMANDS:-$(commands | cut -f 1)}; do
        undisturbed "$name"
        command=$(command_of "$name") setting=$(setting_of "$name")
        for fault in ${CALLS:-write:28:ENOSPC sync:5:EIO rename:13:EACCES create:30:EROFS open:24:EMFILE read:5:EIO process:11:EAGAIN}; do
            kind=${fault%%:*} number=${fault#*:} word=${fault##*:}
            number=${number%:*}
            run "$command" "$setting" "$dir/fail_call $scratch/calls $kind $number 0"
            calls=$(cut -d ' ' -f 1 "$scratch/calls" 2>/dev/null || echo 0)
            step=1
            [ "$calls" -gt $((${MOST:-60} + 0)) ] && [ -z "$FULL" ] && step=$((calls / ${MOST:-60} + 1))
            n=1
            : >"$scratch/results"
            while [ "$n" -le "$calls" ]; do
                run "$command" "$setting" "$dir/fail_call $scratch/calls $kind $number $n" </dev/null
                printf '%s\t%s %s\n' "$(judge_io "$setting" "$kind")" "$n" "$(cut -d ' ' -f 2- "$scratch/calls")" >>"$scratch/results"
                n=$((n + step))
            done
            row "$kind: $word" "$name ($calls)" <"$scratch/results"
        done
    done
}

# An input that cannot be opened or read is exit 2, by the same rules else.
judge_io() {
    if [ "$code" -eq 2 ] && { [ "$2" = open ] || [ "$2" = read ]; } && [ -s "$scratch/err" ]; then
        rm -f "$now/stdout.out"
        $check compare some "$scratch/$1" "$good" "$now" >"$scratch/why" && echo "exit 2" || echo "bad: exit 2, but $(head -n 1 "$scratch/why")"
    else
        judge "$1"
    fi
}

# -------------------------------------------------------------------------------------------------------------- disk
# The setting on a small file system: SIZE kB of it free, or none writable.
disk() {
    mkdir -p "$scratch/disk"
    if ! mount -t tmpfs -o size=64m tmpfs "$scratch/disk" 2>/dev/null; then echo "faults: disk: nothing can be mounted here; skipped" >&2; return; fi
    umount "$scratch/disk"
    for name in train-mlp prove verify figure export report compare regress-save; do
        undisturbed "$name"
        command=$(command_of "$name") setting=$(setting_of "$name")
        : >"$scratch/results"
        for free in 0 4 8 12 16 24 32 48 64 96 128 192 256 512 1024; do
            mount -t tmpfs -o size=64m tmpfs "$scratch/disk"
            cp -r "$scratch/$setting" "$scratch/disk/now"
            used=$(df -k --output=used "$scratch/disk" | tail -n 1)
            [ $((free + used)) -gt 0 ] && mount -o remount,size=$((used + free))k "$scratch/disk"
            on_disk
            printf '%s\tfree %s kB\n' "$(judge "$setting")" "$free" >>"$scratch/results"
            umount "$scratch/disk"
        done
        row "full disk" "$name" <"$scratch/results"
        : >"$scratch/results"
        mount -t tmpfs -o size=64m tmpfs "$scratch/disk"
        cp -r "$scratch/$setting" "$scratch/disk/now"
        mount -o remount,ro "$scratch/disk"
        on_disk
        printf '%s\tread-only\n' "$(judge "$setting")" >>"$scratch/results"
        umount "$scratch/disk"
        row "read-only file system" "$name" <"$scratch/results"
        : >"$scratch/results"
        for blocks in 1 2 4 8 16 64; do
            run "ulimit -f $blocks; $command" "$setting" ""
            printf '%s\t%s blocks\n' "$(judge "$setting")" "$blocks" >>"$scratch/results"
        done
        row "files limited (RLIMIT_FSIZE)" "$name" <"$scratch/results"
    done
}

# Runs the command in $scratch/disk/now; its output stays outside.
on_disk() {
    now=$scratch/disk/now
    (cd "$now" && C=$certiflow K=$checker TMPDIR=$now/tmp timeout -s KILL 120 sh -c "$command" >"$scratch/stdout.out" 2>"$scratch/err") 2>/dev/null
    code=$?
    rm -rf "$scratch/now"
    cp -r "$now" "$scratch/now"
    now=$scratch/now
    cp "$scratch/stdout.out" "$now/stdout.out"
}

# -------------------------------------------------------------------------------------------------------------- kill
random() { # the k-th number of the seed, below 10000
    awk -v seed="$SEED" -v k="$1" 'BEGIN {srand(seed + 7919 * k); rand(); print int(10000 * rand())}'
}

kill_() {
    k=0
    for name in ${COMMANDS:-verify prove figure-new train-mlp report}; do
        if [ "$name" = figure-new ]; then
            setting=data command='$C figure fig2a --jobs 1 --out figs' good=$scratch/good-figure-new
            run "$command" "$setting" ""; rm -rf "$good"; mv "$now" "$good"; echo $code >"$good.code"; good_code=$code
        else
            undisturbed "$name"
            command=$(command_of "$name") setting=$(setting_of "$name")
        fi
        began=$(date +%s%N)
        run "$command" "$setting" ""
        length=$((($(date +%s%N) - began) / 1000000))
        for signal in ${SIGNALS:-KILL INT TERM}; do
            : >"$scratch/results"
            t=0
            while [ $t -lt "$KILLS" ]; do
                t=$((t + 1)) k=$((k + 1))
                after=$((length * $(random $k) / 10000))
                kill_once
                printf '%s\tafter %s ms\n' "$outcome" "$after" >>"$scratch/results"
            done
            row "SIG$signal" "$name" <"$scratch/results"
        done
    done
}

# One run that gets the signal, then one that does not.
kill_once() {
    rm -rf "$now"
    cp -r "$scratch/$setting" "$now"
    (cd "$now" && C=$certiflow K=$checker TMPDIR=$now/tmp exec "$dir/fail_signal" $signal "$after" sh -c "exec $command" >stdout.out 2>"$scratch/err")
    first=$?
    case $signal in KILL) died=137 ;; INT) died=130 ;; TERM) died=143 ;; esac
    if [ $first -ne $died ] && [ $first -ne "$good_code" ]; then outcome="bad: exit $first after SIG$signal: $(tail -n 1 "$scratch/err")"; return; fi
    if [ $first -eq $died ] && [ $signal != KILL ] && ls "$now"/*/*.certiflow-* "$now"/*.certiflow-* "$now"/tmp/* >/dev/null 2>&1; then
        outcome="bad: a temporary file is left after SIG$signal"; return; fi
    again=1 run "$command" "$setting" ""
    again=
    if [ "$code" -ne "$good_code" ]; then outcome="bad: exit $code of the next run: $(tail -n 1 "$scratch/err")"
    elif ! $check compare all "$scratch/$setting" "$good" "$now" >"$scratch/why"; then
        outcome="bad: next run: $(head -n 1 "$scratch/why")"
    elif [ $first -eq $died ]; then outcome="died of it, next run right"
    else outcome="had ended, next run right"; fi
}

# ------------------------------------------------------------------------------------------------------------- clock
clock() {
    k=0
    for name in ${COMMANDS:-verify prove figure train-mlp flow report}; do
        undisturbed "$name"
        command=$(command_of "$name") setting=$(setting_of "$name")
        for which in real monotonic; do
            for jump in 1000000 -1000000 stop; do
                : >"$scratch/results"
                for at in ${READINGS:-1 2 3 5 8 13 21 34} $((1 + $(random 1) % 50)) $((1 + $(random 2) % 200)); do
                    run "$command" "$setting" "env LD_PRELOAD=$dir/clock_jump.so CLOCK=$which CLOCK_JUMP=$jump CLOCK_AT=$at"
                    printf '%s\tfrom reading %s\n' "$(judge_clock $which)" "$at" >>"$scratch/results"
                done
                row "clock ($which): $jump" "$name" <"$scratch/results"
            done
        done
    done
}

# A jump of the monotonic clock, which real ones do not make, may spend a budget: UNDECIDED and exit 3, or exit 1 where it was the
# canary's, which then was not refuted; or the check, its verdict known by then, looks at fewer instances. Nothing may be false.
judge_clock() {
    if [ "$1" = monotonic ] && [ "$code" -ne "$good_code" ] &&
        { [ "$code" -eq 3 ] || { [ "$code" -eq 1 ] && grep -q '"reason": "canary"' "$now"/*/verify.json "$now"/*/prove.json 2>/dev/null; }; }; then
        rm -f "$now/stdout.out"
        $check compare report "$scratch/$setting" "$good" "$now" >"$scratch/why" && echo "undecided, exit $code" ||
            echo "bad: exit $code, but $(head -n 1 "$scratch/why")"
    else
        outcome=$(judge "$setting")
        case $1:$command:$outcome in
        monotonic:*' verify '*:bad*)
            rm -f "$now/stdout.out"
            [ "$code" -eq "$good_code" ] && $check compare report "$scratch/$setting" "$good" "$now" >"$scratch/why" && outcome="same verdicts, a budget spent" ;;
        esac
        echo "$outcome"
    fi
}

# -------------------------------------------------------------------------------------------------------------- pair
pair() {
    for name in ${COMMANDS:-verify prove figure train-mlp report compare export}; do
        undisturbed "$name"
        command=$(command_of "$name") setting=$(setting_of "$name")
        : >"$scratch/results"
        t=0
        while [ $t -lt "${PAIRS:-10}" ]; do
            t=$((t + 1))
            rm -rf "$now"
            cp -r "$scratch/$setting" "$now"
            pause=0.$(printf '%03d' $(($(random $t) / 20)))
            (cd "$now" && C=$certiflow TMPDIR=$now/tmp timeout -s KILL 120 sh -c "$command" >"$scratch/out1" 2>"$scratch/err1"; echo $? >"$scratch/code1") &
            sleep "$pause"
            (cd "$now" && C=$certiflow TMPDIR=$now/tmp timeout -s KILL 120 sh -c "$command" >stdout.out 2>"$scratch/err"; echo $? >"$scratch/code2")
            wait $!
            one=$(cat "$scratch/code1") two=$(cat "$scratch/code2")
            if [ "$one" -eq "$good_code" ] && [ "$two" -eq "$good_code" ]; then what="both right"
            elif [ "$one" -eq "$good_code" ] && [ "$two" -eq 4 ] && [ -s "$scratch/err" ]; then what="one refused"; cp "$scratch/out1" "$now/stdout.out"
            elif [ "$two" -eq "$good_code" ] && [ "$one" -eq 4 ] && [ -s "$scratch/err1" ]; then what="one refused"
            else what="bad: exit $one and $two: $(cat "$scratch/err1" "$scratch/err" | tail -n 1)"; fi
            case $what in
            bad*) ;;
            *) $check compare all "$scratch/$setting" "$good" "$now" >"$scratch/why" || what="bad: $(head -n 1 "$scratch/why")" ;;
            esac
            printf '%s\t%s\n' "$what" "$pause s apart" >>"$scratch/results"
        done
        row "two at once" "$name" <"$scratch/results"
    done
}

# ------------------------------------------------------------------------------------------------------------ canary
# A program that is wrong on purpose, in six ways; each has to be called bad.
canary() {
    real=$certiflow
    certiflow=$dir/fault_canary good=$scratch/good-canary
    : >"$scratch/results"
    for way in half silent leftover ignored crash endless; do
        command="\$C $way"
        run "$command" data ""
        rm -rf "$good"
        mv "$now" "$good"
        good_code=$code
        case $way in
        half) run "$command" data "$dir/fail_call $scratch/calls write 28 2" ;;
        silent | leftover) run "$command" data "$dir/fail_call $scratch/calls write 28 1" ;;
        *) $check new "$state"; $check arm "$state" 1; LIMIT=5 run "$command" data "env LD_PRELOAD=$dir/fail_alloc.so" ;;
        esac
        found=$(judge data)
        case $found in
        bad*) printf 'noticed\t%s\n' "$way" >>"$scratch/results" ;;
        *) echo "faults: the harness takes the wrong program '$way' for right: $found" >&2; exit 1 ;;
        esac
    done
    certiflow=$real
    row "canary" "wrong on purpose" <"$scratch/results"
}

make_settings
for section in ${*:-canary memory io disk kill clock pair}; do
    case $section in kill) kill_ ;; *) $section ;; esac
done
echo "| fault | command (calls) | times | outcomes |"
echo "|---|---|---|---|"
sort "$table" | awk -F '\t' '{printf "| %s | %s | %s | %s |\n", $1, $2, $3, $4}'
[ $any_bad -eq 0 ]
