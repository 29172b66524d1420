#!/bin/sh
# reproducible.sh: builds the Debian packages twice, in two folders of different names, and compares their bytes. Exit 0 iff they are
# the same. Takes two whole builds.
set -eu
make=${MAKE:-make}
tmp=$(mktemp -d "${TMPDIR:-/tmp}/certiflow_twice_XXXXXX")
trap 'rm -rf "$tmp"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
for copy in one another/folder; do
    mkdir -p "$tmp/$copy"
    for f in * .clang-format; do
        case $f in build*) ;; *) [ ! -e "$f" ] || cp -R "$f" "$tmp/$copy/" ;; esac
    done
    (cd "$tmp/$copy" && umask 002 && $make -s deb >"$tmp/log" 2>&1) || { tail -n 20 "$tmp/log"; exit 1; }
done
(cd "$tmp/one/build/deb" && sha256sum -- *.deb) >"$tmp/sums"
cat "$tmp/sums"
(cd "$tmp/another/folder/build/deb" && sha256sum --quiet -c "$tmp/sums") && echo "the same bytes from both"
