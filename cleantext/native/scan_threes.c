/* Characters of a set beside those of another, and between their two neighbours, and which of these threes are
 * known; the twins are in cleantext/triples.py. */

#include "scan_members.h"

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

/* A walk through the members of a set that have two neighbours, from `start` on. */
static void walk_within(Walk *members, const Text *text, PyObject *set, Py_ssize_t start)
{
    walk(members, text, (const uint8_t *)PyBytes_AS_STRING(set), start < 1 ? 1 : start, text->length - 1);
}

static inline uint64_t three_at(const Text *text, Py_ssize_t place)
{
    return IN_CONTEXT(AT(text, place - 1), AT(text, place), AT(text, place + 1));
}

/* The index of the next member that is not known with its neighbours, or that is, if that is wanted; -1 without one. */
static Py_ssize_t next_three(Walk *members, const Py_buffer *known, int wanted)
{
    size_t mask = (size_t)known->len / sizeof(uint64_t) - 1;
    Py_ssize_t place;
    while ((place = next_member(members)) >= 0)
        if (is_known_three(known->buf, mask, three_at(members->text, place)) == wanted)
            return place;
    return -1;
}

/* How many words a table of known threes has; 0, the table released and an error set, if it or the set
 * does not have the size that it must have. */
size_t table_words(PyObject *members, Py_buffer *known)
{
    size_t words = (size_t)known->len / sizeof(uint64_t);
    if (PyBytes_GET_SIZE(members) == CODE_POINTS / 8 && words && !(words & (words - 1)) &&
        words * sizeof(uint64_t) == (size_t)known->len)
        return words;
    PyBuffer_Release(known);
    PyErr_SetString(PyExc_ValueError, "a table does not have the size that it must have");
    return 0;
}

const char scan_around_doc[] = PyDoc_STR(
"around(text, members, known)\n--\n\n"
"Return the set of all members of a set with the character before and the one behind, as strings of three.\n\n"
"`members` is as for `following`. The first and the last character of the text lack a neighbour. What is\n"
"`known` is left out: an open hash table of 2 ** n 64-bit words, 0 where it is empty, with 1 << 63 and the\n"
"three characters, the last lowest, 21 bits each. One stands at bits 32 to 32 + n of its product with\n"
"0x9E3779B97F4A7C15, or in one of the seven words behind.");

PyObject *scan_around(PyObject *module, PyObject *args)
{
    PyObject *text, *members;
    Py_buffer known;
    if (!PyArg_ParseTuple(args, "USy*", &text, &members, &known))
        return NULL;
    if (table_words(members, &known) == 0)
        return NULL;
    struct numbers found = {PyMem_RawCalloc(256, sizeof(uint64_t)), 255, 0};
    if (found.slots == NULL) {
        PyBuffer_Release(&known);
        return PyErr_NoMemory();
    }
    Text string = text_of(text);
    Walk within;
    int enough = 1;
    Py_ssize_t place;
    PyThreadState *state = string.length > LONG_TEXT ? PyEval_SaveThread() : NULL;
    walk_within(&within, &string, members, 1);
    while (enough && (place = next_three(&within, &known, 0)) >= 0)
        enough = add_number(&found, three_at(&string, place));
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

const char scan_unknown_doc[] = PyDoc_STR(
"unknown(text, members, known, start)\n--\n\n"
"Return the index of the first character, from `start` on, that `around` would give with its neighbours.\n\n"
"-1 without one.");

PyObject *scan_unknown(PyObject *module, PyObject *args)
{
    PyObject *string, *members;
    Py_buffer known;
    Py_ssize_t start;
    if (!PyArg_ParseTuple(args, "USy*n", &string, &members, &known, &start))
        return NULL;
    if (table_words(members, &known) == 0)
        return NULL;
    Text text = text_of(string);
    Walk within;
    walk_within(&within, &text, members, start);
    Py_ssize_t found = next_three(&within, &known, 0);
    PyBuffer_Release(&known);
    return PyLong_FromSsize_t(found);
}

const char scan_unknown_places_doc[] = PyDoc_STR(
"unknown_places(text, members, known, start, most, wanted)\n--\n\n"
"Return the indices of the first characters, from `start` on, that `around` would give with their neighbours.\n\n"
"If `wanted`, of those that it would leave out for being known. They are a list of `most` at most.");

PyObject *scan_unknown_places(PyObject *module, PyObject *args)
{
    PyObject *string, *members;
    Py_buffer known;
    Py_ssize_t start, most, place;
    int wanted;
    if (!PyArg_ParseTuple(args, "USy*nnp", &string, &members, &known, &start, &most, &wanted))
        return NULL;
    if (table_words(members, &known) == 0)
        return NULL;
    Text text = text_of(string);
    Walk within;
    walk_within(&within, &text, members, start);
    PyObject *found = PyList_New(0);
    while (found && PyList_GET_SIZE(found) < most && (place = next_three(&within, &known, wanted)) >= 0) {
        PyObject *number = PyLong_FromSsize_t(place);
        if (number == NULL || PyList_Append(found, number) < 0)
            Py_CLEAR(found);
        Py_XDECREF(number);
    }
    PyBuffer_Release(&known);
    return found;
}

const char scan_unknown_lines_doc[] = PyDoc_STR(
"unknown_lines(text, members, known)\n--\n\n"
"Return the first index on each line that `unknown_places` would give.");

PyObject *scan_unknown_lines(PyObject *module, PyObject *args)
{
    PyObject *string, *members;
    Py_buffer known;
    Py_ssize_t start = 0, place;
    if (!PyArg_ParseTuple(args, "USy*", &string, &members, &known))
        return NULL;
    if (table_words(members, &known) == 0)
        return NULL;
    Text text = text_of(string);
    Walk within;
    walk_within(&within, &text, members, 0);
    PyObject *found = PyList_New(0);
    while (found && start >= 0 && (place = next_three(&within, &known, 0)) >= 0) {
        PyObject *number = PyLong_FromSsize_t(place);
        if (number == NULL || PyList_Append(found, number) < 0)
            Py_CLEAR(found);
        Py_XDECREF(number);
        start = PyUnicode_FindChar(string, '\n', place, text.length, 1);
        if (start >= 0)
            walk_within(&within, &text, members, start);
    }
    PyBuffer_Release(&known);
    return found;
}

/* As many threes are told apart in one text. */
#define DIFFERENT 4096

/* A growing table of threes, each with its number. */
typedef struct {
    uint64_t *slots;
    uint16_t *numbers;
    size_t mask;
} Numbers;

static size_t slot_of_three(const Numbers *table, uint64_t three)
{
    size_t slot = (size_t)(three * MIXER >> 40) & table->mask;
    while (table->slots[slot] && table->slots[slot] != three)
        slot = (slot + 1) & table->mask;
    return slot;
}

/* Make room for four times as many as there were; 0 when out of memory. */
static int grow(Numbers *table)
{
    size_t mask = table->slots ? 4 * table->mask + 3 : 255;
    Numbers larger = {PyMem_Calloc(mask + 1, sizeof(uint64_t)), PyMem_Malloc((mask + 1) * sizeof(uint16_t)), mask};
    int enough = larger.slots && larger.numbers;
    for (size_t i = 0; enough && table->slots && i <= table->mask; i++)
        if (table->slots[i]) {
            size_t slot = slot_of_three(&larger, table->slots[i]);
            larger.slots[slot] = table->slots[i];
            larger.numbers[slot] = table->numbers[i];
        }
    PyMem_Free(enough ? table->slots : larger.slots);
    PyMem_Free(enough ? table->numbers : larger.numbers);
    if (enough)
        *table = larger;
    return enough;
}

static inline int is_ideograph(Py_UCS4 c)
{
    return c - 0x4E00u < 0x5200 || c - 0xAC00u < 0x2BA4;
}

/* Whether an ideograph, or a syllable of Hangul, is one of many: behind no small letter, and no two of the three are rare. */
static int is_one_of_many(const Py_UCS4 chars[3], const uint8_t *rare)
{
    Py_UCS4 before = chars[0];
    int small = before - 'a' < 26 || (before - 0xDFu < 33 && before != 0xF7);
    return is_ideograph(chars[1]) && !small &&
           is_in(rare, before) + is_in(rare, chars[1]) + is_in(rare, chars[2]) < 2;
}

const char scan_threes_doc[] = PyDoc_STR(
"threes(text, members, known, most, rare)\n--\n\n"
"Return what `unknown_places` does from the first on, the number of each with its neighbours, and these.\n\n"
"The numbers are two bytes each, for the strings of three in a list. None if there are more places than `most`, or\n"
"more than 4096 different ones. With the set of ideographs that are `rare`, those that are one of many are put aside:\n"
"of each different three the one in the middle is in a string of them, which comes last. If that set is empty, False\n"
"when it is needed.");

PyObject *scan_threes(PyObject *module, PyObject *args)
{
    PyObject *string, *members, *rare;
    Py_buffer known;
    Py_ssize_t most, count = 0, place = -1;
    if (!PyArg_ParseTuple(args, "USy*nO", &string, &members, &known, &most, &rare))
        return NULL;
    const uint8_t *rare_ones = PyBytes_Check(rare) && PyBytes_GET_SIZE(rare) ? (uint8_t *)PyBytes_AS_STRING(rare) : NULL;
    if (rare_ones && PyBytes_GET_SIZE(rare) != CODE_POINTS / 8) {
        PyBuffer_Release(&known);
        PyErr_SetString(PyExc_ValueError, "threes: a set does not have the size that it must have");
        return NULL;
    }
    if (table_words(members, &known) == 0)
        return NULL;
    Text text = text_of(string);
    Walk within;
    walk_within(&within, &text, members, 1);
    PyObject *places = PyList_New(0), *groups = PyList_New(0), *numbers = NULL, *many = NULL, *result = NULL;
    Py_ssize_t room = most < text.length ? most : text.length, different = 0, put_aside = 0;
    Numbers table = {NULL, NULL, 0};
    uint16_t *found = NULL, *aside = NULL;
    int enough = places && groups, needs_rare = 0;
    while (enough && (place = next_three(&within, &known, 0)) >= 0) {
        if (found == NULL && (found = PyMem_Malloc((size_t)(room + 1) * sizeof *found)) == NULL)
            break;
        if ((table.slots == NULL || 2 * (size_t)(different + put_aside) > table.mask) && !grow(&table)) {
            enough = 0;
            break;
        }
        Py_UCS4 chars[3] = {AT(&text, place - 1), AT(&text, place), AT(&text, place + 1)};
        needs_rare = rare != Py_None && rare_ones == NULL && is_ideograph(chars[1]);
        if (needs_rare)
            break;
        uint64_t three = three_at(&text, place);
        size_t slot = slot_of_three(&table, three);
        int is_new = table.slots[slot] == 0;
        if (rare_ones && is_one_of_many(chars, rare_ones)) {
            if (is_new) {
                if (aside == NULL && (aside = PyMem_Malloc((size_t)text.length * sizeof *aside)) == NULL) {
                    enough = 0;
                    break;
                }
                table.slots[slot] = three;
                aside[put_aside++] = (uint16_t)chars[1];
            }
            continue;
        }
        if (count == room || (is_new && different == DIFFERENT))
            break;
        if (is_new) {
            table.slots[slot] = three;
            table.numbers[slot] = (uint16_t)different++;
            PyObject *group = PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, chars, 3);
            enough = group && PyList_Append(groups, group) == 0;
            Py_XDECREF(group);
        }
        found[count++] = table.numbers[slot];
        PyObject *where = PyLong_FromSsize_t(place);
        enough = enough && where && PyList_Append(places, where) == 0;
        Py_XDECREF(where);
    }
    if (enough && place >= 0 && found)
        result = needs_rare ? Py_NewRef(Py_False) : Py_NewRef(Py_None);
    else if (enough && place < 0) {
        numbers = PyBytes_FromStringAndSize((const char *)found, 2 * count);
        many = PyUnicode_FromKindAndData(PyUnicode_2BYTE_KIND, aside, put_aside);
    }
    if (numbers && many)
        result = PyTuple_Pack(4, places, numbers, groups, many);
    else if (result == NULL && !PyErr_Occurred())
        PyErr_NoMemory();
    PyMem_Free(table.slots);
    PyMem_Free(table.numbers);
    PyMem_Free(found);
    PyMem_Free(aside);
    Py_XDECREF(places);
    Py_XDECREF(groups);
    Py_XDECREF(numbers);
    Py_XDECREF(many);
    PyBuffer_Release(&known);
    return result;
}

const char scan_numbered_doc[] = PyDoc_STR(
"numbered(numbers, table)\n--\n\n"
"Return the byte of a table for each of some numbers of two bytes; 0 for those beyond its end.");

PyObject *scan_numbered(PyObject *module, PyObject *args)
{
    Py_buffer numbers, table;
    if (!PyArg_ParseTuple(args, "y*y*", &numbers, &table))
        return NULL;
    Py_ssize_t count = numbers.len / 2;
    const uint16_t *number = numbers.buf;
    const char *bytes = table.buf;
    PyObject *found = PyBytes_FromStringAndSize(NULL, count);
    for (Py_ssize_t i = 0; found && i < count; i++)
        PyBytes_AS_STRING(found)[i] = number[i] < table.len ? bytes[number[i]] : 0;
    PyBuffer_Release(&numbers);
    PyBuffer_Release(&table);
    return found;
}
