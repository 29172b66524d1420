#!/bin/sh
# deb.sh BUILD [MAKE]: the Debian packages of this version, below BUILD/deb: certiflow (the programs), libcertiflow0, libcertiflow-dev,
# python3-certiflow. Builds into BUILD/package with flags of its own; dpkg-dev alone is needed, not debhelper. The same sources, compiler
# and libraries give the same bytes: times are those of debian/changelog, owners root, no path of this machine is in a file.
set -eu
umask 022
build=${1:?} make=${2:-make}
here=docs/packaging/debian
fail() { echo "deb: $*" >&2; exit 1; }
for tool in dpkg-deb dpkg-shlibdeps dpkg-gencontrol dpkg-gensymbols dpkg-parsechangelog strip; do
    command -v $tool >/dev/null || { echo "deb: no $tool; as root type: apt-get install --no-install-recommends dpkg-dev binutils" >&2; exit 2; }
done

upstream=$(sed -n 's/^#define CF_VERSION "\(.*\)"/\1/p' core/certiflow.h)
version=$(dpkg-parsechangelog -l$here/changelog -S Version)
[ "${version%-*}" = "$upstream" ] || fail "$here/changelog is of $version, core/certiflow.h of $upstream"
SOURCE_DATE_EPOCH=$(dpkg-parsechangelog -l$here/changelog -S Timestamp)
DPKG_DEB_THREADS_MAX=1
export SOURCE_DATE_EPOCH DPKG_DEB_THREADS_MAX
arch=$(dpkg-architecture -qDEB_HOST_ARCH) multiarch=$(dpkg-architecture -qDEB_HOST_MULTIARCH) major=${upstream%%.*}

# Built without -g: so no path of the build's folder gets into the files.
flags='-O2 -fstack-protector-strong -D_FORTIFY_SOURCE=2'
run_make() { CFLAGS=$flags LDFLAGS='-Wl,-z,relro,-z,now' $make --no-print-directory B="$build/package" PREFIX=/usr LIBRARIES=/usr/lib/$multiarch PYTHONDIR=/usr/lib/python3/dist-packages "$@"; }
run_make -j"$(nproc)" all
rm -rf "$build/deb"
mkdir -p "$build/deb/work/debian"
cp $here/* "$build/deb/work/debian"
run_make install DESTDIR="$(realpath "$build/deb/work")/debian/tmp" >/dev/null
cp docs/CHANGELOG.md "$build/deb/work/CHANGELOG.md"
top=$(pwd)
cd "$build/deb/work"

# The files of each package; whatever is left over is an error.
take() { # package, paths below tmp
    package=$1; shift
    for path in "$@"; do
        mkdir -p "debian/$package/$(dirname "$path")"
        mv debian/tmp/$path "debian/$package/$(dirname "$path")/"
    done
}
lib=usr/lib/$multiarch
rm debian/tmp/usr/share/doc/certiflow/LICENSE debian/tmp/usr/share/doc/certiflow/LICENCES.txt # debian/copyright has them
take libcertiflow0 $lib/libcertiflow.so.$major "$lib/libcertiflow.so.$upstream"
take libcertiflow-dev usr/include/certiflow $lib/libcertiflow.a $lib/libcertiflow.so $lib/pkgconfig
take python3-certiflow usr/lib/python3
take certiflow usr/bin usr/share
left=$(find debian/tmp ! -type d)
[ -z "$left" ] || fail "no package takes $left"
rm -rf debian/tmp

strip --strip-unneeded --remove-section=.comment --remove-section=.note debian/certiflow/usr/bin/* debian/libcertiflow0/$lib/libcertiflow.so.$upstream
strip --strip-debug --enable-deterministic-archives debian/libcertiflow-dev/$lib/libcertiflow.a
gzip -9n debian/certiflow/usr/share/man/man1/certiflow.1
ln -sf certiflow.1.gz debian/certiflow/usr/share/man/man1/certiflow-check.1.gz
rm debian/certiflow/usr/share/man/man1/certiflow-check.1

for package in libcertiflow0 libcertiflow-dev python3-certiflow certiflow; do
    tree=debian/$package doc=debian/$package/usr/share/doc/$package
    mkdir -p $tree/DEBIAN $doc
    cp debian/copyright $doc/copyright
    gzip -9nc debian/changelog >$doc/changelog.Debian.gz
    gzip -9nc CHANGELOG.md >$doc/changelog.gz
    echo misc:Depends= >debian/$package.substvars
    case $package in
    libcertiflow0)
        dpkg-gensymbols -q -c4 -p$package -P$tree -e"$tree/$lib/libcertiflow.so.$upstream" -Idebian/$package.symbols -O$tree/DEBIAN/symbols ||
            fail "the exported names are not those of docs/packaging/debian/$package.symbols"
        echo "libcertiflow $major $package (>= $upstream)" >$tree/DEBIAN/shlibs
        echo 'activate-noawait ldconfig' >$tree/DEBIAN/triggers
        dpkg-shlibdeps -T"debian/$package.substvars" "$tree/$lib/libcertiflow.so.$upstream" ;;
    certiflow) dpkg-shlibdeps -T"debian/$package.substvars" $tree/usr/bin/certiflow $tree/usr/bin/certiflow-check ;;
    python3-certiflow)
        printf '#!/bin/sh\nset -e\nif command -v py3compile >/dev/null 2>&1; then\n    py3compile -p %s\nfi\n' $package >$tree/DEBIAN/postinst
        printf '#!/bin/sh\nset -e\nif command -v py3clean >/dev/null 2>&1; then\n    py3clean -p %s\nfi\n' $package >$tree/DEBIAN/prerm
        chmod 755 $tree/DEBIAN/postinst $tree/DEBIAN/prerm ;;
    esac
    dpkg-gencontrol -p$package -P$tree -Tdebian/$package.substvars -O$tree/DEBIAN/control
    (cd $tree && find . -type f ! -path './DEBIAN/*' -printf '%P\n' | LC_ALL=C sort | tr '\n' '\0' | xargs -0 md5sum >DEBIAN/md5sums)
    find $tree -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
    dpkg-deb --root-owner-group -Zxz --build $tree .. >/dev/null
done
cd "$top"
rm -rf "$build/deb/work"
(cd "$build/deb" && sha256sum -- *.deb)
