/* ode_cvode.c - CVODE's variable-order BDF with Newton's method, whose linear systems the caller solves by
 * their structure: a "matrix-embedded" linear solver, which asks CVODE for gamma and the current iterate at
 * each solve. */
#include "ode_cvode.h"
#include <cvode/cvode.h>
#include <nvector/nvector_serial.h>
#include <stdlib.h>
#include <sundials/sundials_linearsolver.h>

typedef struct {
    const cf_ode *ode;
    void *cvode;
} bridge;

/* What N_VClone_Serial does, with this file's malloc: SUNDIALS 6.4 writes through the pointers that it was refused and frees them
 * twice, and a program that sees to refused allocations (verify/memory.c) cannot see to those of libraries. */
static N_Vector clone(N_Vector w) {
    sunindextype n = NV_LENGTH_S(w);
    N_Vector v = malloc(sizeof *v);
    N_Vector_Ops ops = malloc(sizeof *ops);
    N_VectorContent_Serial content = malloc(sizeof *content);
    realtype *data = malloc((size_t)n * sizeof *data);
    if (!v || !ops || !content || !data) {
        free(v), free(ops), free(content), free(data);
        return NULL;
    }
    *ops = *w->ops;
    content->length = n, content->own_data = SUNTRUE, content->data = data;
    v->content = content, v->ops = ops, v->sunctx = w->sunctx;
    return v;
}

static int rhs(realtype t, N_Vector y, N_Vector ydot, void *user) {
    const bridge *b = user;
    (void)t;
    return b->ode->rhs(b->ode->data, N_VGetArrayPointer(ydot), N_VGetArrayPointer(y));
}

static SUNLinearSolver_Type solver_type(SUNLinearSolver s) {
    (void)s;
    return SUNLINEARSOLVER_MATRIX_EMBEDDED;
}

static int solve(SUNLinearSolver s, SUNMatrix A, N_Vector x, N_Vector b, realtype tolerance) {
    const bridge *br = s->content;
    realtype t, gamma, rl1;
    N_Vector predicted, current, f, zn1;
    void *user;
    (void)A, (void)tolerance;
    if (CVodeGetNonlinearSystemData(br->cvode, &t, &predicted, &current, &f, &gamma, &rl1, &zn1, &user))
        return -1;
    return br->ode->solve(br->ode->data, N_VGetArrayPointer(x), N_VGetArrayPointer(b), gamma,
                          N_VGetArrayPointer(current));
}

static void silent(int code, const char *module, const char *function, char *message, void *data) {
    (void)code, (void)module, (void)function, (void)message, (void)data;
}

static cf_status run(bridge *b, N_Vector y, double *t_end, double horizon, long max_steps) {
    realtype t = 0;
    for (long step = 0; step < max_steps; step++) {
        int flag = CVode(b->cvode, horizon, y, &t, CV_ONE_STEP);
        if (flag < 0) return flag == CV_MEM_FAIL ? CF_ENOMEM : CF_ENOCONV;
        if (b->ode->done(b->ode->data, N_VGetArrayPointer(y))) {
            *t_end = t;
            return CF_OK;
        }
    }
    return CF_ENOCONV;
}

cf_status cf_ode_stiff(double *y0, double *t_end, const cf_ode *ode, double rtol, const double *atol,
                       double horizon, long max_steps) {
    SUNContext context;
    if (SUNContext_Create(NULL, &context)) return CF_ENOMEM;
    bridge b = {ode, CVodeCreate(CV_BDF, context)};
    N_Vector y = N_VMake_Serial((sunindextype)ode->n, y0, context);
    N_Vector tolerance = N_VNew_Serial((sunindextype)ode->n, context);
    SUNLinearSolver solver = SUNLinSolNewEmpty(context);
    cf_status status = CF_ENOMEM;
    if (b.cvode && y && tolerance && solver) {
        for (size_t i = 0; i < ode->n; i++) N_VGetArrayPointer(tolerance)[i] = atol[i];
        y->ops->nvclone = tolerance->ops->nvclone = clone;
        solver->content = &b;
        solver->ops->gettype = solver_type;
        solver->ops->solve = solve;
        int begun = !CVodeSetErrHandlerFn(b.cvode, silent, NULL) && !CVodeInit(b.cvode, rhs, 0, y);
        if (!begun) b.cvode = NULL; /* lost: CVodeFree would free once more what CVodeInit has freed */
        if (begun && !CVodeSetUserData(b.cvode, &b) && !CVodeSVtolerances(b.cvode, rtol, tolerance) &&
            !CVodeSetLinearSolver(b.cvode, solver, NULL) && !CVodeSetMaxHnilWarns(b.cvode, -1))
            status = run(&b, y, t_end, horizon, max_steps);
    }
    if (solver) SUNLinSolFreeEmpty(solver);
    if (y) N_VDestroy(y);
    if (tolerance) N_VDestroy(tolerance);
    if (b.cvode) CVodeFree(&b.cvode);
    SUNContext_Free(&context);
    return status;
}
