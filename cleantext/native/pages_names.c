/* What the names that programmers give speak of. */

#include "pages.h"

#define LONGEST_WORD 24
#define SHORTEST_PART 4

typedef struct {
    const char *word;
    Py_ssize_t length;
    uint64_t bits;
} Word;

/* Words by their hash, in a table that is never full. */
typedef struct {
    Word *slots;
    size_t mask;
    int longest;
} Vocabulary;

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
    }
    return 1;
}

/* What a word speaks of: it, or the longest words that it is made of, from the left. */
static uint64_t bits_of(const Vocabulary *words, const char *word, Py_ssize_t length)
{
    uint64_t bits = 0;
    for (Py_ssize_t from = 0; from < length;) {
        Py_ssize_t most = length - from < words->longest ? length - from : words->longest;
        Py_ssize_t longest = 0;
        uint64_t found = 0;
        uint32_t hash = 0;
        for (Py_ssize_t to = 0; to < most; to++) {
            hash = stepped(hash, word[from + to]);
            int whole = from == 0 && to + 1 == length;
            if (to + 1 < SHORTEST_PART && !whole)
                continue;
            const Word *known = word_at(words, word + from, to + 1, hash);
            if (known->word != NULL) {
                if (whole)
                    return known->bits;
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

const char pages_hints_doc[] = PyDoc_STR(
"hints(names, vocabulary, most)\n--\n\n"
"Return the bits that the words in each of some names have in a vocabulary, as 64-bit numbers, and\n"
"whether there is anything in each, a byte each.\n\n"
"Names are as `read` returns them; those behind the tag are read as if a space stood between them,\n"
"`most` characters together. Words are runs of a to z, two at least.");

PyObject *pages_hints(PyObject *module, PyObject *args)
{
    PyObject *names, *vocabulary, *result = NULL, *named = NULL, *tables = NULL;
    Py_ssize_t most;
    Vocabulary words = {NULL, 0, 0};
    if (!PyArg_ParseTuple(args, "O!O!n", &PyList_Type, &names, &PyDict_Type, &vocabulary, &most))
        return NULL;
    Py_ssize_t total = PyList_GET_SIZE(names);
    if (fill(&words, vocabulary)) {
        result = PyBytes_FromStringAndSize(NULL, total * 8);
        named = PyBytes_FromStringAndSize(NULL, total);
    }
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
                        found |= bits_of(&words, word, held);
                    held = 0;
                }
                if (at < length && PyUnicode_READ(kind, data, at) == 0x130) {
                    /* its dot is a character of its own in lower case */
                    if (held >= 2)
                        found |= bits_of(&words, word, held);
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
    PyMem_Free(words.slots);
    return tables;
}

/* Whether the attributes of an element neither show, hide nor colour anything; -1 with an exception. */
static int is_tame(const char *at, const char *end, PyObject *tame, PyObject *known)
{
    Span name, value;
    Span tag = tag_name(at, end);
    at = tag.start + tag.length;
    while (attribute(&at, end, &name, &value)) {
        if (is(name, "hidden") || is(name, "bgcolor") || is(name, "color"))
            return 0;
        if (is(name, "aria-hidden") && is(value, "true"))
            return 0;
        if (!is(name, "style"))
            continue;
        PyObject *style = unescaped(value);
        PyObject *found = style ? Py_XNewRef(PyDict_GetItemWithError(known, style)) : NULL;
        if (style && found == NULL && !PyErr_Occurred()) {
            found = PyObject_CallOneArg(tame, style);
            if (found && PyDict_SetItem(known, style, found) < 0)
                Py_CLEAR(found);
        }
        int answer = found ? PyObject_IsTrue(found) : -1;
        Py_XDECREF(style);
        Py_XDECREF(found);
        if (answer <= 0)
            return answer;
    }
    return 1;
}

/* Gather the nodes that are to be looked at; 0 with an exception. */
static int ask_all(Array *found, const Py_buffer *page, const Py_buffer *nodes, const Py_buffer *telling,
                   int ruled, PyObject *tame)
{
    PyObject *known = PyDict_New();
    Py_ssize_t total = nodes->len / (Py_ssize_t)sizeof(Node), number = 0;
    for (; known && number < total; number++) {
        const Node *node = (const Node *)nodes->buf + number;
        if (node->name < 0 || node->name >= telling->len || node->place < 0 || node->place > page->len) {
            PyErr_SetString(PyExc_ValueError, "asked: these are no nodes of this page");
            break;
        }
        int why = ((const uint8_t *)telling->buf)[node->name];
        int looked_at = (why & ~ruled) != 0;
        if (!looked_at && node->flags & CAN_SHOW) {
            const char *text = page->buf;
            int is = why ? 0 : is_tame(text + node->place, text + page->len, tame, known);
            if (is < 0)
                break;
            looked_at = !is;
        }
        int32_t *place = looked_at ? push(found) : NULL;
        if (place)
            *place = (int32_t)number;
        else if (looked_at)
            break;
    }
    int done = known && number == total;
    Py_XDECREF(known);
    return done;
}

const char pages_asked_doc[] = PyDoc_STR(
"asked(page, nodes, telling, ruled, tame)\n--\n\n"
"Return which elements are to be looked at, as 32-bit numbers of nodes.\n\n"
"`page` and `nodes` are what `read` takes and returns, `telling` has a byte of flags for each of the names.\n"
"Asked are elements with any flag but `ruled`, and those whose attributes can show or hide, unless they have\n"
"no flag and what they say is tame; `tame` says that of a style.");

PyObject *pages_asked(PyObject *module, PyObject *args)
{
    Py_buffer page, nodes, telling;
    PyObject *tame, *result = NULL;
    int ruled;
    if (!PyArg_ParseTuple(args, "y*y*y*iO", &page, &nodes, &telling, &ruled, &tame))
        return NULL;
    Array found = {.item = sizeof(int32_t)};
    if (ask_all(&found, &page, &nodes, &telling, ruled, tame))
        result = as_bytes(&found);
    PyMem_Free(found.data);
    PyBuffer_Release(&page);
    PyBuffer_Release(&nodes);
    PyBuffer_Release(&telling);
    return result;
}

const char pages_contexts_doc[] = PyDoc_STR(
"contexts(nodes)\n--\n\n"
"Return a 32-bit number for each node: the same for elements that have the same names, and in the same\n"
"order the same names around them.");

PyObject *pages_contexts(PyObject *module, PyObject *args)
{
    Py_buffer nodes;
    if (!PyArg_ParseTuple(args, "y*", &nodes))
        return NULL;
    const Node *all = nodes.buf;
    Py_ssize_t total = nodes.len / (Py_ssize_t)sizeof(Node);
    size_t room = 64;
    while (room < 2 * (size_t)total)
        room *= 2;
    PyObject *result = PyBytes_FromStringAndSize(NULL, total * (Py_ssize_t)sizeof(int32_t));
    int32_t *slots = PyMem_Calloc(room, sizeof *slots); /* a node of each context, counted from 1 */
    if (slots == NULL)
        PyErr_NoMemory();
    for (int32_t number = 0; result && slots && number < total; number++) {
        int32_t *contexts = (int32_t *)PyBytes_AS_STRING(result);
        const Node *node = all + number;
        if (node->parent < -1 || node->parent >= number) {
            PyErr_SetString(PyExc_ValueError, "contexts: these are no nodes");
            Py_CLEAR(result);
            break;
        }
        int32_t outer = node->parent < 0 ? -1 : contexts[node->parent];
        uint64_t hash = ((uint64_t)(uint32_t)outer << 32 | (uint32_t)node->name) * UINT64_C(0x9E3779B97F4A7C15);
        size_t slot = (size_t)(hash >> 32) & (room - 1);
        for (; slots[slot]; slot = (slot + 1) & (room - 1)) {
            const Node *other = all + slots[slot] - 1;
            if (other->name == node->name && (other->parent < 0 ? -1 : contexts[other->parent]) == outer)
                break;
        }
        if (slots[slot] == 0)
            slots[slot] = number + 1;
        contexts[number] = slots[slot] - 1;
    }
    PyMem_Free(slots);
    PyBuffer_Release(&nodes);
    if (slots == NULL)
        Py_CLEAR(result);
    return result;
}
