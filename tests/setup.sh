#!/bin/sh
# setup.sh PACKAGE...: installs those of the Debian packages that are missing; where it may not, says what to type.
missing=
for p in "$@"; do
    dpkg-query -W -f='${Status}' "$p" 2>/dev/null | grep -q '^install ok installed' || missing="$missing $p"
done
if ! command -v dpkg-query >/dev/null 2>&1; then
    echo "setup: this is not a Debian system. certiflow needs gcc or clang, make, pkg-config, GMP, MPFR, FLINT with Arb, OpenBLAS," >&2
    echo "setup: LAPACKE, Criterion, SUNDIALS CVODE and Jansson, each with its headers." >&2
    exit 1
fi
[ -n "$missing" ] || { echo "setup: everything is there"; exit 0; }
sudo=
if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        sudo=sudo
    else
        echo "setup: missing:$missing" >&2
        echo "setup: may not install here; as root type: apt-get install --no-install-recommends$missing" >&2
        exit 1
    fi
fi
echo "setup: installing$missing"
export DEBIAN_FRONTEND=noninteractive
install() { $sudo apt-get -o DPkg::Lock::Timeout=600 install -y --no-install-recommends $missing; }
# The package lists may be missing (a fresh image) or out of date: fetched once, and again if the first try fails.
ls /var/lib/apt/lists/*Packages* >/dev/null 2>&1 || $sudo apt-get -o DPkg::Lock::Timeout=600 update
install || { $sudo apt-get -o DPkg::Lock::Timeout=600 update && install; } || { echo "setup: could not install:$missing" >&2; exit 1; }
