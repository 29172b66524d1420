/* vgg.h - the grid that Figures 4(f) and 6 share. */
#ifndef CF_FIGURES_VGG_H
#define CF_FIGURES_VGG_H

#include "reports/figures/images.h"

extern const cf_images_plan cf_vgg_plans[]; /* by cf_figure_size; the first alpha is 1, the second 0.5 */
size_t cf_vgg_grid(double *cells, cf_figure_size size);

#endif
