/* Making edits, and finding those between two texts, or for what shall go; the twins in Python are in
 * cleantext/edit.py, cleantext/filter.py and cleantext/cutting.py.
 */
#include "edits.h"
#include <string.h>

/* What an edit consists of, by its place in the tuple. */
enum { START, END, OLD, NEW, NOTE, PARTS };

/* Whether `part` stands in `text` from `start` to `end`. */
static int stands(PyObject *text, Py_ssize_t start, Py_ssize_t end, PyObject *part)
{
    if (end - start != PyUnicode_GET_LENGTH(part))
        return 0;
    int kind = PyUnicode_KIND(text), other = PyUnicode_KIND(part);
    const void *data = PyUnicode_DATA(text), *wanted = PyUnicode_DATA(part);
    for (Py_ssize_t i = 0; i < end - start; i++)
        if (PyUnicode_READ(kind, data, start + i) != PyUnicode_READ(other, wanted, i))
            return 0;
    return 1;
}

/* Copy characters of a str, from `start` to `end`, to `place` of a buffer of `width` bytes a character. */
static void copy(void *buffer, int width, Py_ssize_t place, PyObject *text, Py_ssize_t start, Py_ssize_t end)
{
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    if (kind == width) {
        memcpy((char *)buffer + place * width, (const char *)data + start * width,
               (size_t)(end - start) * (size_t)width);
        return;
    }
    for (Py_ssize_t i = start; i < end; i++, place++)
        PyUnicode_WRITE(width, buffer, place, PyUnicode_READ(kind, data, i));
}

PyDoc_STRVAR(apply_doc,
"apply(text, edits)\n--\n\n"
"Return a text with sound edits made, a list or tuple of them; None when one of them does not fit.");

static PyObject *apply(PyObject *module, PyObject *args)
{
    PyObject *text, *edits, *result = NULL;
    if (!PyArg_ParseTuple(args, "UO", &text, &edits))
        return NULL;
    PyObject *sequence = PySequence_Fast(edits, "apply: edits are a list");
    if (sequence == NULL)
        return NULL;
    Py_ssize_t count = PySequence_Fast_GET_SIZE(sequence), length = PyUnicode_GET_LENGTH(text);
    Py_ssize_t *spans = PyMem_New(Py_ssize_t, 2 * (count ? count : 1));
    Py_ssize_t position = 0, size = length;
    int width = PyUnicode_KIND(text);
    void *buffer = NULL;
    if (spans == NULL) {
        PyErr_NoMemory();
        goto done;
    }
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *edit = PySequence_Fast_GET_ITEM(sequence, i);
        if (!PyTuple_Check(edit) || PyTuple_GET_SIZE(edit) != PARTS)
            goto unfit;
        PyObject *old = PyTuple_GET_ITEM(edit, OLD), *new = PyTuple_GET_ITEM(edit, NEW);
        if (!PyUnicode_Check(old) || !PyUnicode_Check(new))
            goto unfit;
        Py_ssize_t start = PyLong_AsSsize_t(PyTuple_GET_ITEM(edit, START));
        Py_ssize_t end = PyLong_AsSsize_t(PyTuple_GET_ITEM(edit, END));
        if (PyErr_Occurred()) {
            PyErr_Clear();
            goto unfit;
        }
        if (start < position || end < start || end > length || !stands(text, start, end, old))
            goto unfit;
        spans[2 * i] = start;
        position = spans[2 * i + 1] = end;
        size += PyUnicode_GET_LENGTH(new) - (end - start);
        if ((int)PyUnicode_KIND(new) > width)
            width = PyUnicode_KIND(new);
    }
    buffer = PyMem_Malloc((size_t)(size ? size : 1) * (size_t)width);
    if (buffer == NULL) {
        PyErr_NoMemory();
        goto done;
    }
    position = 0;
    Py_ssize_t place = 0;
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *new = PyTuple_GET_ITEM(PySequence_Fast_GET_ITEM(sequence, i), NEW);
        copy(buffer, width, place, text, position, spans[2 * i]);
        place += spans[2 * i] - position;
        copy(buffer, width, place, new, 0, PyUnicode_GET_LENGTH(new));
        place += PyUnicode_GET_LENGTH(new);
        position = spans[2 * i + 1];
    }
    copy(buffer, width, place, text, position, length);
    /* This looks for the widest character that is left, for edits may have removed all wide ones. */
    result = PyUnicode_FromKindAndData(width, buffer, size);
    goto done;
unfit:
    result = Py_NewRef(Py_None);
done:
    PyMem_Free(buffer);
    PyMem_Free(spans);
    Py_DECREF(sequence);
    return result;
}

/* A str that is read from one run of characters beyond ASCII to the next. */
struct reader {
    PyObject *text;
    const void *data;
    int kind;
    Py_ssize_t length, start, end;
};

static struct reader reading(PyObject *text)
{
    return (struct reader){text, PyUnicode_DATA(text), PyUnicode_KIND(text), PyUnicode_GET_LENGTH(text), 0, 0};
}

/* Whether a character of ASCII may stand within a run: neither a letter, a digit, nor a line end. */
static inline int is_mark(Py_UCS4 character)
{
    return character < 0x80 && character != '\n' && character - '0' > 9 && (character | 0x20) - 'a' > 25;
}

/* Go to the next run: characters beyond ASCII, with at most two marks between. Returns 0 when there is none. */
static int next_run(struct reader *at)
{
    Py_ssize_t place = at->end;
    while (place < at->length && PyUnicode_READ(at->kind, at->data, place) < 0x80)
        place++;
    if (place == at->length)
        return 0;
    at->start = place;
    for (;;) {
        while (place < at->length && PyUnicode_READ(at->kind, at->data, place) >= 0x80)
            place++;
        at->end = place;
        for (int marks = 0; marks < 2 && place < at->length; marks++, place++)
            if (!is_mark(PyUnicode_READ(at->kind, at->data, place)))
                break;
        if (place == at->length || place == at->end || PyUnicode_READ(at->kind, at->data, place) < 0x80)
            return 1;
    }
}

static int same(const struct reader *one, const struct reader *other)
{
    if (one->end - one->start != other->end - other->start)
        return 0;
    for (Py_ssize_t i = 0; i < one->end - one->start; i++)
        if (PyUnicode_READ(one->kind, one->data, one->start + i)
            != PyUnicode_READ(other->kind, other->data, other->start + i))
            return 0;
    return 1;
}

PyDoc_STRVAR(paired_doc,
"paired(edit, start, old, new, note)\n--\n\n"
"Return the edits, tuples of the type `edit`, that make the runs beyond ASCII of `old` those of `new`.");

static PyObject *paired(PyObject *module, PyObject *args)
{
    PyTypeObject *type;
    Py_ssize_t start;
    PyObject *old, *new, *note;
    if (!PyArg_ParseTuple(args, "O!nUUU", &PyType_Type, &type, &start, &old, &new, &note))
        return NULL;
    if (!PyType_IsSubtype(type, &PyTuple_Type)) {
        PyErr_SetString(PyExc_TypeError, "paired: edits are tuples");
        return NULL;
    }
    PyObject *edits = PyList_New(0);
    if (edits == NULL)
        return NULL;
    struct reader before = reading(old), after = reading(new);
    while (next_run(&before) && next_run(&after)) {
        if (same(&before, &after))
            continue;
        PyObject *parts = Py_BuildValue("((nnNNO))", start + before.start, start + before.end,
                                        PyUnicode_Substring(old, before.start, before.end),
                                        PyUnicode_Substring(new, after.start, after.end), note);
        PyObject *edit = parts == NULL ? NULL : PyTuple_Type.tp_new(type, parts, NULL);
        Py_XDECREF(parts);
        if (edit == NULL || PyList_Append(edits, edit) < 0) {
            Py_XDECREF(edit);
            Py_DECREF(edits);
            return NULL;
        }
        Py_DECREF(edit);
    }
    return edits;
}

/* A tuple of a type that is one with names, for a part of a text that begins at `first`. */
static PyObject *made(PyTypeObject *type, Py_ssize_t first, Py_ssize_t start, Py_ssize_t end, PyObject *text,
                      PyObject *new, PyObject *note)
{
    PyObject *parts[PARTS] = {PyLong_FromSsize_t(first + start), PyLong_FromSsize_t(first + end),
                              PyUnicode_Substring(text, start, end), Py_NewRef(new), Py_NewRef(note)};
    PyObject *edit = parts[START] && parts[END] && parts[OLD] ? type->tp_alloc(type, PARTS) : NULL;
    for (int i = 0; i < PARTS; i++)
        if (edit)
            PyTuple_SET_ITEM(edit, i, parts[i]);
        else
            Py_XDECREF(parts[i]);
    if (edit)
        PyObject_GC_UnTrack(edit); /* numbers and texts make no circles */
    return edit;
}

PyDoc_STRVAR(aligned_doc,
"aligned(edit, start, old, new, note)\n--\n\n"
"Return the edits, tuples of the type `edit`, that make the runs beyond ASCII of `old` what stands there in `new`.\n\n"
"None where the texts differ in length, or outside their runs.");

static PyObject *aligned(PyObject *module, PyObject *args)
{
    PyTypeObject *type;
    Py_ssize_t start;
    PyObject *old, *new, *note;
    if (!PyArg_ParseTuple(args, "O!nUUU", &PyType_Type, &type, &start, &old, &new, &note))
        return NULL;
    if (!PyType_IsSubtype(type, &PyTuple_Type)) {
        PyErr_SetString(PyExc_TypeError, "aligned: edits are tuples");
        return NULL;
    }
    if (PyUnicode_GET_LENGTH(old) != PyUnicode_GET_LENGTH(new))
        Py_RETURN_NONE;
    PyObject *edits = PyList_New(0);
    struct reader at = reading(old);
    int kind = PyUnicode_KIND(new), more = 1;
    const void *data = PyUnicode_DATA(new);
    while (edits && more) {
        Py_ssize_t place = at.end;
        more = next_run(&at);
        for (; place < (more ? at.start : at.length); place++)
            if (PyUnicode_READ(at.kind, at.data, place) != PyUnicode_READ(kind, data, place)) {
                Py_DECREF(edits);
                Py_RETURN_NONE;
            }
        Py_ssize_t low = more ? at.start : at.length, high = more ? at.end : at.length;
        while (low < high && PyUnicode_READ(at.kind, at.data, low) == PyUnicode_READ(kind, data, low))
            low++;
        while (low < high && PyUnicode_READ(at.kind, at.data, high - 1) == PyUnicode_READ(kind, data, high - 1))
            high--;
        if (low == high)
            continue;
        PyObject *part = PyUnicode_Substring(new, low, high);
        PyObject *edit = part ? made(type, start, low, high, old, part, note) : NULL;
        if (edit == NULL || PyList_Append(edits, edit) < 0)
            Py_CLEAR(edits);
        Py_XDECREF(edit);
        Py_XDECREF(part);
    }
    return edits;
}

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

PyDoc_STRVAR(cut_doc,
"cut(edit, text, cuts)\n--\n\n"
"Return the edits, tuples of the type `edit`, that take stretches out of a text, each with its note.\n\n"
"`cuts` is a list of tuples, in order and disjoint; the twin in Python is cleantext/cutting.py.");

static PyObject *cut(PyObject *module, PyObject *args)
{
    PyTypeObject *type;
    PyObject *text, *cuts, *empty = PyUnicode_New(0, 0), *edits = PyList_New(0);
    int done = empty && edits
               && PyArg_ParseTuple(args, "O!UO!", &PyType_Type, &type, &text, &PyList_Type, &cuts);
    Py_ssize_t count = done ? PyList_GET_SIZE(cuts) : 0, length = done ? PyUnicode_GET_LENGTH(text) : 0;
    struct stretch {
        Py_ssize_t start, end;
        PyObject *note;
    } *all = done ? PyMem_New(struct stretch, count + 1) : NULL;
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
        for (last = first + 1; last < count && blank(text, all[last - 1].end, all[last].start); last++)
            ;
        Py_ssize_t low = all[first].start, high = all[last - 1].end;
        widen(text, &low, &high);
        for (Py_ssize_t i = first; done && i < last; i++) {
            Py_ssize_t start = i == first ? low : all[i].start, end = i + 1 < last ? all[i + 1].start : high;
            PyObject *edit = start < end ? made(type, 0, start, end, text, empty, all[i].note) : NULL;
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

static PyMethodDef methods[] = {
    {"aligned", aligned, METH_VARARGS, aligned_doc},
    {"apply", apply, METH_VARARGS, apply_doc},
    {"cut", cut, METH_VARARGS, cut_doc},
    {"paired", paired, METH_VARARGS, paired_doc},
    {"swap", edits_swap, METH_VARARGS, edits_swap_doc},
    {NULL, NULL, 0, NULL},
};

DEFINE_MODULE(_edits, "Loops over edits; see cleantext.edit.")
