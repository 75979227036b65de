/* Where one of some sequences of characters of classes stands; the twin is `misread.implausible`.
 *
 * Each character of each sequence is a bit. Those bits are set that sequences have come to, and each character moves
 * them on by one and leaves those that it is in the class of.
 */

#include "scan_members.h"
#include "unread.h"

/* No sequence has more characters before that at which it is looked for. */
#define LONGEST_BEFORE 3

/* Move on by a character; whether a sequence ends with it that is looked for at `start` or behind it. */
static inline int goes_on(const Program *program, const Set *parts, uint8_t part, Py_UCS4 c, Py_ssize_t place,
                          Py_ssize_t start, Set *at)
{
    uint64_t carry = 0, ended = 0;
    for (int i = 0; i < SETS_OF_BITS; i++) {
        uint64_t moved = at->words[i] << 1 | carry | program->firsts.words[i];
        uint64_t members = parts[part].words[i] ^ program->negated.words[i];
        carry = at->words[i] >> 63;
        if (moved & program->letters.words[i] && is_word(c))
            members |= program->letters.words[i];
        at->words[i] = moved & members;
        ended |= at->words[i] & program->lasts.words[i];
    }
    if (ended == 0)
        return 0;
    for (int i = 0; i < SETS_OF_BITS; i++)
        for (uint64_t left = at->words[i] & program->lasts.words[i]; left; left &= left - 1)
            if (place - program->behind[64 * i + lowest(left)] >= start)
                return 1;
    return 0;
}

#define DEFINE_STANDS(NAME, CHAR)                                                                  \
    static int NAME(const CHAR *text, Py_ssize_t length, const uint8_t *parts, const Program *program, \
                    const Set *sets, Py_ssize_t start)                                             \
    {                                                                                              \
        Set at = {{0}};                                                                            \
        Py_ssize_t place = start - LONGEST_BEFORE;                                                 \
        if (place <= 0) {                                                                          \
            at = program->starts;                                                                  \
            place = 0;                                                                             \
        }                                                                                          \
        for (; place < length; place++)                                                            \
            if (goes_on(program, sets, parts[text[place]], text[place], place, start, &at))        \
                return 1;                                                                          \
        return 0;                                                                                  \
    }

DEFINE_STANDS(stands1, Py_UCS1)
DEFINE_STANDS(stands2, Py_UCS2)
DEFINE_STANDS(stands4, Py_UCS4)

int sequences_of(Sequences *sequences, const Py_buffer *parts, const Py_buffer *told, const Py_buffer *sets)
{
    if (parts->len != CODE_POINTS || told->len != (Py_ssize_t)sizeof sequences->program ||
        sets->len != 256 * (Py_ssize_t)sizeof(Set)) {
        PyErr_SetString(PyExc_ValueError, "stands: a table does not have the size that it must have");
        return 0;
    }
    sequences->parts = parts->buf;
    sequences->sets = sets->buf;
    memcpy(&sequences->program, told->buf, sizeof sequences->program);
    return 1;
}

int stands(const Sequences *sequences, const Text *text, Py_ssize_t start)
{
    const uint8_t *parts = sequences->parts;
    if (text->kind == PyUnicode_1BYTE_KIND)
        return stands1(text->data, text->length, parts, &sequences->program, sequences->sets, start);
    if (text->kind == PyUnicode_2BYTE_KIND)
        return stands2(text->data, text->length, parts, &sequences->program, sequences->sets, start);
    return stands4(text->data, text->length, parts, &sequences->program, sequences->sets, start);
}

const char scan_stands_doc[] = PyDoc_STR(
"stands(text, parts, program, sets, start)\n--\n\n"
"Return whether one of some sequences stands in a text, looked for from `start` on.\n\n"
"`parts` holds the number of the part of each code point; `sets` 128 bits for each part, those of the characters of\n"
"sequences that it is in. Of 128 bits are the sets of `program` too: first characters and last ones, those that are\n"
"any but what is in their class, letters of words, and such as the beginning of a text has behind it. Then comes for\n"
"each character, a byte each, how many are before it from the one at which its sequence is looked for.");

PyObject *scan_stands(PyObject *module, PyObject *args)
{
    PyObject *string;
    Py_buffer parts, told, sets;
    Py_ssize_t start;
    if (!PyArg_ParseTuple(args, "Uy*y*y*n", &string, &parts, &told, &sets, &start))
        return NULL;
    int found = -1;
    Sequences sequences;
    if (sequences_of(&sequences, &parts, &told, &sets)) {
        Text text = text_of(string);
        PyThreadState *state = text.length > LONG_TEXT ? PyEval_SaveThread() : NULL;
        found = stands(&sequences, &text, start);
        if (state)
            PyEval_RestoreThread(state);
    }
    PyBuffer_Release(&parts);
    PyBuffer_Release(&told);
    PyBuffer_Release(&sets);
    return found < 0 ? NULL : PyBool_FromLong(found);
}

/* Whether text[start:end] is ASCII. */
static int is_ascii(const Text *text, Py_ssize_t start, Py_ssize_t end)
{
    while (start < end && AT(text, start) < 0x80)
        start++;
    return start == end;
}

const char scan_standing_doc[] = PyDoc_STR(
"standing(text, anchors, parts, program, sets)\n--\n\n"
"Return how many lines of a text are not ASCII, and where those begin in which a sequence stands, 64 bits each.\n\n"
"`anchors` is the set of the characters at which sequences are looked for; the other tables are as for `stands`.");

PyObject *scan_standing(PyObject *module, PyObject *args)
{
    PyObject *string, *anchors, *result = NULL;
    Py_buffer parts, told, sets;
    Sequences sequences;
    if (!PyArg_ParseTuple(args, "USy*y*y*", &string, &anchors, &parts, &told, &sets))
        return NULL;
    Text text = text_of(string);
    Py_ssize_t beyond = 0, standing = 0, room = 0;
    int64_t *starts = NULL;
    int ready = sequences_of(&sequences, &parts, &told, &sets);
    if (ready && PyBytes_GET_SIZE(anchors) != CODE_POINTS / 8) {
        PyErr_SetString(PyExc_ValueError, "standing: a set does not have the size that it must have");
        ready = 0;
    }
    Walk within = {0};
    Py_ssize_t anchor = -1;
    if (ready) {
        walk(&within, &text, (const uint8_t *)PyBytes_AS_STRING(anchors), 0, text.length);
        anchor = next_member(&within);
    }
    for (Py_ssize_t start = 0, end; ready && start <= text.length; start = end + 1) {
        end = start < text.length ? PyUnicode_FindChar(string, '\n', start, text.length, 1) : -1;
        end = end < 0 ? text.length : end;
        beyond += !is_ascii(&text, start, end);
        int stand = 0;
        if (anchor >= 0 && anchor < end) {
            Text line = {(const char *)text.data + start * text.kind, end - start, text.kind};
            stand = stands(&sequences, &line, anchor - start);
        }
        while (anchor >= 0 && anchor < end)
            anchor = next_member(&within);
        if (stand && standing == room) {
            room = room ? 2 * room : 64;
            int64_t *larger = PyMem_Resize(starts, int64_t, room);
            if (larger == NULL) {
                PyErr_NoMemory();
                break;
            }
            starts = larger;
        }
        if (stand)
            starts[standing++] = start;
    }
    if (!PyErr_Occurred())
        result = Py_BuildValue("nN", beyond, PyBytes_FromStringAndSize((const char *)starts,
                                                                      standing * (Py_ssize_t)sizeof(int64_t)));
    PyMem_Free(starts);
    PyBuffer_Release(&parts);
    PyBuffer_Release(&told);
    PyBuffer_Release(&sets);
    return result;
}

Py_ssize_t end_of_stretch(const Text *text, Py_ssize_t place, const uint8_t *part, const uint8_t *kind)
{
#define KIND(i) kind[part[AT(text, i)]]
    Py_ssize_t end = place;
    if (place > 0 && KIND(place - 1) & GOES_ON_STRICTLY)
        return place;
    for (int more = 1; more <= 3; more++) {
        int follow = 0;
        if (end + more >= text->length || !(KIND(end) & FIRST_OF(more)))
            continue;
        while (follow < more && KIND(end + follow + 1) & GOES_ON)
            follow++;
        if (follow == more) {
            end += more + 1;
            more = 0;
        }
    }
    return end;
#undef KIND
}

const char scan_embedded_doc[] = PyDoc_STR(
"embedded(text, parts, classes)\n--\n\n"
"Return where stretches begin and end that may be UTF-8 read amiss, as a list of pairs.\n\n"
"`parts` holds the number of the part of each code point, and `classes` what the characters of each part can be: a\n"
"bit each for the first of two, three and four, for what follows it, and for such as no stretch begins behind.");

PyObject *scan_embedded(PyObject *module, PyObject *args)
{
    PyObject *string, *found = NULL;
    Py_buffer parts, classes;
    if (!PyArg_ParseTuple(args, "Uy*y*", &string, &parts, &classes))
        return NULL;
    if (parts.len != CODE_POINTS || classes.len != 256)
        PyErr_SetString(PyExc_ValueError, "embedded: a table does not have the size that it must have");
    else
        found = PyList_New(0);
    Text text = text_of(string);
    const uint8_t *part = parts.buf, *kind = classes.buf;
    for (Py_ssize_t i = 0; found && i + 1 < text.length;) {
        Py_ssize_t end = end_of_stretch(&text, i, part, kind);
        if (end > i) {
            PyObject *pair = Py_BuildValue("nn", i, end);
            if (pair == NULL || PyList_Append(found, pair) < 0)
                Py_CLEAR(found);
            Py_XDECREF(pair);
        }
        i = end > i ? end : i + 1;
    }
    PyBuffer_Release(&parts);
    PyBuffer_Release(&classes);
    return found;
}
