/* train_images.c - certiflow train mlp|vgg: SGD on labelled images, in float or double (train_images_real.h
 * is compiled for each), with checkpoints. Every report names the folder that the data came from. */
#include "train_images.h"
#include "core/images.h"
#include "core/io.h"
#include "core/net.h"
#include "options.h"
#include "output.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define FASHION "/usr/share/datasets/fashion-mnist"

typedef struct {
    const char *folder, *table, *checkpoint;
    long batch, limit, epochs, seed, threads, width;
    double alpha, step, scale, stop_loss;
    int vgg, frozen, json, single;
    cf_images train, test;
    cf_net net;
} job;

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

typedef struct {
    double start, total; /* total: steps */
    uint64_t first;
} watch;

static void report_progress(void *context, const cf_net_progress *p) {
    watch *w = context;
    if (w->first == 0) w->first = p->steps, w->start = seconds();
    double passed = seconds() - w->start, done = (double)(p->steps - w->first);
    fprintf(stderr, "step %llu, epoch %.2f, batch loss %.4g", (unsigned long long)p->steps, p->epoch,
            p->loss);
    if (done > 0) fprintf(stderr, ", %.0f s left at most", passed / done * (w->total - (double)p->steps));
    fputc('\n', stderr);
}

typedef struct {
    cf_net_end end;
    double test_loss, test_error, distance, travelled, seconds;
} result;

#define REAL float
#define NET(name) cf_netf_##name
#define IMAGES cf_images_floats
#define JOB(name) name##_f32
#include "train_images_real.h"
#undef REAL
#undef NET
#undef IMAGES
#undef JOB
#define REAL double
#define NET(name) cf_net_##name
#define IMAGES cf_images_reals
#define JOB(name) name##_f64
#include "train_images_real.h"

static int load(const cf_usage *usage, job *j) {
    cf_images_error error = {""};
    for (int test = 0; test < 2; test++) {
        cf_images *set = test ? &j->test : &j->train, grey;
        cf_status status;
        if (j->vgg && strcmp(j->folder, FASHION) != 0)
            status = cf_read_cifar10_folder(set, &error, j->folder, test);
        else {
            status = cf_read_mnist_folder(set, &error, j->folder, test);
            if (status == CF_OK && j->vgg) {
                grey = *set;
                status = cf_images_as_cifar10(set, &grey);
                cf_images_clear(&grey);
            }
        }
        if (status != CF_OK)
            return cf_complain(usage, CF_EXIT_USAGE, "%s",
                               error.message[0] ? error.message : cf_status_message(status));
    }
    if (j->limit && (size_t)j->limit < j->train.n) j->train.n = (size_t)j->limit;
    return -1;
}

static const char *outcome(const cf_net_end *end) {
    static const char *const words[] = {[CF_NET_REACHED] = "reached the stop criterion",
                                        [CF_NET_BUDGET] = "spent its epochs",
                                        [CF_NET_DIVERGED] = "diverged",
                                        [CF_NET_DEAD] = "dead: the gradient is 0"};
    return words[end->outcome];
}

static int report(const job *j, const result *r) {
    if (j->json)
        return cf_json_print(json_pack(
            "{s:s, s:s, s:i, s:i, s:f, s:f, s:b, s:s, s:s, s:I, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
            "experiment", j->vgg ? "vgg" : "mlp", "data", j->folder, "train", (int)j->train.n, "test",
            (int)j->test.n, "alpha", j->alpha, "step", j->step, "frozen", j->frozen, "precision",
            j->single ? "f32" : "f64", "outcome", outcome(&r->end), "steps", (json_int_t)r->end.steps,
            "train_loss", cf_json_double(r->end.loss), "train_accuracy", cf_json_double(r->end.accuracy),
            "test_loss", cf_json_double(r->test_loss), "test_error", cf_json_double(r->test_error),
            "gradient_distance", cf_json_double(r->distance), "travelled", cf_json_double(r->travelled),
            "seconds", cf_json_double(r->seconds)));
    cf_print_field("data", "%s: %zu training, %zu test images", j->folder, j->train.n, j->test.n);
    cf_print_field("net", "%zu weights, depth %zu%s, %s", j->net.p, cf_net_depth(&j->net),
                   j->frozen ? ", all but the last layer frozen" : "", j->single ? "float" : "double");
    cf_print_field("alpha, step", "%g, %g", j->alpha, j->step);
    cf_print_field("outcome", "%s after %llu steps, %.1f s", outcome(&r->end),
                   (unsigned long long)r->end.steps, r->seconds);
    cf_print_field("cross-entropy", "%.6g training, %.6g test", r->end.loss, r->test_loss);
    cf_print_field("training accuracy", "%.4f %%", 100 * r->end.accuracy);
    cf_print_field("test error", "%.2f %%", 100 * r->test_error);
    cf_print_field("gradient distance", "%.4g   mean over the first %d test images", r->distance,
                   DISTANCE_SAMPLES);
    cf_print_field("travelled", "%.4g   ||w(T) - w(0)|| / ||w(0)||", r->travelled);
    return CF_EXIT_OK;
}

static int number(const cf_usage *usage, double *out, const char *name, const char *text) {
    if (text && (cf_parse_number(out, text) != CF_NUMBER_OK || !(*out > 0 && *out < INFINITY)))
        return cf_usage_error(usage, "--%s must be a positive number, not '%s'", name, text);
    return -1;
}

static int run_job(const cf_usage *usage, job *j) {
    char error[256] = "";
    result r = {0};
    int code = load(usage, j);
    if (code < 0) {
        const cf_images *set = &j->train;
        cf_status status =
            j->vgg ? cf_net_vgg(&j->net, j->table, j->scale, 3, 32, 32, 10)
                   : cf_net_mlp(&j->net, set->H * set->W, (size_t)j->width, 2, 10, 0, CF_NET_CROSS_ENTROPY);
        if (status != CF_OK) code = cf_usage_error(usage, "the net: %s", cf_status_message(status));
    }
    if (code < 0) {
        if (j->frozen) cf_net_freeze_below(&j->net, 1);
        cf_status status = j->single ? run_f32(&r, error, j) : run_f64(&r, error, j);
        if (status != CF_OK)
            code = cf_complain(usage, CF_EXIT_FAILED, "%s", error[0] ? error : cf_status_message(status));
    }
    if (code < 0) code = report(j, &r);
    cf_images_clear(&j->train), cf_images_clear(&j->test);
    return code == CF_EXIT_OK && r.end.outcome != CF_NET_REACHED ? CF_EXIT_UNDECIDED : code;
}

int cf_train_images(int argc, char **argv, int vgg) {
    const char *batch = NULL, *limit = NULL, *epochs = NULL, *seed = NULL, *threads = NULL, *width = NULL,
               *alpha = NULL, *step = NULL, *scale = NULL, *loss = NULL, *precision = NULL;
    job j = {.folder = FASHION,
             .batch = vgg ? 128 : 256,
             .epochs = vgg ? 2000 : 1000,
             .seed = 1,
             .width = 5000,
             .alpha = 1,
             .step = vgg ? 1e-4 : 0.5,
             .scale = 1,
             .stop_loss = 1e-5,
             .vgg = vgg};
    const cf_option options[] = {
        {"data", "DIR",
         vgg ? "CIFAR10's binary files (default: Debian's Fashion-MNIST, resized to 3 x 32 x 32)"
             : "MNIST's four files, plain or gzip (default: Debian's Fashion-MNIST)",
         &j.folder, NULL},
        {"alpha", "A", "scale of the start (default 1)", &alpha, NULL},
        {"step", "S", vgg ? "step of SGD (default 1e-4)" : "step of SGD (default 0.5)", &step, NULL},
        {"batch", "N", vgg ? "batch (default 128)" : "batch (default 256)", &batch, NULL},
        {"epochs", "N", vgg ? "at most (default 2000)" : "at most (default 1000)", &epochs, NULL},
        {"loss", "L", "stop below, with every training image classified correctly (default 1e-5)", &loss,
         NULL},
        {"limit", "N", "only the first N training images", &limit, NULL},
        {"frozen", NULL, "train the last layer alone", NULL, &j.frozen},
        {"precision", "f32|f64", "default f64", &precision, NULL},
        {"seed", "N", "of the start and the order (default 1)", &seed, NULL},
        {"threads", "N", "default: all", &threads, NULL},
        {"checkpoint", "FILE", "written every epoch; where it exists, the run goes on from it", &j.checkpoint,
         NULL},
        {"json", NULL, "one JSON object", NULL, &j.json},
        vgg ? (cf_option){"scale", "S", "factor of the channels (default 1)", &scale, NULL}
            : (cf_option){"width", "N", "hidden units (default 5000)", &width, NULL},
        vgg ? (cf_option){"net", "TABLE", "stages (default 64-M-128-M-256-256-M-512-512-M-512-512-M-FC)",
                          &j.table, NULL}
            : (cf_option){0},
        {0}};
    const cf_usage usage = {
        vgg ? "train vgg" : "train mlp", "[OPTION...]",
        vgg ? "Figures 4(f), 6: the VGG11-like net, cross-entropy, SGD, Uniform He times alpha."
            : "Figure 4(e): one hidden layer, cross-entropy, SGD, start alpha N(0, sqrt(2/n_in)).",
        vgg ? "--scale 0.125 --limit 2000 --epochs 5 --step 0.05"
            : "--width 500 --limit 2000 --epochs 20 --precision f32",
        options};
    size_t n;
    int code = cf_options_parse(&usage, &n, argc, argv);
    if (code < 0 && n > 0) code = cf_usage_error(&usage, "unexpected argument '%s'", argv[1]);
    if (code < 0) code = cf_option_integer(&usage, &j.batch, "batch", batch, 1, 1000000);
    if (code < 0) code = cf_option_integer(&usage, &j.epochs, "epochs", epochs, 1, 1000000);
    if (code < 0) code = cf_option_integer(&usage, &j.limit, "limit", limit, 1, 1000000000);
    if (code < 0) code = cf_option_integer(&usage, &j.seed, "seed", seed, 0, 1000000000);
    if (code < 0) code = cf_option_integer(&usage, &j.threads, "threads", threads, 1, 1024);
    if (code < 0) code = cf_option_integer(&usage, &j.width, "width", width, 1, 10000000);
    if (code < 0) code = number(&usage, &j.alpha, "alpha", alpha);
    if (code < 0) code = number(&usage, &j.step, "step", step);
    if (code < 0) code = number(&usage, &j.scale, "scale", scale);
    if (code < 0) code = number(&usage, &j.stop_loss, "loss", loss);
    if (code < 0 && precision && strcmp(precision, "f32") != 0 && strcmp(precision, "f64") != 0)
        code = cf_usage_error(&usage, "--precision must be f32 or f64, not '%s'", precision);
    j.single = precision && strcmp(precision, "f32") == 0;
    return code < 0 ? run_job(&usage, &j) : code;
}
