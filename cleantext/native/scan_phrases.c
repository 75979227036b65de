/* Which phrases of a sorted list stand in a text; the twin is in cleantext/phrases.py.
 *
 * Each place of a text is asked in a set of bits whether a phrase may begin there, by three characters, or by fewer
 * where the phrase has no more; in most none does. The phrases of one head, their first four characters, are neighbours
 * in the list. Of those that a text begins with the longest is the last one that is not behind the text in the order of
 * the list, or a phrase that this begins with: so one search by halves finds it, and the table knows
 * which phrase each begins with.
 */

#include "scan.h"

#define HEAD 4
#define BEGINNING 3
#define BITS 18 /* the set of beginnings has 2 ** BITS bits */
#define SET (1 << (BITS - 5))
#define NONE UINT32_MAX
#define SHORT 6 /* a word of fewer characters may touch no letter at all */

static size_t words_before_chars(uint32_t count, uint32_t bits)
{
    return 2 + SET + ((size_t)2 << bits) + 2 * (size_t)count + 1;
}

static void lay_out(Phrases *phrases, uint32_t *words)
{
    phrases->set = words + 2;
    phrases->slots = phrases->set + SET;
    phrases->starts = phrases->slots + ((size_t)2 << phrases->bits);
    phrases->parents = phrases->starts + phrases->count + 1;
    phrases->chars = (uint16_t *)(phrases->parents + phrases->count);
}

static uint64_t head_of(const Phrases *phrases, uint32_t number)
{
    const uint16_t *chars = phrases->chars + phrases->starts[number];
    uint64_t head = 0;
    for (int i = 0; i < HEAD && i < phrase_length(phrases, number); i++)
        head |= (uint64_t)chars[i] << 16 * i;
    return head;
}

static inline uint32_t bit_of(uint64_t head)
{
    return (uint32_t)(head * MIXER >> (64 - BITS));
}

/* Where a head stands in the table, or would. */
static uint32_t *slot_of(const Phrases *phrases, uint64_t head)
{
    size_t mask = ((size_t)1 << phrases->bits) - 1, slot = (size_t)(head * MIXER >> 24) & mask;
    while (phrases->slots[2 * slot + 1] && head_of(phrases, phrases->slots[2 * slot]) != head)
        slot = (slot + 1) & mask;
    return phrases->slots + 2 * slot;
}

/* How many characters text[place:] and a phrase have in common from the first on; and whether the phrase is behind the
 * text in the order of the list. */
static Py_ssize_t in_common(const Phrases *phrases, uint32_t number, const Text *text, Py_ssize_t place,
                            int *is_behind)
{
    const uint16_t *chars = phrases->chars + phrases->starts[number];
    Py_ssize_t length = phrase_length(phrases, number), left = text->length - place, same = 0;
    while (same < length && same < left && AT(text, place + same) == chars[same])
        same++;
    *is_behind = same < length && (same == left || AT(text, place + same) < chars[same]);
    return same;
}

/* The longest phrase of those from `low` to `high` that text[place:] begins with; or NONE. */
static uint32_t longest(const Phrases *phrases, uint32_t low, uint32_t high, const Text *text, Py_ssize_t place)
{
    uint32_t found = NONE;
    Py_ssize_t common = 0;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int is_behind;
        Py_ssize_t same = in_common(phrases, middle, text, place, &is_behind);
        if (is_behind) {
            high = middle;
        } else {
            found = middle;
            common = same;
            low = middle + 1;
        }
    }
    while (found != NONE && phrase_length(phrases, found) > common)
        found = phrases->parents[found];
    return found;
}

#define OF(size) (UINT64_MAX >> 16 * (HEAD - (size)))

static inline int has(const Phrases *phrases, uint64_t key)
{
    uint32_t bit = bit_of(key);
    return phrases->set[bit >> 5] >> (bit & 31) & 1;
}

static void put(Phrases *phrases, uint64_t key)
{
    uint32_t bit = bit_of(key);
    phrases->set[bit >> 5] |= UINT32_C(1) << (bit & 31);
}

/* What the set knows a head by: a short one, which is a whole phrase, is another thing than a beginning. */
static inline uint64_t key_of(uint64_t head)
{
    return head & ~OF(BEGINNING) ? head : head | (uint64_t)0xFFFF << 48;
}

/* The longest phrase that text[place:] begins with, its characters being `head`; or NONE. */
static uint32_t phrase_at(const Phrases *phrases, uint64_t head, const Text *text, Py_ssize_t place)
{
    for (int size = HEAD; size; size--) {
        uint64_t own = head & UINT64_MAX >> 16 * (HEAD - size);
        if (!has(phrases, key_of(own)))
            continue;
        const uint32_t *slot = slot_of(phrases, own);
        uint32_t found = longest(phrases, slot[0], slot[1], text, place);
        if (found != NONE)
            return found;
    }
    return NONE;
}

/* Where the first phrase begins in text[place:], and which; the length of the text without one. */
#define DEFINE_NEXT_PHRASE(NAME, CHAR)                                                             \
    static Py_ssize_t NAME(const Phrases *phrases, const Text *text, Py_ssize_t place, uint32_t *found) \
    {                                                                                              \
        const CHAR *chars = text->data;                                                            \
        Py_ssize_t ahead = place;                                                                  \
        uint64_t head = 0;                                                                         \
        for (; place < text->length; place++, head >>= 16) {                                       \
            for (; ahead < place + HEAD && ahead < text->length; ahead++)                          \
                head |= (uint64_t)(uint16_t)(chars[ahead] > 0xFFFF ? 0 : chars[ahead])             \
                        << 16 * (ahead - place);                                                   \
            if (!(has(phrases, head & OF(3)) | has(phrases, head & OF(2)) |                        \
                  has(phrases, head & OF(1))))                                                     \
                continue;                                                                          \
            *found = phrase_at(phrases, head, text, place);                                        \
            if (*found != NONE)                                                                    \
                break;                                                                             \
        }                                                                                          \
        return place;                                                                              \
    }

DEFINE_NEXT_PHRASE(next_phrase1, Py_UCS1)
DEFINE_NEXT_PHRASE(next_phrase2, Py_UCS2)
DEFINE_NEXT_PHRASE(next_phrase4, Py_UCS4)

Py_ssize_t next_phrase(const Phrases *phrases, const Text *text, Py_ssize_t place, uint32_t *found)
{
    return text->kind == PyUnicode_1BYTE_KIND   ? next_phrase1(phrases, text, place, found)
           : text->kind == PyUnicode_2BYTE_KIND ? next_phrase2(phrases, text, place, found)
                                                : next_phrase4(phrases, text, place, found);
}

int may_begin_phrase(const Phrases *phrases, const uint16_t *chars, Py_ssize_t size)
{
    uint64_t head = 0;
    for (int i = 0; i < BEGINNING && i < size; i++)
        head |= (uint64_t)chars[i] << 16 * i;
    return has(phrases, head) | has(phrases, head & OF(2)) | has(phrases, head & OF(1));
}

Py_ssize_t phrase_before(const Phrases *phrases, const uint16_t *chars, Py_ssize_t size)
{
    Text text = {chars, size, PyUnicode_2BYTE_KIND};
    uint64_t head = 0;
    for (int i = 0; i < HEAD && i < size; i++)
        head |= (uint64_t)chars[i] << 16 * i;
    uint32_t found = phrase_at(phrases, head, &text, 0);
    return found == NONE ? 0 : phrase_length(phrases, found);
}

int phrases_of(Phrases *phrases, const Py_buffer *table)
{
    size_t size = (size_t)table->len / sizeof(uint32_t);
    uint32_t *words = table->buf;
    if (size >= 2 && words[1] < 28) {
        phrases->count = words[0];
        phrases->bits = words[1];
        size_t before = words_before_chars(phrases->count, phrases->bits);
        lay_out(phrases, words);
        if (size >= before && size == before + (phrases->starts[phrases->count] + 1) / 2)
            return 1;
    }
    PyErr_SetString(PyExc_ValueError, "a table of phrases does not have the size that it must have");
    return 0;
}

static inline int is_spaced(Py_UCS4 c)
{
    return c < 0xE00 || (c >= 0x1E00 && c < 0x2000);
}

static inline int is_katakana(Py_UCS4 c)
{
    return (c >= 0x30A1 && c <= 0x30FA) || c == 0x30FC;
}

/* Whether two neighbours are parts of one word of a script that parts its words; no letter of any other may touch a
 * word that is `strict`. */
static int joins(Py_UCS4 left, Py_UCS4 right, int strict)
{
    if (!is_alnum(left) || !is_alnum(right))
        return 0;
    return strict ? is_spaced(left) || is_spaced(right) : is_spaced(left) && is_spaced(right);
}

int is_whole(const Text *text, Py_ssize_t start, Py_ssize_t end)
{
    Py_UCS4 before = start > 0 ? AT(text, start - 1) : 0, behind = end < text->length ? AT(text, end) : 0;
    Py_UCS4 first = AT(text, start), last = AT(text, end - 1);
    if (end - start == 2 && is_katakana(first) && is_katakana(last))
        return !is_katakana(before) && !is_katakana(behind);
    int strict = end - start < SHORT && is_spaced(first);
    return !(is_spaced(first) || is_spaced(last)) || !(joins(before, first, strict) || joins(last, behind, strict));
}

/* Put a list of phrases, which are in order, into an empty table. */
static void put_phrases(Phrases *phrases, PyObject *list)
{
    uint32_t place = 0;
    for (uint32_t i = 0; i < phrases->count; i++) {
        Text phrase = text_of(PyList_GET_ITEM(list, i));
        phrases->starts[i] = place;
        for (Py_ssize_t j = 0; j < phrase.length; j++)
            phrases->chars[place++] = (uint16_t)AT(&phrase, j);
        phrases->starts[i + 1] = place;
        /* Whatever begins this one begins the one before, or is that. */
        uint32_t parent = i ? i - 1 : NONE;
        for (int is_behind; parent != NONE; parent = phrases->parents[parent])
            if (in_common(phrases, parent, &phrase, 0, &is_behind) == phrase_length(phrases, parent))
                break;
        phrases->parents[i] = parent;
        uint64_t head = head_of(phrases, i);
        uint32_t *slot = slot_of(phrases, head);
        put(phrases, head & OF(BEGINNING));
        put(phrases, key_of(head));
        slot[0] = slot[1] ? slot[0] : i;
        slot[1] = i + 1;
    }
}

/* How many characters some phrases have; -1 and an error set if they are not in order, or one is none. */
static Py_ssize_t count_chars(PyObject *list)
{
    Py_ssize_t size = 0;
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(list); i++) {
        PyObject *phrase = PyList_GET_ITEM(list, i);
        if (!PyUnicode_Check(phrase) || PyUnicode_GET_LENGTH(phrase) == 0 ||
            PyUnicode_MAX_CHAR_VALUE(phrase) > 0xFFFF) {
            PyErr_SetString(PyExc_TypeError, "a phrase is a str of some characters up to U+FFFF");
            return -1;
        }
        if (i && PyUnicode_Compare(PyList_GET_ITEM(list, i - 1), phrase) >= 0) {
            PyErr_SetString(PyExc_ValueError, "phrases must be in order, each once");
            return -1;
        }
        size += PyUnicode_GET_LENGTH(phrase);
    }
    if (size > INT32_MAX) {
        PyErr_SetString(PyExc_ValueError, "phrases are too many");
        return -1;
    }
    return size;
}

/* How many heads some phrases have, which are in order. */
static size_t count_heads(PyObject *list)
{
    size_t count = 0;
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(list); i++) {
        Text phrase = text_of(PyList_GET_ITEM(list, i));
        Text before = i ? text_of(PyList_GET_ITEM(list, i - 1)) : phrase;
        Py_ssize_t same = 0;
        while (same < HEAD && same < phrase.length && same < before.length &&
               AT(&phrase, same) == AT(&before, same))
            same++;
        count += i == 0 || (same < HEAD && (same < phrase.length || same < before.length));
    }
    return count;
}

const char scan_phrase_table_doc[] = PyDoc_STR(
"phrase_table(phrases)\n--\n\n"
"Return a list of phrases, in order and each once, as `phrases` wants them.");

PyObject *scan_phrase_table(PyObject *module, PyObject *args)
{
    PyObject *list;
    if (!PyArg_ParseTuple(args, "O!", &PyList_Type, &list))
        return NULL;
    Py_ssize_t chars = count_chars(list);
    if (chars < 0)
        return NULL;
    Phrases phrases = {.count = (uint32_t)PyList_GET_SIZE(list), .bits = 1};
    size_t heads = count_heads(list);
    while (((size_t)1 << phrases.bits) * 2 < 3 * heads + 1)
        phrases.bits++;
    size_t words = words_before_chars(phrases.count, phrases.bits) + ((size_t)chars + 1) / 2;
    PyObject *result = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)(words * sizeof(uint32_t)));
    if (result == NULL)
        return NULL;
    uint32_t *table = (uint32_t *)PyBytes_AS_STRING(result);
    memset(table, 0, words * sizeof *table);
    table[0] = phrases.count;
    table[1] = phrases.bits;
    lay_out(&phrases, table);
    put_phrases(&phrases, list);
    return result;
}

const char scan_phrases_doc[] = PyDoc_STR(
"phrases(text, table, whole=True)\n--\n\n"
"Return which phrases stand in a text, as whole words if `whole`: the number of each, where it begins and where it ends.\n\n"
"Of those that begin at one place that is the longest, and none that begins within the one before, whole or not.\n"
"`table` is made by `phrase_table`.");

PyObject *scan_phrases(PyObject *module, PyObject *args)
{
    PyObject *string;
    Py_buffer table;
    Phrases phrases;
    int whole = 1;
    if (!PyArg_ParseTuple(args, "Uy*|p", &string, &table, &whole))
        return NULL;
    PyObject *result = phrases_of(&phrases, &table) ? PyList_New(0) : NULL;
    Text text = text_of(string);
    Py_ssize_t place = 0;
    uint32_t number = NONE;
    while (result && (place = next_phrase(&phrases, &text, place, &number)) < text.length) {
        Py_ssize_t end = place + phrase_length(&phrases, number);
        if (!whole || is_whole(&text, place, end)) {
            PyObject *found = Py_BuildValue("Inn", number, place, end);
            if (found == NULL || PyList_Append(result, found) < 0)
                Py_CLEAR(result);
            Py_XDECREF(found);
        }
        place = end;
    }
    PyBuffer_Release(&table);
    return result;
}
