/* The loops that clean text spends its time in, over the buffer of a str.
 *
 * `following` finds the next character of a set, and `count` counts them; `around` gathers what stands around
 * characters of a set and is not known yet, and `unknown` finds the next of it; `letters` counts those of
 * each script. native/scan_gate.c tells which triggers stand in a text, scan_lines.c finds its short lines
 * and characters that stand several times in a row, scan_runs.c where it is worth looking for words, scan_listen.c which sentences are worth
 * hearing, scan_pitch.c how much they sound like spam, and scan_shared.c how strange they are. Each has a twin in Python (cleantext/scan.py, anchored.py, grams.py, hearing.py, pitch.py,
 * outliers.py, sentences.py), which a property test holds to the same answers, and which serves where
 * this was not compiled.
 *
 * CPython keeps a str in one, two or four bytes a character, whichever is the least that its widest
 * character needs. Each loop is written once and compiled for each width.
 */

#include "native/scan.h"

/* The index of the first character, from `start` on, whose bit is set; -1 without one. */
#define DEFINE_NEXT(NAME, CHAR)                                                                    \
    static Py_ssize_t NAME(const CHAR *text, Py_ssize_t start, Py_ssize_t end, const uint8_t *set) \
    {                                                                                              \
        for (Py_ssize_t i = start; i < end; i++)                                                   \
            if (set[text[i] >> 3] >> (text[i] & 7) & 1)                                            \
                return i;                                                                          \
        return -1;                                                                                 \
    }

DEFINE_NEXT(table1, Py_UCS1)
DEFINE_NEXT(next2, Py_UCS2)
DEFINE_NEXT(next4, Py_UCS4)

/* Of most sets a text of one byte a character can hold but one member, the no-break space or the soft
 * hyphen, or none; the C library looks for that far faster than any table. */
static Py_ssize_t next1(const Py_UCS1 *text, Py_ssize_t start, Py_ssize_t end, const uint8_t *set)
{
    int member = -1;
    for (int i = 0; i < 32; i++) {
        if (set[i] == 0)
            continue;
        if (member >= 0 || (set[i] & (set[i] - 1)))
            return table1(text, start, end, set);
        for (member = 8 * i; !(set[i] >> (member & 7) & 1); member++)
            ;
    }
    if (member < 0 || start >= end)
        return -1;
    const Py_UCS1 *found = memchr(text + start, member, (size_t)(end - start));
    return found ? found - text : -1;
}

/* How many characters are in a set. */
#define DEFINE_COUNT(NAME, CHAR)                                                                   \
    static Py_ssize_t NAME(const CHAR *text, Py_ssize_t length, const uint8_t *set)                \
    {                                                                                              \
        Py_ssize_t found = 0;                                                                      \
        for (Py_ssize_t i = 0; i < length; i++)                                                    \
            found += set[text[i] >> 3] >> (text[i] & 7) & 1;                                       \
        return found;                                                                              \
    }

DEFINE_COUNT(count1, Py_UCS1)
DEFINE_COUNT(count2, Py_UCS2)
DEFINE_COUNT(count4, Py_UCS4)

/* A growing hash table of distinct numbers, none of them 0. */
struct numbers {
    uint64_t *slots;
    size_t mask, count;
};

static int add_number(struct numbers *numbers, uint64_t number)
{
    size_t slot = (size_t)(number * MIXER >> 20) & numbers->mask;
    for (; numbers->slots[slot]; slot = (slot + 1) & numbers->mask)
        if (numbers->slots[slot] == number)
            return 1;
    numbers->slots[slot] = number;
    if (++numbers->count <= numbers->mask / 2)
        return 1;
    struct numbers larger = {NULL, 4 * numbers->mask + 3, 0};
    larger.slots = PyMem_RawCalloc(larger.mask + 1, sizeof(uint64_t));
    if (larger.slots == NULL)
        return 0;
    for (size_t i = 0; i <= numbers->mask; i++)
        if (numbers->slots[i])
            add_number(&larger, numbers->slots[i]); /* which is far from full */
    PyMem_RawFree(numbers->slots);
    *numbers = larger;
    return 1;
}

/* A run of this many slots of a table of known threes may hold one; so even a full table is searched
 * in a bounded time. */
#define PROBES 8

/* A character with its neighbours, 21 bits each, and a bit that tells them from an empty slot. */
#define THREE(text, i)                                                                             \
    ((uint64_t)text[i - 1] << 42 | (uint64_t)text[i] << 21 | text[i + 1] | UINT64_C(1) << 63)

static inline int is_known(const uint64_t *known, size_t mask, uint64_t three)
{
    size_t slot = (size_t)(three * MIXER >> 32);
    for (int probe = 0; probe < PROBES; probe++) {
        uint64_t held = known[(slot + probe) & mask];
        if (held == three)
            return 1;
        if (held == 0)
            return 0;
    }
    return 0;
}

/* Gather each member of a set with its two neighbours unless these three are known; 0 when out of
 * memory. */
#define DEFINE_AROUND(NAME, CHAR)                                                                  \
    static int NAME(const CHAR *text, Py_ssize_t length, const uint8_t *set,                       \
                    const uint64_t *known, size_t mask, struct numbers *found)                     \
    {                                                                                              \
        for (Py_ssize_t i = 1; i < length - 1; i++)                                                \
            if (set[text[i] >> 3] >> (text[i] & 7) & 1) {                                          \
                uint64_t three = THREE(text, i);                                                   \
                if (!is_known(known, mask, three) && !add_number(found, three))                    \
                    return 0;                                                                      \
            }                                                                                      \
        return 1;                                                                                  \
    }

DEFINE_AROUND(around1, Py_UCS1)
DEFINE_AROUND(around2, Py_UCS2)
DEFINE_AROUND(around4, Py_UCS4)

/* The index of the first member of a set, from `start` on, that with its neighbours is not known. */
#define DEFINE_UNKNOWN(NAME, CHAR)                                                                 \
    static Py_ssize_t NAME(const CHAR *text, Py_ssize_t start, Py_ssize_t length,                  \
                           const uint8_t *set, const uint64_t *known, size_t mask)                 \
    {                                                                                              \
        for (Py_ssize_t i = start < 1 ? 1 : start; i < length - 1; i++)                            \
            if (set[text[i] >> 3] >> (text[i] & 7) & 1 &&                                          \
                !is_known(known, mask, THREE(text, i)))                                            \
                return i;                                                                          \
        return -1;                                                                                 \
    }

DEFINE_UNKNOWN(unknown1, Py_UCS1)
DEFINE_UNKNOWN(unknown2, Py_UCS2)
DEFINE_UNKNOWN(unknown4, Py_UCS4)

PyDoc_STRVAR(following_doc,
"following(text, members, start, end)\n--\n\n"
"Return the index of the first character of text[start:end] that is in a set; -1 without one.\n\n"
"`members` holds a bit for each code point, the lowest of a byte first.");

static PyObject *following(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    if (count != 4) {
        PyErr_SetString(PyExc_TypeError, "following takes text, members, start and end");
        return NULL;
    }
    PyObject *text = args[0], *set = args[1];
    Py_ssize_t start = PyLong_AsSsize_t(args[2]), end = PyLong_AsSsize_t(args[3]);
    if (PyErr_Occurred())
        return NULL;
    if (!PyUnicode_Check(text) || !PyBytes_Check(set) || PyBytes_GET_SIZE(set) != CODE_POINTS / 8) {
        PyErr_SetString(PyExc_TypeError, "following takes a str and the bytes of a set of code points");
        return NULL;
    }
    if (start < 0)
        start = 0;
    if (end > PyUnicode_GET_LENGTH(text))
        end = PyUnicode_GET_LENGTH(text);
    const void *data = PyUnicode_DATA(text);
    const uint8_t *bits = (const uint8_t *)PyBytes_AS_STRING(set);
    int kind = PyUnicode_KIND(text);
    if (kind == PyUnicode_1BYTE_KIND)
        return PyLong_FromSsize_t(next1(data, start, end, bits));
    if (kind == PyUnicode_2BYTE_KIND)
        return PyLong_FromSsize_t(next2(data, start, end, bits));
    return PyLong_FromSsize_t(next4(data, start, end, bits));
}

PyDoc_STRVAR(count_doc,
"count(text, members)\n--\n\n"
"Return how many characters of a text are in a set, `members` being as for `following`.");

static PyObject *count(PyObject *module, PyObject *args)
{
    PyObject *text, *members;
    if (!PyArg_ParseTuple(args, "US", &text, &members))
        return NULL;
    if (PyBytes_GET_SIZE(members) != CODE_POINTS / 8) {
        PyErr_SetString(PyExc_ValueError, "count: a set does not have the size that it must have");
        return NULL;
    }
    Py_ssize_t length = PyUnicode_GET_LENGTH(text);
    const void *data = PyUnicode_DATA(text);
    const uint8_t *set = (const uint8_t *)PyBytes_AS_STRING(members);
    int kind = PyUnicode_KIND(text);
    return PyLong_FromSsize_t(kind == PyUnicode_1BYTE_KIND   ? count1(data, length, set)
                              : kind == PyUnicode_2BYTE_KIND ? count2(data, length, set)
                                                             : count4(data, length, set));
}

PyDoc_STRVAR(letters_doc,
"letters(text, blocks)\n--\n\n"
"Return how many letters of each number a text has, as a tuple of 16.\n\n"
"`blocks` holds a number below 16 for every sixteen characters up to U+FFFF; the last is that of all beyond.");

#define BLOCKS (0x10000 / 16)

static PyObject *letters(PyObject *module, PyObject *args)
{
    PyObject *string;
    Py_buffer blocks;
    Py_ssize_t counts[16] = {0};
    if (!PyArg_ParseTuple(args, "Uy*", &string, &blocks))
        return NULL;
    PyObject *result = NULL;
    if (blocks.len != BLOCKS)
        PyErr_SetString(PyExc_ValueError, "letters: a table does not have the size that it must have");
    else {
        Text text = text_of(string);
        const uint8_t *number = blocks.buf;
        for (Py_ssize_t i = 0; i < text.length; i++) {
            Py_UCS4 c = AT(&text, i);
            if (Py_UNICODE_ISALPHA(c))
                counts[number[c < 0x10000 ? c >> 4 : BLOCKS - 1] & 15]++;
        }
        result = PyTuple_New(16);
        for (int i = 0; result && i < 16; i++) {
            PyObject *count = PyLong_FromSsize_t(counts[i]);
            if (count == NULL)
                Py_CLEAR(result);
            else
                PyTuple_SET_ITEM(result, i, count);
        }
    }
    PyBuffer_Release(&blocks);
    return result;
}

/* How many words a table of known threes has; 0, the table released and an error set, if it or the set
 * does not have the size that it must have. */
static size_t table_words(PyObject *members, Py_buffer *known)
{
    size_t words = (size_t)known->len / sizeof(uint64_t);
    if (PyBytes_GET_SIZE(members) == CODE_POINTS / 8 && words && !(words & (words - 1)) &&
        words * sizeof(uint64_t) == (size_t)known->len)
        return words;
    PyBuffer_Release(known);
    PyErr_SetString(PyExc_ValueError, "a table does not have the size that it must have");
    return 0;
}

PyDoc_STRVAR(around_doc,
"around(text, members, known)\n--\n\n"
"Return the set of all members of a set with the character before and the one behind, as strings of three.\n\n"
"`members` is as for `following`. The first and the last character of the text lack a neighbour. What is\n"
"`known` is left out: an open hash table of 2 ** n 64-bit words, 0 where it is empty, with 1 << 63 and the\n"
"three characters, the last lowest, 21 bits each. One stands at bits 32 to 32 + n of its product with\n"
"0x9E3779B97F4A7C15, or in one of the seven words behind.");

static PyObject *around(PyObject *module, PyObject *args)
{
    PyObject *text, *members;
    Py_buffer known;
    if (!PyArg_ParseTuple(args, "USy*", &text, &members, &known))
        return NULL;
    size_t words = table_words(members, &known);
    if (words == 0)
        return NULL;
    struct numbers found = {PyMem_RawCalloc(256, sizeof(uint64_t)), 255, 0};
    if (found.slots == NULL) {
        PyBuffer_Release(&known);
        return PyErr_NoMemory();
    }
    Py_ssize_t length = PyUnicode_GET_LENGTH(text);
    const void *data = PyUnicode_DATA(text);
    const uint8_t *set = (const uint8_t *)PyBytes_AS_STRING(members);
    int kind = PyUnicode_KIND(text), enough;
    PyThreadState *state = length > LONG_TEXT ? PyEval_SaveThread() : NULL;
    if (kind == PyUnicode_1BYTE_KIND)
        enough = around1(data, length, set, known.buf, words - 1, &found);
    else if (kind == PyUnicode_2BYTE_KIND)
        enough = around2(data, length, set, known.buf, words - 1, &found);
    else
        enough = around4(data, length, set, known.buf, words - 1, &found);
    if (state)
        PyEval_RestoreThread(state);
    PyBuffer_Release(&known);
    PyObject *result = enough ? PySet_New(NULL) : PyErr_NoMemory();
    for (size_t i = 0; result && i <= found.mask; i++) {
        uint64_t three = found.slots[i];
        if (three == 0)
            continue;
        Py_UCS4 chars[3] = {three >> 42 & 0x1FFFFF, three >> 21 & 0x1FFFFF, three & 0x1FFFFF};
        PyObject *string = PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, chars, 3);
        if (string == NULL || PySet_Add(result, string) < 0)
            Py_CLEAR(result);
        Py_XDECREF(string);
    }
    PyMem_RawFree(found.slots);
    return result;
}

PyDoc_STRVAR(unknown_doc,
"unknown(text, members, known, start)\n--\n\n"
"Return the index of the first character, from `start` on, that `around` would give with its neighbours.\n\n"
"-1 without one.");

static PyObject *unknown(PyObject *module, PyObject *args)
{
    PyObject *text, *members;
    Py_buffer known;
    Py_ssize_t start, found;
    if (!PyArg_ParseTuple(args, "USy*n", &text, &members, &known, &start))
        return NULL;
    size_t words = table_words(members, &known);
    if (words == 0)
        return NULL;
    Py_ssize_t length = PyUnicode_GET_LENGTH(text);
    const void *data = PyUnicode_DATA(text);
    const uint8_t *set = (const uint8_t *)PyBytes_AS_STRING(members);
    int kind = PyUnicode_KIND(text);
    if (kind == PyUnicode_1BYTE_KIND)
        found = unknown1(data, start, length, set, known.buf, words - 1);
    else if (kind == PyUnicode_2BYTE_KIND)
        found = unknown2(data, start, length, set, known.buf, words - 1);
    else
        found = unknown4(data, start, length, set, known.buf, words - 1);
    PyBuffer_Release(&known);
    return PyLong_FromSsize_t(found);
}

static PyMethodDef methods[] = {
    {"adjacent", scan_adjacent, METH_VARARGS, scan_adjacent_doc},
    {"repeated", scan_repeated, METH_VARARGS, scan_repeated_doc},
    {"short_lines", scan_short_lines, METH_VARARGS, scan_short_lines_doc},
    {"count", count, METH_VARARGS, count_doc},
    {"letters", letters, METH_VARARGS, letters_doc},
    {"around", around, METH_VARARGS, around_doc},
    {"unknown", unknown, METH_VARARGS, unknown_doc},
    {"run", scan_run, METH_VARARGS, scan_run_doc},
    {"table", scan_table, METH_VARARGS, scan_table_doc},
    {"weigh", scan_weigh, METH_VARARGS, scan_weigh_doc},
    {"listen", scan_listen, METH_VARARGS, scan_listen_doc},
    {"shared", scan_shared, METH_VARARGS, scan_shared_doc},
    {"following", (PyCFunction)(void (*)(void))following, METH_FASTCALL, following_doc},
    {NULL, NULL, 0, NULL},
};

static PyModuleDef_Slot slots[] = {
#ifdef Py_mod_multiple_interpreters
    {Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED},
#endif
#ifdef Py_mod_gil
    {Py_mod_gil, Py_MOD_GIL_NOT_USED},
#endif
    {0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "cleantext._scan",
    .m_doc = "Loops over the characters of a str; see cleantext.scan.",
    .m_methods = methods,
    .m_slots = slots,
};

PyMODINIT_FUNC PyInit__scan(void) { return PyModuleDef_Init(&definition); }
