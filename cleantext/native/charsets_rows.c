/* What pairs of bytes cost in all charsets: their rows; the twin is in cleantext/decoding/rows.py. */

#include "charsets.h"
#include <string.h>

/* What a byte costs that is no character, and the character that it is then. */
#define UNDEFINED 255
#define NO_PLACE 0xFFFF

/* A group of languages: their costs in rows of `width`, by the places of characters in its alphabet. */
typedef struct {
    Py_ssize_t size, width;
    const unsigned char *single, *back_off, *rows, *marks;
    const uint16_t *pairs;
} Group;

/* The bytes of a tuple's item, at least so many; NULL and an error set otherwise. */
static const unsigned char *bytes_of(PyObject *tuple, Py_ssize_t item, Py_ssize_t least)
{
    PyObject *bytes = PyTuple_GET_ITEM(tuple, item);
    if (PyBytes_Check(bytes) && PyBytes_GET_SIZE(bytes) >= least)
        return (const unsigned char *)PyBytes_AS_STRING(bytes);
    PyErr_SetString(PyExc_ValueError, "row: a table does not have the size that it must have");
    return NULL;
}

static int group_of(PyObject *tuple, Group *group)
{
    if (!PyTuple_Check(tuple) || PyTuple_GET_SIZE(tuple) != 7) {
        PyErr_SetString(PyExc_ValueError, "row: a group is a tuple of seven");
        return 0;
    }
    Py_ssize_t size = PyLong_AsSsize_t(PyTuple_GET_ITEM(tuple, 0)), width = PyLong_AsSsize_t(PyTuple_GET_ITEM(tuple, 1));
    if (PyErr_Occurred())
        return 0;
    if (size < 0 || size > 0x1000 || width < 0 || width > 0x100) {
        PyErr_SetString(PyExc_ValueError, "row: no group is so large");
        return 0;
    }
    *group = (Group){.size = size, .width = width};
    group->single = bytes_of(tuple, 2, size * width);
    group->back_off = group->single ? bytes_of(tuple, 3, size * width) : NULL;
    const unsigned char *pairs = group->back_off ? bytes_of(tuple, 4, 2 * size * size) : NULL;
    group->pairs = (const uint16_t *)pairs;
    group->rows = pairs ? bytes_of(tuple, 5, 0) : NULL;
    group->marks = group->rows ? bytes_of(tuple, 6, size) : NULL;
    return group->marks != NULL;
}

/* What a character of a group costs behind another, in its languages; NULL and an error set for a wrong table. */
static const unsigned char *costs_of(const Group *group, PyObject *rows, Py_ssize_t before, Py_ssize_t after,
                                     unsigned char *sums)
{
    if (before >= group->size || after >= group->size) {
        PyErr_SetString(PyExc_ValueError, "row: a character is not in the alphabet");
        return NULL;
    }
    Py_ssize_t place = group->pairs[before * group->size + after];
    if (place == 0) {
        const unsigned char *single = group->single + after * group->width;
        const unsigned char *back_off = group->back_off + before * group->width;
        int is_mark = group->marks[after];
        for (Py_ssize_t i = 0; i < group->width; i++)
            sums[i] = (unsigned char)(single[i] + (is_mark ? 0 : back_off[i]));
        return sums;
    }
    if (place * group->width > PyBytes_GET_SIZE(rows)) {
        PyErr_SetString(PyExc_ValueError, "row: a pair has no costs");
        return NULL;
    }
    return group->rows + (place - 1) * group->width;
}

/* Write what a pair of bytes costs in a charset, behind what others cost; where that ends, NULL and an error set
 * for a wrong table. */
static unsigned char *write_costs(PyObject *source, unsigned int pair, unsigned char *to, const unsigned char *end)
{
    if (!PyTuple_Check(source) || PyTuple_GET_SIZE(source) != 4) {
        PyErr_SetString(PyExc_ValueError, "row: a charset is a tuple of four");
        return NULL;
    }
    const uint16_t *first = (const uint16_t *)bytes_of(source, 0, 512);
    const uint16_t *second = first ? (const uint16_t *)bytes_of(source, 1, 512) : NULL;
    const unsigned char *pick = second ? bytes_of(source, 2, 0) : NULL;
    Group group;
    if (pick == NULL || !group_of(PyTuple_GET_ITEM(source, 3), &group))
        return NULL;
    Py_ssize_t picked = PyBytes_GET_SIZE(PyTuple_GET_ITEM(source, 2));
    if (picked > end - to) {
        PyErr_SetString(PyExc_ValueError, "row: the charsets have more lanes than a row");
        return NULL;
    }
    uint16_t after = second[pair & 0xFF];
    if (after == NO_PLACE) {
        memset(to, UNDEFINED, (size_t)picked);
        return to + picked;
    }
    unsigned char sums[0x100];
    PyObject *rows = PyTuple_GET_ITEM(PyTuple_GET_ITEM(source, 3), 5);
    const unsigned char *costs = costs_of(&group, rows, first[pair >> 8], after, sums);
    if (costs == NULL)
        return NULL;
    for (Py_ssize_t i = 0; i < picked; i++) {
        if (pick[i] >= group.width) {
            PyErr_SetString(PyExc_ValueError, "row: a group has no such language");
            return NULL;
        }
        *to++ = costs[pick[i]];
    }
    return to;
}

const char charsets_row_doc[] = PyDoc_STR(
"row(pair, size, sources)\n--\n\n"
"Return what a pair of bytes costs, first times 256 plus second, in `size` lanes.\n\n"
"`sources` holds for each charset the characters of bytes, as the first and as the second of a pair, 16 bits each,\n"
"0xFFFF for none; which languages of its group it has, a byte each; and the group: the size of its alphabet, the\n"
"number of its languages, the costs of characters by themselves and of falling back from them, for each pair of\n"
"characters 16 bits with the number of its row, from 1 on; the rows; and for each character whether it is a mark.");

PyObject *charsets_row(PyObject *module, PyObject *args)
{
    unsigned int pair;
    Py_ssize_t size;
    PyObject *sources;
    if (!PyArg_ParseTuple(args, "InO!", &pair, &size, &PyTuple_Type, &sources))
        return NULL;
    PyObject *row = PyBytes_FromStringAndSize(NULL, size);
    if (row == NULL)
        return NULL;
    unsigned char *to = (unsigned char *)PyBytes_AS_STRING(row), *end = to + size;
    for (Py_ssize_t i = 0; to && i < PyTuple_GET_SIZE(sources); i++)
        to = write_costs(PyTuple_GET_ITEM(sources, i), pair & 0xFFFF, to, end);
    if (to != end) {
        if (to)
            PyErr_SetString(PyExc_ValueError, "row: the charsets have fewer lanes than a row");
        Py_CLEAR(row);
    }
    return row;
}
