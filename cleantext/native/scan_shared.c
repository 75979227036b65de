/* How strange sentences are to a text; the twin is in cleantext/shares.py. */

#include "scan_threes_of.h"

#define THREE UINT64_C(0xFFFFFFFFFFFF) /* the bits of three characters */
#define COUNTED (UINT64_C(1) << 63)
/* A table has 2 ** FEW slots at first. */
#define FEW 9

static int make_threes(Threes *threes, int bits)
{
    threes->bits = bits;
    threes->slots = PyMem_RawCalloc((size_t)1 << bits, sizeof *threes->slots);
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
    PyMem_RawFree(threes->slots);
    *threes = larger;
    return 1;
}

int begin_threes(Gathered *gathered)
{
    Gathered empty = {{NULL, 0}, ' ', 1, 0, 0};
    *gathered = empty;
    return make_threes(&gathered->threes, FEW);
}

void free_threes(Gathered *gathered)
{
    PyMem_RawFree(gathered->threes.slots);
}

/* Put the run that ends with a character into a table; 0 when out of memory. */
static inline int take(Gathered *gathered, uint64_t code, const Gathered *others)
{
    Threes *threes = &gathered->threes;
    if (code == ' ' && (gathered->last & 0xFFFF) == ' ')
        return 1;
    gathered->last = (gathered->last << 16 | code) & THREE;
    if (++gathered->size < 3)
        return 1;
    uint64_t *slot = slot_of(threes, gathered->last);
    if (*slot)
        return 1;
    *slot = gathered->last;
    gathered->count++;
    gathered->common += others && *slot_of(&others->threes, gathered->last);
    return gathered->count <= (Py_ssize_t)1 << (threes->bits - 1) || grow(threes);
}

int gather_on(Gathered *gathered, const Text *text, Py_ssize_t low, Py_ssize_t high, const uint16_t *fold,
              const Gathered *others)
{
    int enough = 1;
    for (; enough && low < high; low++)
        enough = take(gathered, folded(fold, AT(text, low)), others);
    return enough;
}

int gather_threes(Gathered *gathered, const Text *text, Py_ssize_t low, Py_ssize_t high, const uint16_t *fold,
                  const Gathered *others)
{
    return gather_on(gathered, text, low, high, fold, others) && take(gathered, ' ', others);
}

void count_common(Gathered *own, const Gathered *others)
{
    for (size_t i = 0; i < (size_t)1 << own->threes.bits; i++) {
        uint64_t *three = &own->threes.slots[i];
        int is_common = *three && !(*three & COUNTED) && *slot_of(&others->threes, *three);
        own->common += is_common;
        *three |= is_common ? COUNTED : 0;
    }
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
    Py_ssize_t size = PyList_GET_SIZE(sentences);
    PyObject *result = NULL;
    Gathered host = {0};
    Text text = text_of(string);
    if (fold.len != 0x10000 * 2) {
        PyErr_SetString(PyExc_ValueError, "shared: a table does not have the size that it must have");
    } else if (!begin_threes(&host) || !gather_threes(&host, &text, 0, text.length, fold.buf, NULL)) {
        PyErr_NoMemory();
    } else {
        result = PyList_New(size);
    }
    for (Py_ssize_t i = 0; result && i < size; i++) {
        PyObject *item = PyList_GET_ITEM(sentences, i), *pair = NULL;
        Gathered own = {0};
        if (!PyUnicode_Check(item)) {
            PyErr_SetString(PyExc_TypeError, "shared: a sentence is no str");
        } else {
            Text said = text_of(item);
            if (!begin_threes(&own) || !gather_threes(&own, &said, 0, said.length, fold.buf, &host))
                PyErr_NoMemory();
            else
                pair = Py_BuildValue("nn", own.count, own.common);
        }
        free_threes(&own);
        if (pair == NULL)
            Py_CLEAR(result);
        else
            PyList_SET_ITEM(result, i, pair);
    }
    free_threes(&host);
    PyBuffer_Release(&fold);
    return result;
}
