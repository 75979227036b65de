/* What stands before or around a character: pairs of two sets, and words; the twins are in cleantext/anchored.py,
 * triples.py and around.py. */

#include "scan_members.h"

const char scan_pairs_doc[] = PyDoc_STR(
"pairs(text, first, second)\n--\n\n"
"Return the indices of all characters of one set that stand right before one of another, as a list.");

PyObject *scan_pairs(PyObject *module, PyObject *args)
{
    PyObject *string, *first, *second;
    if (!PyArg_ParseTuple(args, "USS", &string, &first, &second))
        return NULL;
    if (PyBytes_GET_SIZE(first) != CODE_POINTS / 8 || PyBytes_GET_SIZE(second) != CODE_POINTS / 8) {
        PyErr_SetString(PyExc_ValueError, "pairs: a set does not have the size that it must have");
        return NULL;
    }
    Text text = text_of(string);
    const uint8_t *behind = (const uint8_t *)PyBytes_AS_STRING(second);
    PyObject *found = PyList_New(0);
    Walk before;
    walk(&before, &text, (const uint8_t *)PyBytes_AS_STRING(first), 0, text.length - 1);
    for (Py_ssize_t place; found && (place = next_member(&before)) >= 0;)
        if (is_in(behind, AT(&text, place + 1))) {
            PyObject *number = PyLong_FromSsize_t(place);
            if (number == NULL || PyList_Append(found, number) < 0)
                Py_CLEAR(found);
            Py_XDECREF(number);
        }
    return found;
}

void word_around(const Text *text, Py_ssize_t place, const uint8_t *parting, Py_ssize_t longest, Py_ssize_t *start,
                 Py_ssize_t *end)
{
    place = place < 0 ? 0 : place > text->length ? text->length : place;
    Py_ssize_t low = place, high = place;
    while (low > 0 && place - low < longest && !is_in(parting, AT(text, low - 1)))
        low--;
    while (high < text->length && high - place < longest && !is_in(parting, AT(text, high)))
        high++;
    *start = low;
    *end = high;
}

const char scan_unknown_words_doc[] = PyDoc_STR(
"unknown_words(text, members, known)\n--\n\n"
"Return the words of a text, parted by spaces, in which `around` would find something, as a list.\n\n"
"Each is looked at as if it were a line of its own, so that its ends have neighbours.");

PyObject *scan_unknown_words(PyObject *module, PyObject *args)
{
    PyObject *string, *members;
    Py_buffer known;
    if (!PyArg_ParseTuple(args, "USy*", &string, &members, &known))
        return NULL;
    size_t words = table_words(members, &known);
    if (words == 0)
        return NULL;
    Text text = text_of(string);
    const uint8_t *set = (const uint8_t *)PyBytes_AS_STRING(members);
    PyObject *found = PyList_New(0);
    Py_ssize_t start = 0;
    Py_UCS4 before = '\n', c = text.length ? AT(&text, 0) : ' ';
    int wanted = 0;
    for (Py_ssize_t i = 0; found && i < text.length; i++) {
        Py_UCS4 behind = i + 1 < text.length ? AT(&text, i + 1) : ' ';
        if (c != ' ' && !wanted && is_in(set, c)) {
            uint64_t three = IN_CONTEXT(before, c, behind == ' ' ? '\n' : behind);
            wanted = !is_known_three(known.buf, words - 1, three);
        }
        if (wanted && behind == ' ' && c != ' ') {
            PyObject *word = PyUnicode_Substring(string, start, i + 1);
            if (word == NULL || PyList_Append(found, word) < 0)
                Py_CLEAR(found);
            Py_XDECREF(word);
        }
        if (c == ' ' || behind == ' ')
            wanted = 0;
        if (c == ' ')
            start = i + 1;
        before = c == ' ' ? '\n' : c;
        c = behind;
    }
    PyBuffer_Release(&known);
    return found;
}

const char scan_words_doc[] = PyDoc_STR(
"words(text, places, parting, longest)\n--\n\n"
"Return what stands around each of some places without a character of a set, as a list.\n\n"
"That is `longest` characters before a place at most, and as many from it on.");

PyObject *scan_words(PyObject *module, PyObject *args)
{
    PyObject *string, *places, *parting;
    Py_ssize_t longest;
    if (!PyArg_ParseTuple(args, "UO!Sn", &string, &PyList_Type, &places, &parting, &longest))
        return NULL;
    if (PyBytes_GET_SIZE(parting) != CODE_POINTS / 8) {
        PyErr_SetString(PyExc_ValueError, "words: a set does not have the size that it must have");
        return NULL;
    }
    Text text = text_of(string);
    const uint8_t *set = (const uint8_t *)PyBytes_AS_STRING(parting);
    PyObject *found = PyList_New(0);
    for (Py_ssize_t i = 0; found && i < PyList_GET_SIZE(places); i++) {
        Py_ssize_t place = PyLong_AsSsize_t(PyList_GET_ITEM(places, i));
        if (place == -1 && PyErr_Occurred()) {
            Py_CLEAR(found);
            break;
        }
        Py_ssize_t low, high;
        word_around(&text, place, set, longest, &low, &high);
        PyObject *word = PyUnicode_Substring(string, low, high);
        if (word == NULL || PyList_Append(found, word) < 0)
            Py_CLEAR(found);
        Py_XDECREF(word);
    }
    return found;
}
