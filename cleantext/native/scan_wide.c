/* Whether a text is mostly in scripts of three bytes a character; the twin is in cleantext/ideographs.py. */

#include "scan.h"

/* By so many characters between two looks at what the rest can change; the sum of so many fits in a short. */
#define SOME 1024

/* How many bytes more than two a character takes UTF-8, over every `step`-th of so many characters. */
#define DEFINE_EXCESS(NAME, CHAR, FOUR)                                                             \
    static inline int NAME(const CHAR *text, Py_ssize_t count, Py_ssize_t step)                    \
    {                                                                                              \
        int16_t found = 0;                                                                         \
        for (Py_ssize_t i = 0; i < count; i++) {                                                   \
            CHAR c = text[i * step];                                                               \
            found = (int16_t)(found + (c > 0x7FF) - (c < 0x80) + FOUR);                            \
        }                                                                                          \
        return found;                                                                              \
    }

DEFINE_EXCESS(excess2, Py_UCS2, 0)
DEFINE_EXCESS(excess4, Py_UCS4, (c > 0xFFFF))

const char scan_wide_doc[] = PyDoc_STR(
"wide(text, step)\n--\n\n"
"Return whether every step-th character of a text, from the first on, takes more than two bytes of UTF-8 on average.");

PyObject *scan_wide(PyObject *module, PyObject *args)
{
    PyObject *string;
    Py_ssize_t step;
    if (!PyArg_ParseTuple(args, "Un", &string, &step))
        return NULL;
    if (step < 1) {
        PyErr_SetString(PyExc_ValueError, "wide: a step is 1 at the least");
        return NULL;
    }
    Text text = text_of(string);
    /* What fits in one byte a character takes two bytes of UTF-8 at the most. */
    if (text.kind == PyUnicode_1BYTE_KIND)
        Py_RETURN_FALSE;
    Py_ssize_t rest = (text.length + step - 1) / step, excess = 0;
    for (Py_ssize_t place = 0; rest > 0; place += SOME * step) {
        Py_ssize_t count = rest < SOME ? rest : SOME;
        if (text.kind == PyUnicode_4BYTE_KIND)
            excess += excess4((const Py_UCS4 *)text.data + place, count, step);
        else {
            /* Steps that the compiler knows take less time. */
            const Py_UCS2 *from = (const Py_UCS2 *)text.data + place;
            excess += step == 1 ? excess2(from, count, 1) : step == 2 ? excess2(from, count, 2) : excess2(from, count, step);
        }
        rest -= count;
        /* A character is two bytes more at the most, and one less at the least. */
        if (excess > rest || excess <= -2 * rest)
            break;
    }
    return PyBool_FromLong(excess > 0);
}
