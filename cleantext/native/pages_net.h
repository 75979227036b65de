/* The net that judges the blocks of a page: its layers, and what it has made of a page so far. */

#ifndef CLEANTEXT_PAGES_NET_H
#define CLEANTEXT_PAGES_NET_H

#include "pages_features.h"

enum { WIDTH = 32, TYPES = 7, LOOKS = 4, NEAR = 3, WINDOW = 2 * NEAR + 1, MIXED = LEVELS + 3 };
enum { AGAIN = 5 * WIDTH + TYPES + LEVELS + 1 + WINDOW + 1 };

/* Weights, a row of the width for each number that is read, and biases. */
typedef struct {
    const float *weights, *biases;
} Layer;

/* `said` reads the words that a block, and the heading above it, open with. */
typedef struct {
    Layer into, mix, look[LOOKS], mix2, out, kind, again, last, said;
    Words words;
} Net;

typedef struct {
    Py_ssize_t count, held, tags, hints, sign_count;
    const Looks *looks;
    PyObject *text;
    const float *signs;
    const int64_t *bounds;
    const int32_t *places;
    float *hidden, *seen, *scores, *products, *alike;
    double *sums, *shares;
    uint8_t *wanted; /* of each container, by level */
} Run;

/* Judge a page: the scores of its blocks are left in `run`, those of its types in `kinds`. */
void run_net(Run *run, const Net *net, double *kinds);

#endif
