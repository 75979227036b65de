/* What shall go of a text and finding the edits for it, or the text without it; the twins in Python are in
 * cleantext/cutting.py and cleantext/document.py.
 */
#include "edits.h"
#include <stdint.h>
#include <string.h>

static int blank(PyObject *text, Py_ssize_t start, Py_ssize_t end)
{
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    while (start < end && Py_UNICODE_ISSPACE(PyUnicode_READ(kind, data, start)))
        start++;
    return start >= end;
}

/* Where the last line end of a stretch stands; -1 for none. */
static Py_ssize_t last_line_end(PyObject *text, Py_ssize_t start, Py_ssize_t end)
{
    return start < end ? PyUnicode_FindChar(text, '\n', start, end, -1) : -1;
}

/* Move both ends of a stretch so that what is left around it is parted as it was. */
static void widen(PyObject *text, Py_ssize_t *low, Py_ssize_t *high)
{
    Py_ssize_t start = *low, end = *high, before = start, after = end, length = PyUnicode_GET_LENGTH(text);
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    while (before && Py_UNICODE_ISSPACE(PyUnicode_READ(kind, data, before - 1)))
        before--;
    while (after < length && Py_UNICODE_ISSPACE(PyUnicode_READ(kind, data, after)))
        after++;
    Py_ssize_t next_line = last_line_end(text, end, after) + 1;
    if (before == 0) {
        *low = 0;
        *high = next_line ? next_line : after;
        return;
    }
    if (after == length) {
        *low = before;
        *high = length - (PyUnicode_READ(kind, data, length - 1) == '\n');
        return;
    }
    Py_ssize_t own_line = last_line_end(text, before, start) + 1;
    if (own_line && next_line) {
        *low = own_line;
        *high = next_line;
    }
    else if (own_line || before < start)
        *high = after;
    else if (next_line)
        *low = before;
}

/* What shall go of a text, and why. */
typedef struct {
    Py_ssize_t start, end;
    PyObject *note;
} Stretch;

/* The one behind the last of the stretches that nothing but white space parts from the first; `low` and `high` are
 * the ends of what goes with them. */
static Py_ssize_t group(PyObject *text, const Stretch *all, Py_ssize_t count, Py_ssize_t first, Py_ssize_t *low,
                        Py_ssize_t *high)
{
    Py_ssize_t last = first + 1;
    while (last < count && blank(text, all[last - 1].end, all[last].start))
        last++;
    *low = all[first].start;
    *high = all[last - 1].end;
    widen(text, low, high);
    return last;
}

const char edits_cut_doc[] = PyDoc_STR(
"cut(edit, text, cuts)\n--\n\n"
"Return the edits, tuples of the type `edit`, that take stretches out of a text, each with its note.\n\n"
"`cuts` is a list of tuples, in order and disjoint; the twin in Python is cleantext/cutting.py.");

PyObject *edits_cut(PyObject *module, PyObject *args)
{
    PyTypeObject *type;
    PyObject *text, *cuts, *empty = PyUnicode_New(0, 0), *edits = PyList_New(0);
    int done = empty && edits
               && PyArg_ParseTuple(args, "O!UO!", &PyType_Type, &type, &text, &PyList_Type, &cuts);
    Py_ssize_t count = done ? PyList_GET_SIZE(cuts) : 0, length = done ? PyUnicode_GET_LENGTH(text) : 0;
    Stretch *all = done ? PyMem_New(Stretch, count + 1) : NULL;
    if (done && all == NULL) {
        PyErr_NoMemory();
        done = 0;
    }
    if (done && !PyType_IsSubtype(type, &PyTuple_Type)) {
        PyErr_SetString(PyExc_TypeError, "cut: edits are tuples");
        done = 0;
    }
    for (Py_ssize_t i = 0; done && i < count; i++) {
        PyObject *each = PyList_GET_ITEM(cuts, i);
        done = PyTuple_Check(each) && PyArg_ParseTuple(each, "nnU", &all[i].start, &all[i].end, &all[i].note);
        if (done && (all[i].start < (i ? all[i - 1].start : 0) || all[i].end < all[i].start || all[i].end > length))
            done = 0;
        if (!done && !PyErr_Occurred())
            PyErr_SetString(PyExc_ValueError, "cut: these are no cuts of this text");
    }
    for (Py_ssize_t first = 0, last; done && first < count; first = last) {
        Py_ssize_t low, high;
        last = group(text, all, count, first, &low, &high);
        for (Py_ssize_t i = first; done && i < last; i++) {
            Py_ssize_t start = i == first ? low : all[i].start, end = i + 1 < last ? all[i + 1].start : high;
            PyObject *edit = start < end ? edits_made(type, 0, start, end, text, empty, all[i].note) : NULL;
            done = start >= end || (edit && PyList_Append(edits, edit) == 0);
            Py_XDECREF(edit);
        }
    }
    PyMem_Free(all);
    Py_XDECREF(empty);
    if (!done)
        Py_CLEAR(edits);
    return edits;
}

/* Where a text has gaps: from a `low` to a `high`, in order; `passed` of them begin before the last place asked for. */
typedef struct {
    const int64_t *all;
    Py_ssize_t count, passed, shift;
} Gaps;

/* Where a place, none before the last, is once what stood in the gaps is gone. */
static Py_ssize_t moved(Gaps *gaps, Py_ssize_t place)
{
    for (; gaps->passed < gaps->count && gaps->all[2 * gaps->passed] <= place; gaps->passed++)
        if (gaps->passed)
            gaps->shift += gaps->all[2 * gaps->passed - 1] - gaps->all[2 * gaps->passed - 2];
    if (gaps->passed == 0)
        return place;
    Py_ssize_t low = gaps->all[2 * gaps->passed - 2], high = gaps->all[2 * gaps->passed - 1];
    return (place < high ? low : place - (high - low)) - gaps->shift;
}

/* The text without what stands in gaps of it. */
static PyObject *without(PyObject *text, const int64_t *gaps, Py_ssize_t count)
{
    Py_ssize_t length = PyUnicode_GET_LENGTH(text), size = length, from = 0, place = 0;
    int width = PyUnicode_KIND(text);
    for (Py_ssize_t i = 0; i < count; i++)
        size -= gaps[2 * i + 1] - gaps[2 * i];
    PyObject *result = NULL;
    void *buffer;
    if (PyUnicode_IS_ASCII(text)) {
        result = PyUnicode_New(size, 0x7F);
        buffer = result ? PyUnicode_DATA(result) : NULL;
    }
    else if ((buffer = PyMem_Malloc((size_t)(size + 1) * (size_t)width)) == NULL)
        PyErr_NoMemory();
    if (buffer == NULL)
        return NULL;
    for (Py_ssize_t i = 0; i <= count; i++) {
        Py_ssize_t to = i < count ? gaps[2 * i] : length;
        edits_copy(buffer, width, place, text, from, to);
        place += to - from;
        from = i < count ? gaps[2 * i + 1] : length;
    }
    if (result == NULL) {
        /* This looks for the widest character that is left. */
        result = PyUnicode_FromKindAndData(width, buffer, size);
        PyMem_Free(buffer);
    }
    return result;
}

const char edits_take_out_doc[] = PyDoc_STR(
"take_out(text, evidence, columns, numbers, gaps)\n--\n\n"
"Return a text without some of its blocks, and the gaps that this made: pairs of 64-bit numbers.\n\n"
"`evidence` has a row of 64-bit numbers a block, of which the first two are its ends; `numbers` is a list of\n"
"blocks, in order. The text has lost what stood in `gaps` since the blocks were counted.");

PyObject *edits_take_out(PyObject *module, PyObject *args)
{
    PyObject *text, *numbers, *result = NULL;
    Py_buffer evidence, given;
    Py_ssize_t columns;
    if (!PyArg_ParseTuple(args, "Uy*nO!y*", &text, &evidence, &columns, &PyList_Type, &numbers, &given))
        return NULL;
    const int64_t *rows = evidence.buf;
    Py_ssize_t count = PyList_GET_SIZE(numbers), held = 0, made_gaps = 0, last = 0, before = 0;
    Gaps gaps = {given.buf, given.len / 16, 0, 0};
    Stretch *all = PyMem_New(Stretch, count + 1);
    int64_t *found = PyMem_New(int64_t, 2 * (count + 1));
    int done = all && found && (columns > 1 || count == 0);
    if (all == NULL || found == NULL)
        PyErr_NoMemory();
    for (Py_ssize_t i = 0; done && i < count; i++) {
        Py_ssize_t number = PyLong_AsSsize_t(PyList_GET_ITEM(numbers, i));
        done = number >= 0 && number < evidence.len / 8 / columns;
        if (!done)
            break;
        Py_ssize_t first = rows[number * columns], behind = rows[number * columns + 1];
        done = first >= last && behind >= first;
        last = behind;
        Py_ssize_t start = moved(&gaps, first), end = moved(&gaps, behind);
        done = done && start >= before && end <= PyUnicode_GET_LENGTH(text);
        if (start < end)
            all[held++] = (Stretch){start, end, NULL};
        before = end;
    }
    for (Py_ssize_t first = 0; done && first < held; made_gaps++) {
        Py_ssize_t low, high;
        first = group(text, all, held, first, &low, &high);
        found[2 * made_gaps] = low;
        found[2 * made_gaps + 1] = high;
        if (low >= high)
            made_gaps--;
    }
    if (done) {
        PyObject *left = without(text, found, made_gaps);
        if (left)
            result = Py_BuildValue("(Ny#)", left, (const char *)found, made_gaps * 16);
    }
    else if (!PyErr_Occurred())
        PyErr_SetString(PyExc_ValueError, "take_out: these are no blocks of this text");
    PyMem_Free(all);
    PyMem_Free(found);
    PyBuffer_Release(&evidence);
    PyBuffer_Release(&given);
    return result;
}
