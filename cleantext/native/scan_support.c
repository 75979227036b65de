/* What is plain about lines that were read anew, before anybody asks what speaks for them; the twins are in
 * cleantext/support.py. */

#include "scan.h"

#define IN(c, low, high) ((Py_UCS4)(c) - (low) <= (Py_UCS4)(high) - (low))

/* Of what is not ASCII. */
static inline int is_drawn(Py_UCS4 c)
{
    return c == 0x85 || c == 0xA0 || IN(c, 0x2500, 0x25FF) || (c >= 0x1680 && Py_UNICODE_ISSPACE(c));
}

/* Whether each character became one, ASCII stayed, and what changed is drawn nowhere and not one same sign. */
#define DEFINE_OF_LETTERS(NAME, OLD, NEW)                                                          \
    static int NAME(const OLD *old, const NEW *new, Py_ssize_t length)                             \
    {                                                                                              \
        Py_UCS4 sign = 0;                                                                          \
        int letters = 0;                                                                           \
        for (Py_ssize_t i = 0; i < length; i++) {                                                  \
            Py_UCS4 c = old[i];                                                                    \
            if (c == new[i])                                                                       \
                continue;                                                                          \
            if (c < 0x80 || new[i] < 0x80 || is_drawn(c))                                          \
                return 0;                                                                          \
            if (sign == 0) {                                                                       \
                sign = c;                                                                          \
                letters = is_alnum(c);                                                             \
            }                                                                                      \
            letters |= c != sign;                                                                  \
        }                                                                                          \
        return letters;                                                                            \
    }

DEFINE_OF_LETTERS(of_letters11, Py_UCS1, Py_UCS1)
DEFINE_OF_LETTERS(of_letters12, Py_UCS1, Py_UCS2)
DEFINE_OF_LETTERS(of_letters21, Py_UCS2, Py_UCS1)
DEFINE_OF_LETTERS(of_letters22, Py_UCS2, Py_UCS2)

/* Nothing is plain about characters beyond U+FFFF. */
static int is_of_letters(const Text *old, const Text *new)
{
    if (old->length != new->length || old->kind == PyUnicode_4BYTE_KIND || new->kind == PyUnicode_4BYTE_KIND)
        return 0;
    if (old->kind == PyUnicode_1BYTE_KIND)
        return new->kind == PyUnicode_1BYTE_KIND ? of_letters11(old->data, new->data, old->length)
                                                 : of_letters12(old->data, new->data, old->length);
    return new->kind == PyUnicode_1BYTE_KIND ? of_letters21(old->data, new->data, old->length)
                                             : of_letters22(old->data, new->data, old->length);
}

static int is_parting(Py_UCS4 c)
{
    return c == 0x2022 || c == 0xB7 || c == '*' || c == '|' || c == '/' || c == '.' || c == 0x2013 || c == '-';
}

static int is_large(Py_UCS4 c)
{
    return IN(c, 'A', 'Z') || IN(c, 0xC0, 0xDE);
}

/* A small letter that only one letter is the capital of: `support._SMALL`. */
static int is_small(Py_UCS4 c)
{
    return IN(c, 0xE0, 0xE4) || IN(c, 0xE6, 0xF6) || IN(c, 0xF8, 0xFE) || IN(c, 0x430, 0x44F);
}

/* Whether a text cannot be a list of letters, for a small letter has no capital and no signs part capitals, and whether
 * all that may be part of what changed is in a set of characters up to U+FFFF. */
#define DEFINE_ALIKE(NAME, CHAR)                                                                   \
    static int NAME(const CHAR *text, Py_ssize_t length, const uint8_t *company)                   \
    {                                                                                              \
        /* Letters of Latin-1, and those of Cyrillic. */                                           \
        uint64_t small = 0, large = 0;                                                             \
        for (Py_ssize_t i = 0; i < length; i++) {                                                  \
            Py_UCS4 c = text[i];                                                                   \
            if (c < 0x80 && Py_ISALNUM(c))                                                         \
                continue;                                                                          \
            if (!(company[c >> 3] >> (c & 7) & 1))                                                 \
                return 0;                                                                          \
            if (is_small(c))                                                                       \
                small |= UINT64_C(1) << ((c & 0x1F) + (c > 0xFF ? 32 : 0));                        \
            else if (IN(c, 0xC0, 0xDE) || IN(c, 0x410, 0x42F))                                     \
                large |= UINT64_C(1) << (((c + 0x20) & 0x1F) + (c > 0xFF ? 32 : 0));               \
            else if (i + 5 < length && is_parting(c) && is_large(text[i + 1]) && text[i + 2] == c && \
                     is_large(text[i + 3]) && text[i + 4] == c && is_large(text[i + 5]))           \
                return 0;                                                                          \
        }                                                                                          \
        return (small & ~large) != 0;                                                              \
    }

DEFINE_ALIKE(alike1, Py_UCS1)
DEFINE_ALIKE(alike2, Py_UCS2)

static int take_line(PyObject *line, Text *old, Text *new)
{
    if (PyTuple_Check(line) && PyTuple_GET_SIZE(line) == 3 && PyUnicode_Check(PyTuple_GET_ITEM(line, 1)) &&
        PyUnicode_Check(PyTuple_GET_ITEM(line, 2))) {
        *old = text_of(PyTuple_GET_ITEM(line, 1));
        *new = text_of(PyTuple_GET_ITEM(line, 2));
        return 1;
    }
    PyErr_SetString(PyExc_TypeError, "a line is a tuple of where it begins, what it was and what it is");
    return 0;
}

const char scan_of_letters_doc[] = PyDoc_STR(
"of_letters(lines)\n--\n\n"
"Return 1 for each line of which more changed than one sign, and no drawing; 0 where that is not plain.\n\n"
"`lines` is a list of tuples: where each line begins, and what it was and is.");

PyObject *scan_of_letters(PyObject *module, PyObject *args)
{
    PyObject *lines;
    if (!PyArg_ParseTuple(args, "O!", &PyList_Type, &lines))
        return NULL;
    PyObject *found = PyBytes_FromStringAndSize(NULL, PyList_GET_SIZE(lines));
    for (Py_ssize_t each = 0; found && each < PyBytes_GET_SIZE(found) && each < PyList_GET_SIZE(lines); each++) {
        Text old, new;
        if (!take_line(PyList_GET_ITEM(lines, each), &old, &new))
            Py_CLEAR(found);
        else
            PyBytes_AS_STRING(found)[each] = (char)is_of_letters(&old, &new);
    }
    return found;
}

const char scan_alike_doc[] = PyDoc_STR(
"alike(lines, plain, first, company)\n--\n\n"
"Return how many lines in a row, from one on, are plain, no lists, and of none but some characters.\n\n"
"`plain` is what `of_letters` says of the lines, and `company` holds the characters; letters and digits of ASCII need not\n"
"be among them.");

PyObject *scan_alike(PyObject *module, PyObject *args)
{
    PyObject *lines, *plain, *string;
    Py_ssize_t first;
    uint8_t company[0x10000 / 8] = {0};
    if (!PyArg_ParseTuple(args, "O!SnU", &PyList_Type, &lines, &plain, &first, &string))
        return NULL;
    if (first < 0 || PyBytes_GET_SIZE(plain) != PyList_GET_SIZE(lines)) {
        PyErr_SetString(PyExc_ValueError, "alike: there are not as many lines as it must have");
        return NULL;
    }
    Text chars = text_of(string);
    for (Py_ssize_t i = 0; i < chars.length; i++) {
        Py_UCS4 c = AT(&chars, i);
        if (c <= 0xFFFF)
            company[c >> 3] |= (uint8_t)(1 << (c & 7));
    }
    Py_ssize_t each = first;
    for (; each < PyList_GET_SIZE(lines); each++) {
        Text old, new;
        if (!take_line(PyList_GET_ITEM(lines, each), &old, &new))
            return NULL;
        if (!PyBytes_AS_STRING(plain)[each] ||
            !(old.kind == PyUnicode_1BYTE_KIND ? alike1(old.data, old.length, company)
                                               : alike2(old.data, old.length, company)))
            break;
    }
    return PyLong_FromSsize_t(each - first);
}
