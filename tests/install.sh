#!/bin/sh
# install.sh BUILD [MAKE]: installs BUILD into a folder of its own, below DESTDIR and without it, and uses what is there as an outsider
# does: the programs away from the sources, each header alone in C and C++, pkg-config, the example of tests/outside linked with
# the shared library, with the archive and wholly static, the Python module; takes it away again and looks for what is left.
# Prints what does not hold; exit 0 iff nothing.
b=$1 make=${2:-make}
src=$(pwd)
tmp=$(mktemp -d "${TMPDIR:-/tmp}/certiflow_install_XXXXXX") || exit 4
trap 'rm -rf "$tmp"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

complain() { echo "install: $*" | tee -a "$tmp/complaints"; }
quiet() { "$@" >"$tmp/log" 2>&1 || { complain "$* failed:"; tail -n 20 "$tmp/log"; false; }; }
cc=${CC:-gcc} version=$(sed -n 's/^#define CF_VERSION "\(.*\)"/\1/p' core/certiflow.h)
unset MAKEFLAGS MAKELEVEL PKG_CONFIG_PATH LD_LIBRARY_PATH PYTHONPATH

# Below DESTDIR everything lands, and nothing of DESTDIR is written into it.
quiet "$make" install B="$b" DESTDIR="$tmp/stage" PREFIX=/opt/certi || exit 1
[ "$(ls "$tmp/stage" "$tmp/stage/opt")" = "$(printf '%s:\nopt\n\n%s:\ncerti' "$tmp/stage" "$tmp/stage/opt")" ] || complain "files outside of PREFIX: $(ls "$tmp/stage" "$tmp/stage/opt")"
grep -rIl "$tmp" "$tmp/stage" | while read -r f; do complain "$f names DESTDIR"; done
grep -qx 'prefix=/opt/certi' "$tmp/stage/opt/certi/lib/pkgconfig/certiflow.pc" || complain "the .pc file's prefix"
quiet "$make" uninstall B="$b" DESTDIR="$tmp/stage" PREFIX=/opt/certi
left=$(find "$tmp/stage" ! -type d)
[ -z "$left" ] || complain "uninstall leaves $left"

# With a prefix of its own, used from another folder.
p=$tmp/prefix
quiet "$make" install B="$b" PREFIX="$p" || exit 1
cd "$tmp" || exit 4
[ "$("$p/bin/certiflow" --version | head -n 1)" = "certiflow $version" ] || complain "certiflow --version"
quiet "$p/bin/certiflow" eval q 0.5
quiet "$p/bin/certiflow" prove "$p/share/doc/certiflow/bounds/scalar.bound" --out "$tmp/proofs"
quiet "$p/bin/certiflow-check" "$tmp"/proofs/scalar.*.json
if command -v man >/dev/null; then
    quiet env MANROFFOPT=-ww MAN_KEEP_STDERR=1 man -l "$p/share/man/man1/certiflow.1"
    grep -q 'warning' "$tmp/log" && complain "the manual: $(grep warning "$tmp/log" | head -n 3)"
fi

export PKG_CONFIG_PATH="$p/lib/pkgconfig"
[ "$(pkg-config --modversion certiflow)" = "$version" ] || complain "pkg-config --modversion"
for h in "$p"/include/certiflow/*.h; do
    for twice in "" "#include \"$h\""; do
        printf '#include "%s"\n%s\nint main(void) { return 0; }\n' "$h" "$twice" | tee one.c >one.cpp
        quiet "$cc" -std=c11 -Wall -Wextra -Wpedantic -Werror -c one.c -o one.o
        command -v "${CXX:-g++}" >/dev/null && quiet "${CXX:-g++}" -std=c++11 -Wall -Wextra -Werror -c one.cpp -o one.o
    done
done
printf '#include <certiflow.h>\n#include <net.h>\n#include <images.h>\nint main() { return cf_q(0) != 0 || !cf_version(); }\n' >use.cpp
command -v "${CXX:-g++}" >/dev/null && quiet "${CXX:-g++}" $(pkg-config --cflags certiflow) use.cpp -o use $(pkg-config --libs certiflow) &&
    quiet env LD_LIBRARY_PATH="$p/lib" ./use

example=$src/tests/outside/example.c
strict='-std=c11 -Wall -Wextra -Wpedantic -Werror'
quiet "$cc" $strict $(pkg-config --cflags certiflow) "$example" -o shared $(pkg-config --libs certiflow) -lm &&
    quiet env LD_LIBRARY_PATH="$p/lib" ./shared && cp log shared.out
readelf -d shared 2>/dev/null | grep -q "libcertiflow.so.${version%%.*}]" || complain "the shared example does not need libcertiflow.so.${version%%.*}"
quiet "$cc" $strict $(pkg-config --cflags certiflow) "$example" -o archive "$p/lib/libcertiflow.a" $(pkg-config --static --libs-only-l certiflow | sed 's/-lcertiflow//') &&
    quiet ./archive && { cmp -s log shared.out || complain "the archive computes otherwise than the shared library"; }
if [ -e "$("$cc" -print-file-name=libgfortran.a)" ]; then
    quiet "$cc" -static $strict $(pkg-config --cflags certiflow) "$example" -o static $(pkg-config --static --libs certiflow) &&
        quiet ./static && { cmp -s log shared.out || complain "the static program computes otherwise than the shared library"; }
else
    echo "install: no libgfortran.a: the wholly static program is not tried"
fi
# What the shared library exports is what the headers declare.
nm -D --defined-only "$p/lib/libcertiflow.so" | awk '$2 != "A" {sub("@.*", "", $3); print $3}' | grep -v '^cf_' | while read -r s; do complain "exported: $s"; done
python=${PYTHON:-/usr/bin/python3}
if "$python" -c 'import numpy' 2>/dev/null; then
    quiet env -u CERTIFLOW_LIBRARY PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$p/share/certiflow/python" "$python" -c 'import certiflow; assert certiflow.q(0.5) > 0.06 and certiflow._lib._name.startswith("'"$p"'"), certiflow._lib._name'
else
    echo "install: no NumPy: the Python module is not tried"
fi

cd "$src" || exit 4
quiet "$make" uninstall B="$b" PREFIX="$p"
left=$(find "$p" ! -type d)
[ -z "$left" ] || complain "uninstall leaves $left"
[ ! -s "$tmp/complaints" ]
