/* Whether a text is normalized by what each character is to the one before it; the twin is in cleantext/forms.py. */

#include "scan_members.h"

/* The class of characters that tell nothing by themselves. */
#define DOUBTFUL 255

const char scan_in_order_doc[] = PyDoc_STR(
"in_order(text, members, class_of)\n--\n\n"
"Return whether no character of a text is of class 255, or of one that is lower than that of the character before.\n\n"
"`class_of` holds a class for each code point; `members`, as for `following`, those that have another than 0.");

PyObject *scan_in_order(PyObject *module, PyObject *args)
{
    PyObject *string, *members;
    Py_buffer class_of;
    if (!PyArg_ParseTuple(args, "USy*", &string, &members, &class_of))
        return NULL;
    if (class_of.len != CODE_POINTS || PyBytes_GET_SIZE(members) != CODE_POINTS / 8) {
        PyBuffer_Release(&class_of);
        PyErr_SetString(PyExc_ValueError, "in_order: a table does not have the size that it must have");
        return NULL;
    }
    Text text = text_of(string);
    PyThreadState *state = text.length > LONG_TEXT ? PyEval_SaveThread() : NULL;
    const uint8_t *classes = class_of.buf;
    Walk marks;
    Py_ssize_t place, last = -1;
    int before = 0, in_order = 1;
    walk(&marks, &text, (const uint8_t *)PyBytes_AS_STRING(members), 0, text.length);
    while (in_order && (place = next_member(&marks)) >= 0) {
        int class = classes[AT(&text, place)];
        in_order = class != DOUBTFUL && (last + 1 != place || class >= before);
        last = place;
        before = class;
    }
    if (state)
        PyEval_RestoreThread(state);
    PyBuffer_Release(&class_of);
    return PyBool_FromLong(in_order);
}
