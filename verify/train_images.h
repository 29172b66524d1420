/* train_images.h - certiflow train mlp, vgg: argv[0] is the experiment's name; returns an exit code. */
#ifndef CF_TRAIN_IMAGES_H
#define CF_TRAIN_IMAGES_H

int cf_train_images(int argc, char **argv, int vgg);

#endif
