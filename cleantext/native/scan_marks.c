/* Whether a text is normalized by what each character is to the one before it; the twin is in cleantext/forms.py. */

#include "scan.h"

/* The class of characters that tell nothing by themselves. */
#define DOUBTFUL 255
/* So many characters are looked at before one is looked for. */
#define SOME 64

/* Whether a character of text[low:high] is doubtful, or of a class that belongs before the one before it. Without a
 * branch, so the cost does not depend on what the text holds. */
#define DEFINE_OUT_OF_ORDER(NAME, CHAR)                                                            \
    static int NAME(const CHAR *text, Py_ssize_t length, const uint8_t *class_of)                  \
    {                                                                                              \
        unsigned int before = 0;                                                                   \
        for (Py_ssize_t low = 0; low < length; low += SOME) {                                      \
            Py_ssize_t high = length - low < SOME ? length : low + SOME;                           \
            unsigned int found = 0;                                                                \
            for (Py_ssize_t i = low; i < high; i++) {                                              \
                unsigned int class = class_of[text[i]];                                            \
                found |= (class == DOUBTFUL) | ((class != 0) & (class < before));                  \
                before = class;                                                                    \
            }                                                                                      \
            if (found)                                                                             \
                return 1;                                                                          \
        }                                                                                          \
        return 0;                                                                                  \
    }

DEFINE_OUT_OF_ORDER(out_of_order1, Py_UCS1)
DEFINE_OUT_OF_ORDER(out_of_order2, Py_UCS2)
DEFINE_OUT_OF_ORDER(out_of_order4, Py_UCS4)

const char scan_in_order_doc[] = PyDoc_STR(
"in_order(text, class_of)\n--\n\n"
"Return whether no character of a text is of class 255, or of one that is lower than that of the character before\n"
"and not 0. `class_of` holds a class for each code point.");

PyObject *scan_in_order(PyObject *module, PyObject *args)
{
    PyObject *string;
    Py_buffer class_of;
    if (!PyArg_ParseTuple(args, "Uy*", &string, &class_of))
        return NULL;
    if (class_of.len != CODE_POINTS) {
        PyBuffer_Release(&class_of);
        PyErr_SetString(PyExc_ValueError, "in_order: a table does not have the size that it must have");
        return NULL;
    }
    Text text = text_of(string);
    PyThreadState *state = text.length > LONG_TEXT ? PyEval_SaveThread() : NULL;
    int found = text.kind == PyUnicode_1BYTE_KIND   ? out_of_order1(text.data, text.length, class_of.buf)
                : text.kind == PyUnicode_2BYTE_KIND ? out_of_order2(text.data, text.length, class_of.buf)
                                                    : out_of_order4(text.data, text.length, class_of.buf);
    if (state)
        PyEval_RestoreThread(state);
    PyBuffer_Release(&class_of);
    return PyBool_FromLong(!found);
}
