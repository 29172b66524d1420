/* test_cmd_train.c - certiflow train: its help, its refusals, a small sweep, real images, and a run taken up
 * again. */
#include "support.h"
#include <criterion/criterion.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FASHION "/usr/share/datasets/fashion-mnist"

TestSuite(cmd_train, .init = enter, .fini = leave);

Test(cmd_train, usage) {
    const char *good[] = {"train --help", "train relu --help", "train mlp --help", "train vgg --help"};
    for (int i = 0; i < 4; i++) {
        outcome r = run("%s", good[i]);
        cr_expect(r.code == 0 && strstr(r.out, "Usage: certiflow train"), "%s", r.out);
    }
    const char *bad[][2] = {{"train", "relu, mlp or vgg is needed"},
                            {"train rel", "'rel' is not"},
                            {"train relu --depth 0", "depth"},
                            {"train relu --alpha-power 1,,2", "alpha-power"},
                            {"train relu --alpha-power -1", "must be a positive number"},
                            {"train relu x", "unexpected argument 'x'"},
                            {"train mlp --precision f16", "f32 or f64"},
                            {"train mlp --alpha 0", "--alpha must be a positive number"},
                            {"train mlp --data nowhere", "nowhere/train-images-idx3-ubyte"},
                            {"train vgg --data nowhere", "nowhere/data_batch_1.bin: No such file"}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        outcome r = run("%s", bad[i][0]);
        cr_expect(r.code == 2 && strstr(r.err, bad[i][1]), "%s: %d %s", bad[i][0], r.code, r.err);
    }
}

static double mean(json_t *rows, size_t i, const char *key) {
    return json_number_value(json_object_get(json_object_get(json_array_get(rows, i), key), "mean"));
}

Test(cmd_train, sweep) {
    outcome r = run("train relu --seeds 3 --most 20000 --alpha-power 0.1,10 --json");
    json_t *o = json_loads(r.out, 0, NULL), *rows = json_object_get(o, "rows");
    cr_assert(r.code == 0 && json_array_size(rows) == 2, "%s %s", r.out, r.err);
    cr_expect(mean(rows, 0, "gradient_distance") > 2 * mean(rows, 1, "gradient_distance"));
    cr_expect(mean(rows, 0, "test_rmse") < mean(rows, 1, "test_rmse"));
    json_decref(o);
    outcome again = run("train relu --seeds 3 --most 20000 --alpha-power 0.1,10 --json");
    cr_expect(strcmp(again.out, r.out) == 0);
    r = run(
        "train relu --seeds 2 --most 1000 --depth 3 --doubled --alpha-power 1 --step 0.001,100 --fixed-step");
    cr_expect(r.code == 0 && strstr(r.out, "doubled") && strstr(r.out, "0/2/0/0"), "%s", r.out);
}

Test(cmd_train, real_images) {
    if (access(FASHION, R_OK) != 0) cr_skip_test("dataset-fashion-mnist is not installed");
    outcome r = run("train mlp --width 40 --limit 300 --epochs 200 --step 0.2 --loss 0.3 --threads 1 --json");
    json_t *o = json_loads(r.out, 0, NULL);
    cr_assert(o && (r.code == 0 || r.code == 3), "%s", r.err);
    cr_expect_str_eq(json_string_value(json_object_get(o, "data")), FASHION);
    cr_expect(json_number_value(json_object_get(o, "test_error")) < 0.4);
    json_decref(o);
    r = run("train vgg --net 4-M-M-M-FC --limit 100 --epochs 2 --step 0.01 --precision f32 --threads 1");
    cr_expect(r.code == 3 && strstr(r.out, "spent its epochs after 2 steps") && strstr(r.out, "100 training"),
              "%s %s", r.out, r.err);
}

Test(cmd_train, taken_up_again) {
    if (access(FASHION, R_OK) != 0) cr_skip_test("dataset-fashion-mnist is not installed");
    const char *job = "train mlp --width 30 --limit 200 --batch 32 --step 0.1 --loss 1e-9 --threads 1 --json";
    outcome whole = run("%s --epochs 6 --checkpoint whole", job);
    cr_assert(whole.code == 3, "%s", whole.err);
    cr_assert(run("%s --epochs 2 --checkpoint parts", job).code == 3);
    outcome parts = run("%s --epochs 6 --checkpoint parts", job);
    cr_expect(parts.code == 3 && strstr(parts.out, "\"steps\":42"), "%s", parts.out);
    cr_expect(run("%s", "--version").code == 0 && system("cmp whole parts") == 0);
    outcome other = run("train mlp --width 31 --limit 200 --checkpoint whole --threads 1");
    cr_expect(other.code == 4 && strstr(other.err, "another net"), "%s", other.err);
}

/* Several alpha: a run each, the step of least loss of several, the curve with a row an epoch. */
Test(cmd_train, sweep_and_curve) {
    outcome o = run("train mlp --width 20 --limit 400 --batch 50 --epochs 3 --precision f32 --alpha 0.5,2 "
                    "--step 1e-6,0.1,1e4 "
                    "--threads 1 --curve curve.csv --json");
    cr_assert_eq(o.code, 3, "%d %s", o.code, o.err);
    cr_expect_str_empty(o.err);
    const char *line = o.out;
    for (int k = 0; k < 2; k++) {
        json_t *r = json_loads(line, JSON_DISABLE_EOF_CHECK, NULL);
        cr_assert(r);
        cr_expect_eq(number(r, "alpha"), k ? 2 : 0.5);
        cr_expect_eq(number(r, "step"), 0.1);
        cr_expect(strstr(text(r, "data"), "fashion-mnist"));
        json_decref(r);
        line = strchr(line, '\n') + 1;
    }
    FILE *file = fopen("curve.csv", "r");
    char row[300];
    int rows = 0;
    double alpha, step, epoch, v[4];
    cr_assert(file && fgets(row, sizeof row, file) && strncmp(row, "alpha,step,epoch,", 17) == 0);
    while (fgets(row, sizeof row, file)) {
        cr_expect_eq(
            sscanf(row, "%lf,%lf,%lf,%lf,%lf,%lf,%lf", &alpha, &step, &epoch, v, v + 1, v + 2, v + 3), 7,
            "%s", row);
        cr_expect(epoch == rows % 3 + 1 && v[0] > 0 && v[1] > 0 && v[1] <= 1 && v[3] < 1);
        rows++;
    }
    fclose(file);
    cr_expect_eq(rows, 6);
}

/* A curve goes on where the checkpoint does; a file that is no curve is left alone. */
Test(cmd_train, curve_goes_on) {
    const char *job = "train mlp --width 20 --limit 300 --batch 50 --threads 1 --json --step 0.1";
    run("%s --epochs 2 --checkpoint state --curve curve.csv", job);
    run("%s --epochs 4 --checkpoint state --curve curve.csv", job);
    run("%s --epochs 4 --curve whole.csv", job);
    cr_expect_eq(system("cmp -s curve.csv whole.csv"), 0);
    put("text", "not a curve\n");
    refused("train mlp --limit 100 --checkpoint other --curve text", "text: there already");
    cr_expect_eq(system("grep -q 'not a curve' text"), 0);
}
