/* train_images.c - certiflow train mlp|vgg: SGD on labelled images, in float or double (train_images_real.h
 * is compiled for each), over a list of alpha, with checkpoints and curves. Every report names the folder
 * that the data came from. */
#include "train_images.h"
#include "core/images.h"
#include "image_runs.h"
#include "core/io.h"
#include "core/net.h"
#include "atomic.h"
#include "options.h"
#include "output.h"
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define FASHION CF_FASHION_MNIST

typedef struct {
    const char *folder, *table, *checkpoint_base, *curve;
    char checkpoint[4096]; /* of this alpha; "": none */
    char *rows;            /* of the curve so far */
    size_t rows_size;
    long batch, limit, epochs, seed, threads, width;
    double alphas[CF_OPTION_LIST], steps[CF_OPTION_LIST], alpha, step, scale, stop_loss;
    size_t n_alphas, n_steps;
    int vgg, frozen, json, single, curve_failed;
    int taken[2]; /* checkpoint, curve: descriptors, -1 */
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
    if (!isatty(STDERR_FILENO)) return;
    if (w->first == 0) w->first = p->steps, w->start = seconds();
    double passed = seconds() - w->start, done = (double)(p->steps - w->first);
    fprintf(stderr, "step %llu, epoch %.2f, batch loss %.4g", (unsigned long long)p->steps, p->epoch,
            p->loss);
    if (done > 0) fprintf(stderr, ", %.0f s left at most", passed / done * (w->total - (double)p->steps));
    fputc('\n', stderr);
}

/* Takes away the last rows of this alpha and step from that epoch on: a run that was killed between the curve and the
 * checkpoint repeats them. */
static void forget_rows(job *j, double epoch) {
    while (j->rows_size > 0) {
        size_t start = j->rows_size - 1;
        double alpha, step, at;
        char row[256];
        while (start > 0 && j->rows[start - 1] != '\n') start--;
        snprintf(row, sizeof row, "%.*s", (int)(j->rows_size - start < 255 ? j->rows_size - start : 255), j->rows + start);
        if (sscanf(row, "%lf,%lf,%lf", &alpha, &step, &at) != 3 || fabs(alpha - j->alpha) > 1e-9 * j->alpha ||
            fabs(step - j->step) > 1e-9 * j->step || at < epoch - 1e-9 * epoch)
            return;
        j->rows_size = start;
    }
}

/* The whole curve is written after each epoch: a reader never sees half a line. */
static void curve_row(job *j, const cf_net_progress *p, double test_loss, double test_error) {
    char row[256], error[512];
    const int n = snprintf(row, sizeof row, "%.10g,%.10g,%.10g,%.9g,%.9g,%.9g,%.9g\n", j->alpha, j->step,
                           p->epoch, p->mean_loss, p->accuracy, test_loss, test_error);
    forget_rows(j, p->epoch);
    char *grown = realloc(j->rows, j->rows_size + (size_t)n);
    if (!grown) return;
    j->rows = grown;
    memcpy(grown + j->rows_size, row, (size_t)n), j->rows_size += (size_t)n;
    int failed = cf_write_file(j->curve, j->rows, j->rows_size, error) != 0;
    if (failed && !j->curve_failed) fprintf(stderr, "%s\n", error);
    j->curve_failed = failed; /* the next row brings all of them */
}

/* The rows of an earlier run that this one goes on from; else the header. */
static int curve_begin(const cf_usage *usage, job *j) {
    static const char header[] = "alpha,step,epoch,train_loss,train_accuracy,test_loss,test_error\n";
    if (!j->curve) return -1;
    FILE *old = j->checkpoint_base ? fopen(j->curve, "r") : NULL;
    char part[4096];
    size_t n;
    while (old && (n = fread(part, 1, sizeof part, old)) > 0) {
        char *grown = realloc(j->rows, j->rows_size + n);
        if (!grown) break;
        j->rows = grown;
        memcpy(grown + j->rows_size, part, n), j->rows_size += n;
    }
    int failed = old && ferror(old), reason = errno;
    if (old) fclose(old);
    if (failed) return cf_complain(usage, CF_EXIT_USAGE, "%s: %s", j->curve, strerror(reason));
    if (j->rows_size && (j->rows_size < sizeof header - 1 || memcmp(j->rows, header, sizeof header - 1) != 0))
        return cf_complain(usage, CF_EXIT_USAGE, "%s: there already, and no curve", j->curve);
    if (j->rows_size) return -1;
    j->rows = malloc(sizeof header);
    if (!j->rows) return cf_complain(usage, CF_EXIT_FAILED, "out of memory");
    memcpy(j->rows, header, sizeof header), j->rows_size = sizeof header - 1;
    return -1;
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
            return cf_complain(usage, status == CF_ENOMEM ? CF_EXIT_FAILED : CF_EXIT_USAGE, "%s",
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

static int report_json(const job *j, const result *r) {
    return cf_json_print(json_pack(
        "{s:s, s:s, s:i, s:i, s:f, s:f, s:b, s:s, s:s, s:I, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "experiment",
        j->vgg ? "vgg" : "mlp", "data", j->folder, "train", (int)j->train.n, "test", (int)j->test.n, "alpha",
        j->alpha, "step", j->step, "frozen", j->frozen, "precision", j->single ? "f32" : "f64", "outcome",
        outcome(&r->end), "steps", (json_int_t)r->end.steps, "train_loss", cf_json_double(r->end.loss),
        "train_accuracy", cf_json_double(r->end.accuracy), "test_loss", cf_json_double(r->test_loss),
        "test_error", cf_json_double(r->test_error), "gradient_distance", cf_json_double(r->distance),
        "travelled", cf_json_double(r->travelled), "seconds", cf_json_double(r->seconds)));
}

static void report_head(const job *j) {
    cf_print_field("data", "%s: %zu training, %zu test images", j->folder, j->train.n, j->test.n);
    cf_print_field("net", "%zu weights, depth %zu%s, %s", j->net.p, cf_net_depth(&j->net),
                   j->frozen ? ", all but the last layer frozen" : "", j->single ? "float" : "double");
}

static int report(const job *j, const result *r) {
    if (j->json) {
        const int code = report_json(j, r);
        return fflush(stdout), code; /* a run is hours: its line must not wait for the next one's */
    }
    if (j->n_alphas > 1) {
        printf("%9.3g %9.3g  %-26s %8llu  %11.4g  %9.3f %%  %9.2f %%  %9.4g  %9.4g  %7.0f\n", j->alpha,
               j->step, outcome(&r->end), (unsigned long long)r->end.steps, r->end.loss,
               100 * r->end.accuracy, 100 * r->test_error, r->distance, r->travelled, r->seconds);
        return fflush(stdout), CF_EXIT_OK;
    }
    report_head(j);
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

/* One alpha. 0: done, *undecided set where the stop criterion was not met; else an exit code. */
static int run_alpha(const cf_usage *usage, job *j, int *undecided) {
    char error[256] = "";
    result r = {0};
    j->checkpoint[0] = '\0';
    if (j->checkpoint_base && j->n_alphas == 1)
        snprintf(j->checkpoint, sizeof j->checkpoint, "%s", j->checkpoint_base);
    else if (j->checkpoint_base)
        snprintf(j->checkpoint, sizeof j->checkpoint, "%s.alpha-%g", j->checkpoint_base, j->alpha);
    cf_status status = j->single ? run_f32(&r, error, j) : run_f64(&r, error, j);
    if (status != CF_OK)
        return cf_complain(usage, CF_EXIT_FAILED, "%s", error[0] ? error : cf_status_message(status));
    *undecided |= r.end.outcome != CF_NET_REACHED;
    return report(j, &r);
}

/* The checkpoints and the curve are this run's alone: two that go on from one checkpoint would mix their rows. */
static int take_files(const cf_usage *usage, job *j) {
    char error[512];
    j->taken[0] = j->checkpoint_base ? cf_file_take(j->checkpoint_base, error) : -1;
    if (j->checkpoint_base && j->taken[0] < 0) return cf_complain(usage, CF_EXIT_FAILED, "%s", error);
    j->taken[1] = j->curve ? cf_file_take(j->curve, error) : -1;
    if (j->curve && j->taken[1] < 0) return cf_complain(usage, CF_EXIT_FAILED, "%s", error);
    return -1;
}

static void leave_files(job *j) {
    for (int k = 0; k < 2; k++)
        if (j->taken[k] >= 0) close(j->taken[k]);
}

static int run_job(const cf_usage *usage, job *j) {
    int code = load(usage, j), undecided = 0;
    j->taken[0] = j->taken[1] = -1;
    if (code < 0) code = take_files(usage, j);
    if (code < 0) code = curve_begin(usage, j);
    if (code < 0) {
        const cf_images *set = &j->train;
        cf_status status =
            j->vgg ? cf_net_vgg(&j->net, j->table, j->scale, 3, 32, 32, 10)
                   : cf_net_mlp(&j->net, set->H * set->W, (size_t)j->width, 2, 10, 0, CF_NET_CROSS_ENTROPY);
        if (status != CF_OK) code = cf_usage_error(usage, "the net: %s", cf_status_message(status));
    }
    if (code < 0) {
        if (j->frozen) cf_net_freeze_below(&j->net, 1);
        if (j->n_alphas > 1 && !j->json) {
            report_head(j);
            printf("\n%9s %9s  %-26s %8s  %11s  %11s  %11s  %9s  %9s  %7s\n", "alpha", "step", "outcome",
                   "steps", "train loss", "train acc.", "test error", "grad. d.", "travelled", "seconds");
        }
        code = CF_EXIT_OK;
        for (size_t k = 0; k < j->n_alphas && code == CF_EXIT_OK; k++) {
            j->alpha = j->alphas[k];
            code = run_alpha(usage, j, &undecided);
        }
    }
    char error[512];
    if (j->curve_failed) j->curve_failed = cf_write_file(j->curve, j->rows, j->rows_size, error) != 0;
    leave_files(j);
    cf_images_clear(&j->train), cf_images_clear(&j->test);
    free(j->rows);
    if (code == CF_EXIT_OK && j->curve_failed) return CF_EXIT_FAILED;
    return code == CF_EXIT_OK && undecided ? CF_EXIT_UNDECIDED : code;
}

typedef struct {
    const char *batch, *limit, *epochs, *seed, *threads, *width, *alpha, *step, *scale, *loss, *precision;
} texts;

static int parse_texts(const cf_usage *usage, job *j, const texts *t) {
    int code = cf_option_integer(usage, &j->batch, "batch", t->batch, 1, 1000000);
    if (code < 0) code = cf_option_integer(usage, &j->epochs, "epochs", t->epochs, 1, 1000000);
    if (code < 0) code = cf_option_integer(usage, &j->limit, "limit", t->limit, 1, 1000000000);
    if (code < 0) code = cf_option_integer(usage, &j->seed, "seed", t->seed, 0, 1000000000);
    if (code < 0) code = cf_option_integer(usage, &j->threads, "threads", t->threads, 1, 1024);
    if (code < 0) code = cf_option_integer(usage, &j->width, "width", t->width, 1, 10000000);
    if (code < 0) code = cf_option_positive_list(usage, j->alphas, &j->n_alphas, "alpha", t->alpha);
    if (code < 0) code = cf_option_positive_list(usage, j->steps, &j->n_steps, "step", t->step);
    if (code < 0) code = number(usage, &j->scale, "scale", t->scale);
    if (code < 0) code = number(usage, &j->stop_loss, "loss", t->loss);
    if (code < 0 && t->precision && strcmp(t->precision, "f32") != 0 && strcmp(t->precision, "f64") != 0)
        code = cf_usage_error(usage, "--precision must be f32 or f64, not '%s'", t->precision);
    j->single = t->precision && strcmp(t->precision, "f32") == 0;
    return code;
}

int cf_train_images(int argc, char **argv, int vgg) {
    texts t = {0};
    job j = {.folder = FASHION,
             .batch = vgg ? 128 : 256,
             .epochs = vgg ? 2000 : 1000,
             .seed = 1,
             .width = 5000,
             .alphas = {1},
             .n_alphas = 1,
             .steps = {vgg ? 1e-4 : 0.5},
             .n_steps = 1,
             .scale = 1,
             .stop_loss = 1e-5,
             .vgg = vgg};
    const cf_option options[] = {
        {"data", "DIR",
         vgg ? "CIFAR10's binary files (default: Debian's Fashion-MNIST, resized to 3 x 32 x 32)"
             : "MNIST's four files, plain or gzip (default: Debian's Fashion-MNIST)",
         &j.folder, NULL},
        {"alpha", "A,...", "scales of the start, one run each (default 1)", &t.alpha, NULL},
        {"step", "S,...",
         vgg ? "step of SGD (default 1e-4); of several the one whose loss is least\nafter 100 steps or a tenth of an epoch"
             : "step of SGD (default 0.5); of several the one whose loss is least\nafter 100 steps or a tenth of an epoch",
         &t.step, NULL},
        {"batch", "N", vgg ? "batch (default 128)" : "batch (default 256)", &t.batch, NULL},
        {"epochs", "N", vgg ? "at most (default 2000)" : "at most (default 1000)", &t.epochs, NULL},
        {"loss", "L", "stop below, with every training image classified correctly (default 1e-5)", &t.loss,
         NULL},
        {"limit", "N", "only the first N training images", &t.limit, NULL},
        {"frozen", NULL, "train the last layer alone", NULL, &j.frozen},
        {"precision", "f32|f64", "default f64", &t.precision, NULL},
        {"seed", "N", "of the start and the order (default 1)", &t.seed, NULL},
        {"threads", "N", "default: all", &t.threads, NULL},
        {"checkpoint", "FILE",
         "written every epoch; where it exists, the run goes on from it; with\nseveral alpha, one file each: "
         "FILE.alpha-A",
         &j.checkpoint_base, NULL},
        {"curve", "FILE.csv", "training and test loss and error after each epoch", &j.curve, NULL},
        {"json", NULL, "one JSON object", NULL, &j.json},
        vgg ? (cf_option){"scale", "S", "factor of the channels (default 1)", &t.scale, NULL}
            : (cf_option){"width", "N", "hidden units (default 5000)", &t.width, NULL},
        vgg ? (cf_option){"net", "TABLE", "stages (default 64-M-128-M-256-256-M-512-512-M-512-512-M-FC)",
                          &j.table, NULL}
            : (cf_option){0},
        {0}};
    const cf_usage usage = {
        vgg ? "train vgg" : "train mlp", "[OPTION...]",
        vgg ? "Figures 4(f), 6: the VGG11-like net, cross-entropy, SGD, Uniform He times alpha."
            : "Figure 4(e): one hidden layer, cross-entropy, SGD, start alpha N(0, sqrt(2/n_in)).",
        vgg ? "--scale 0.125 --limit 2000 --epochs 5 --step 0.05 --curve vgg.csv"
            : "--width 500 --limit 2000 --epochs 20 --precision f32 --alpha 0.1,1,3 --step 0.01,0.1,0.5",
        options};
    size_t n;
    int code = cf_options_parse(&usage, &n, argc, argv);
    if (code < 0 && n > 0) code = cf_usage_error(&usage, "unexpected argument '%s'", argv[1]);
    if (code < 0) code = parse_texts(&usage, &j, &t);
    return code < 0 ? run_job(&usage, &j) : code;
}
