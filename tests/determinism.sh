#!/bin/sh
# determinism.sh BUILD [OTHER]: the same results from 1, 2 and 5 jobs, from another compiler's build OTHER (skipped if it is not
# there), and on other BLAS kernels: make determinism. What is compared, bit for bit:
#   evidence       the claims' JSON files of a verify run, without the lines that tell seconds
#   certificates   of certiflow prove; prove.json's verdicts, boxes and counterexamples
#   figures        their CSV files
# A claim or bound whose budget ran out in one of the two runs is not compared, and counted. On another compiler's build and on
# other kernels only what needs no BLAS is compared: claims decided by balls, exact algebra and proofs. FULL=1: all claims of the
# quick tier, all bounds, more figures. One line a comparison; exit code 1 if anything differs. At the end a digit is changed in a
# copy of each kind of file, which must be seen.
build=${1:?} other=$2
dir=$build/determinism
rm -rf "$dir" && mkdir -p "$dir" || exit 4
export OPENBLAS_NUM_THREADS=1 OPENBLAS_CORETYPE=Haswell
failed=0

balls="eq28 eq38 eq60_63 eq66 eq96 eq17 depth_conserved eq8 eq29 eq57 eq81 eq74 eq103_104 Q_l1_order lemma2 h_increasing
    depth_l1_kkt kernel_leading_term q_at_infinity lemma3_norm_w_printed q_at_zero_proved eq39_proved lemma4 depth_kkt
    kernel_path_bound escape_time scalar.q_theta_lower lemma3.eq71_72 theorem2_l1.ratio_max lemma1.eq39 depth.h_linear.D3
    theorem2_l2.power lemma3.sharp_constant eq47_48 q_integral eq20_23"
doubles="core_kernel_flow core_thresholds_depth core_limit_start core_mf fig2a mf_kernel_limit excess_norms_trend sparse_kernel"
bounds=bounds/scalar.bound
figures="fig2a atlas_q"
if [ -n "$FULL" ]; then
    # the methods that decide by balls, exactly or by certificates, by the registry
    list=$("$build/bin/certiflow" claims | sed -n 's/^ *\([A-Za-z0-9_.]*\)  *.*/\1/p')
    doubles=$("$build/bin/certiflow" claims | sed -n 's/^ *\([A-Za-z0-9_.]*\)  *.*\(AGREES\|OBSERVED\).*/\1/p')
    balls=$(for c in $list; do case " $(echo $doubles) " in *" $c "*) ;; *) echo "$c" ;; esac; done)
    bounds=$(ls bounds/*.bound)
    figures="fig1a fig1b fig1c fig2a fig2b fig2c atlas_q atlas_thresholds"
fi

# run NAME BUILD JOBS CLAIMS: a verify run into $dir/NAME
run() {
    "$2/bin/certiflow" verify --jobs "$3" --out "$dir/$1" $4 > "$dir/$1.log" 2>&1
    code=$?
    [ $code -le 3 ] || { echo "determinism: verify into $dir/$1 ended with $code" >&2; failed=1; }
}

# plain FILE: what has to be the same in it
plain() {
    case $1 in
    */prove.json) grep -v 'seconds"\|"certificate"' "$1" ;;
    *) grep -v 'seconds"' "$1" ;;
    esac
}

# spent FILE...: whether a budget ran out in one of them
spent() { grep -q 'budget was spent\|ended at its budget\|ran out of time' "$@" 2>/dev/null; }

# same WHAT A B PATTERN: the files of folders A and B
same() {
    compared=0 differ= unsure=0
    for a in "$2"/$4; do
        b=$3/$(basename "$a")
        if [ ! -f "$a" ] || [ ! -f "$b" ]; then
            differ="$differ $(basename "$a") (missing)"
        elif spent "$a" "$b"; then
            unsure=$((unsure + 1))
        else
            compared=$((compared + 1))
            plain "$a" > "$dir/a"; plain "$b" > "$dir/b"
            cmp -s "$dir/a" "$dir/b" || differ="$differ $(basename "$a")"
        fi
    done
    [ "$(ls "$2" | wc -l)" = "$(ls "$3" | wc -l)" ] || differ="$differ (other files)"
    [ $compared -gt 0 ] || differ="$differ (nothing)"
    printf '%-44s %5d compared %3d budget ran out  %s\n' "$1" $compared $unsure "${differ:+differ:$differ}"
    [ -z "$differ" ]
}
check() { same "$@" || failed=1; }

# certificates of $bounds: prove NAME BUILD JOBS
prove() {
    "$2/bin/certiflow" prove $bounds --budget 20 --jobs "$3" --out "$dir/$1" > "$dir/$1.log" 2>&1
    [ $? -le 3 ] || failed=1
    rm -f "$dir/$1/report.md" # tells seconds within its lines
}
figure() { # NAME BUILD JOBS
    "$2/bin/certiflow" figure $figures --jobs "$3" --out "$dir/$1" > "$dir/$1.log" 2>&1
    mkdir -p "$dir/$1.csv"
    cp "$dir/$1"/*.csv "$dir/$1.csv"
}

run one "$build" 1 "$balls $doubles"
prove p1 "$build" 1
figure f1 "$build" 1
for jobs in 2 5; do
    run jobs$jobs "$build" $jobs "$balls $doubles"
    check "evidence, $jobs jobs against 1" "$dir/one/evidence" "$dir/jobs$jobs/evidence" '*.json'
    prove p$jobs "$build" $jobs
    check "certificates, $jobs threads against 1" "$dir/p1" "$dir/p$jobs" '*.json'
    figure f$jobs "$build" $jobs
    check "figures' CSV, $jobs jobs against 1" "$dir/f1.csv" "$dir/f$jobs.csv" '*.csv'
done

run balls "$build" 2 "$balls"
if [ -n "$other" ] && [ -x "$other/bin/certiflow" ]; then
    run other "$other" 2 "$balls"
    check "evidence, $other" "$dir/balls/evidence" "$dir/other/evidence" '*.json'
    prove pother "$other" 2
    check "certificates, $other" "$dir/p1" "$dir/pother" '*.json'
    figures="fig2a atlas_q" # no BLAS in them
    figure fbuild "$build" 2
    figure fother "$other" 2
    check "figures' CSV, $other" "$dir/fbuild.csv" "$dir/fother.csv" '*.csv'
else
    echo "another compiler: skipped, there is no ${other:-other build} (make B=build/clang CC=clang)"
fi
for kernel in SkylakeX Zen Sandybridge; do
    export OPENBLAS_CORETYPE=$kernel
    run $kernel "$build" 2 "$balls"
    check "evidence, BLAS kernel $kernel against Haswell" "$dir/balls/evidence" "$dir/$kernel/evidence" '*.json'
done

# canary KIND FOLDER PATTERN: one digit of the largest file changed
canary() {
    rm -rf "$dir/changed" && cp -r "$2" "$dir/changed"
    file=$(ls -S "$dir/changed"/$3 | head -n 1)
    line=$(grep -n '[0-9]' "$file" | grep -v 'seconds"' | tail -n 1 | cut -d: -f1)
    sed "${line}y/0123456789/1234567890/" "$file" > "$dir/a" && cp "$dir/a" "$file"
    if same "canary" "$2" "$dir/changed" "$3" > "$dir/canary.log"; then
        echo "determinism: a changed digit in $(basename "$file") was not seen" >&2
        failed=1
    else
        printf '%-44s seen: %s, line %s\n' "a changed digit, $1" "$(basename "$file")" "$line"
    fi
}
canary evidence "$dir/one/evidence" '*.json'
canary certificates "$dir/p1" '*.json'
canary "figures' CSV" "$dir/f1.csv" '*.csv'
exit $failed
