/* The loops that clean text spends its time in, over the buffer of a str.
 *
 * Here are the plainest: `following` finds the next character of a set, `count` counts them, and `letters`
 * counts the letters of each script, which `numbers` only names. The others are in native/scan_*.c, each of which
 * says on its first lines what it does and where its twin in Python is; property tests hold both to the same
 * answers, and the twin serves where this was not compiled.
 *
 * CPython keeps a str in one, two or four bytes a character, whichever is the least that its widest
 * character needs. Each loop is written once and compiled for each width.
 */

#include "native/scan_members.h"

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
    Text characters = text_of(text);
    Walk members;
    walk(&members, &characters, (const uint8_t *)PyBytes_AS_STRING(set), start, end);
    return PyLong_FromSsize_t(next_member(&members));
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
    Text characters = text_of(text);
    return PyLong_FromSsize_t(count_members(&characters, (const uint8_t *)PyBytes_AS_STRING(members)));
}

PyDoc_STRVAR(letters_doc,
"letters(text, blocks, most)\n--\n\n"
"Return how many letters of each number a text has, as a tuple of 16; counted no further than to one more than\n"
"`most` of number 0.\n\n"
"`blocks` holds a number below 16 for every sixteen characters up to U+FFFF; the last is that of all beyond.");

#define DEFINE_LETTERS(NAME, CHAR)                                                                 \
    static void NAME(const CHAR *text, Py_ssize_t length, const uint8_t *number, Py_ssize_t *counts, \
                     Py_ssize_t most)                                                              \
    {                                                                                              \
        for (Py_ssize_t i = 0; i < length && counts[0] <= most; i++) {                             \
            Py_UCS4 c = text[i];                                                                   \
            if (c < 0x80)                                                                          \
                counts[number[c >> 4] & 15] += (c | 0x20) - 'a' < 26;                              \
            else if (Py_UNICODE_ISALPHA(c))                                                        \
                counts[letter_number(number, c)]++;                                                \
        }                                                                                          \
    }

DEFINE_LETTERS(letters1, Py_UCS1)
DEFINE_LETTERS(letters2, Py_UCS2)
DEFINE_LETTERS(letters4, Py_UCS4)

static PyObject *letters(PyObject *module, PyObject *args)
{
    PyObject *string;
    Py_buffer blocks;
    Py_ssize_t counts[16] = {0}, most;
    if (!PyArg_ParseTuple(args, "Uy*n", &string, &blocks, &most))
        return NULL;
    PyObject *result = NULL;
    if (blocks.len != LETTER_BLOCKS)
        PyErr_SetString(PyExc_ValueError, "letters: a table does not have the size that it must have");
    else {
        Text text = text_of(string);
        if (text.kind == PyUnicode_1BYTE_KIND)
            letters1(text.data, text.length, blocks.buf, counts, most);
        else if (text.kind == PyUnicode_2BYTE_KIND)
            letters2(text.data, text.length, blocks.buf, counts, most);
        else
            letters4(text.data, text.length, blocks.buf, counts, most);
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

/* A byte for each character up to U+FFFF, and one for 256 at a time beyond. */
#define NUMBERED (0x10000 + 0x1000)
#define MOST_NUMBERS 64

PyDoc_STRVAR(tally_doc,
"tally(text, numbers)\n--\n\n"
"Return how many characters of each number below 64 a text has, as a list.\n\n"
"`numbers` holds a byte for each character up to U+FFFF, and one for every 256 from there on.");

static PyObject *tally(PyObject *module, PyObject *args)
{
    PyObject *string, *found = NULL;
    Py_buffer numbers;
    Py_ssize_t counts[MOST_NUMBERS] = {0};
    if (!PyArg_ParseTuple(args, "Uy*", &string, &numbers))
        return NULL;
    Text text = text_of(string);
    const uint8_t *number = numbers.buf;
    if (numbers.len != NUMBERED)
        PyErr_SetString(PyExc_ValueError, "tally: a table does not have the size that it must have");
    else
        found = PyList_New(MOST_NUMBERS);
    for (Py_ssize_t i = 0; found && i < text.length; i++) {
        Py_UCS4 c = AT(&text, i);
        counts[number[c < 0x10000 ? c : 0x10000 + ((c - 0x10000) >> 8)] % MOST_NUMBERS]++;
    }
    for (int each = 0; found && each < MOST_NUMBERS; each++) {
        PyObject *count = PyLong_FromSsize_t(counts[each]);
        if (count == NULL)
            Py_CLEAR(found);
        else
            PyList_SET_ITEM(found, each, count);
    }
    PyBuffer_Release(&numbers);
    return found;
}

PyDoc_STRVAR(numbers_doc,
"numbers(text, blocks)\n--\n\n"
"Return which numbers the letters of a text have, as bits, `blocks` being as for `letters`.");

static PyObject *numbers(PyObject *module, PyObject *args)
{
    PyObject *string;
    Py_buffer blocks;
    if (!PyArg_ParseTuple(args, "Uy*", &string, &blocks))
        return NULL;
    unsigned long found = 0;
    Text text = text_of(string);
    if (blocks.len == LETTER_BLOCKS)
        found = number_letters(&text, 0, text.length, blocks.buf);
    else
        PyErr_SetString(PyExc_ValueError, "numbers: a table does not have the size that it must have");
    PyBuffer_Release(&blocks);
    return PyErr_Occurred() ? NULL : PyLong_FromUnsignedLong(found);
}

static PyMethodDef methods[] = {
    {"adjacent", scan_adjacent, METH_VARARGS, scan_adjacent_doc},
    {"realign", scan_realign, METH_VARARGS, scan_realign_doc},
    {"repeated", scan_repeated, METH_VARARGS, scan_repeated_doc},
    {"short_lines", scan_short_lines, METH_VARARGS, scan_short_lines_doc},
    {"count", count, METH_VARARGS, count_doc},
    {"letters", letters, METH_VARARGS, letters_doc},
    {"tally", tally, METH_VARARGS, tally_doc},
    {"numbers", numbers, METH_VARARGS, numbers_doc},
    {"around", scan_around, METH_VARARGS, scan_around_doc},
    {"pairs", scan_pairs, METH_VARARGS, scan_pairs_doc},
    {"glosses", scan_glosses, METH_VARARGS, scan_glosses_doc},
    {"unglossed", scan_unglossed, METH_VARARGS, scan_unglossed_doc},
    {"ascii_runs", scan_ascii_runs, METH_VARARGS, scan_ascii_runs_doc},
    {"folded", scan_folded, METH_VARARGS, scan_folded_doc},
    {"fuller", scan_fuller, METH_VARARGS, scan_fuller_doc},
    {"stops", scan_stops, METH_VARARGS, scan_stops_doc},
    {"terms", scan_terms, METH_VARARGS, scan_terms_doc},
    {"source_lines", scan_source_lines, METH_VARARGS, scan_source_lines_doc},
    {"rest", scan_rest, METH_VARARGS, scan_rest_doc},
    {"shifted_run", scan_shifted_run, METH_VARARGS, scan_shifted_run_doc},
    {"pair_cost", scan_pair_cost, METH_VARARGS, scan_pair_cost_doc},
    {"framed", scan_framed, METH_VARARGS, scan_framed_doc},
    {"phrases", scan_phrases, METH_VARARGS, scan_phrases_doc},
    {"phrase_table", scan_phrase_table, METH_VARARGS, scan_phrase_table_doc},
    {"unknown", scan_unknown, METH_VARARGS, scan_unknown_doc},
    {"unknown_places", scan_unknown_places, METH_VARARGS, scan_unknown_places_doc},
    {"unknown_lines", scan_unknown_lines, METH_VARARGS, scan_unknown_lines_doc},
    {"unread", scan_unread, METH_VARARGS, scan_unread_doc},
    {"unread_altered", scan_unread_altered, METH_VARARGS, scan_unread_altered_doc},
    {"untangle", scan_untangle, METH_VARARGS, scan_untangle_doc},
    {"wide", scan_wide, METH_VARARGS, scan_wide_doc},
    {"words", scan_words, METH_VARARGS, scan_words_doc},
    {"in_order", scan_in_order, METH_VARARGS, scan_in_order_doc},
    {"reread", scan_reread, METH_VARARGS, scan_reread_doc},
    {"run", scan_run, METH_VARARGS, scan_run_doc},
    {"table", scan_table, METH_VARARGS, scan_table_doc},
    {"bits", scan_bits, METH_VARARGS, scan_bits_doc},
    {"han", scan_han, METH_VARARGS, scan_han_doc},
    {"known", scan_known, METH_VARARGS, scan_known_doc},
    {"charsets", scan_charsets, METH_VARARGS, scan_charsets_doc},
    {"doubtful", scan_doubtful, METH_VARARGS, scan_doubtful_doc},
    {"odd", (PyCFunction)(void (*)(void))scan_odd, METH_FASTCALL, scan_odd_doc},
    {"threes", scan_threes, METH_VARARGS, scan_threes_doc},
    {"unknown_words", scan_unknown_words, METH_VARARGS, scan_unknown_words_doc},
    {"numbered", scan_numbered, METH_VARARGS, scan_numbered_doc},
    {"standing", scan_standing, METH_VARARGS, scan_standing_doc},
    {"stands", scan_stands, METH_VARARGS, scan_stands_doc},
    {"evidence", scan_evidence, METH_VARARGS, scan_evidence_doc},
    {"embedded", scan_embedded, METH_VARARGS, scan_embedded_doc},
    {"misread", scan_misread, METH_VARARGS, scan_misread_doc},
    {"unlikely", scan_unlikely, METH_VARARGS, scan_unlikely_doc},
    {"of_letters", scan_of_letters, METH_VARARGS, scan_of_letters_doc},
    {"brings", scan_brings, METH_VARARGS, scan_brings_doc},
    {"alike", scan_alike, METH_VARARGS, scan_alike_doc},
    {"voted", scan_voted, METH_VARARGS, scan_voted_doc},
    {"model", scan_model, METH_VARARGS, scan_model_doc},
    {"weigh", scan_weigh, METH_VARARGS, scan_weigh_doc},
    {"listen", scan_listen, METH_VARARGS, scan_listen_doc},
    {"sentence", scan_sentence, METH_VARARGS, scan_sentence_doc},
    {"listener", scan_listener, METH_VARARGS, scan_listener_doc},
    {"sells", (PyCFunction)(void (*)(void))scan_sells, METH_FASTCALL, scan_sells_doc},
    {"shared", scan_shared, METH_VARARGS, scan_shared_doc},
    {"following", (PyCFunction)(void (*)(void))following, METH_FASTCALL, following_doc},
    {NULL, NULL, 0, NULL},
};

DEFINE_MODULE(_scan, "Loops over the characters of a str; see cleantext.scan.")
