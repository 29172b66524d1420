# Completion of certiflow for bash; installed as bash-completion/completions/certiflow.
_certiflow() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]} choice=
    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W 'eval solve flow descend minnorm thresholds factor prove train figure export claims verify why report regress doctor help --help --version' -- "$word"))
        return
    fi
    case $before in
    --x | --y | --m | --mask | --start-plus | --start-minus | --save | --against | --store | --csv | --npy)
        compopt -o filenames 2>/dev/null # spaces in names are escaped
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
        return
        ;;
    --out)
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen -d -- "$word")
        return
        ;;
    --norm) choice='l1 l2' ;;
    --start) choice='identity gaussian same' ;;
    --tier) choice='quick full paper' ;;
    --depth) choice='2 3 4 5' ;;
    --step) choice='auto' ;;
    --alpha | --log-alpha | --epsilon | --prec | --radius-bits | --jobs | --budget | --times | --target | --max-steps | --experiment | --set) return ;;
    esac
    if [ -z "$choice" ]; then
        case $command in
        eval) choice='q q_prime h h_inv h_inv_complement q_depth q_depth_prime --depth --prec --json' ;;
        solve) choice='--x --y --alpha --log-alpha --depth --certify --prec --json' ;;
        flow) choice='--x --y --alpha --log-alpha --depth --times --certify --radius-bits --max-steps --json' ;;
        descend) choice='--x --y --alpha --log-alpha --start-plus --start-minus --depth --step --target --max-steps --certify --prec --json' ;;
        minnorm) choice='--x --y --norm --certify --prec --json' ;;
        thresholds) choice='--x --y --epsilon --depth --prec --json' ;;
        factor) choice='--alpha --d --entries --seed --m --mask --k --start --times --loss --rtol --descent --budget --certify --digits --prec --json' ;;
        prove)
            COMPREPLY=($(compgen -f -X '!*.bound' -- "$word") $(compgen -d -S / -- "$word") $(compgen -W '--out --budget --jobs --json --help' -- "$word"))
            return
            ;;
        train) choice='relu mlp vgg --depth --alpha-power --step --fixed-step --seeds --width --samples --doubled --loss --most --data --alpha --batch --epochs --limit --frozen --precision --seed --threads --checkpoint --curve --scale --net --json' ;;
        report)
            COMPREPLY=($(compgen -d -- "$word") $(compgen -W '--compare --json --fresh --help' -- "$word"))
            return
            ;;
        figure) choice="all --tier --jobs --resume --out --store --list --json $(certiflow figure --list 2>/dev/null | sed 's/ .*//')" ;;
        export)
            COMPREPLY=($(compgen -f -- "$word") $(compgen -W '--experiment --set --csv --npy --list --help' -- "$word"))
            return
            ;;
        claims) choice='--coverage --errata --json' ;;
        verify) choice="--tier --jobs --out --json $(certiflow claims --json 2>/dev/null | sed -n 's/.*"id": *"\([^"]*\)".*/\1/p')" ;;
        why) choice="--out --tier --jobs $(certiflow claims --json 2>/dev/null | sed -n 's/.*"id": *"\([^"]*\)".*/\1/p')" ;;
        regress) choice='--save --against' ;;
        doctor) choice='--json' ;;
        help) choice='eval solve flow descend minnorm thresholds factor prove train figure export claims verify why report regress doctor' ;;
        esac
        [ "$command" = help ] || choice="$choice --help --version"
    fi
    COMPREPLY=($(compgen -W "$choice" -- "$word"))
}
complete -F _certiflow certiflow
