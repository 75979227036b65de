/* How much sentences sound like spam; the twin is in cleantext/pitch.py. */

#include "scan.h"
#include <math.h>

#define LONGEST_RUN 6
#define FACTOR UINT32_C(0x9E3779B1)

static int make_room(Desk *desk, Py_ssize_t length)
{
    if (length <= desk->room)
        return 1;
    clear_desk(desk);
    if (length > PY_SSIZE_T_MAX / 32)
        return 0;
    Py_ssize_t room = length < 1024 ? 1024 : length;
    desk->codes = PyMem_RawMalloc((size_t)room * sizeof *desk->codes);
    desk->sums = PyMem_RawMalloc((size_t)room * sizeof *desk->sums);
    desk->counts = PyMem_RawMalloc((size_t)room * sizeof *desk->counts);
    desk->room = room;
    return desk->codes && desk->sums && desk->counts;
}

void clear_desk(Desk *desk)
{
    PyMem_RawFree(desk->codes);
    PyMem_RawFree(desk->sums);
    PyMem_RawFree(desk->counts);
    memset(desk, 0, sizeof *desk);
}

/* The runs of up to so many characters that begin at one: their weights, and how many they are. */
static inline void weigh_runs(const uint32_t *codes, int longest, const Weights *weights, int64_t *sum,
                              int64_t *count)
{
    int shift = 32 - weights->bits;
    uint32_t hash = codes[0] * FACTOR;
    for (int width = 2; width <= longest; width++) {
        hash = (hash ^ hash >> 15) * FACTOR + codes[width - 1];
        if (width > 2 || (codes[0] >= DENSE && codes[1] >= DENSE)) {
            *sum += weights->table[(hash ^ hash >> 13) * UINT32_C(0x85EBCA6B) >> shift];
            ++*count;
        }
    }
}

int weigh(const Text *text, Py_ssize_t low, Py_ssize_t high, const Weights *weights, Desk *desk,
          Weight *found)
{
    if (!make_room(desk, high - low + 4))
        return 0;
    uint32_t *codes = desk->codes;
    int64_t *sums = desk->sums, *counts = desk->counts;
    Py_ssize_t size = 0, crowded = 0;
    codes[size++] = ' ';
    for (Py_ssize_t i = low; i <= high; i++) {
        uint32_t code = i < high ? folded(weights->fold, AT(text, i)) : ' ';
        if (code == ' ' && codes[size - 1] == ' ')
            continue;
        codes[size++] = code;
        crowded += code >= DENSE;
    }
    sums[0] = counts[0] = 0;
    for (Py_ssize_t i = 0; i < size; i++) {
        int64_t sum = 0, count = 0;
        if (size - i >= LONGEST_RUN)
            weigh_runs(codes + i, LONGEST_RUN, weights, &sum, &count);
        else
            weigh_runs(codes + i, (int)(size - i), weights, &sum, &count);
        sums[i + 1] = sums[i] + sum;
        counts[i + 1] = counts[i] + count;
    }
    Weight nothing = {0.0, 0.0, 0, 0};
    *found = nothing;
    if (counts[size] == 0 || size < 3)
        return 1;
    found->whole = found->best = (double)sums[size] / sqrt((double)counts[size]);
    found->high = size;
    int dense = crowded * 2 > size;
    for (int each = 0; each < 3; each++) {
        Py_ssize_t stretch = weights->lengths[dense][each];
        for (Py_ssize_t i = 0; stretch > 0 && i + stretch <= size; i++) {
            if (!dense && codes[i] != ' ')
                continue;
            int64_t count = counts[i + stretch] - counts[i];
            double weight = (double)(sums[i + stretch] - sums[i]) / sqrt((double)(count ? count : 1));
            if (weight > found->best) {
                found->best = weight;
                found->low = i;
                found->high = i + stretch;
            }
        }
    }
    return 1;
}

int weights_of(Weights *weights, const Py_buffer *fold, const Py_buffer *table)
{
    int bits = 0;
    while (bits < 31 && ((Py_ssize_t)1 << bits) < table->len)
        bits++;
    weights->fold = fold->buf;
    weights->table = table->buf;
    weights->bits = bits;
    if (fold->len == 0x10000 * 2 && bits >= 1 && ((Py_ssize_t)1 << bits) == table->len)
        return 1;
    PyErr_SetString(PyExc_ValueError, "a table of weights does not have the size that it must have");
    return 0;
}

const char scan_weigh_doc[] = PyDoc_STR(
"weigh(text, fold, weights, stretches, dense_stretches)\n--\n\n"
"Return what the runs of a text weigh as a whole, and those of the stretch that weighs most.\n\n"
"A run is two characters of a dense script, or three to six of any, of the text as `fold` makes it, runs of\n"
"spaces as one. `weights` holds a signed byte for each number of a run, 2 ** n of them. A weight is the sum\n"
"over the runs by the root of how many there are. `stretches` are three lengths; they begin behind a\n"
"space, or anywhere in a text most of which is of a dense script.");

PyObject *scan_weigh(PyObject *module, PyObject *args)
{
    PyObject *string, *result = NULL;
    Py_buffer fold, table;
    Weights weights;
    int (*lengths)[3] = weights.lengths;
    if (!PyArg_ParseTuple(args, "Uy*y*(iii)(iii)", &string, &fold, &table, &lengths[0][0],
                          &lengths[0][1], &lengths[0][2], &lengths[1][0], &lengths[1][1],
                          &lengths[1][2]))
        return NULL;
    if (weights_of(&weights, &fold, &table)) {
        Text text = text_of(string);
        Desk desk = {NULL, NULL, NULL, 0};
        Weight found;
        if (weigh(&text, 0, text.length, &weights, &desk, &found))
            result = Py_BuildValue("ddnn", found.whole, found.best, found.low, found.high);
        else
            PyErr_NoMemory();
        clear_desk(&desk);
    }
    PyBuffer_Release(&fold);
    PyBuffer_Release(&table);
    return result;
}
