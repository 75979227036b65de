/* What the search for a charset counts; the twins in Python are in cleantext/decoding.
 *
 * Every function reads its arguments once from end to end and keeps nothing between calls.
 */
#include "charsets.h"
#include "utf8.h"
#include <stdint.h>
#include <string.h>

/* Bytes that are looked at together, and how many behind them must be there too. */
#define BLOCK 64
#define BEHIND 3

typedef struct {
    unsigned char high, sound, ends;
} Block;

/* How many bytes of a block are beyond ASCII, how many belong to well-formed characters that begin in it, and how
 * many end a line; `shares` takes the second number of each place. No byte but the first of a character can begin
 * one, so each place can be asked by itself: a plain loop, which compilers do for many bytes at a time. */
PER_PROCESSOR
static Block count_block(const unsigned char *at, unsigned char *shares)
{
    unsigned char high = 0, sound = 0, ends = 0, begun = 0;
    for (int i = 0; i < BLOCK; i++) {
        begun |= (at[i] >= 0xC2) & ((at[i + 1] & 0xC0) == 0x80) & ((at[i] < 0xE0) | ((at[i + 2] & 0xC0) == 0x80));
        high += at[i] >> 7;
        ends += (at[i] == '\n') | (at[i] == '\r');
    }
    /* In most charsets hardly two bytes in a row could begin a character. */
    for (int i = 0; i < BLOCK; i++)
        shares[i] = 0;
    for (int i = 0; begun && i < BLOCK; i++) {
        unsigned char lead = at[i], second = at[i + 1];
        unsigned char two = (second & 0xC0) == 0x80, three = two & ((at[i + 2] & 0xC0) == 0x80);
        unsigned char four = three & ((at[i + 3] & 0xC0) == 0x80);
        two &= (lead >= 0xC2) & (lead < 0xE0);
        three &= (lead >= 0xE0) & (lead < 0xF0);
        three &= ((lead != 0xE0) | (second >= 0xA0)) & ((lead != 0xED) | (second < 0xA0));
        four &= (lead >= 0xF0) & (lead < 0xF5);
        four &= ((lead != 0xF0) | (second >= 0x90)) & ((lead != 0xF4) | (second < 0x90));
        shares[i] = (unsigned char)(2 * two + 3 * three + 4 * four);
        sound += shares[i];
    }
    Block found = {high, sound, ends};
    return found;
}

/* What has been counted, and what of it stands before the line that is being read. */
typedef struct {
    Py_ssize_t high, sound, lines, high_before, sound_before;
} Tally;

static inline void end_line(Tally *tally)
{
    tally->lines += tally->sound > tally->sound_before
                    && tally->sound - tally->sound_before == tally->high - tally->high_before;
    tally->sound_before = tally->sound;
    tally->high_before = tally->high;
}

PyDoc_STRVAR(utf8_doc,
"utf8(data)\n--\n\n"
"Return how many bytes beyond ASCII belong to well-formed UTF-8 characters, how many do not, and in how many\n"
"lines there are some and all do.");

static PyObject *utf8(PyObject *module, PyObject *argument)
{
    Py_buffer data;
    if (PyObject_GetBuffer(argument, &data, PyBUF_SIMPLE) < 0)
        return NULL;
    const unsigned char *at = data.buf, *end = at + data.len;
    unsigned char shares[BLOCK];
    Tally tally = {0};
    Py_BEGIN_ALLOW_THREADS
    while (end - at >= BLOCK + BEHIND) {
        Block found = count_block(at, shares);
        if (found.ends == 0) {
            tally.high += found.high;
            tally.sound += found.sound;
        } else if (found.sound == 0 && tally.sound == tally.sound_before) {
            /* None of the lines that end here counts; the last of them has to be known. */
            tally.high += found.high;
            tally.high_before = tally.high;
            for (int i = BLOCK - 1; at[i] != '\n' && at[i] != '\r'; i--)
                tally.high_before -= at[i] >> 7;
        } else
            for (int i = 0; i < BLOCK; i++) {
                tally.high += at[i] >> 7;
                tally.sound += shares[i];
                if (at[i] == '\n' || at[i] == '\r')
                    end_line(&tally);
            }
        at += BLOCK;
    }
    for (; at < end; at++) {
        if (*at == '\n' || *at == '\r')
            end_line(&tally);
        else if (*at >= 0x80) {
            tally.high++;
            tally.sound += well_formed(at, end);
        }
    }
    end_line(&tally);
    Py_END_ALLOW_THREADS
    PyBuffer_Release(&data);
    return Py_BuildValue("nnn", tally.sound, tally.high - tally.sound, tally.lines);
}

PyDoc_STRVAR(pairs_doc,
"pairs(data, most)\n--\n\n"
"Return how often each pair of neighbours occurs, a space on either side: first byte times 256 plus second, and\n"
"its count, 32 bits each; those with a byte beyond ASCII, and the others. If more than `most` of the others\n"
"occur, the first so many that occur twice.");

typedef struct {
    uint32_t pair, count;
} Counted;

/* Count the pairs of `bytes` into `listed`, in the order of the twin: the first and second byte, the third and
 * fourth; then those between. `index` has a place for twice as many as there can be, 1 << bits, all zero. Returns
 * how many kinds there are. */
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

static PyObject *pairs(PyObject *module, PyObject *args)
{
    Py_buffer data;
    Py_ssize_t most;
    if (!PyArg_ParseTuple(args, "y*n", &data, &most))
        return NULL;
    int bits = 4;
    while (bits < 17 && (Py_ssize_t)1 << bits < 2 * (data.len + 1))
        bits++;
    PyObject *found = NULL;
    uint32_t *index = PyMem_Calloc((size_t)1 << bits, sizeof *index);
    /* All kinds that there can be, twice: as they are met, and those beyond ASCII before the others. */
    Counted *listed = PyMem_Malloc(((size_t)1 << bits) * sizeof *listed);
    if (index == NULL || listed == NULL)
        PyErr_NoMemory();
    else {
        uint32_t kinds = count_pairs(data.buf, data.len, listed, index, bits);
        Counted *sorted = listed + kinds;
        Py_ssize_t beyond = 0, size;
        for (uint32_t i = 0; i < kinds; i++)
            if (listed[i].pair & 0x8080)
                sorted[beyond++] = listed[i];
        Py_ssize_t plain = kinds - beyond, end = beyond + (plain > most ? most : plain);
        uint32_t least = plain > most ? 2 : 1;
        size = beyond;
        for (uint32_t i = 0; i < kinds && size < end; i++)
            if (!(listed[i].pair & 0x8080) && listed[i].count >= least)
                sorted[size++] = listed[i];
        found = Py_BuildValue("y#y#", (const char *)sorted, beyond * (Py_ssize_t)sizeof *sorted,
                              (const char *)(sorted + beyond), (size - beyond) * (Py_ssize_t)sizeof *sorted);
    }
    PyMem_Free(index);
    PyMem_Free(listed);
    PyBuffer_Release(&data);
    return found;
}

PyDoc_STRVAR(cheapest_doc,
"cheapest(high, low, widths, free)\n--\n\n"
"Return for each group of lanes the least sum of two numbers, one of `high` and one of `low`; and their lanes.\n\n"
"`widths` says how many lanes each group has. Behind the first `free` lanes a number of `low` counts for no\n"
"less than the least of those.");

static PyObject *cheapest(PyObject *module, PyObject *args)
{
    Py_buffer high, low, widths;
    Py_ssize_t free_lanes;
    PyObject *found = NULL;
    if (!PyArg_ParseTuple(args, "y*y*y*n", &high, &low, &widths, &free_lanes))
        return NULL;
    const unsigned char *width = widths.buf;
    Py_ssize_t size = 0;
    for (Py_ssize_t i = 0; i < widths.len; i++)
        size += width[i];
    if (high.len != low.len || high.len != size * (Py_ssize_t)sizeof(uint32_t) || free_lanes < 0 || free_lanes > size) {
        PyErr_SetString(PyExc_ValueError, "cheapest: the lanes are not as many as the groups have");
        goto done;
    }
    const uint32_t *highs = high.buf, *lows = low.buf;
    uint32_t floor = free_lanes ? UINT32_MAX : 0;
    for (Py_ssize_t i = 0; i < free_lanes; i++)
        floor = lows[i] < floor ? lows[i] : floor;
    found = Py_BuildValue("NN", PyList_New(widths.len), PyList_New(widths.len));
    for (Py_ssize_t group = 0, lane = 0; group < widths.len && found != NULL; group++) {
        uint32_t least = UINT32_MAX;
        Py_ssize_t best = 0;
        for (Py_ssize_t i = 0; i < width[group]; i++, lane++) {
            uint32_t own = lane >= free_lanes && lows[lane] < floor ? floor : lows[lane];
            if (highs[lane] + own < least) {
                least = highs[lane] + own;
                best = i;
            }
        }
        PyObject *sum = PyLong_FromUnsignedLong(least), *place = PyLong_FromSsize_t(best);
        PyList_SET_ITEM(PyTuple_GET_ITEM(found, 0), group, sum);
        PyList_SET_ITEM(PyTuple_GET_ITEM(found, 1), group, place);
        if (sum == NULL || place == NULL)
            Py_CLEAR(found);
    }
done:
    PyBuffer_Release(&high);
    PyBuffer_Release(&low);
    PyBuffer_Release(&widths);
    return found;
}

static PyMethodDef methods[] = {
    {"dense", charsets_dense, METH_O, charsets_dense_doc},
    {"costs", charsets_costs, METH_VARARGS, charsets_costs_doc},
    {"utf8", utf8, METH_O, utf8_doc},
    {"pairs", pairs, METH_VARARGS, pairs_doc},
    {"lanes", charsets_lanes, METH_VARARGS, charsets_lanes_doc},
    {"row", charsets_row, METH_VARARGS, charsets_row_doc},
    {"cheapest", cheapest, METH_VARARGS, cheapest_doc},
    {"strange", charsets_strange, METH_VARARGS, charsets_strange_doc},
    {"stretches", charsets_stretches, METH_O, charsets_stretches_doc},
    {"mapped", charsets_mapped, METH_VARARGS, charsets_mapped_doc},
    {"mapped_pairs", charsets_mapped_pairs, METH_VARARGS, charsets_mapped_pairs_doc},
    {"decoded", charsets_decoded, METH_VARARGS, charsets_decoded_doc},
    {NULL, NULL, 0, NULL},
};

DEFINE_MODULE(_charsets, "Counts for the search for a charset; see cleantext.decoding.")
