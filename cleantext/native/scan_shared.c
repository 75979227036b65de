/* How strange sentences are to a text; the twin is in cleantext/shares.py. */

#include "scan.h"

#define THREE UINT64_C(0xFFFFFFFFFFFF) /* the bits of three characters */
/* A table has 2 ** FEW slots at first. */
#define FEW 9

/* An open hash table of runs of three characters, 0 being empty. Most of those of a long text come again and again,
 * so it grows. */
typedef struct {
    uint64_t *slots;
    int bits;
} Threes;

static int make_threes(Threes *threes, int bits)
{
    threes->bits = bits;
    threes->slots = PyMem_Calloc((size_t)1 << bits, sizeof *threes->slots);
    return threes->slots != NULL;
}

/* Where a run stands in a table, or would. */
static inline uint64_t *slot_of(const Threes *threes, uint64_t three)
{
    size_t mask = ((size_t)1 << threes->bits) - 1;
    size_t slot = (size_t)(three * MIXER >> (64 - threes->bits));
    while (threes->slots[slot] && threes->slots[slot] != three)
        slot = (slot + 1) & mask;
    return &threes->slots[slot];
}

static int grow(Threes *threes)
{
    Threes larger;
    if (!make_threes(&larger, threes->bits + 2))
        return 0;
    for (size_t i = 0; i < (size_t)1 << threes->bits; i++)
        if (threes->slots[i])
            *slot_of(&larger, threes->slots[i]) = threes->slots[i];
    PyMem_Free(threes->slots);
    *threes = larger;
    return 1;
}

/* Put the runs of a text into an empty table; count them, and which of these `others` has. 0 when out of memory. */
static int gather(PyObject *string, const uint16_t *fold, Threes *threes, const Threes *others,
                  Py_ssize_t counts[2])
{
    Text text = text_of(string);
    uint64_t three = ' ';
    counts[0] = counts[1] = 0;
    for (Py_ssize_t i = 0, size = 1; i <= text.length; i++) {
        uint64_t code = i < text.length ? folded(fold, AT(&text, i)) : ' ';
        if (code == ' ' && (three & 0xFFFF) == ' ')
            continue;
        three = (three << 16 | code) & THREE;
        if (++size < 3)
            continue;
        uint64_t *slot = slot_of(threes, three);
        if (*slot)
            continue;
        *slot = three;
        counts[0]++;
        counts[1] += others && *slot_of(others, three);
        if (counts[0] > (Py_ssize_t)1 << (threes->bits - 1) && !grow(threes))
            return 0;
    }
    return 1;
}

const char scan_shared_doc[] = PyDoc_STR(
"shared(sentences, text, fold)\n--\n\n"
"Return how many different runs of three characters each sentence has, and how many of them a text has.\n\n"
"All are taken as `fold` makes them, spaces around them and runs of spaces as one.");

PyObject *scan_shared(PyObject *module, PyObject *args)
{
    PyObject *sentences, *string;
    Py_buffer fold;
    if (!PyArg_ParseTuple(args, "O!Uy*", &PyList_Type, &sentences, &string, &fold))
        return NULL;
    Py_ssize_t size = PyList_GET_SIZE(sentences), counts[2];
    PyObject *result = NULL;
    Threes host = {NULL, 0};
    if (fold.len != 0x10000 * 2) {
        PyErr_SetString(PyExc_ValueError, "shared: a table does not have the size that it must have");
    } else if (!make_threes(&host, FEW) || !gather(string, fold.buf, &host, NULL, counts)) {
        PyErr_NoMemory();
    } else {
        result = PyList_New(size);
    }
    for (Py_ssize_t i = 0; result && i < size; i++) {
        PyObject *said = PyList_GET_ITEM(sentences, i), *pair = NULL;
        Threes own = {NULL, 0};
        if (!PyUnicode_Check(said))
            PyErr_SetString(PyExc_TypeError, "shared: a sentence is no str");
        else if (!make_threes(&own, FEW) || !gather(said, fold.buf, &own, &host, counts))
            PyErr_NoMemory();
        else
            pair = Py_BuildValue("nn", counts[0], counts[1]);
        PyMem_Free(own.slots);
        if (pair == NULL)
            Py_CLEAR(result);
        else
            PyList_SET_ITEM(result, i, pair);
    }
    PyMem_Free(host.slots);
    PyBuffer_Release(&fold);
    return result;
}
