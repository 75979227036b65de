/* What decides whether anything in a text may sell (scan_sells.c): its loud sentences (scan_outliers.c), and what it
 * names (scan_offers.c). */

#ifndef CLEANTEXT_SCAN_SELLS_H
#define CLEANTEXT_SCAN_SELLS_H

#include "scan_listen.h"

/* No stretch is lowered that is longer: so much is asked further. */
#define LONGEST_SAID 4096

/* What cannot be told without the lists of phrases. */
#define UNKNOWN (-1)

/* What a phrase that offers is: one that only sellers write, the name of a trade or of a thing, what sellers say, by
 * itself or as the address of a trade, and a thing that addresses sell. */
#define IS_CORE 1
#define IS_TRADE 2
#define IS_GOOD 4
#define IS_OFFER 8
#define IS_ADDRESS 16
#define IS_PHARMA 32

/* What is known of spam: how many bits one of a weight is, and what a text without any weighs; all phrases, and which of
 * them name what is sold; those that offer, and what each of these is; and numbers of scripts. */
typedef struct {
    double scale, rest;
    int has_lists;
    Phrases lexicon, offers;
    const uint8_t *things, *senses, *blocks;
    const uint16_t *fold;
} Known;

/* All that listening takes, and the buffers that it is in. */
#define LISTS 9
typedef struct {
    Py_buffer buffers[LISTS];
    Runs runs;
    Weights weights;
    Level level;
    Py_ssize_t reach;
    Known known;
    Quiet quiet;
} Listener;

/* The listener in a capsule; NULL and an error set if there is another thing in it. */
const Listener *listener_in(PyObject *capsule);

/* Loud sentences that may be spam unless they tell a story, and by how much each comes to more than it must. */
#define DOUBTS 16
typedef struct {
    Py_ssize_t start, stop;
    double above;
} Doubt;
typedef struct {
    Doubt items[DOUBTS];
    int count;
} Doubts;

/* Put text[low:high] in lower case; 0 if only Python can, or it is too long. */
int lower(const Text *text, Py_ssize_t low, Py_ssize_t high, Py_UCS4 *lowered);

/* Where the first phrase ends in text[place:] that is there as whole words, and its number; 0 without one. */
Py_ssize_t next_whole(const Phrases *phrases, const Text *text, Py_ssize_t place, uint32_t *number);

/* Whether any loud sentence may be spam of the text's own script, other than those that are noted. */
int may_be_outlier(const Text *text, const Row *loud, const Weights *weights, const Level *level,
                   const Known *known, Py_UCS4 *lowered, Doubts *doubts);

/* Whether anything within `reach` of the ends of runs may offer what is sold. */
int may_offer(const Text *text, const Found *found, Py_ssize_t reach, const Known *known, Py_UCS4 *lowered);

#endif
