/* test_figure.c - certiflow figure and export as their users meet them; what is written of a figure; the statistics
 * that figures use. */
#include "reports/gnuplot.h"
#include "support.h"
#include "verify/figure_claim.h"
#include "verify/options.h"
#include "tests/slower.h"
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

TestSuite(figure, .init = enter, .fini = leave, .timeout = 120 * SLOWER);

static int there(const char *path) {
    return access(path, F_OK) == 0;
}

/* Lines of a file, and its first bytes. */
static int lines_of(const char *path, char first[64]) {
    FILE *f = fopen(path, "rb");
    if (!f) return -1;
    size_t n = fread(first, 1, 63, f);
    first[n] = '\0';
    rewind(f);
    int lines = 0;
    for (int c; (c = getc(f)) != EOF;) lines += c == '\n';
    fclose(f);
    return lines;
}

Test(figure, files) {
    char first[64];
    outcome o = run("figure fig2b --out out --jobs 2");
    cr_assert(o.code == 0, "%d %s", o.code, o.err);
    cr_expect(strncmp(o.out, "fig2b    OBSERVED   1435 cells, 1435 computed, ", 47) == 0, "%s", o.out);
    cr_expect(lines_of("out/fig2b.csv", first) == 1 + 7 * 205 + 4 &&
                  strncmp(first, "curve,x,y,low,high\nD = 2,", 25) == 0,
              "%s", first);
    lines_of("out/fig2b.png", first);
    cr_expect(memcmp(first, "\x89PNG", 4) == 0);
    cr_expect(lines_of("out/fig2b.svg", first) > 10 && strncmp(first, "<?xml", 5) == 0, "%s", first);
    json_error_t error;
    json_t *j = json_load_file("out/fig2b.json", 0, &error);
    cr_assert(j, "%s", error.text);
    cr_expect_str_eq(text(j, "name"), "fig2b");
    cr_expect_str_eq(text(j, "command"), "certiflow figure fig2b --tier quick");
    cr_expect(number(j, "cells") == 1435 && number(j, "computed") == 1435 &&
              json_is_false(json_object_get(j, "reduced")));
    json_t *claim = json_object_get(j, "claim");
    cr_expect_str_eq(text(claim, "verdict"), "OBSERVED");
    cr_expect_str_eq(text(claim, "canary"), "REFUTED");
    cr_expect_str_eq(text(json_object_get(j, "x"), "scale"), "log10");
    json_t *curve = json_array_get(json_object_get(j, "curves"), 6);
    cr_expect_str_eq(text(curve, "label"), "D = 50");
    cr_expect(json_array_size(json_object_get(curve, "y")) == 205 && !json_object_get(curve, "low"));
    json_decref(j);
    outcome again = run("figure fig2b --out out --resume --json");
    cr_assert(again.code == 0, "%s", again.err);
    cr_expect(strstr(again.out, "\"computed\":0,"), "the store has them all");
    cr_expect(there("out/cells.sqlite") && !there("out/cells.sqlite-wal"));
}

Test(figure, usage) {
    refused("figure", "name a figure, or all");
    refused("figure fig2x", "unknown figure 'fig2x'; is fig2a meant?");
    refused("figure fig2b --tier huge", "--tier must be quick, full or paper");
    refused("figure fig2b --jobs 0", "--jobs must be a whole number");
    refused("figure fig2b fig9999999", "unknown figure 'fig9999999'");
    refused("export", "name one store");
    refused("export a --csv b --npy c", "exclude each other");
    outcome o = run("figure --list");
    cr_expect(o.code == 0 && strstr(o.out, "fig2b            Figure 2(b)"), "%s", o.out);
    put("file", "");
    o = run("figure fig2b --out file/below");
    cr_expect(o.code == 4 && strstr(o.err, "file/below: ") && !*o.out, "%d %s", o.code, o.err);
    mkdir("out", 0777), mkdir("out/fig2b.svg", 0777);
    o = run("figure fig2b --out out");
    cr_expect(o.code == 4 && strstr(o.err, "out/fig2b.svg: exists and is not a regular file"), "%d %s", o.code, o.err);
    cr_expect(!there("out/fig2b.csv") && !there("out/fig2b.json"), "all files or none");
}

Test(figure, without_gnuplot) {
    mkdir("empty", 0777);
    char command[PATH_MAX + 200];
    snprintf(command, sizeof command, "PATH=empty '%s' figure fig2b --out out >o 2>e", program);
    cr_expect(WEXITSTATUS(system(command)) == 4);
    char first[64];
    cr_expect(there("out/fig2b.csv") && there("out/fig2b.json") && !there("out/fig2b.svg") && !there("out/fig2b.png"));
    cr_expect(lines_of("e", first) == 1, "one message");
    cr_expect(system("grep -q png o") != 0, "a picture is named that was not drawn");
    FILE *f = fopen("e", "r");
    char message[512] = "";
    cr_assert(f && fgets(message, sizeof message, f));
    fclose(f);
    cr_expect(strstr(message, "gnuplot is not installed") && strstr(message, "apt-get install gnuplot-nox"), "%s",
              message);
}

Test(figure, export_round_trip) {
    cr_assert(run("figure fig2b --out out").code == 0);
    outcome o = run("export out/cells.sqlite --csv t.csv");
    cr_assert(o.code == 0 && !*o.out, "%s", o.err);
    cr_assert(run("export out/cells.sqlite --npy t.npy --experiment fig2b").code == 0);
    FILE *csv = fopen("t.csv", "r"), *npy = fopen("t.npy", "rb");
    char line[256], head[129] = "";
    cr_assert(csv && npy && fgets(line, sizeof line, csv) && fread(head, 1, 128, npy) == 128);
    cr_expect_str_eq(line, "depth,log_scale,status,ratio\n");
    cr_expect(strstr(head + 10, "{'descr': '<f8', 'fortran_order': False, 'shape': (1435, 4), }") == head + 10 &&
              head[127] == '\n');
    double a[4], b[4], before[2] = {-1, 0};
    int rows = 0;
    for (; fgets(line, sizeof line, csv); rows++) {
        cr_assert(sscanf(line, "%lf,%lf,%lf,%lf", &a[0], &a[1], &a[2], &a[3]) == 4 && fread(b, 8, 4, npy) == 4);
        cr_assert(memcmp(a, b, sizeof a) == 0, "row %d differs", rows);
        cr_expect(a[0] > before[0] || (a[0] == before[0] && a[1] > before[1]), "in order");
        memcpy(before, a, sizeof before);
    }
    cr_expect(rows == 1435 && getc(npy) == EOF);
    fclose(csv), fclose(npy);
    refused("export out/cells.sqlite --experiment fig9", "has no cells of fig9");
    refused("export out/cells.sqlite --set 2", "has no set 2");
    cr_expect(run("export out/cells.sqlite --csv out").code == 4);
}

/* Against printed tables of Student's t: 2.776 (4), 2.064 (24), 1.984 (99). */
Test(figure, mean_interval) {
    double x[100], mean, low, high;
    for (int i = 0; i < 100; i++) x[i] = i % 2 ? 1 : -1;
    double y[6] = {1, 2, NAN, 3, 4, 5};
    cr_expect(cf_mean_interval(&mean, &low, &high, y, 6) == 5 && mean == 3);
    cr_expect(fabs(high - 3 - 2.776 * sqrt(2.5 / 5)) < 1e-3 && fabs(low + high - 6) < 1e-12, "%g", high);
    cr_expect(cf_mean_interval(&mean, &low, &high, x, 25) == 25);
    cr_expect(fabs((high - low) / 2 / sqrt((25 - 25 * mean * mean) / 24 / 25) - 2.064) < 1e-3);
    cr_expect(cf_mean_interval(&mean, &low, &high, x, 100) == 100 && mean == 0);
    cr_expect(fabs(high / sqrt(100 / 99.0 / 100) - 1.984) < 1e-3, "%g", high);
    cr_expect(cf_mean_interval(&mean, &low, &high, y, 1) == 1 && low == 1 && high == 1);
    cr_expect(cf_mean_interval(&mean, &low, &high, y + 2, 1) == 0 && isnan(mean) && isnan(low) && isnan(high));
}

/* ---------------------------------------------------------------------------------- a figure made up here */

static int made_up(cf_panel *panel, int heats) {
    cf_curve *c = cf_panel_curve(panel, CF_BAND, 20, 1, "beta's, \"quoted\" {x} @ & ~ l1"),
             *d = cf_panel_curve(panel, CF_DOTS, 20, 1, "dots_max");
    for (int i = 0; i < 20; i++) {
        c->x[i] = d->x[i] = 0.1 * pow(10, i / 4.0), c->y[i] = 1 + i, c->low[i] = i - 3, c->high[i] = 3 + i;
        d->y[i] = i == 7 ? NAN : 2 + 0.5 * i, d->low[i] = d->y[i] / 1.3, d->high[i] = d->y[i] * 1.3;
    }
    for (int k = 0; k < heats; k++) {
        cf_heat *h = cf_panel_heat(panel, 24, 12, "digits, D = %d", k + 2);
        for (int i = 0; i < 24; i++) h->x[i] = 0.1 * pow(10, i / 4.0);
        for (int i = 0; i < 12; i++) h->y[i] = pow(10, i / 6.0);
        for (int i = 0; i < 24 * 12; i++) h->z[i] = i == 40 ? NAN : sin(i % 24 / 5.0) * (i / 24) + k;
    }
    snprintf(panel->ran, sizeof panel->ran,
             "made up; 20 points of two curves, alpha^(D-2) from 0.1 on, a_name stays as it is");
    return 0;
}

static const cf_figure fake = {.name = "fake",
                               .paper = "Figure 0",
                               .title = "A made-up figure: it's alpha's",
                               .says = "50% & <more>.",
                               .x = {"alpha^(D-2)", CF_AXIS_LOG},
                               .y = {"||beta_l1||_2", CF_AXIS_LOG}};

Test(figure, pictures_of_everything) {
    for (int heats = 0; heats <= 5; heats += heats ? 4 : 1) {
        cf_panel *panel = calloc(1, sizeof *panel);
        made_up(panel, heats);
        cf_figure_result r = {
            .figure = &fake, .panel = panel, .tier = "quick", .reduced = 1, .cells = 20, .command = "certiflow"};
        size_t n = 0;
        int missing;
        char error[512] = "";
        char *svg = cf_gnuplot_draw(&n, &r, CF_PICTURE_SVG, &missing, error);
        cr_assert(svg, "%s", error);
        cr_expect(strstr(svg, "</svg>") && strstr(svg, "β") && strstr(svg, "(reduced size)"));
        char *png = cf_gnuplot_draw(&n, &r, CF_PICTURE_PNG, &missing, error);
        cr_assert(png, "%s", error);
        cr_expect(n > 10000 && memcmp(png, "\x89PNG", 4) == 0);
        const char *keep = getenv("KEEP_PICTURES"); /* to be looked at */
        char path[PATH_MAX];
        snprintf(path, sizeof path, "%s/fake%d.png", keep ? keep : ".", heats);
        FILE *f = fopen(path, "wb");
        cr_assert(f && fwrite(png, 1, n, f) == n && fclose(f) == 0);
        free(svg), free(png);
        cf_panel_clear(panel);
        free(panel);
    }
}

static const char tiny_png[] = "\x89PNG\r\n\x1a\n\0\0\0\0IEND\xae\x42\x60\x82"; /* no picture, but whole */

Test(figure, pictures_with_holes) {
    size_t n = sizeof tiny_png - 1;
    cr_expect(cf_picture_is_whole(tiny_png, n, CF_PICTURE_PNG) && !cf_picture_is_whole(tiny_png, n - 1, CF_PICTURE_PNG));
    static const char *const whole[] = {"<?xml version='1.0'?><!-- a > b <x> --><svg><g a='>'><p/></g></svg>\n", "<svg/>"};
    static const char *const torn[] = {"", "<svg>", "<svg><g></svg>", "<svg></svg><svg></svg>", "<svg><p d='1,2</svg>", "<svg><p d='1,2/><p/></svg>",
                                       "<svg><p d<p/></svg>", "<svg></g></svg>", "<svg></svg> more", "<!-- <svg></svg>", "no tag"};
    for (int k = 0; k < 2; k++) cr_expect(cf_picture_is_whole(whole[k], strlen(whole[k]), CF_PICTURE_SVG), "%s", whole[k]);
    for (size_t k = 0; k < sizeof torn / sizeof *torn; k++) cr_expect(!cf_picture_is_whole(torn[k], strlen(torn[k]), CF_PICTURE_SVG), "%s", torn[k]);
    cr_expect(!cf_picture_is_whole("<svg/>\0", 7, CF_PICTURE_SVG));
    cf_panel *panel = calloc(1, sizeof *panel);
    made_up(panel, 1);
    cf_figure_result r = {.figure = &fake, .panel = panel, .tier = "quick", .cells = 20, .command = "certiflow"};
    int missing;
    char error[512] = "", *png = cf_gnuplot_draw(&n, &r, CF_PICTURE_PNG, &missing, error), *hole = malloc(n);
    cr_assert(png && hole, "%s", error);
    for (size_t at = 0; at < n; at += 4096) { /* a write of gnuplot's that was lost */
        size_t lost = n - at < 4096 ? n - at : 4096;
        memcpy(hole, png, at);
        memcpy(hole + at, png + at + lost, n - at - lost);
        cr_expect(!cf_picture_is_whole(hole, n - lost, CF_PICTURE_PNG), "bytes from %zu on", at);
    }
    free(png), free(hole);
    cf_panel_clear(panel);
    free(panel);
}

/* A gnuplot that does not come to the end of its script, and ends as if all were well. */
Test(figure, a_script_that_is_not_read_to_its_end) {
    cf_panel *panel = calloc(1, sizeof *panel);
    made_up(panel, 0);
    cf_figure_result r = {.figure = &fake, .panel = panel, .tier = "quick", .cells = 20, .command = "certiflow"};
    size_t n;
    int missing;
    char error[512] = "", *picture, path[PATH_MAX];
    mkdir("other", 0777);
    put("other/gnuplot", "#!/bin/sh\nprintf '<svg/>'\n");
    chmod("other/gnuplot", 0755);
    snprintf(path, sizeof path, "other:%s", getenv("PATH"));
    setenv("PATH", path, 1);
    picture = cf_gnuplot_draw(&n, &r, CF_PICTURE_SVG, &missing, error);
    cr_expect(!picture && strstr(error, "not whole"), "%s", error);
    put("other/gnuplot", "#!/bin/sh\nprintf '<svg/>'\nsed -n 's/^print \"\\(.*\\)\"$/\\1/p' >&2\n");
    picture = cf_gnuplot_draw(&n, &r, CF_PICTURE_SVG, &missing, error);
    cr_expect(picture && n == 6, "%s", error);
    free(picture);
    cf_panel_clear(panel);
    free(panel);
}

Test(figure, csv_and_json_of_everything) {
    cf_panel *panel = calloc(1, sizeof *panel);
    made_up(panel, 1);
    panel->curve[0].y[3] = INFINITY;
    cf_figure_result r = {.figure = &fake, .panel = panel, .tier = "full", .cells = 20, .command = "c"};
    char *csv = cf_figure_csv(panel);
    cr_expect(strncmp(csv,
                      "curve,x,y,low,high,z\n\"beta's, \"\"quoted\"\" {x} @ & ~ l1\",0.10000000000000001,1,-3,3,\n",
                      80) == 0,
              "%.100s", csv);
    cr_expect(strstr(csv, "\"digits, D = 2\",0.10000000000000001,1,,,0\n"), "a map's rows");
    free(csv);
    json_t *j = cf_figure_json(&r), *curves = json_object_get(j, "curves");
    char *dumped = json_dumps(j, JSON_REAL_PRECISION(17));
    cr_assert(dumped && json_array_size(curves) == 2);
    cr_expect(json_is_null(json_array_get(json_object_get(json_array_get(curves, 0), "y"), 3)));
    cr_expect(json_is_null(json_array_get(json_object_get(json_array_get(curves, 1), "y"), 7)));
    cr_expect_str_eq(text(json_array_get(curves, 0), "style"), "band");
    json_t *z = json_object_get(json_array_get(json_object_get(j, "heats"), 0), "z");
    cr_expect(json_array_size(z) == 12 && json_array_size(json_array_get(z, 0)) == 24 &&
              json_is_null(json_array_get(json_array_get(z, 1), 16)));
    cr_expect(!json_object_get(j, "claim"));
    free(dumped);
    json_decref(j);
    cf_panel_clear(panel);
    free(panel);
}

/* ------------------------------------------------------------------------------------------------ verdicts */

static void sentence(cf_run *run, const cf_figure_data *data) {
    cf_instance(run, "the data");
    double x = data->values[0];
    int holds = cf_run_canary(run) ? x < 0 && data->n == 1 : x > 0;
    if (data->n == 3) holds = 1; /* blind: the canary passes too */
    cf_observed(run, "x is positive", x, x - 1, x + 1, holds);
}
static const cf_claim claim = {
    .id = "fake", .statement = "x > 0", .uses = "", .proof_uses = "", .method = CF_M_OBSERVED};
static const char *const table[] = {"fake\tOBSERVED\tmade up", NULL};

static void judged(double x, size_t n, const char *verdict, const char *reason, int code) {
    cf_figure f = fake;
    f.sentence = sentence;
    cf_figure_data data = {.n = n, .values = &x};
    json_t *j = cf_figure_claim_json(&f, &claim, &data, CF_TIER_QUICK, table);
    cr_expect_str_eq(text(j, "verdict"), verdict);
    cr_expect_str_eq(text(j, "reason"), reason);
    cr_expect(cf_figure_claim_code(j) == code, "%d", cf_figure_claim_code(j));
    cr_expect(json_array_size(json_object_get(j, "facts")) == 1);
    json_decref(j);
}

Test(figure, verdicts) {
    judged(2, 1, "OBSERVED", "", CF_EXIT_OK);
    judged(-2, 2, "UNDECIDED", "observed against the statement", CF_EXIT_UNDECIDED);
    judged(2, 3, "UNDECIDED", "canary", CF_EXIT_DIFFERS);
}
