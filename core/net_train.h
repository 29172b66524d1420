/* net_train.h - private template: full gradient descent and SGD, to the paper's stop criteria, resumable to the bit.
 *
 * The state of a run is w, the number of steps, and the sums of the epoch under way; the order of each epoch follows from
 * the seed and its number. Full descent asks for the stop at every step, of the loss before it; SGD at the end of an epoch
 * whose mean batch loss is at most twice stop_loss (and whose batches were all but at most 2 % correct, where accuracy is
 * asked for): only then are all samples evaluated at the weights as they are. */

typedef struct {
    NET(work) *work;
    const NET(data) *data;
    const cf_net_training *training;
    cf_net_checkpoint state;
    size_t batch, batches; /* batches an epoch */
    size_t *order;
    REAL *x, *y;           /* a batch, gathered */
    uint8_t *label;
    double explode, mean, accuracy; /* of the last whole epoch */
    char *error;
} NET(run);

static uint64_t NET(run_fingerprint)(const NET(work) *work, const NET(data) *data, const cf_net_training *training) {
    const cf_net *net = work->net;
    uint64_t numbers[] = {sizeof(REAL), net->layers, (uint64_t)net->doubled, net->loss, data->n, training->batch, training->seed};
    uint64_t hash = cf_net_fingerprint(0, numbers, sizeof numbers);
    for (size_t l = 0; l < net->layers; l++) {
        const cf_net_layer *layer = &net->layer[l];
        uint64_t of[] = {layer->kind, (uint64_t)layer->bias, (uint64_t)layer->frozen, layer->C, layer->H, layer->W, layer->K};
        hash = cf_net_fingerprint(hash, of, sizeof of);
    }
    hash = cf_net_fingerprint(hash, &training->step, sizeof training->step);
    hash = cf_net_fingerprint(hash, data->x, data->n * net->n_in * sizeof(REAL));
    if (net->loss == CF_NET_SQUARED) return cf_net_fingerprint(hash, data->y, data->n * net->n_out * sizeof(REAL));
    return cf_net_fingerprint(hash, data->label, data->n);
}

static NET(data) NET(gather)(NET(run) *run, size_t b) {
    const NET(data) *data = run->data;
    if (run->batches == 1) return *data;
    size_t n_in = run->work->net->n_in, n_out = run->work->net->n_out, first = b * run->batch;
    size_t n = data->n - first < run->batch ? data->n - first : run->batch;
    for (size_t s = 0; s < n; s++) {
        size_t at = run->order[first + s];
        memcpy(run->x + s * n_in, data->x + at * n_in, n_in * sizeof *run->x);
        if (data->y) memcpy(run->y + s * n_out, data->y + at * n_out, n_out * sizeof *run->y);
        if (data->label) run->label[s] = data->label[at];
    }
    return (NET(data)){run->x, run->y, run->label, n};
}

static int NET(exploded)(NET(run) *run, double loss) {
    if (run->state.steps == 0) run->state.first_loss = loss;
    return !(loss <= run->explode * fmax(1, run->state.first_loss));
}

static void NET(evaluate)(cf_net_end *end, NET(run) *run, const REAL *w) {
    size_t correct = 0;
    end->loss = NET(loss)(&correct, run->work, w, run->data);
    end->accuracy = run->work->net->loss == CF_NET_SQUARED ? NAN : (double)correct / (double)run->data->n;
}

/* At the end of an epoch of SGD: nonzero iff the criterion holds. */
static int NET(reached)(cf_net_end *end, NET(run) *run, const REAL *w) {
    const cf_net_training *t = run->training;
    double samples = (double)run->data->n, mean = run->state.epoch_loss / (run->work->net->loss == CF_NET_SQUARED ? 1 : samples);
    int likely = mean <= 2 * t->stop_loss && (!t->stop_accuracy || (double)run->state.epoch_correct >= 0.98 * samples);
    run->mean = run->state.epoch_loss / samples, run->accuracy = (double)run->state.epoch_correct / samples;
    run->state.epoch_loss = 0, run->state.epoch_correct = 0;
    if (!likely || !(t->stop_loss > 0)) return 0;
    NET(evaluate)(end, run, w);
    return end->loss < t->stop_loss && (!t->stop_accuracy || end->accuracy == 1);
}

/* One step of full descent, or several of a tiny net, or one of SGD. Returns whether the run is over. */
static int NET(advance)(cf_net_end *end, NET(run) *run, REAL *w, uint64_t until) {
    const cf_net_training *t = run->training;
    cf_net_checkpoint *state = &run->state;
    size_t b = (size_t)(state->steps % run->batches), correct = 0;
    double loss;
    uint64_t taken = 1;
    if (run->batches == 1) {
#if HAVE_TINY
        if (cf_net_tiny_fits(run->work->net)) {
            if (state->steps == 0) state->first_loss = NET(loss)(NULL, run->work, w, run->data);
            if (cf_net_tiny_descend(w, &loss, &taken, run->work->net, run->data, t->step, t->stop_loss, until - state->steps) != CF_OK)
                return end->outcome = CF_NET_BUDGET, 1;
            state->steps += taken;
            end->loss = loss;
            if (loss < t->stop_loss) return end->outcome = CF_NET_REACHED, 1;
            if (!(loss <= run->explode * fmax(1, state->first_loss))) return end->outcome = CF_NET_DIVERGED, 1;
            return 0;
        }
#endif
        end->loss = loss = NET(loss)(&correct, run->work, w, run->data); /* the stop is asked for before the step */
        if (NET(exploded)(run, loss)) return end->outcome = CF_NET_DIVERGED, 1;
        if (loss < t->stop_loss && (!t->stop_accuracy || correct == run->data->n)) return end->outcome = CF_NET_REACHED, 1;
        NET(descend)(w, t->step, NULL, run->work, run->data);
        state->steps++;
        return 0;
    }
    (void)until;
    if (b == 0 || run->order[0] == run->data->n) cf_net_shuffle(run->order, run->data->n, t->seed, state->steps / run->batches);
    NET(data) part = NET(gather)(run, b);
    end->loss = loss = NET(descend)(w, t->step, &correct, run->work, &part);
    if (NET(exploded)(run, loss)) return end->outcome = CF_NET_DIVERGED, 1;
    state->steps += taken;
    state->epoch_loss += run->work->net->loss == CF_NET_SQUARED ? loss : loss * (double)part.n;
    state->epoch_correct += correct;
    if (b + 1 == run->batches && NET(reached)(end, run, w)) return end->outcome = CF_NET_REACHED, 1;
    return 0;
}

/* At a mark of full descent, only asked where the loss has not changed since the mark before: is the gradient 0? */
static int NET(dead)(NET(run) *run, const REAL *w) {
    size_t p = run->work->net->p, i = 0;
    REAL *g = malloc(p * sizeof *g);
    if (!g) return 0;
    NET(gradient)(g, NULL, run->work, w, run->data);
    while (i < p && g[i] == 0) i++;
    free(g);
    return i == p;
}

static cf_status NET(run_loop)(REAL *w, cf_net_end *end, NET(run) *run) {
    const cf_net_training *t = run->training;
    uint64_t every = t->every ? t->every : 1000;
    size_t bytes = run->work->net->p * sizeof *w;
    int over = 0;
    double mark_loss = run->batches == 1 && run->state.steps > 0 ? run->state.epoch_loss : NAN;
    if (run->state.epoch_correct == UINT64_MAX) { /* a run that ended: it ends again, unless more is asked of it now */
        run->state.epoch_correct = 0;
        NET(evaluate)(end, run, w);
        over = end->loss < t->stop_loss && (!t->stop_accuracy || end->accuracy == 1);
        if (over) end->outcome = CF_NET_REACHED;
    }
    while (!over && run->state.steps < t->most) {
        uint64_t mark = (run->state.steps / every + 1) * every, until = mark < t->most ? mark : t->most;
        over = NET(advance)(end, run, w, until);
        if (over && end->outcome == CF_NET_DIVERGED) break; /* the last good checkpoint stays */
        if (!over && run->state.steps < until) continue;
        if (!over && run->batches == 1 && end->loss == mark_loss && NET(dead)(run, w)) {
            over = 1, end->outcome = CF_NET_DEAD;
            break;
        }
        mark_loss = end->loss;
        if (t->progress) /* before the checkpoint: a run that is killed between tells of these steps again, rather than never */
            t->progress(t->context, &(cf_net_progress){run->state.steps, end->loss, (double)run->state.steps / (double)run->batches,
                                                      run->mean, run->accuracy, w});
        if (t->checkpoint) {
            cf_net_checkpoint state = run->state;
            if (run->batches == 1) state.epoch_loss = mark_loss;
            if (over) state.epoch_correct = UINT64_MAX;
            cf_status status = cf_net_checkpoint_write(t->checkpoint, &state, w, bytes, run->error);
            if (status != CF_OK) return status;
        }
    }
    double last = end->loss;
    NET(evaluate)(end, run, w);
    if (over && end->outcome == CF_NET_DIVERGED) end->loss = last;
    if (!over) end->outcome = end->loss < t->stop_loss && (!t->stop_accuracy || end->accuracy == 1) ? CF_NET_REACHED : CF_NET_BUDGET;
    end->steps = run->state.steps, end->first_loss = run->state.first_loss;
    return CF_OK;
}

cf_status NET(train)(REAL *w, cf_net_end *end, char *error, NET(work) *work, const NET(data) *data,
                     const cf_net_training *training) {
    char own[256];
    const cf_net *net = work->net;
    NET(run) run = {.work = work, .data = data, .training = training, .error = error ? error : own, .explode = training->explode,
                    .mean = NAN, .accuracy = NAN};
    size_t batch = training->batch == 0 || training->batch > data->n ? data->n : training->batch;
    run.error[0] = '\0';
    if (data->n == 0 || batch > work->N || !(training->step > 0 && training->step < INFINITY)) return CF_EINVAL;
    if (net->loss == CF_NET_SQUARED ? !data->y : !data->label) return CF_EINVAL;
    run.batch = batch, run.batches = (data->n + batch - 1) / batch;
    if (!(run.explode > 0)) run.explode = 1e8;
    *end = (cf_net_end){.outcome = CF_NET_BUDGET, .loss = NAN};
    cf_status status = CF_OK;
    uint64_t fingerprint = training->checkpoint ? NET(run_fingerprint)(work, data, training) : 0;
    if (training->checkpoint && access(training->checkpoint, F_OK) == 0)
        status = cf_net_checkpoint_read(&run.state, w, training->checkpoint, fingerprint, net->p * sizeof *w, run.error);
    run.state.fingerprint = fingerprint;
    if (run.batches > 1) {
        run.order = malloc(data->n * sizeof *run.order), run.x = malloc(batch * net->n_in * sizeof *run.x);
        run.y = malloc(batch * net->n_out * sizeof *run.y), run.label = malloc(batch);
        if (!run.order || !run.x || !run.y || !run.label) status = status == CF_OK ? CF_ENOMEM : status;
        if (run.order) run.order[0] = data->n; /* no order yet */
    }
    if (status == CF_OK) status = NET(run_loop)(w, end, &run);
    free(run.order), free(run.x), free(run.y), free(run.label);
    return status;
}

cf_status NET(search_step)(double *best, NET(work) *work, const REAL *w, const NET(data) *data,
                           const cf_net_training *training, const double *steps, size_t m, uint64_t probe) {
    REAL *trial = malloc(work->net->p * sizeof *trial);
    if (!trial) return CF_ENOMEM;
    double least = INFINITY;
    cf_status status = CF_OK;
    *best = 0;
    for (size_t i = 0; i < m && status == CF_OK; i++) {
        cf_net_training one = *training;
        cf_net_end end;
        one.step = steps[i], one.most = probe, one.checkpoint = NULL, one.progress = NULL;
        memcpy(trial, w, work->net->p * sizeof *trial);
        status = NET(train)(trial, &end, NULL, work, data, &one);
        if (status == CF_OK && (end.outcome == CF_NET_REACHED || end.outcome == CF_NET_BUDGET) && end.loss < least) least = end.loss, *best = steps[i];
    }
    free(trial);
    return status;
}
