/* cmd_train.c - certiflow train relu|mlp|vgg: the experiments of Section 7. relu is here: the synthetic one
 * (synthetic.h), as a sweep over alpha^D and over steps, with seeds; mlp and vgg: train_images.c. */
#include "commands.h"
#include "core/io.h"
#include "options.h"
#include "output.h"
#include "synthetic.h"
#include "train_images.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LIST_MAX = CF_OPTION_LIST };

typedef struct {
    double mean, error; /* the standard error of the mean over seeds */
    double sum, squares;
    size_t n;
} statistic;

static void add(statistic *s, double x) {
    s->n++, s->sum += x, s->squares += x * x;
    s->mean = s->sum / (double)s->n;
    double variance = s->n > 1 ? fmax(0, (s->squares - s->sum * s->mean) / (double)(s->n - 1)) : 0;
    s->error = sqrt(variance / (double)s->n);
}

static statistic nothing(void) {
    return (statistic){.mean = NAN, .error = NAN};
}

static json_t *json_statistic(const statistic *s) {
    return json_pack("{s:o, s:o}", "mean", cf_json_double(s->mean), "standard_error",
                     cf_json_double(s->error));
}

/* One point of the sweep: over all seeds. */
static int sweep_point(const cf_usage *usage, json_t *rows, cf_synthetic e, double scale, double step,
                       size_t seeds) {
    statistic rmse = nothing(), distance = rmse, change = rmse, travelled = rmse, steps = rmse;
    size_t count[4] = {0};
    e.log_alpha = log(scale) / (double)e.depth, e.step = step;
    for (e.seed = 1; e.seed <= seeds; e.seed++) {
        cf_synthetic_result r;
        cf_status status = cf_synthetic_run(&r, &e);
        if (status != CF_OK)
            return cf_complain(usage, status == CF_ENOMEM ? CF_EXIT_FAILED : CF_EXIT_USAGE, "the experiment: %s", cf_status_message(status));
        count[r.end.outcome]++;
        if (r.end.outcome == CF_NET_DIVERGED || r.end.outcome == CF_NET_DEAD) continue;
        add(&rmse, r.test_rmse), add(&distance, r.gradient_distance), add(&change, r.kernel_change),
            add(&travelled, r.travelled);
        add(&steps, (double)r.end.steps);
    }
    if (rows)
        json_array_append_new(
            rows, json_pack("{s:f, s:f, s:i, s:i, s:i, s:i, s:o, s:o, s:o, s:o, s:o}", "alpha_D", scale,
                            "step", step, "reached", (int)count[CF_NET_REACHED], "budget",
                            (int)count[CF_NET_BUDGET], "diverged", (int)count[CF_NET_DIVERGED], "dead",
                            (int)count[CF_NET_DEAD], "test_rmse", json_statistic(&rmse), "gradient_distance",
                            json_statistic(&distance), "kernel_change", json_statistic(&change), "travelled",
                            json_statistic(&travelled), "steps", json_statistic(&steps)));
    else
        printf("%9.3g %9.3g   %3zu/%zu/%zu/%zu  %7.4f +- %.4f  %7.4f +- %.4f  %9.3g  %9.3g  %9.3g\n", scale,
               step, count[CF_NET_REACHED], count[CF_NET_BUDGET], count[CF_NET_DIVERGED], count[CF_NET_DEAD],
               rmse.mean, rmse.error, distance.mean, distance.error, change.mean, travelled.mean, steps.mean);
    return fflush(stdout), -1;
}

static int train_relu(int argc, char **argv) {
    const char *depth = NULL, *width = NULL, *samples = NULL, *seeds = NULL, *scale = NULL, *step = NULL,
               *loss = NULL, *most = NULL;
    int json = 0;
    cf_synthetic e = {0};
    const cf_option options[] = {
        {"depth", "D", "linear layers (default 2)", &depth, NULL},
        {"alpha-power", "A,...", "alpha^D, the axis of Figure 4 (default 0.01,0.03,0.1,0.3,1,3,10,30)",
         &scale, NULL},
        {"step", "S,...", "steps of descent (default 0.01); shortened to 1/trace K where that is less", &step,
         NULL},
        {"fixed-step", NULL, "never shorten the step", NULL, &e.fixed_step},
        {"seeds", "N", "teachers, data and starts (default 10)", &seeds, NULL},
        {"width", "N", "units a hidden layer (default 30)", &width, NULL},
        {"samples", "N", "points on the circle (default 10)", &samples, NULL},
        {"doubled", NULL, "two copies with opposite signs: an unbiased start", NULL, &e.doubled},
        {"loss", "L", "stop below (default 1e-9)", &loss, NULL},
        {"most", "N", "steps at most (default 1000000)", &most, NULL},
        {"json", NULL, "one JSON object", NULL, &json},
        {0}};
    const cf_usage usage = {
        "train relu", "[OPTION...]",
        "Figure 4(a-d): ReLU nets on ten points of the circle, over alpha^D and over steps.",
        "--depth 3 --alpha-power 0.1,1,10 --seeds 10", options};
    double scales[LIST_MAX] = {0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30}, steps[LIST_MAX] = {0.01},
           one[LIST_MAX] = {1e-9};
    size_t n, n_scales = 8, n_steps = 1, n_loss = 1;
    long D = 2, units = 30, N = 10, count = 10, budget = 1000000;
    int code = cf_options_parse(&usage, &n, argc, argv);
    if (code < 0 && n > 0) code = cf_usage_error(&usage, "unexpected argument '%s'", argv[1]);
    if (code < 0) code = cf_option_integer(&usage, &D, "depth", depth, 1, 16);
    if (code < 0) code = cf_option_integer(&usage, &units, "width", width, 1, 10000);
    if (code < 0) code = cf_option_integer(&usage, &N, "samples", samples, 1, 10000);
    if (code < 0) code = cf_option_integer(&usage, &count, "seeds", seeds, 1, 100000);
    if (code < 0) code = cf_option_integer(&usage, &budget, "most", most, 1, 1000000000000);
    if (code < 0) code = cf_option_positive_list(&usage, scales, &n_scales, "alpha-power", scale);
    if (code < 0) code = cf_option_positive_list(&usage, steps, &n_steps, "step", step);
    if (code < 0) code = cf_option_positive_list(&usage, one, &n_loss, "loss", loss);
    if (code >= 0) return code;
    e.depth = (size_t)D, e.width = (size_t)units, e.N = (size_t)N, e.stop_loss = one[0],
    e.most = (uint64_t)budget;
    json_t *rows = json ? json_array() : NULL;
    if (!json)
        printf("Depth %ld, %ld units a layer, %ld points, %ld seeds, loss below %g or %ld steps%s. Means +- "
               "standard errors over the\n"
               "runs that neither diverged nor died; r/b/d/x: reached, budget spent, diverged, dead.\n\n%9s "
               "%9s   r/b/d/x    %-18s %-18s %9s  %9s  %9s\n",
               D, units, N, count, e.stop_loss, budget, e.doubled ? ", doubled" : "", "alpha^D", "step",
               "test RMSE", "gradient distance", "K change", "travelled", "steps");
    for (size_t i = 0; i < n_scales && code < 0; i++)
        for (size_t j = 0; j < n_steps && code < 0; j++)
            code = sweep_point(&usage, rows, e, scales[i], steps[j], (size_t)count);
    if (code >= 0) return json_decref(rows), code;
    return json ? cf_json_print(json_pack("{s:i, s:i, s:i, s:i, s:b, s:o}", "depth", (int)D, "width",
                                          (int)units, "samples", (int)N, "seeds", (int)count, "doubled",
                                          e.doubled, "rows", rows))
                : CF_EXIT_OK;
}

int cf_cmd_train(int argc, char **argv) {
    const cf_option none[] = {{0}};
    const cf_usage usage = {
        "train", "relu|mlp|vgg [OPTION...]",
        "Section 7's experiments; each has its own --help.\n"
        "  relu   Figure 4(a-d): ReLU nets on ten points of the circle, sweeps over alpha and over steps\n"
        "  mlp    Figure 4(e): one hidden layer on MNIST's format, cross-entropy, SGD\n"
        "  vgg    Figures 4(f), 6: the VGG11-like net on CIFAR10's format",
        "relu --depth 3 --seeds 10", none};
    if (argc >= 2 && strcmp(argv[1], "relu") == 0) return train_relu(argc - 1, argv + 1);
    if (argc >= 2 && strcmp(argv[1], "mlp") == 0) return cf_train_images(argc - 1, argv + 1, 0);
    if (argc >= 2 && strcmp(argv[1], "vgg") == 0) return cf_train_images(argc - 1, argv + 1, 1);
    size_t n;
    int code = cf_options_parse(&usage, &n, argc, argv);
    if (code >= 0) return code;
    return n ? cf_usage_error(&usage, "'%s' is not relu, mlp or vgg", argv[1])
             : cf_usage_error(&usage, "relu, mlp or vgg is needed");
}
