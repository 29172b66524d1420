/* gnuplot_script.c - what gnuplot is told: a light page, Okabe and Ito's colours, which the colour-blind can tell apart
 * (each also has its own symbol), viridis for heat maps, the legend beside the axes, and the paper's sentence with its
 * verdict below. */
#include "reports/gnuplot.h"
#include "reports/reports.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const colours[] = {"#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"};
static const int symbols[] = {7, 5, 9, 13, 11, 4, 6}; /* circle, square, triangle, ... */
enum { COLOURS = sizeof colours / sizeof *colours, CAPTION_COLUMNS = 118 };

/* ---------------------------------------------------------------------------------------------------- axes */

typedef struct {
    double low, high; /* of what is drawn; low > high: nothing is */
} extent;

static void extend(extent *e, double x, cf_axis_scale scale) {
    if (!isfinite(x) || (scale == CF_AXIS_LOG && x <= 0)) return;
    if (x < e->low) e->low = x;
    if (x > e->high) e->high = x;
}

static extent extent_of(const cf_panel *panel, int vertical, cf_axis_scale scale) {
    extent e = {INFINITY, -INFINITY};
    for (size_t k = 0; k < panel->n_curves; k++) {
        const cf_curve *c = &panel->curve[k];
        for (size_t i = 0; i < c->n; i++) {
            if (!isfinite(c->x[i]) || !isfinite(c->y[i])) continue;
            extend(&e, vertical ? c->y[i] : c->x[i], scale);
            if (vertical && c->low) extend(&e, c->low[i], scale), extend(&e, c->high[i], scale);
        }
    }
    for (size_t k = 0; k < panel->n_heats; k++) {
        const cf_heat *h = &panel->heat[k];
        size_t n = vertical ? h->rows : h->columns;
        for (size_t i = 0; i < n; i++) extend(&e, vertical ? h->y[i] : h->x[i], scale);
    }
    return e;
}

/* The step of whole decades that gives at most about `most` labels. */
static double decades_step(double decades, double most) {
    static const double steps[] = {1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500};
    size_t k = 0;
    while (k + 1 < sizeof steps / sizeof *steps && decades / steps[k] > most) k++;
    return steps[k];
}

/* 1, 2 and 5 times powers of ten, where an axis has less than two of these. */
static void add_few_tics(cf_text *t, char letter, extent e) {
    static const double digits[] = {1, 2, 5};
    int n = 0;
    for (double k = floor(log10(e.low)); k <= ceil(log10(e.high)); k++)
        for (int i = 0; i < 3; i++) {
            double x = digits[i] * pow(10, k);
            if (x < 0.99 * e.low || x > 1.01 * e.high) continue;
            if (n++ == 0)
                cf_text_add(t, "set %ctics (%g", letter, x);
            else
                cf_text_add(t, ", %g", x);
        }
    if (n) cf_text_add(t, ")\n");
}

/* Labels 10^k on both kinds of logarithmic axes once they span two decades, at most about `most`. */
static void add_axis(cf_text *t, char letter, cf_axis axis, extent e, double most) {
    cf_text_add(t, "set %clabel ", letter);
    cf_gnuplot_quote(t, axis.label, 0);
    cf_text_add(t, "\n");
    double decades = axis.scale == CF_AXIS_LOG ? log10(e.high / e.low) : e.high - e.low;
    if (axis.scale == CF_AXIS_LOG) cf_text_add(t, "set logscale %c 10\n", letter);
    if (axis.scale == CF_AXIS_LINEAR || !(e.high >= e.low)) return;
    double step = decades_step(decades, most);
    if (axis.scale == CF_AXIS_LOG10) {
        cf_text_add(t, "set format %c '10^{%%g}'\n", letter);
        if (decades >= 2) cf_text_add(t, "set %ctics %g\nset m%ctics %g\n", letter, step, letter, step > 5 ? 5 : step);
    } else if (decades >= 2) {
        cf_text_add(t, "set format %c '10^{%%L}'\nset %ctics %g\n", letter, letter, pow(10, step));
        if (step == 1) cf_text_add(t, "set m%ctics 10\n", letter);
    } else {
        cf_text_add(t, "set format %c '%%g'\n", letter);
        add_few_tics(t, letter, e);
    }
}

/* The range, a little wider than the data where that is not a logarithm's business: 3 % on each side. */
static void add_range(cf_text *t, char letter, cf_axis_scale scale, extent e, double margin) {
    if (!(e.high >= e.low)) return;
    int logs = scale == CF_AXIS_LOG;
    double a = logs ? log10(e.low) : e.low, b = logs ? log10(e.high) : e.high, wider = margin * (b - a);
    if (b == a) wider = logs || b == 0 ? 0.5 : fabs(b) * 0.05;
    a -= wider, b += wider;
    cf_text_add(t, "set %s%crange [%.17g:%.17g]\n", letter == 'c' ? "c" : "", letter == 'c' ? 'b' : letter,
                logs ? pow(10, a) : a, logs ? pow(10, b) : b);
}

/* -------------------------------------------------------------------------------------------------- curves */

static void add_number(cf_text *t, double x) {
    if (isfinite(x))
        cf_text_add(t, " %.17g", x);
    else
        cf_text_add(t, " NaN");
}

/* An end of an interval that a logarithmic axis cannot show is drawn at the axis's end. */
static double shown(double x, cf_axis_scale scale, extent e) {
    return scale == CF_AXIS_LOG && x <= 0 ? e.low : x;
}

static void add_curve_data(cf_text *t, const cf_panel *panel, cf_axis_scale scale, extent y) {
    for (size_t k = 0; k < panel->n_curves; k++) {
        const cf_curve *c = &panel->curve[k];
        cf_text_add(t, "$c%zu << END\n", k);
        for (size_t i = 0; i < c->n; i++) {
            add_number(t, c->x[i]);
            add_number(t, c->y[i]);
            add_number(t, c->low ? shown(c->low[i], scale, y) : NAN);
            add_number(t, c->high ? shown(c->high[i], scale, y) : NAN);
            cf_text_add(t, "\n");
        }
        cf_text_add(t, "END\n");
    }
}

/* A dashed curve whose label begins with that of the curve before it belongs to that one. */
static int belongs(const cf_panel *panel, size_t k) {
    const cf_curve *c = &panel->curve[k];
    return k > 0 && c->style == CF_DASHED && c[-1].style != CF_DASHED && strncmp(c->label, c[-1].label, strlen(c[-1].label)) == 0;
}

/* A dashed curve "B, k = 2" beside "A, k = 2" has that one's colour: the number of such a curve, or k. */
static size_t partner(const cf_panel *panel, size_t k) {
    const char *tail = strstr(panel->curve[k].label, ", ");
    for (size_t j = 0; tail && panel->curve[k].style == CF_DASHED && j < panel->n_curves; j++) {
        const char *other = strstr(panel->curve[j].label, ", ");
        if (panel->curve[j].style != CF_DASHED && other && strcmp(tail, other) == 0) return j;
    }
    return k;
}

/* The colour of a curve: that of its partner or of the curve it belongs to, else the next one among the dashed or among the others. */
static size_t colour_of(const cf_panel *panel, size_t k) {
    size_t before = 0;
    if (belongs(panel, k)) return colour_of(panel, k - 1);
    if (partner(panel, k) != k) return colour_of(panel, partner(panel, k));
    for (size_t j = 0; j < k; j++) before += (panel->curve[j].style == CF_DASHED) == (panel->curve[k].style == CF_DASHED);
    return before;
}

/* A curve's own colour; dashed ones, which are there to compare with, are grey, or of the curve's colour that they belong to, and then not in
 * the legend. */
static void add_curve(cf_text *t, const cf_panel *panel, size_t k, size_t colour, const char *always) {
    const cf_curve *c = &panel->curve[k];
    const char *rgb = always ? always : c->style == CF_DASHED && !belongs(panel, k) && partner(panel, k) == k ? "#555555" : colours[colour % COLOURS];
    int symbol = symbols[colour % COLOURS];
    cf_text_add(t, ", \\\n  ");
    if (c->style == CF_BAND && c->low)
        cf_text_add(t,
                    "$c%zu using 1:3:4 with filledcurves fs transparent solid 0.2 noborder lc rgb '%s' notitle, \\\n  ",
                    k, rgb);
    if (c->style == CF_DOTS && c->low)
        cf_text_add(t, "$c%zu using 1:2:3:4 with yerrorbars pt %d ps 0.7 lw 0.8 lc rgb '%s' title ", k, symbol, rgb);
    else if (c->style == CF_DOTS)
        cf_text_add(t, "$c%zu using 1:2 with points pt %d ps 0.7 lc rgb '%s' title ", k, symbol, rgb);
    else if (c->style == CF_DASHED)
        cf_text_add(t, "$c%zu using 1:2 with lines lw 1.1 dt (%d,%d) lc rgb '%s' title ", k, 8 - 3 * (int)(colour % 3),
                    5, rgb);
    else
        cf_text_add(t, "$c%zu using 1:2 with lines lw 1.6%s lc rgb '%s' title ", k,
                    colour >= COLOURS ? " dt (14,4,2,4)" : "", rgb);
    if (belongs(panel, k))
        cf_text_add(t, "''");
    else
        cf_gnuplot_quote(t, c->label, 0);
    if (c->style == CF_LINE && c->low)
        cf_text_add(t, ", \\\n  $c%zu using 1:2:3:4 with yerrorbars pt %d ps 0.3 lw 0.7 lc rgb '%s' notitle", k, symbol,
                    rgb);
}

/* always: one colour for all, on a heat map. */
static void add_curves(cf_text *t, const cf_panel *panel, const char *always) {
    for (size_t k = 0; k < panel->n_curves; k++) add_curve(t, panel, k, colour_of(panel, k), always);
}

/* ------------------------------------------------------------------------------------------------ the page */

static const char *verdict_of(const cf_figure_result *r) {
    return r->claim ? cf_report_text(r->claim, "verdict") : "";
}

/* Wraps the words, each line a label of its own, from the bottom of the page upwards; the number of lines. */
static int add_caption(cf_text *t, const cf_figure_result *r) {
    cf_text words = {0}, wrapped = {0};
    const cf_figure *f = r->figure;
    if (*f->says) cf_text_add(&words, "%s%s ", *f->paper ? "The paper: " : "", f->says);
    if (r->claim) cf_text_add(&words, "Verdict on these data: %s. ", verdict_of(r));
    size_t n_ran = strlen(r->panel->ran);
    cf_text_add(&words, "Computed: %s%s", r->panel->ran, n_ran && r->panel->ran[n_ran - 1] == '.' ? "" : ".");
    cf_text_wrap(&wrapped, words.text, 0, CAPTION_COLUMNS);
    int lines = 0, n = 1;
    for (const char *s = wrapped.text; *s; s++) n += *s == '\n';
    for (char *s = wrapped.text; s; lines++) {
        char *end = strchr(s, '\n');
        if (end) *end = '\0';
        cf_text_add(t, "set label %d ", lines + 1);
        cf_gnuplot_quote(t, s, 1);
        cf_text_add(t, " at character 1.5, character %g left font ',9' tc rgb '#333333'\n", 0.9 * (n - lines) - 0.2);
        s = end ? end + 1 : NULL;
    }
    cf_text_clear(&words);
    cf_text_clear(&wrapped);
    return n;
}

static void add_page(cf_text *t, cf_picture_kind kind, int width, int height) {
    cf_text_add(t, "set encoding utf8\n");
    if (kind == CF_PICTURE_SVG)
        cf_text_add(t, "set terminal svg enhanced size %d,%d dynamic font 'DejaVu Sans,12' background rgb 'white'\n",
                    width, height);
    else
        cf_text_add(
            t,
            "set terminal pngcairo enhanced size %d,%d fontscale 2 linewidth 2 pointscale 2 font 'DejaVu Sans,10' "
            "background rgb 'white'\n",
            2 * width, 2 * height);
    cf_text_add(t, "set border 3 lc rgb '#444444' lw 1\nset tics nomirror tc rgb '#222222'\n"
                   "set grid xtics ytics back lt 1 lc rgb '#dddddd' lw 0.6 dt 1\n");
}

/* Above the page's middle: over the axes' it would be cut off beside a wide legend. */
static void add_title(cf_text *t, const cf_figure_result *r) {
    cf_text title = {0};
    const cf_figure *f = r->figure;
    cf_text_add(&title, "%s%s%s%s", f->paper, *f->paper ? ". " : "", f->title, r->reduced ? " (reduced size)" : "");
    cf_text_add(t, "set label 40 ");
    cf_gnuplot_quote(t, title.text, 1);
    cf_text_add(t, " at screen 0.5, screen 0.965 center font ':Bold,12'\n");
    cf_text_clear(&title);
}

/* --------------------------------------------------------------------------------------------------- heats */

/* The end of the k-th of n cells on the side of s (-1 or 1): half way to the neighbour, on the axis's scale. */
static double cell_end(const double *x, size_t n, size_t k, int s, cf_axis_scale scale) {
    int logs = scale == CF_AXIS_LOG;
    size_t other = s < 0 ? k - 1 : k + 1;
    if (n < 2) return logs ? x[k] * (s < 0 ? 0.7 : 1.4) : x[k] + 0.5 * s;
    if (other < n) return logs ? sqrt(x[k] * x[other]) : (x[k] + x[other]) / 2;
    other = s < 0 ? 1 : n - 2; /* past the last: as far as on the other side */
    return logs ? x[k] * sqrt(x[k] / x[other]) : x[k] + (x[k] - x[other]) / 2;
}

/* A little under the neighbour that is drawn after it: else the page would shine through between the two. */
static double overlapped(double low, double high, cf_axis_scale scale) {
    return scale == CF_AXIS_LOG ? high * pow(high / low, 0.04) : high + 0.04 * (high - low);
}

/* Each cell as a rectangle: x, y, its four ends, z. Where there is no value there is no rectangle. */
static void add_heat_data(cf_text *t, const cf_heat *h, size_t k, const cf_figure *f) {
    cf_text_add(t, "$h%zu << END\n", k);
    for (size_t i = 0; i < h->rows * h->columns; i++) {
        size_t c = i % h->columns, r = i / h->columns;
        if (!isfinite(h->z[i])) continue;
        add_number(t, h->x[c]);
        add_number(t, h->y[r]);
        double left = cell_end(h->x, h->columns, c, -1, f->x.scale), below = cell_end(h->y, h->rows, r, -1, f->y.scale);
        add_number(t, left);
        add_number(t, overlapped(left, cell_end(h->x, h->columns, c, 1, f->x.scale), f->x.scale));
        add_number(t, below);
        add_number(t, overlapped(below, cell_end(h->y, h->rows, r, 1, f->y.scale), f->y.scale));
        add_number(t, h->z[i]);
        cf_text_add(t, "\n");
    }
    cf_text_add(t, "END\n");
}

static int by_value(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* What the palette spans: all values, but for the outermost hundredth at each end where that makes it ten times as fine. */
static extent values_of(const cf_heat *h) {
    extent e = {INFINITY, -INFINITY};
    double *z = malloc((h->rows * h->columns + 1) * sizeof *z);
    size_t n = 0;
    for (size_t i = 0; i < h->rows * h->columns; i++) {
        extend(&e, h->z[i], CF_AXIS_LINEAR);
        if (z && isfinite(h->z[i])) z[n++] = h->z[i];
    }
    if (z && n > 0) {
        qsort(z, n, sizeof *z, by_value);
        const double low = z[(n - 1) / 100], high = z[n - 1 - (n - 1) / 100];
        if (high > low && e.high - e.low > 10 * (high - low)) e.low = low, e.high = high;
    }
    free(z);
    if (e.low > 0 && e.high - e.low < 0.1 * e.high) e.low = 0; /* else the palette would show nothing but noise */
    return e;
}

/* The ends of the outermost cells of all maps. */
static extent outline(const cf_panel *panel, int vertical, cf_axis_scale scale) {
    extent e = {INFINITY, -INFINITY};
    for (size_t k = 0; k < panel->n_heats; k++) {
        const cf_heat *h = &panel->heat[k];
        const double *x = vertical ? h->y : h->x;
        size_t n = vertical ? h->rows : h->columns;
        for (size_t i = 0; i < n; i++)
            for (int s = -1; s <= 1; s += 2) extend(&e, cell_end(x, n, i, s, scale), scale);
    }
    return e;
}

/* One map a panel, the colours' scale beside it, the curves of the figure over it. */
static void add_heats(cf_text *t, const cf_figure_result *r, double bottom, int across) {
    const cf_panel *panel = r->panel;
    int down = ((int)panel->n_heats + across - 1) / across;
    for (size_t k = 0; k < panel->n_heats; k++) add_heat_data(t, &panel->heat[k], k, r->figure);
    cf_text_add(t,
                "set palette defined (0 '#440154', 1 '#482878', 2 '#3e4989', 3 '#31688e', 4 '#26828e', 5 '#1f9e89', 6 "
                "'#35b779', "
                "7 '#6ece58', 8 '#b5de2b', 9 '#fde725')\nunset grid\nset border 15\nset style fill solid 1 noborder\n");
    cf_text_add(t, "set key inside top left Left reverse samplen 2 font ',8' tc rgb 'white' opaque fillcolor rgb "
                   "'#60000000'\nset multiplot\n");
    for (size_t k = 0; k < panel->n_heats; k++) {
        extent z = values_of(&panel->heat[k]);
        double width = 1.0 / across, height = (0.93 - bottom) / down, pad = across == 1 ? 0.03 : 0;
        double left = (int)k % across * width + 0.075 + pad, right = ((int)k % across + 1) * width - 0.075 - pad;
        double top = 0.93 - (int)k / across * height - 0.05, base = 0.93 - ((int)k / across + 1) * height + 0.075;
        cf_text_add(
            t,
            "set lmargin at screen %g\nset rmargin at screen %g\nset tmargin at screen %g\nset bmargin at screen %g\n",
            left, right, top, base);
        cf_text_add(t, "set colorbox user origin screen %g, screen %g size screen 0.013, screen %g\nset title ",
                    right + 0.012, base, top - base);
        cf_gnuplot_quote(t, panel->heat[k].label, 0);
        cf_text_add(t, across == 3 ? " font ',8'\n" : " font ',10'\n");
        add_range(t, 'c', CF_AXIS_LINEAR, z, 0);
        cf_text_add(t, "plot ");
        if (z.high >= z.low)
            cf_text_add(t, "$h%zu using 1:2:3:4:5:6:7 with boxxyerror lc palette notitle", k);
        else
            cf_text_add(t, "NaN notitle");
        add_curves(t, panel, "#ffffff");
        cf_text_add(t, "\n");
        for (int i = 1; k == 0 && i <= 40; i++) cf_text_add(t, "unset label %d\n", i);
    }
    cf_text_add(t, "unset multiplot\n");
}

/* -------------------------------------------------------------------------------------------------- script */

/* The legend stands beside the axes, or, where its texts are long, in two columns above them. */
static void add_curves_only(cf_text *t, const cf_panel *panel, int lines) {
    size_t longest = 0, listed = 0;
    for (size_t k = 0; k < panel->n_curves; k++) {
        const size_t length = strlen(panel->curve[k].label);
        longest = length > longest ? length : longest, listed += !belongs(panel, k);
    }
    cf_text_add(t, "set bmargin %g\nset key Left reverse samplen 2.2 spacing 1.15\n", 4.2 + 0.9 * lines);
    if (longest > 24)
        cf_text_add(t, "set key at screen 0.5, screen 0.93 center top horizontal maxcols 2\nset tmargin %g\n", 3.5 + 0.62 * (double)(listed + 1));
    else
        cf_text_add(t, "set key outside right center vertical\nset tmargin 3\n");
    cf_text_add(t, "plot NaN notitle");
    add_curves(t, panel, NULL);
    cf_text_add(t, "\n");
}

char *cf_gnuplot_script(const cf_figure_result *r, cf_picture_kind kind) {
    const cf_panel *panel = r->panel;
    const cf_figure *f = r->figure;
    int heats = (int)panel->n_heats,
        across = heats > 4   ? 3
                 : heats > 1 ? 2
                             : 1,
        down = heats ? (heats + across - 1) / across : 1;
    int height = down > 1 ? 200 + 340 * down : 600;
    cf_text t = {0};
    extent x = extent_of(panel, 0, f->x.scale), y = extent_of(panel, 1, f->y.scale);
    if (heats) x = outline(panel, 0, f->x.scale), y = outline(panel, 1, f->y.scale);
    if (f->y.from > y.low) y.low = f->y.from;
    if (f->x.from > x.low) x.low = f->x.from;
    add_page(&t, kind, across == 3 ? 1200 : 900, height);
    int lines = add_caption(&t, r);
    add_axis(&t, 'x', f->x, x, across == 1 ? 9 : across == 2 ? 5 : 4);
    add_axis(&t, 'y', f->y, y, 8);
    add_range(&t, 'x', f->x.scale, x, heats || f->x.scale != CF_AXIS_LINEAR ? 0 : 0.02);
    add_range(&t, 'y', f->y.scale, y, heats ? 0 : 0.04);
    add_curve_data(&t, panel, f->y.scale, y);
    add_title(&t, r);
    if (heats)
        add_heats(&t, r, (24.0 + 16.0 * lines) / height, across);
    else
        add_curves_only(&t, panel, lines);
    return t.text;
}
