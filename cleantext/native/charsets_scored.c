/* What bytes cost in each charset and language: their pairs are counted, and the rows of these added up. The twins in
 * Python are in cleantext/decoding/counts.py. */

#include "charsets.h"
#include <string.h>

#define TOGETHER 4

/* Sums of rows: of 16 bits first, which processors add twice as many of at a time, as long as none can overflow. */
typedef struct {
    uint32_t *wide;
    uint16_t *narrow;
    Py_ssize_t size;
    uint32_t rows; /* in the narrow ones */
    PyObject *once[TOGETHER]; /* rows to be added once each, as most are, all at the same time */
    int waiting;
} Sums;

#define MOST_ROWS (0xFFFF / 0xFF)

PER_PROCESSOR static void add_narrow(uint16_t *restrict sums, const unsigned char *restrict costs, uint16_t often,
                                     Py_ssize_t size)
{
    for (Py_ssize_t i = 0; i < size; i++)
        sums[i] += (uint16_t)(often * costs[i]);
}

PER_PROCESSOR static void add_together(uint16_t *restrict sums, const unsigned char *restrict a,
                                      const unsigned char *restrict b, const unsigned char *restrict c,
                                      const unsigned char *restrict d, Py_ssize_t size)
{
    for (Py_ssize_t i = 0; i < size; i++)
        sums[i] += (uint16_t)(a[i] + b[i] + c[i] + d[i]);
}

PER_PROCESSOR static void add_wide(uint32_t *restrict sums, const unsigned char *restrict costs, uint32_t often,
                                   Py_ssize_t size)
{
    for (Py_ssize_t i = 0; i < size; i++)
        sums[i] += often * costs[i];
}

PER_PROCESSOR static void widen(uint32_t *restrict sums, const uint16_t *restrict narrow, Py_ssize_t size)
{
    for (Py_ssize_t i = 0; i < size; i++)
        sums[i] += narrow[i];
}

static void flush(Sums *sums)
{
    widen(sums->wide, sums->narrow, sums->size);
    memset(sums->narrow, 0, (size_t)sums->size * sizeof *sums->narrow);
    sums->rows = 0;
}

static const unsigned char *costs_of(PyObject *row)
{
    return (const unsigned char *)PyBytes_AS_STRING(row);
}

/* Make room for so many rows in the narrow sums. */
static void make_room(Sums *sums, uint32_t rows)
{
    if (sums->rows + rows > MOST_ROWS)
        flush(sums);
    sums->rows += rows;
}

/* Add what waits. */
static void settle(Sums *sums)
{
    PyObject **once = sums->once;
    make_room(sums, TOGETHER);
    if (sums->waiting == TOGETHER)
        add_together(sums->narrow, costs_of(once[0]), costs_of(once[1]), costs_of(once[2]), costs_of(once[3]),
                     sums->size);
    for (int i = 0; i < sums->waiting; i++) {
        if (sums->waiting < TOGETHER)
            add_narrow(sums->narrow, costs_of(once[i]), 1, sums->size);
        Py_DECREF(once[i]);
    }
    sums->waiting = 0;
}

/* Add a row, which is given away. */
static void add_row(Sums *sums, PyObject *row, uint32_t often)
{
    if (often == 1) {
        sums->once[sums->waiting++] = row;
        if (sums->waiting == TOGETHER)
            settle(sums);
        return;
    }
    if (often > MOST_ROWS)
        add_wide(sums->wide, costs_of(row), often, sums->size);
    else {
        make_room(sums, often);
        add_narrow(sums->narrow, costs_of(row), (uint16_t)often, sums->size);
    }
    Py_DECREF(row);
}

/* The row of a pair, from the list of those known, or made and then kept there; a new reference. */
static PyObject *row_of(PyObject *rows, uint32_t pair, PyObject *make)
{
    if (pair >= (size_t)PyList_GET_SIZE(rows)) {
        PyErr_SetString(PyExc_ValueError, "scored: no such pair");
        return NULL;
    }
#if PY_VERSION_HEX >= 0x030D0000
    PyObject *row = PyList_GetItemRef(rows, (Py_ssize_t)pair); /* which no other thread takes away meanwhile */
#else
    PyObject *row = Py_NewRef(PyList_GET_ITEM(rows, pair));
#endif
    if (row != Py_None)
        return row;
    Py_DECREF(row);
    row = PyObject_CallFunction(make, "I", pair);
    if (row != NULL && PyList_SetItem(rows, pair, Py_NewRef(row)) < 0)
        Py_CLEAR(row);
    return row;
}

typedef struct {
    uint32_t pair, count;
} Counted;

/* Count the pairs of `bytes`, a space on either side, into `listed`, in the order of the twin: the first and second
 * byte, the third and fourth; then those between. `index` has a place for twice as many as there can be, 1 << bits,
 * all zero. Returns how many kinds there are. */
static uint32_t count_pairs(const unsigned char *bytes, Py_ssize_t size, Counted *listed, uint32_t *index, int bits)
{
    uint32_t kinds = 0, mask = ((uint32_t)1 << bits) - 1;
    for (int odd = 0; odd < 2; odd++)
        for (Py_ssize_t i = odd; i <= size; i += 2) {
            uint32_t before = i > 0 ? bytes[i - 1] : ' ', next = i < size ? bytes[i] : ' ';
            uint32_t pair = before << 8 | next, place = (pair * 0x9E3779B1u) >> (32 - bits);
            while (index[place] && listed[index[place] - 1].pair != pair)
                place = (place + 1) & mask;
            if (index[place] == 0) {
                listed[kinds++] = (Counted){pair, 0};
                index[place] = kinds;
            }
            listed[index[place] - 1].count++;
        }
    return kinds;
}

/* The rows that are known, how others are made, and how long they are. */
typedef struct {
    PyObject *known, *make;
    Py_ssize_t size;
} Rows;

static int add_pair(Sums *sums, const Rows *rows, Counted pair)
{
    PyObject *row = row_of(rows->known, pair.pair, rows->make);
    int fits = row != NULL && PyBytes_Check(row) && PyBytes_GET_SIZE(row) == rows->size;
    if (fits) {
        add_row(sums, row, pair.count);
        return 1;
    }
    if (!PyErr_Occurred())
        PyErr_SetString(PyExc_ValueError, "scored: a pair has no row of that size");
    Py_XDECREF(row);
    return 0;
}

static inline int is_beyond(Counted pair)
{
    return (pair.pair & 0x8080) != 0;
}

/* Add up the pairs that hold a byte beyond ASCII, or all for `most` < 0; and of the others the first so many, which
 * must occur twice if there are more. How many of the others were added, each as often as it occurs; -1 for an error. */
static Py_ssize_t add_pairs(const Counted *listed, uint32_t kinds, Py_ssize_t most, const Rows *rows, Sums *high,
                            Sums *low)
{
    Py_ssize_t plain = 0, added = 0;
    for (uint32_t i = 0; i < kinds; i++) {
        if (most < 0 || is_beyond(listed[i])) {
            if (!add_pair(high, rows, listed[i]))
                return -1;
        } else
            plain++;
    }
    uint32_t least = plain > most ? 2 : 1;
    for (uint32_t i = 0; i < kinds && most > 0; i++)
        if (!is_beyond(listed[i]) && listed[i].count >= least) {
            if (!add_pair(low, rows, listed[i]))
                return -1;
            added += listed[i].count;
            most--;
        }
    return added;
}

/* A charset as `scored` is given it: its codec, its languages, and what it costs to be rare. */
static int is_head(PyObject *head)
{
    return PyTuple_Check(head) && PyTuple_GET_SIZE(head) == 3 && PyTuple_Check(PyTuple_GET_ITEM(head, 1))
           && PyTuple_GET_SIZE(PyTuple_GET_ITEM(head, 1)) > 0 && PyFloat_Check(PyTuple_GET_ITEM(head, 2));
}

/* (cost, codec, language) for the least of some sums, which stand for the languages of a charset. */
static PyObject *reading_of(PyObject *head, const uint32_t *sums)
{
    PyObject *languages = PyTuple_GET_ITEM(head, 1), *reading = PyTuple_New(3);
    Py_ssize_t best = 0;
    for (Py_ssize_t i = 1; i < PyTuple_GET_SIZE(languages); i++)
        if (sums[i] < sums[best])
            best = i;
    PyObject *cost = PyFloat_FromDouble(sums[best] / 8.0 + PyFloat_AS_DOUBLE(PyTuple_GET_ITEM(head, 2)));
    if (reading == NULL || cost == NULL) {
        Py_XDECREF(reading);
        Py_XDECREF(cost);
        return NULL;
    }
    PyTuple_SET_ITEM(reading, 0, cost);
    PyTuple_SET_ITEM(reading, 1, Py_NewRef(PyTuple_GET_ITEM(head, 0)));
    PyTuple_SET_ITEM(reading, 2, Py_NewRef(PyTuple_GET_ITEM(languages, best)));
    return reading;
}

/* The readings in each charset, from the sums of what is beyond ASCII and of ASCII. */
static PyObject *readings_of(PyObject *heads, uint32_t *high, const uint32_t *low, Py_ssize_t lanes, Py_ssize_t free)
{
    uint32_t floor = free ? UINT32_MAX : 0;
    for (Py_ssize_t i = 0; i < free; i++)
        floor = low[i] < floor ? low[i] : floor;
    for (Py_ssize_t i = 0; i < lanes; i++)
        high[i] += i >= free && low[i] < floor ? floor : low[i];
    PyObject *readings = PyList_New(PyTuple_GET_SIZE(heads));
    Py_ssize_t lane = 0;
    for (Py_ssize_t i = 0; readings != NULL && i < PyTuple_GET_SIZE(heads); i++) {
        PyObject *head = PyTuple_GET_ITEM(heads, i), *reading = NULL;
        if (is_head(head) && PyTuple_GET_SIZE(PyTuple_GET_ITEM(head, 1)) <= lanes - lane) {
            reading = reading_of(head, high + lane);
            lane += PyTuple_GET_SIZE(PyTuple_GET_ITEM(head, 1));
        } else
            PyErr_SetString(PyExc_ValueError, "scored: a charset is not what it must be");
        if (reading)
            PyList_SET_ITEM(readings, i, reading);
        else
            Py_CLEAR(readings);
    }
    if (readings != NULL && lane != lanes) {
        PyErr_SetString(PyExc_ValueError, "scored: a row is longer than the charsets have lanes");
        Py_CLEAR(readings);
    }
    return readings;
}

/* Sums of no rows yet, in one piece of memory: the narrow ones first; NULL and an error set without memory. */
static uint32_t *begin_sums(Sums *sums, Py_ssize_t size)
{
    uint32_t *wide = PyMem_Calloc((size_t)size + 1, sizeof *wide + sizeof(uint16_t));
    *sums = (Sums){.wide = wide, .narrow = (uint16_t *)(wide + size), .size = size};
    if (wide == NULL)
        PyErr_NoMemory();
    return wide;
}

static void end_sums(Sums *sums, uint32_t times)
{
    settle(sums);
    flush(sums);
    for (Py_ssize_t i = 0; i < sums->size; i++)
        sums->wide[i] *= times;
}

static void drop(Sums *sums)
{
    while (sums->waiting)
        Py_DECREF(sums->once[--sums->waiting]);
    PyMem_Free(sums->wide);
}

const char charsets_scored_doc[] = PyDoc_STR(
"scored(data, most, rows, make, size, heads, free, weight)\n--\n\n"
"Return what bytes cost in each charset, with its codec and the language in which they cost least; what their ASCII\n"
"costs in the first lane, in eighths; and how many pairs that is.\n\n"
"A pair that holds a byte beyond ASCII costs its row, others `weight` eighths of it: the first `most` of them, which\n"
"must occur twice if there are more; for `most` < 0 all cost their rows. `rows` is a list with the row of each pair,\n"
"`size` bytes, or None where it has to be made: make(pair). `heads` says for each charset its codec, its languages,\n"
"a lane each, and what it costs to be rare. Behind the first `free` lanes ASCII costs no less than the least of those.");

PyObject *charsets_scored(PyObject *module, PyObject *args)
{
    Py_buffer data;
    Py_ssize_t most, free;
    PyObject *heads, *found = NULL;
    Rows rows;
    unsigned int weight;
    if (!PyArg_ParseTuple(args, "y*nO!OnO!nI", &data, &most, &PyList_Type, &rows.known, &rows.make, &rows.size,
                          &PyTuple_Type, &heads, &free, &weight))
        return NULL;
    if (rows.size < 1 || rows.size > 1 << 16 || free < 0 || free > rows.size || PyList_GET_SIZE(rows.known) != 0x10000) {
        PyErr_SetString(PyExc_ValueError, "scored: no row is so long, or there is none for each pair");
        PyBuffer_Release(&data);
        return NULL;
    }
    int bits = 4;
    while (bits < 17 && (Py_ssize_t)1 << bits < 2 * (data.len + 1))
        bits++;
    Sums high = {.wide = NULL}, low = {.wide = NULL};
    uint32_t *index = PyMem_Calloc((size_t)1 << bits, sizeof *index);
    Counted *listed = PyMem_Malloc(((size_t)1 << (bits - 1)) * sizeof *listed);
    if (index == NULL || listed == NULL)
        PyErr_NoMemory();
    else if (begin_sums(&high, rows.size) && begin_sums(&low, rows.size)) {
        uint32_t kinds = count_pairs(data.buf, data.len, listed, index, bits);
        Py_ssize_t plain = add_pairs(listed, kinds, most, &rows, &high, &low);
        if (plain >= 0) {
            end_sums(&high, 8);
            end_sums(&low, weight);
            PyObject *readings = readings_of(heads, high.wide, low.wide, rows.size, free);
            if (readings)
                found = Py_BuildValue("NIn", readings, low.wide[0], plain);
        }
    }
    drop(&high);
    drop(&low);
    PyMem_Free(index);
    PyMem_Free(listed);
    PyBuffer_Release(&data);
    return found;
}
