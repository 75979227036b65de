/* The different runs of three characters of a text (scan_shared.c), by which a sentence is strange to it. */

#ifndef CLEANTEXT_SCAN_THREES_OF_H
#define CLEANTEXT_SCAN_THREES_OF_H

#include "scan.h"

/* An open hash table of runs of three characters, 0 being empty. Most of those of a long text come again and again,
 * so it grows. */
typedef struct {
    uint64_t *slots;
    int bits;
} Threes;

/* The runs of a text, all of it taken with spaces around it and runs of spaces as one; how many are different, and how
 * many of these others have. `last` and `size` are of where the text goes on. */
typedef struct {
    Threes threes;
    uint64_t last;
    Py_ssize_t size, count, common;
} Gathered;

/* Make an empty table; 0 when out of memory. */
int begin_threes(Gathered *gathered);
void free_threes(Gathered *gathered);

/* Put the runs of text[low:high] into a table, as what goes on behind what is in it, and a space; those that `others`
 * has, if it is not NULL, are common. 0 when out of memory. */
int gather_threes(Gathered *gathered, const Text *text, Py_ssize_t low, Py_ssize_t high, const uint16_t *fold,
                  const Gathered *others);

/* The same, without the space. */
int gather_on(Gathered *gathered, const Text *text, Py_ssize_t low, Py_ssize_t high, const uint16_t *fold,
              const Gathered *others);

/* Count those runs of a table as common that others have, and that were not counted before. */
void count_common(Gathered *own, const Gathered *others);

#endif
