/* What a script may do to a page: change an element, choose one, write a style sheet.
 *
 * Most scripts are long and do none of it. In each of the words by which they do two letters stand side by side
 * that do so in few others; what has no such pair is passed over a block at a time. The twin in Python is
 * `does` of cleantext/markup/head.py.
 */

#include "pages.h"

enum { CHANGES = 1, CHOOSES = 2, WRITES = 4, ALL = 7, BLOCK = 64 };

/* A word, where its pair stands in it, and what it does. */
static const struct {
    const char *word;
    int pair, does;
} CALLS[] = {
    {".style", 3, CHANGES}, {".hide(", 0, CHANGES}, {".hidden", 0, CHANGES}, {".css(", 1, CHANGES},
    {".remove(", 4, CHANGES}, {"getElementById", 11, CHOOSES}, {"querySelector", 4, CHOOSES}, {"$(", 0, CHOOSES},
    {"jQuery(", 0, CHOOSES}, {"<style", 3, WRITES},
};

/* Whether two characters are one of those pairs; compilers take many at once of what is written like this. */
#define ARE(type, one, other) ((type)((a ^ one) | (b ^ other)) == 0)
#define IS_PAIR(type)                                                                                                 \
    (ARE(type, 'y', 'l') | ARE(type, 'y', 'I') | ARE(type, 'y', 'S') | ARE(type, '.', 'h') | ARE(type, 'c', 's')      \
     | ARE(type, 'o', 'v') | ARE(type, '$', '(') | ARE(type, 'j', 'Q'))

/* For each width of a str: whether a block has a pair, what is done by the word around one, and by all of a text. */
#define FOR_WIDTH(type)                                                                                               \
    static int has_pair_##type(const type *text)                                                                      \
    {                                                                                                                 \
        int any = 0;                                                                                                  \
        for (int i = 0; i < BLOCK; i++) {                                                                             \
            type a = text[i], b = text[i + 1];                                                                        \
            any |= IS_PAIR(type);                                                                                     \
        }                                                                                                             \
        return any;                                                                                                   \
    }                                                                                                                 \
    static int does_here_##type(const type *text, Py_ssize_t length, Py_ssize_t place)                                \
    {                                                                                                                 \
        int does = 0;                                                                                                 \
        for (size_t i = 0; i < sizeof CALLS / sizeof CALLS[0]; i++) {                                                 \
            const char *word = CALLS[i].word;                                                                         \
            Py_ssize_t at = place - CALLS[i].pair;                                                                    \
            if (at < 0 || text[place] != (type)word[CALLS[i].pair])                                                   \
                continue;                                                                                             \
            while (*word && at < length && text[at] == (type)*word) {                                                 \
                at++;                                                                                                 \
                word++;                                                                                               \
            }                                                                                                         \
            if (*word == 0)                                                                                           \
                does |= CALLS[i].does;                                                                                \
        }                                                                                                             \
        return does;                                                                                                  \
    }                                                                                                                 \
    static int does_##type(const type *text, Py_ssize_t length)                                                       \
    {                                                                                                                 \
        int does = 0;                                                                                                 \
        for (Py_ssize_t start = 0; start < length && does != ALL; start += BLOCK) {                                   \
            Py_ssize_t end = length - start > BLOCK ? start + BLOCK : length - 1;                                     \
            if (length - start > BLOCK && !has_pair_##type(text + start))                                             \
                continue;                                                                                             \
            for (Py_ssize_t i = start; i < end; i++) {                                                                \
                type a = text[i], b = text[i + 1];                                                                    \
                if (IS_PAIR(type))                                                                                    \
                    does |= does_here_##type(text, length, i);                                                        \
            }                                                                                                         \
        }                                                                                                             \
        return does;                                                                                                  \
    }
FOR_WIDTH(Py_UCS1)
FOR_WIDTH(Py_UCS2)
FOR_WIDTH(Py_UCS4)

const char pages_does_doc[] = PyDoc_STR(
"does(script)\n--\n\n"
"Return by its words what a script may do, as bits: 1 where it may change elements, 2 where it may choose one,\n"
"4 where it may write a style sheet.");

PyObject *pages_does(PyObject *module, PyObject *script)
{
    if (!PyUnicode_Check(script)) {
        PyErr_SetString(PyExc_TypeError, "does: a script is a str");
        return NULL;
    }
    const void *text = PyUnicode_DATA(script);
    Py_ssize_t length = PyUnicode_GET_LENGTH(script);
    if (PyUnicode_KIND(script) == PyUnicode_1BYTE_KIND)
        return PyLong_FromLong(does_Py_UCS1(text, length));
    if (PyUnicode_KIND(script) == PyUnicode_2BYTE_KIND)
        return PyLong_FromLong(does_Py_UCS2(text, length));
    return PyLong_FromLong(does_Py_UCS4(text, length));
}
