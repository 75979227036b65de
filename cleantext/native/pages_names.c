/* What the names that programmers give speak of. */

#include "pages.h"

#define LONGEST_WORD 24
#define SHORTEST_PART 4

typedef struct {
    const char *word;
    Py_ssize_t length;
    uint64_t bits;
} Word;

/* Words by their hash, in a table that is never full; and a bit for each three letters that one begins with. */
typedef struct {
    Word *slots;
    size_t mask;
    int longest;
    uint64_t openings[1 << 15 >> 6];
} Vocabulary;

/* The number of three letters from a to z. */
static unsigned opening(const char *word)
{
    return (unsigned)(word[0] & 31) << 10 | (unsigned)(word[1] & 31) << 5 | (unsigned)(word[2] & 31);
}

static uint32_t stepped(uint32_t hash, char c)
{
    return (hash ^ (unsigned char)c) * UINT32_C(0x01000193);
}

static Word *word_at(const Vocabulary *words, const char *word, Py_ssize_t length, uint32_t hash)
{
    size_t slot = (hash ^ hash >> 15) & words->mask;
    for (; words->slots[slot].word != NULL; slot = (slot + 1) & words->mask)
        if (words->slots[slot].length == length && memcmp(words->slots[slot].word, word, (size_t)length) == 0)
            break;
    return words->slots + slot;
}

static int fill(Vocabulary *words, PyObject *given)
{
    PyObject *key, *value;
    Py_ssize_t at = 0;
    size_t room = 64;
    while (room < 4 * (size_t)PyDict_GET_SIZE(given))
        room *= 2;
    words->mask = room - 1;
    words->slots = PyMem_Calloc(room, sizeof(Word));
    if (words->slots == NULL) {
        PyErr_NoMemory();
        return 0;
    }
    while (PyDict_Next(given, &at, &key, &value)) {
        Py_ssize_t length;
        const char *word = PyUnicode_AsUTF8AndSize(key, &length);
        uint64_t bits = PyLong_AsUnsignedLongLong(value);
        if (word == NULL || PyErr_Occurred())
            return 0;
        if (length < 2 || length > LONGEST_WORD) {
            PyErr_SetString(PyExc_ValueError, "hints: a word is too short or too long");
            return 0;
        }
        uint32_t hash = 0;
        for (Py_ssize_t i = 0; i < length; i++)
            hash = stepped(hash, word[i]);
        *word_at(words, word, length, hash) = (Word){word, length, bits};
        words->longest = length > words->longest ? (int)length : words->longest;
        if (length >= SHORTEST_PART)
            words->openings[opening(word) >> 6] |= UINT64_C(1) << (opening(word) & 63);
    }
    return 1;
}

/* What a word speaks of: it, or the longest words that it is made of, from the left. */
static uint64_t bits_of(const Vocabulary *words, const char *word, Py_ssize_t length)
{
    uint64_t bits = 0;
    uint32_t hash = 0;
    if (length <= words->longest) {
        for (Py_ssize_t to = 0; to < length; to++)
            hash = stepped(hash, word[to]);
        const Word *known = word_at(words, word, length, hash);
        if (known->word != NULL)
            return known->bits;
    }
    for (Py_ssize_t from = 0; from + SHORTEST_PART <= length;) {
        Py_ssize_t most = length - from < words->longest ? length - from : words->longest;
        Py_ssize_t longest = 0;
        uint64_t found = 0;
        unsigned begins = opening(word + from);
        if (!(words->openings[begins >> 6] >> (begins & 63) & 1)) {
            from++;
            continue;
        }
        hash = 0;
        for (Py_ssize_t to = 0; to < most; to++) {
            hash = stepped(hash, word[from + to]);
            if (to + 1 < SHORTEST_PART)
                continue;
            const Word *known = word_at(words, word + from, to + 1, hash);
            if (known->word != NULL) {
                found = known->bits;
                longest = to + 1;
            }
        }
        bits |= found;
        from += longest ? longest : 1;
    }
    return bits;
}

/* The character in lower case, as far as that is a letter from a to z. */
static Py_UCS4 lowered(Py_UCS4 c)
{
    if (c >= 'A' && c <= 'Z')
        return c | 0x20;
    return c == 0x212A ? 'k' : c == 0x130 ? 'i' : c; /* the Kelvin sign, and the I with a dot */
}

static const char VOCABULARY[] = "cleantext.vocabulary";

static void let_go(PyObject *capsule)
{
    Vocabulary *words = PyCapsule_GetPointer(capsule, VOCABULARY);
    if (words)
        PyMem_Free(words->slots);
    PyMem_Free(words);
    Py_XDECREF((PyObject *)PyCapsule_GetContext(capsule)); /* whose keys the words are */
}

const char pages_vocabulary_doc[] = PyDoc_STR(
"vocabulary(words)\n--\n\n"
"Return a dictionary of words, with the bits that each speaks of, as `hints` looks them up.");

PyObject *pages_vocabulary(PyObject *module, PyObject *given)
{
    if (!PyDict_Check(given))
        return PyErr_Format(PyExc_TypeError, "vocabulary: words are a dictionary");
    PyObject *held = PyDict_Copy(given);
    Vocabulary *words = held ? PyMem_Calloc(1, sizeof *words) : NULL;
    if (words == NULL) {
        Py_XDECREF(held);
        return PyErr_Occurred() ? NULL : PyErr_NoMemory();
    }
    PyObject *capsule = fill(words, held) ? PyCapsule_New(words, VOCABULARY, let_go) : NULL;
    if (capsule == NULL) {
        PyMem_Free(words->slots);
        PyMem_Free(words);
        Py_DECREF(held);
    }
    else
        PyCapsule_SetContext(capsule, held);
    return capsule;
}

const char pages_hints_doc[] = PyDoc_STR(
"hints(names, vocabulary, most)\n--\n\n"
"Return the bits that the words in each of some names have in a vocabulary, as 64-bit numbers, and\n"
"whether there is anything in each, a byte each.\n\n"
"Names are as `read` returns them, the vocabulary is one that `vocabulary` made; those behind the tag are read as if a space stood between them,\n"
"`most` characters together. Words are runs of a to z, two at least.");

PyObject *pages_hints(PyObject *module, PyObject *args)
{
    PyObject *names, *vocabulary, *tables = NULL;
    Py_ssize_t most;
    if (!PyArg_ParseTuple(args, "O!O!n", &PyList_Type, &names, &PyCapsule_Type, &vocabulary, &most))
        return NULL;
    const Vocabulary *words = PyCapsule_GetPointer(vocabulary, VOCABULARY);
    if (words == NULL)
        return NULL;
    Py_ssize_t total = PyList_GET_SIZE(names);
    PyObject *result = PyBytes_FromStringAndSize(NULL, total * 8);
    PyObject *named = PyBytes_FromStringAndSize(NULL, total);
    for (Py_ssize_t i = 0; named != NULL && result != NULL && i < total; i++) {
        PyObject *each = PyList_GET_ITEM(names, i);
        char word[512];
        Py_ssize_t held = 0, left = most;
        uint64_t found = 0;
        int any = 0, parts = 0;
        if (!PyTuple_Check(each)) {
            PyErr_SetString(PyExc_TypeError, "hints: names are tuples");
            goto done;
        }
        for (Py_ssize_t part = 1; part < PyTuple_GET_SIZE(each); part++) {
            PyObject *text = PyTuple_GET_ITEM(each, part);
            if (!PyUnicode_Check(text))
                continue;
            Py_ssize_t length = PyUnicode_GET_LENGTH(text);
            int kind = PyUnicode_KIND(text);
            const void *data = PyUnicode_DATA(text);
            any |= length > 0 || parts > 0;
            left -= parts++ > 0;
            if (length > left)
                length = left > 0 ? left : 0;
            left -= length;
            for (Py_ssize_t at = 0; at <= length; at++) {
                Py_UCS4 c = at < length ? lowered(PyUnicode_READ(kind, data, at)) : 0;
                if (c >= 'a' && c <= 'z' && held < (Py_ssize_t)sizeof word)
                    word[held++] = (char)c;
                else {
                    if (held >= 2)
                        found |= bits_of(words, word, held);
                    held = 0;
                }
                if (at < length && PyUnicode_READ(kind, data, at) == 0x130) {
                    /* its dot is a character of its own in lower case */
                    if (held >= 2)
                        found |= bits_of(words, word, held);
                    held = 0;
                }
            }
        }
        memcpy(PyBytes_AS_STRING(result) + 8 * i, &found, 8);
        PyBytes_AS_STRING(named)[i] = (char)any;
    }
    if (result != NULL && named != NULL)
        tables = PyTuple_Pack(2, result, named);
done:
    Py_XDECREF(result);
    Py_XDECREF(named);
    return tables;
}
