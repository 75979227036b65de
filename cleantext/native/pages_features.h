/* What the looks of blocks are made of. */

#ifndef CLEANTEXT_PAGES_FEATURES_H
#define CLEANTEXT_PAGES_FEATURES_H

#include "pages.h"

enum { LEVELS = 4, AROUND = 11, LOGS = 10, SHARES = 4, WHOLE = 11, RHYTHMS = 5, KEY = 80, VEILS = 4 };
/* How many numbers each block has of its own, those of the page and the bits of its names apart. */
enum { NUMBERS = 64 + LEVELS * AROUND + 2 * (LEVELS - 1) };
/* What is added up, block after block. */
enum { CHARS, LINKED, STOPS, HEADS, PROSE, PICTURES, INPUTS, TITLES, SUMS };
#define NO_CONTAINER (-1)

/* What a comparison of its text tells of a block. */
typedef struct {
    float equal, inside, described, data, copies;
} Told;

/* Blocks with the same names at the same depth. */
typedef struct {
    int64_t key;
    int32_t blocks, first; /* and where its blocks begin in a list of all */
    double chars, linked;
} Kind;

typedef struct {
    const int64_t *rows, *containers;
    const uint8_t *veils;
    Py_ssize_t count, held, titles;
    uint64_t headings, h1, shares[SHARES];
    Told *told;
    Kind *kinds;
    int32_t *kind, *slots, *members, *up, *places, kind_count;
    double *sums;
    Array bounds, around;
    int32_t *used; /* of each container: its place in `bounds` */
    float whole[WHOLE];
    double total;
    Py_ssize_t anchor;
} Looks;

/* Compare the opening of each block with what the page says of itself - a tuple of its title, its description
 * and its data - and with all others. */
int tell_all(Told *told, const int64_t *rows, Py_ssize_t count, PyObject *text, PyObject *about);

/* Gather what is needed for the numbers of blocks; 0 with an exception. `give_back` must follow. */
int look_at(Looks *looks, PyObject *text, PyObject *told);
void numbers_of(const Looks *looks, Py_ssize_t block, float *to);
void give_back(Looks *looks);

enum { WORD_WIDTH = 16 };
/* What a model knows of words: a row of numbers each, and a table of slots that tells where (`table_of` of
 * cleantext/markup/openings.py). */
typedef struct {
    const uint32_t *slots;
    size_t mask, count;
    const float *rows;
} Words;

/* Add what is known of the words that a block opens with. */
void add_opening(const Words *words, PyObject *text, int64_t start, int64_t end, float *to);

#endif
