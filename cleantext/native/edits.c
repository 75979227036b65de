/* Making edits, and finding those between two texts; the twins in Python are in cleantext/edit.py and
 * cleantext/filter.py.
 */
#include "edits.h"
#include <string.h>

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
void edits_copy(void *buffer, int width, Py_ssize_t place, PyObject *text, Py_ssize_t start, Py_ssize_t end)
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
        edits_copy(buffer, width, place, text, position, spans[2 * i]);
        place += spans[2 * i] - position;
        edits_copy(buffer, width, place, new, 0, PyUnicode_GET_LENGTH(new));
        place += PyUnicode_GET_LENGTH(new);
        position = spans[2 * i + 1];
    }
    edits_copy(buffer, width, place, text, position, length);
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

PyObject *edits_made(PyTypeObject *type, Py_ssize_t first, Py_ssize_t start, Py_ssize_t end, PyObject *text,
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
        PyObject *edit = part ? edits_made(type, start, low, high, old, part, note) : NULL;
        if (edit == NULL || PyList_Append(edits, edit) < 0)
            Py_CLEAR(edits);
        Py_XDECREF(edit);
        Py_XDECREF(part);
    }
    return edits;
}

static PyMethodDef methods[] = {
    {"aligned", aligned, METH_VARARGS, aligned_doc},
    {"apply", apply, METH_VARARGS, apply_doc},
    {"cut", edits_cut, METH_VARARGS, edits_cut_doc},
    {"paired", paired, METH_VARARGS, paired_doc},
    {"take_out", edits_take_out, METH_VARARGS, edits_take_out_doc},
    {"swap", edits_swap, METH_VARARGS, edits_swap_doc},
    {"unescaped", edits_unescaped, METH_VARARGS, edits_unescaped_doc},
    {NULL, NULL, 0, NULL},
};

DEFINE_MODULE(_edits, "Loops over edits; see cleantext.edit.")
