/* What the searches for the likeliest way to read bytes share. */

#ifndef CLEANTEXT_SCAN_REALIGN_H
#define CLEANTEXT_SCAN_REALIGN_H

#include "scan.h"

/* Symbols beyond this one are in no model. */
#define SYMBOLS 0x30000
#define NO_LEAD 0
#define NOTHING UINT32_MAX

/* What pairs of symbols cost, in eighths of a bit: a row for each first symbol, in order of the second. */
typedef struct {
    const uint16_t *number;             /* of each symbol, from 1; 0 for one that was never seen */
    const uint32_t *starts;             /* of the rows, by number */
    const uint16_t *seconds;            /* the numbers of the second symbols */
    const uint8_t *costs;               /* and what they cost */
    const uint8_t *single, *backoff;    /* by number: what a symbol costs by itself, and falling back after one */
} Model;

enum { NUMBER, STARTS, SECONDS, COSTS, SINGLE, BACKOFF, TABLES };

/* What pairs were said to cost, by `ask`: one with no place among its equals takes another's. */
typedef struct {
    uint64_t *keys;
    double *values;
    size_t mask;
    PyObject *ask;
} Memo;

typedef struct {
    uint32_t lead, last, text; /* the byte that waits, the last symbol, and where the text ends */
    uint32_t slot;             /* of one that has grown: where it stands in the table of places; of one of now: the next
                                * of the same lead, or NOTHING */
    double cost;
} State;

/* The end of a text: what was added last, and to what. */
typedef struct {
    uint32_t before, size, chars[5], gloss; /* the slot whose gloss stands behind the characters, from 1 */
} End;

/* What some bytes are behind a lead byte: the lead that then waits, the characters, and their symbols. */
typedef struct {
    uint32_t lead, size, chars[5], symbols[5];
    double more[5];
} Step;

typedef struct {
    State *states;
    size_t count, room;
} States;

/* What a symbol costs more than the model says; or two side by side. */
typedef struct {
    uint32_t first, second;
    double more;
} Strange;

#define HASHED 4096

typedef struct {
    const uint32_t *chars, *symbols; /* of each pair of bytes, or 0, and behind them of each byte that stands alone */
    Model model;
    Memo memo; /* asked instead of the model if it can be */
    Strange *strange;
    size_t odd;
    uint64_t may_be_odd[4]; /* a bit for the lowest byte of each first symbol of these */
    PyObject *slots; /* each a tuple of bytes to choose from, and of a gloss */
    States now, grown;
    End *ends;
    size_t count, room;
    uint32_t *places; /* of states that have grown by their hash, from 1; so many are never had at once */
} Search;

#define ALONE 0x10000

/* What a symbol costs behind another, in bits; an error may be set. */
double cost_of_pair(const Search *search, uint32_t first, uint32_t second);

/* What a symbol costs more, or with NOTHING as the second what it costs more wherever it stands. */
double strangeness_of(const Search *search, uint32_t first, uint32_t second);

/* Make room for one state more; 0 when out of memory. */
int grow_states(States *states);
uint32_t new_end_of_text(Search *search);

/* Take one step from a state, unless there is a cheaper way to where it leads; 0 with an error set. */
int take_step(Search *search, const State *from, const Step *found);

/* Take the tables, which keep their buffers; 0 with an error set. */
int take_search_tables(Search *search, PyObject *chars, PyObject *symbols, PyObject *costs, Py_buffer *buffers);
#define BUFFERS (TABLES + 2)

/* The text that ends somewhere. */
PyObject *text_ending_at(const Search *search, uint32_t end);

void clear_search(Search *search, Py_buffer *buffers);

/* Keep the cheapest of the states, the cheapest first. */
void keep_cheapest(States *states, size_t most);

/* Go over one slot, from the states of now to those that have grown; 1 when it is done, 0 if nothing can be sure any
 * more, -1 with an error set. */
int go_over_slot(Search *search, PyObject *choices, int has_gloss, const Py_ssize_t *limits);

#endif
