#!/bin/sh
# clean_root.sh BUILD: installs the packages of BUILD/deb into a Debian 12 of its own and uses them there as an ordinary user, without the
# sources: doctor, prove, every claim of the quick tier, an outside C program by pkg-config (shared, archive, wholly static), the
# Python module. Prints one line a step with its seconds; exit 0 iff all hold.
#   MIRROR   Debian's archive; default: what this machine's apt uses
#   BASE     a file in which the bare Debian is kept, for the next time (a tar archive; made if it is not there)
#   KEEP=1   leaves the root in place and says where
# Needs root, debootstrap and unshare. All mounts live in a mount namespace of the script's own, which ends with it however it ends, so
# what is deleted then has no mount below it; processes inside end with it too.
set -u
script=tests/clean_root.sh

if [ "${1:-}" != --inside ]; then
    [ $# -eq 1 ] || { echo "usage: sh $script BUILD" >&2; exit 2; }
    [ "$(id -u)" -eq 0 ] || { echo "clean-root: must run as root" >&2; exit 2; }
    for tool in debootstrap unshare chroot; do
        command -v $tool >/dev/null || { echo "clean-root: no $tool; as root type: apt-get install --no-install-recommends debootstrap util-linux" >&2; exit 2; }
    done
    ls "$1"/deb/certiflow_*.deb >/dev/null 2>&1 || { echo "clean-root: no packages in $1/deb; make deb" >&2; exit 2; }
    if [ -z "${MIRROR:-}" ]; then
        MIRROR=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' | sed -n 's/ bookworm main$//p' | head -n 1)
        [ -n "$MIRROR" ] || { echo "clean-root: this machine's apt names no archive of Debian 12; set MIRROR" >&2; exit 2; }
    fi
    export MIRROR
    work=$(mktemp -d "${TMPDIR:-/tmp}/certiflow_root_XXXXXX") || exit 4
    root=$work/root # and $root.log: in a folder that is root's alone, where nobody else can put a link
    mkdir "$root" || exit 4
    inner=
    finish() {
        trap '' HUP INT TERM
        [ -z "$inner" ] || { kill -KILL "$inner" 2>/dev/null; wait "$inner" 2>/dev/null; } # unshare ignores TERM; what is inside dies with it
        if [ -n "${KEEP:-}" ]; then echo "clean-root: kept in $root"; else rm -rf --one-file-system "$work"; fi
    }
    trap finish EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM
    unshare --mount --pid --fork --kill-child sh $script --inside "$1" "$root" &
    inner=$!
    wait $inner
    code=$?
    inner=
    exit $code
fi

# ---------------------------------------------------------------------------------- in a mount and process namespace
build=$2 root=$3
[ $$ -eq 1 ] || { echo "clean-root: --inside is for the script itself" >&2; exit 2; }
mount --make-rprivate / || exit 4
log=$root.log
trap 'rm -f "$log"' EXIT
failed=0
step() { # name, command: its time, and the log's end if it fails
    name=$1; shift
    start=$(date +%s)
    if "$@" >"$log" 2>&1; then verdict=ok; else verdict="FAILED (exit $?)"; failed=1; fi
    printf '%-52s %-18s %4d s\n' "$name" "$verdict" $(($(date +%s) - start))
    [ "$verdict" = ok ] || tail -n 30 "$log"
    [ "$verdict" = ok ]
}
in_root() { LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive chroot "$root" "$@"; }
user() { in_root setpriv --reuid=1000 --regid=1000 --clear-groups env -i HOME=/home/user PATH=/usr/bin:/bin LC_ALL=C.UTF-8 sh -c "cd /home/user && $*"; }
get() { in_root apt-get -q -y --no-install-recommends -o Acquire::Retries=3 install "$@"; }
packages() { (cd "$root" && ls packages/$1_*.deb | sed 's:^:/:'); }
size() { du -sxm "$root" | cut -f1; }

proxy=$(apt-config shell p Acquire::http::Proxy | sed -n "s/^p='\(.*\)'$/\1/p")
[ -z "$proxy" ] || export http_proxy="$proxy"
base() {
    if [ -n "${BASE:-}" ] && [ -s "$BASE" ]; then
        tar -xpf "$BASE" -C "$root" || return
    else
        debootstrap --variant=minbase bookworm "$root" "$MIRROR" || return
        [ -z "${BASE:-}" ] || { tar --one-file-system -cpf "$BASE.part" -C "$root" . && mv "$BASE.part" "$BASE"; } || return
    fi
    chmod 755 "$root" # whatever the umask
}
step "Debian 12, minbase" base || exit 4
mount -t proc proc "$root/proc" || exit 4
[ ! -e /etc/resolv.conf ] || cp -L /etc/resolv.conf "$root/etc/resolv.conf"
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d" && chmod 755 "$root/usr/sbin/policy-rc.d" # no service is started
mkdir "$root/packages" && cp "$build"/deb/*.deb "$root/packages/" && cp tests/outside/example.c "$root/packages/"
in_root useradd --uid 1000 --create-home user || exit 4
before=$(size)

step "apt installs certiflow and what it depends on" get $(packages certiflow) || exit 1
echo "    $(($(size) - before)) MB more, $(in_root dpkg-query -W | wc -l) packages in all; of them gnuplot, which is recommended only: $(in_root dpkg-query -W -f '${db:Status-Status}\n' gnuplot-nox 2>/dev/null | grep -cx installed)"
step "certiflow --version, certiflow-check --version" user 'certiflow --version && certiflow-check --version'
step "certiflow doctor" user 'certiflow doctor'
printf 'bound small.example\n  forall t in [0, inf)\n  prove t^2 - 4*q(t) <= t^4/48\n  canary t^2 - 4*q(t) <= t^4/49\n' >"$root/home/user/small.bound"
chown 1000:1000 "$root/home/user/small.bound"
step "certiflow prove, certiflow-check replays" user 'certiflow prove small.bound --out proofs && certiflow-check --against small.bound proofs/small.example.json'
step "certiflow solve --certify on the example" user 'certiflow solve --x /usr/share/doc/certiflow/docs/example/X.csv --y /usr/share/doc/certiflow/docs/example/y.csv --alpha 1e-3 --certify'

# Every claim. On a busy machine a claim may end at its limit of time: exit 3, UNDECIDED. Those alone are tried again, and said.
check_all() {
    user 'certiflow verify --tier quick --out report'
    code=$?
    [ $code -eq 3 ] || return $code
    again=$(sed -n 's/^! UNDECIDED  *\([A-Za-z0-9_.]*\): expected.*/\1/p' "$log" | tr '\n' ' ')
    echo "$again" >"$root/again"
    echo "ended at their limits of time, tried again: $again"
    user "certiflow verify --tier quick --jobs 1 --out again $again"
}
step "certiflow verify, quick tier" check_all
grep -E '^[0-9]+ claims|^ *[0-9].* PROVED,|s; memory' "$log" | sed 's/^/    /' | head -n 4
[ ! -e "$root/again" ] || echo "    tried again: $(cat "$root/again")"
step "the report as one page" user 'certiflow report report && test -s report/index.html'

step "apt installs a compiler, pkg-config, libcertiflow-dev" get gcc libc6-dev pkg-config $(packages libcertiflow0) $(packages libcertiflow-dev)
cc='cc -std=c11 -Wall -Wextra -Wpedantic -Werror'
step "an outside program, shared library" user "$cc /packages/example.c \$(pkg-config --cflags --libs certiflow) -lm -o shared && ./shared && ldd shared | grep libcertiflow.so.0"
user ./shared | sed 's/^/    /'
step "apt installs what a static link needs" get libopenblas-dev liblapacke-dev libsundials-dev libsdp-dev zlib1g-dev gfortran
step "the same, wholly static, same output" user "$cc -static /packages/example.c \$(pkg-config --static --cflags --libs certiflow) -o static && ./static > a && ./shared > b && cmp a b && ! ldd static"
step "apt installs python3-certiflow" get $(packages python3-certiflow) $(packages libcertiflow0)
step "the Python module" user 'python3 -c "
import certiflow, numpy as np
X = np.loadtxt(\"/usr/share/doc/certiflow/docs/example/X.csv\", delimiter=\",\"); y = np.loadtxt(\"/usr/share/doc/certiflow/docs/example/y.csv\", delimiter=\",\").ravel()
limit = certiflow.limit(X, y, np.log(1e-3))
assert np.abs(X @ limit.beta - y).max() < 1e-12
print(certiflow.thresholds(X, y, 0.1)[\"sharp.l1\"])"'
sed 's/^/    /' "$log"
step "apt removes them all" in_root apt-get -q -y purge certiflow libcertiflow0 libcertiflow-dev python3-certiflow
left=$(find "$root/usr" "$root/etc" -name '*certiflow*' | head -n 5)
[ -z "$left" ] || { echo "left behind: $left"; failed=1; }
[ $failed -eq 0 ] && echo "clean-root: all holds"
exit $failed
