#!/bin/sh
# mutants_net.sh - one wrong line a mutant in the layers, losses and passes of core/net*.h; tests/test_net_gradient or
# tests/test_net must fail on every one. Run from the top of the tree after `make`: tests/mutants_net.sh [BUILD].
# Exit 0: all killed; 1: one survived; 4: no room.
set -u
B=${1:-build}
CC=${CC:-gcc}
work=$(mktemp -d) || exit 4
trap 'rm -rf "$work"' EXIT
flags="-std=c11 -D_POSIX_C_SOURCE=200809L -O1 -ffp-contract=off -fno-math-errno -fopenmp"
libs=${LIBS:-"-llapacke -lopenblas -lflint-arb -lflint -lmpfr -lgmp -lpthread -lm -lcriterion"}
export OPENBLAS_NUM_THREADS=1
survived=0

fresh_copy() {
    rm -rf "$work"/*
    cp -r core reference verify tests "$work"
}

build() { # the tests of the gradient without the large net, which adds time alone, and the tests of the pass
    (cd "$work" && $CC $flags -c -I. -Icore core/generator.c core/net*.c verify/net_instance.c && $CC $flags -c -I. -o ref_net.o reference/net.c &&
        for t in test_net test_net_gradient; do $CC $flags -I. -Icore -Itests -o $t tests/$t.c ./*.o $libs || exit 1; done) >"$work/log" 2>&1
}

passes() { (cd "$work" && ./test_net_gradient -j1 --filter '*/!(*vgg11*)' && ./test_net -j1) >"$work/log" 2>&1; }

mutate() { # file, fixed text (once in the file), its mutant, what is wrong
    fresh_copy
    OLD=$2 NEW=$3 awk 'BEGIN { old = ENVIRON["OLD"]; new = ENVIRON["NEW"] }
        (i = index($0, old)) && !n++ { $0 = substr($0, 1, i - 1) new substr($0, i + length(old)) } { print }' "$work/$1" >"$work/changed"
    if cmp -s "$work/changed" "$work/$1"; then echo "NOT FOUND $2 in $1"; survived=1; return; fi
    mv "$work/changed" "$work/$1"
    build || { echo "DOES NOT BUILD $4"; cat "$work/log"; survived=1; return; }
    if passes; then echo "SURVIVED  $4"; survived=1; else echo "killed    $4"; fi
}

fresh_copy
build && passes || { echo "the unchanged sources fail"; cat "$work/log"; exit 1; }
L=core/net_layers.h
mutate $L 'threads, 1, 0, l->C, n, l->K, 1, w' 'threads, 1, 0, l->C, n, l->K, -1, w' 'linear: wrong sign of W^T gz'
mutate $L 'threads, 1, 0, l->C, n, l->K, 1, w, l->C' 'threads, 0, 0, l->C, n, l->K, 1, w, l->K' 'linear: W for its transpose backward'
mutate $L 'REAL *gb = gw + l->K * l->C;' 'REAL *gb = gw + l->K * l->C; scale = -scale;' 'linear: wrong sign of the bias'
mutate $L 'gb[k] = beta == 0 ? scale * sum' 'gb[k] = beta == 0 ? scale * gz[k * n]' 'linear: the bias of the first sample alone'
mutate $L '* 9 + t] = w[(k * C + c) * 9 + 8 - t]' '* 9 + t] = w[(k * C + c) * 9 + t]' 'convolution: not turned backward'
mutate $L 'turned[(c * K + k) * 9 + t]' 'turned[(k * C + c) * 9 + t]' 'convolution: channels not transposed backward'
mutate $L 'to = v == 2 ? W - 1 : W;' 'to = W - (v == 1);' 'convolution: a column of padding off by one'
mutate $L 'i + u < 1 || i + u > H' 'i + u < 1 || i + u >= H' 'convolution: the last row taken for padding'
mutate $L '(i + u - 1) * W' '(i + u - (u > 0)) * W' 'convolution: rows shifted by one too many'
mutate $L 's ? 1 : beta' 'beta' 'convolution: only the last block of samples counts'
mutate $L 'm * HW, c > 0, z' 'm * HW, 0, z' 'convolution: only the last block of channels counts'
mutate $L 'size_t s = task / parts * most, k = task % parts * rows;' 'size_t s = task / parts * most, k = 0;' 'convolution: half of the rows never written'
mutate $L 'gz[i] = a[i] > 0 ? gz[i] : 0' 'gz[i] = gz[i]' 'ReLU: no mask'
mutate $L 'gz[i] = a[i] > 0 ? gz[i] : 0' 'gz[i] = a[i] < 0 ? gz[i] : 0' 'ReLU: the mask inverted'
mutate $L 'z[i] = z[i] < 0 ? 0 : z[i]' 'z[i] = z[i] < 0 ? -z[i] : z[i]' 'ReLU: the absolute value'
mutate $L 'z[c] = open[c] > 0 ? z[c] : 0' 'z[c] = open[c] < 0 ? z[c] : 0' 'ReLU under a linear layer: the mask inverted'
mutate $L 'z[c] + b < 0 ? 0 : z[c] + b' 'z[c] < 0 ? 0 : z[c] + b' 'ReLU on a linear layer: before the bias'
mutate $L 'if (p[first + wide] > p[best])' 'if (p[first + wide] >= p[best])' 'max-pool: the last of equal ones'
mutate $L 'if (p[first + wide + 1] > p[best]) best = first + wide + 1;' '' 'max-pool: the fourth place never chosen'
mutate $L 'back[best] = gz' 'back[first] = gz' 'max-pool: always the first place'
mutate $L 'memset(back, 0, l->H * wide' 'memset(back, 0, 2 * H * wide' 'max-pool: an odd last row not cleared'
mutate $L 'ga[(c * n + s) * HW + i] = gz[(c * HW + i) * n + s]' 'ga[(c * n + s) * HW + i] = gz[(c + i * l->C) * n + s]' 'flatten: transposed backward'
mutate core/net_loss.h 'slope[i] = 2 * r' 'slope[i] = r' 'squared loss: without its factor 2'
mutate core/net_loss.h '(softmax - (k == at))' '(softmax + (k == at))' 'cross-entropy: wrong sign of the label'
mutate core/net_loss.h '(k == at)) / (double)n)' '(k == at)))' 'cross-entropy: a sum for the mean'
mutate core/net_work.h 'copy ? -g : g' 'g' 'doubled: the second copy with the sign of the first'
mutate core/net_work.h 'l->frozen ? NULL : out + l->at' 'out + l->at' 'frozen layers trained'
if [ -f /usr/include/oneapi/dnnl/dnnl.h ]; then # the float path through oneDNN
    I=core/net_images.c
    mutate $I 'a1 > a0 ? 0 : above' 'a1 >= a0 ? 0 : above' 'blocks, max-pool: none of two equal ones'
    mutate $I 'below = y > x ? open : 0' 'below = y >= x ? open : 0' 'blocks, max-pool: both of two equal rows'
    mutate $I 'if (l->H % 2 || l->W % 2)' 'if (l->H % 2)' 'blocks, max-pool: an odd last column not cleared'
    mutate $I 'most > floor ? slope : 0' 'slope' 'blocks, max-pool: the ReLU below not masked'
    mutate $I 'if (with_relu) relu_back' 'if (0) relu_back' 'blocks, convolution: the ReLU below not masked'
    mutate $I '(s * blocks(l->K) + k / B) * run' '(s * blocks(l->K)) * run' 'blocks: the first 16 channels for all'
    mutate $I 'backward ? B : 1, along_c' 'backward ? 1 : 1, along_c' 'blocks: weights not transposed backward'
    mutate $I 'beta == 0 ? g : beta * *to + g' 'g' 'blocks: a step from 0'
fi
exit $survived
