/* What the search for a charset counts; the twins in Python are in cleantext/decoding.
 *
 * Every function reads its arguments once from end to end and keeps nothing between calls.
 */
#include "module.h"
#include <stdint.h>
#include <string.h>

/* How many bytes the well-formed UTF-8 character at `at` has, of those beyond ASCII; 0 for none.
 * Table 3-7 of the Unicode Standard. */
static inline Py_ssize_t well_formed(const unsigned char *at, const unsigned char *end)
{
    unsigned char lead = at[0], low = 0x80, high = 0xBF;
    Py_ssize_t size;
    if (lead < 0xC2 || lead > 0xF4)
        return 0;
    if (lead < 0xE0)
        size = 2;
    else if (lead < 0xF0) {
        size = 3;
        low = lead == 0xE0 ? 0xA0 : 0x80;
        high = lead == 0xED ? 0x9F : 0xBF;
    } else {
        size = 4;
        low = lead == 0xF0 ? 0x90 : 0x80;
        high = lead == 0xF4 ? 0x8F : 0xBF;
    }
    if (end - at < size || at[1] < low || at[1] > high)
        return 0;
    for (Py_ssize_t i = 2; i < size; i++)
        if ((at[i] & 0xC0) != 0x80)
            return 0;
    return size;
}

/* Bytes that are looked at together, and how many behind them must be there too. */
#define BLOCK 32
#define BEHIND 3

typedef struct {
    unsigned char high, sound, ends;
} Block;

/* How many bytes of a block are beyond ASCII, how many belong to well-formed characters that begin in it, and how
 * many end a line. No byte but the first of a character can begin one, so each place can be asked by itself: a
 * plain loop, which compilers do for many bytes at a time. */
PER_PROCESSOR
static Block count_block(const unsigned char *at)
{
    unsigned char high = 0, sound = 0, ends = 0;
    for (int i = 0; i < BLOCK; i++) {
        unsigned char lead = at[i], second = at[i + 1];
        unsigned char two = (second & 0xC0) == 0x80, three = two & ((at[i + 2] & 0xC0) == 0x80);
        unsigned char four = three & ((at[i + 3] & 0xC0) == 0x80);
        two &= (lead >= 0xC2) & (lead < 0xE0);
        three &= (lead >= 0xE0) & (lead < 0xF0);
        three &= ((lead != 0xE0) | (second >= 0xA0)) & ((lead != 0xED) | (second < 0xA0));
        four &= (lead >= 0xF0) & (lead < 0xF5);
        four &= ((lead != 0xF0) | (second >= 0x90)) & ((lead != 0xF4) | (second < 0x90));
        high += lead >> 7;
        sound += (unsigned char)(2 * two + 3 * three + 4 * four);
        ends += (lead == '\n') | (lead == '\r');
    }
    Block found = {high, sound, ends};
    return found;
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
    /* Up to there each byte is looked at by itself, because a line ends there. */
    const unsigned char *closely = at;
    Py_ssize_t sound = 0, high = 0, lines = 0, sound_before = 0, high_before = 0;
    Py_BEGIN_ALLOW_THREADS
    while (at <= end) {
        if (at >= closely && end - at >= BLOCK + BEHIND) {
            Block found = count_block(at);
            if (found.ends == 0) {
                high += found.high;
                sound += found.sound;
                at += BLOCK;
                continue;
            }
            closely = at + BLOCK;
        }
        if (at == end || *at == '\n' || *at == '\r') {
            lines += sound > sound_before && sound - sound_before == high - high_before;
            sound_before = sound;
            high_before = high;
        } else if (*at >= 0x80) {
            high++;
            sound += well_formed(at, end);
        }
        at++;
    }
    Py_END_ALLOW_THREADS
    PyBuffer_Release(&data);
    return Py_BuildValue("nnn", sound, high - sound, lines);
}

PyDoc_STRVAR(pairs_doc,
"pairs(data)\n--\n\n"
"Return how often each pair of neighbours occurs, a space on either side: first byte times 256 plus second;\n"
"those with a byte beyond ASCII, and the others.");

static PyObject *pairs(PyObject *module, PyObject *argument)
{
    Py_buffer data;
    if (PyObject_GetBuffer(argument, &data, PyBUF_SIMPLE) < 0)
        return NULL;
    PyObject *found = Py_BuildValue("NN", PyDict_New(), PyDict_New());
    uint32_t *counts = PyMem_Calloc(1 << 16, sizeof *counts);
    uint16_t *met = PyMem_Malloc((1 << 16) * sizeof *met);
    if (found == NULL || counts == NULL || met == NULL) {
        if (found != NULL)
            PyErr_NoMemory();
        Py_CLEAR(found);
        goto done;
    }
    const unsigned char *bytes = data.buf;
    Py_ssize_t kinds = 0;
    /* In the order of the twin: the first and second byte, the third and fourth; then those between. */
    for (int odd = 0; odd < 2; odd++)
        for (Py_ssize_t i = odd; i <= data.len; i += 2) {
            unsigned int before = i > 0 ? bytes[i - 1] : ' ', next = i < data.len ? bytes[i] : ' ';
            unsigned int pair = before << 8 | next;
            if (counts[pair]++ == 0)
                met[kinds++] = (uint16_t)pair;
        }
    for (Py_ssize_t i = 0; i < kinds && found != NULL; i++) {
        PyObject *key = PyLong_FromLong(met[i]), *count = PyLong_FromUnsignedLong(counts[met[i]]);
        PyObject *side = PyTuple_GET_ITEM(found, (met[i] & 0x8080) == 0);
        if (key == NULL || count == NULL || PyDict_SetItem(side, key, count) < 0)
            Py_CLEAR(found);
        Py_XDECREF(key);
        Py_XDECREF(count);
    }
done:
    PyMem_Free(counts);
    PyMem_Free(met);
    PyBuffer_Release(&data);
    return found;
}

PER_PROCESSOR
static void add_row(uint32_t *sums, const unsigned char *costs, uint32_t often, Py_ssize_t size)
{
    for (Py_ssize_t i = 0; i < size; i++)
        sums[i] += often * costs[i];
}

PyDoc_STRVAR(lanes_doc,
"lanes(counts, rows, size, times)\n--\n\n"
"Return `times` the sum of the rows of some pairs, each as often as it counts: `size` numbers of 32 bits.\n\n"
"`counts` says how often each pair occurs, and `rows` holds `size` bytes for each.");

static PyObject *lanes(PyObject *module, PyObject *args)
{
    PyObject *counts, *rows, *pair, *count;
    Py_ssize_t size, place = 0;
    unsigned int times;
    if (!PyArg_ParseTuple(args, "O!O!nI", &PyDict_Type, &counts, &PyDict_Type, &rows, &size, &times))
        return NULL;
    if (size < 0 || size > 1 << 16) {
        PyErr_SetString(PyExc_ValueError, "lanes: no row is so long");
        return NULL;
    }
    PyObject *total = PyBytes_FromStringAndSize(NULL, size * (Py_ssize_t)sizeof(uint32_t));
    if (total == NULL)
        return NULL;
    uint32_t *sums = (uint32_t *)PyBytes_AS_STRING(total);
    memset(sums, 0, (size_t)size * sizeof *sums);
    while (PyDict_Next(counts, &place, &pair, &count)) {
        PyObject *row = PyDict_GetItemWithError(rows, pair);
        uint32_t often = (uint32_t)PyLong_AsUnsignedLong(count) * times;
        if (row == NULL || !PyBytes_Check(row) || PyBytes_GET_SIZE(row) != size || PyErr_Occurred()) {
            if (!PyErr_Occurred())
                PyErr_SetString(PyExc_ValueError, "lanes: a pair has no row of that size");
            Py_DECREF(total);
            return NULL;
        }
        add_row(sums, (const unsigned char *)PyBytes_AS_STRING(row), often, size);
    }
    return total;
}

PyDoc_STRVAR(cheapest_doc,
"cheapest(high, low, widths, free)\n--\n\n"
"Return for each group of lanes the least sum of two numbers, one of `high` and one of `low`, and its lane.\n\n"
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
    found = PyList_New(widths.len);
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
        PyObject *pair = Py_BuildValue("kn", (unsigned long)least, best);
        if (pair == NULL)
            Py_CLEAR(found);
        else
            PyList_SET_ITEM(found, group, pair);
    }
done:
    PyBuffer_Release(&high);
    PyBuffer_Release(&low);
    PyBuffer_Release(&widths);
    return found;
}

static inline int is_letter(unsigned int byte)
{
    return (byte | 0x20) - 'a' < 26u;
}

PyDoc_STRVAR(dense_doc,
"dense(data)\n--\n\n"
"Return the bytes beyond ASCII, with a letter before each run of them and any byte behind it.");

static PyObject *dense(PyObject *module, PyObject *argument)
{
    Py_buffer data;
    if (PyObject_GetBuffer(argument, &data, PyBUF_SIMPLE) < 0)
        return NULL;
    PyObject *found = PyBytes_FromStringAndSize(NULL, data.len);
    const unsigned char *bytes = data.buf;
    Py_ssize_t size = 0, taken = 0; /* what is before `taken` was behind a run */
    for (Py_ssize_t i = 0; found && i < data.len; i++) {
        if (bytes[i] < 0x80)
            continue;
        Py_ssize_t start = i > taken && is_letter(bytes[i - 1]) ? i - 1 : i;
        while (i < data.len && bytes[i] >= 0x80)
            i++;
        taken = i < data.len ? i + 1 : i;
        memcpy(PyBytes_AS_STRING(found) + size, bytes + start, (size_t)(taken - start));
        size += taken - start;
    }
    PyBuffer_Release(&data);
    if (found)
        _PyBytes_Resize(&found, size);
    return found;
}

PyDoc_STRVAR(stretches_doc,
"stretches(text)\n--\n\n"
"Return how many stretches of characters beyond ASCII a text has, how many of them are of one character, and\n"
"how many letters of ASCII and such characters are followed by one of the other sort.");

static PyObject *stretches(PyObject *module, PyObject *text)
{
    if (!PyUnicode_Check(text)) {
        PyErr_SetString(PyExc_TypeError, "stretches: a str is wanted");
        return NULL;
    }
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    Py_ssize_t length = PyUnicode_GET_LENGTH(text), found = 0, alone = 0, beside = 0, run = 0;
    int letter_before = 0;
    for (Py_ssize_t i = 0; i <= length; i++) {
        Py_UCS4 character = i < length ? PyUnicode_READ(kind, data, i) : 0;
        int letter = is_letter(character);
        if (character > 0x7F) {
            found += run == 0;
            beside += letter_before;
            run++;
        } else {
            alone += run == 1;
            beside += letter && run > 0;
            run = 0;
        }
        letter_before = letter;
    }
    return Py_BuildValue("nnn", found, alone, beside);
}

#define NOT_KNOWN 0xFFFF

PyDoc_STRVAR(costs_doc,
"costs(text, start, end, table)\n--\n\n"
"Return the sum of what the characters of text[start:end] beyond ASCII cost, and those of which that is not known.\n\n"
"`table` holds 16 bits for each character up to U+FFFF, 0xFFFF where it is not known; of others it never is.");

static PyObject *costs(PyObject *module, PyObject *args)
{
    PyObject *text, *result = NULL;
    Py_ssize_t start, end;
    Py_buffer table;
    if (!PyArg_ParseTuple(args, "Unny*", &text, &start, &end, &table))
        return NULL;
    Py_ssize_t length = PyUnicode_GET_LENGTH(text), unknown = 0;
    start = start < 0 ? 0 : start;
    end = end > length ? length : end;
    Py_UCS4 *others = PyMem_Malloc((size_t)(end > start ? end - start : 1) * sizeof *others);
    if (table.len != 0x10000 * 2)
        PyErr_SetString(PyExc_ValueError, "costs: a table does not have the size that it must have");
    else if (others == NULL)
        PyErr_NoMemory();
    else {
        int kind = PyUnicode_KIND(text);
        const void *data = PyUnicode_DATA(text);
        const uint16_t *known = table.buf;
        uint64_t total = 0;
        for (Py_ssize_t i = start; i < end; i++) {
            Py_UCS4 character = PyUnicode_READ(kind, data, i);
            if (character < 0x80)
                continue;
            uint16_t cost = character > 0xFFFF ? NOT_KNOWN : known[character];
            if (cost == NOT_KNOWN)
                others[unknown++] = character;
            else
                total += cost;
        }
        result = Py_BuildValue("KN", (unsigned long long)total,
                               PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, others, unknown));
    }
    PyMem_Free(others);
    PyBuffer_Release(&table);
    return result;
}

static PyMethodDef methods[] = {
    {"dense", dense, METH_O, dense_doc},
    {"costs", costs, METH_VARARGS, costs_doc},
    {"utf8", utf8, METH_O, utf8_doc},
    {"pairs", pairs, METH_O, pairs_doc},
    {"lanes", lanes, METH_VARARGS, lanes_doc},
    {"cheapest", cheapest, METH_VARARGS, cheapest_doc},
    {"stretches", stretches, METH_O, stretches_doc},
    {NULL, NULL, 0, NULL},
};

DEFINE_MODULE(_charsets, "Counts for the search for a charset; see cleantext.decoding.")
