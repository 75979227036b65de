/* What known words say of readings: of a word that stands in doubt, and of a line; the twins are in
 * cleantext/doubts.py and cleantext/vocabulary.py. */

#include "scan_model.h"

#define LONGEST_TOKEN 64

int may_stand_alone(Py_UCS4 old, Py_UCS4 new, const Text *alone)
{
    int is_word = 0, was_word = 0;
    for (Py_ssize_t i = 0; i < alone->length; i++) {
        is_word |= AT(alone, i) == Py_UNICODE_TOLOWER(new);
        was_word |= AT(alone, i) == Py_UNICODE_TOLOWER(old);
    }
    return (Py_UNICODE_ISALPHA(old) || (old >= 0x80 && old < 0xA0)) && is_word && !was_word;
}

/* Whether a word would be one in another charset, by the words that come in and go, or as a letter alone. */
static int is_readable(const Words *words, const Charsets *charsets, const Text *alone, const uint16_t *word,
                       Py_ssize_t length)
{
    uint16_t reading[LONGEST_TOKEN];
    const Token old = {word, length}, new = {reading, length};
    for (int read = 0; read < charsets->reads; read++) {
        const uint8_t *bytes = charsets->bytes[read];
        for (uint32_t left = charsets->written[read]; left; left &= left - 1) {
            const uint16_t *chars = charsets->chars[lowest(left)];
            Py_ssize_t i = 0;
            for (int same = 1; i < length; i++) {
                int stays = word[i] < 0x80 && word[i] != 0x1A;
                if (!stays && bytes[word[i]] == 0)
                    break;
                reading[i] = stays ? word[i] : chars[bytes[word[i]]];
                same &= reading[i] == word[i];
                if (i + 1 == length && same)
                    break;
            }
            if (i < length)
                continue;
            double bits = 0.0, lost = 0.0;
            int little = 0, ignored = 0;
            if (length == 1 && may_stand_alone(word[0], reading[0], alone))
                return 1;
            if (length > 1 && new_words(words, &new, &old, &bits, &little)) {
                bits = bits > 0.0 ? bits : LITTLE * little;
                if (bits > LOST * new_words(words, &old, &new, &lost, &ignored))
                    return 1;
            }
        }
    }
    return 0;
}

const char scan_doubtful_doc[] = PyDoc_STR(
"doubtful(text, places, parting, longest, vocabulary, of_words, charsets, alone, verdicts)\n--\n\n"
"Return which of some places stand in a word that would be one in another charset alone: a byte each, 1 or 0.\n\n"
"The first four are as for `words`. Letters of `alone` are words. `of_words` is as for `known`, and so are `verdicts` on\n"
"what stands at places.");

PyObject *scan_doubtful(PyObject *module, PyObject *args)
{
    PyObject *string, *places, *parting, *charsets, *letters, *found = NULL;
    Py_buffer vocabulary, of_words, verdicts;
    Py_ssize_t longest;
    Words words;
    if (!PyArg_ParseTuple(args, "UO!Sny*w*OUw*", &string, &PyList_Type, &places, &parting, &longest, &vocabulary,
                          &of_words, &charsets, &letters, &verdicts))
        return NULL;
    Text text = text_of(string), alone = text_of(letters);
    size_t slots = (size_t)verdicts.len / sizeof(uint64_t);
    const Charsets *known = charsets_in(charsets);
    if (known && (PyBytes_GET_SIZE(parting) != CODE_POINTS / 8 || slots == 0 || (slots & (slots - 1)) ||
                  longest < 0 || longest > LONGEST_TOKEN / 2))
        PyErr_SetString(PyExc_ValueError, "doubtful: a table does not have the size that it must have");
    else if (known && words_of(&words, &vocabulary, &of_words))
        found = PyBytes_FromStringAndSize(NULL, PyList_GET_SIZE(places));
    const uint8_t *set = (const uint8_t *)PyBytes_AS_STRING(parting);
    for (Py_ssize_t i = 0; found && i < PyList_GET_SIZE(places); i++) {
        Py_ssize_t place = PyLong_AsSsize_t(PyList_GET_ITEM(places, i)), low, high;
        if (place == -1 && PyErr_Occurred()) {
            Py_CLEAR(found);
            break;
        }
        word_around(&text, place, set, longest, &low, &high);
        uint16_t word[LONGEST_TOKEN];
        Py_ssize_t length = high - low;
        int astral = 0;
        for (Py_ssize_t n = 0; n < length; n++) {
            Py_UCS4 c = AT(&text, low + n);
            astral |= c > 0xFFFF;
            word[n] = (uint16_t)c;
        }
        uint64_t code, *slot = slot_of(verdicts.buf, slots - 1, word, length, &code);
        /* No charset of one byte has what takes more than two. */
        int is_doubtful = astral ? 0 : (*slot & ~UINT64_C(1)) == code ? (int)(*slot & 1) : -1;
        if (is_doubtful < 0) {
            is_doubtful = is_readable(&words, known, &alone, word, length);
            *slot = code | (uint64_t)is_doubtful;
        }
        PyBytes_AS_STRING(found)[i] = (char)is_doubtful;
    }
    PyBuffer_Release(&vocabulary);
    PyBuffer_Release(&of_words);
    PyBuffer_Release(&verdicts);
    return found;
}

/* What stands between two spaces has its words looked for in another, which takes the square of its length. */
#define LONGEST_COMPARED 256

/* Words, each once. */
typedef struct {
    Token *slots;
    size_t mask;
} Set;

/* Whether a word was not in a set before. */
static int add_word(Set *set, const uint16_t *word, Py_ssize_t length)
{
    uint64_t code, none;
    slot_of(&none, 0, word, length, &code);
    size_t slot = (size_t)(code >> 20) & set->mask;
    for (; set->slots[slot].chars; slot = (slot + 1) & set->mask)
        if (set->slots[slot].length == length &&
            memcmp(set->slots[slot].chars, word, (size_t)length * sizeof *word) == 0)
            return 0;
    set->slots[slot] = (Token){word, length};
    return 1;
}

/* Whether two small letters stand side by side, as no letter alone has them. */
static int is_word_beside(const Token *token)
{
    int row = 0;
    for (Py_ssize_t i = 0; i < token->length && row < 2; i++) {
        Py_UCS4 c = token->chars[i];
        row = c - 'a' < 26 || c - 0xDF < 24 || c - 0xF8 < 8 ? row + 1 : 0;
    }
    return row == 2;
}

/* Part characters at spaces; how many tokens there are, or -1 if one is too long to compare each word with all of it. */
static Py_ssize_t part(const uint16_t *chars, Py_ssize_t length, Token *tokens)
{
    Py_ssize_t count = 0, start = 0;
    for (Py_ssize_t i = 0; i <= length; i++)
        if (i == length || chars[i] == ' ') {
            if (i - start > LONGEST_COMPARED)
                return -1;
            tokens[count++] = (Token){chars + start, i - start};
            start = i + 1;
        }
    return count;
}

static double evidence(const Words *words, const Text *alone, const Token *olds, const Token *news, Py_ssize_t count,
                       Set *came, Set *went)
{
    double bits = 0.0;
    int little = 0, lost = 0;
    for (Py_ssize_t i = 0; i < count; i++) {
        const Token *sides[2] = {&olds[i], &news[i]};
        if (!differs(sides[0], sides[1]))
            continue;
        if (sides[0]->length == 1 && sides[1]->length == 1) {
            little |= count > 2 && may_stand_alone(sides[0]->chars[0], sides[1]->chars[0], alone) &&
                      (i == 0 || is_word_beside(&news[i - 1])) && (i + 1 == count || is_word_beside(&news[i + 1]));
            continue;
        }
        for (int side = 0; side < 2; side++) {
            Py_ssize_t start = 0, size;
            for (; next_word(sides[side], &start, &size); start += size) {
                const uint16_t *word = sides[side]->chars + start;
                if (holds(sides[1 - side], word, size) || !tells(words, word, size) ||
                    !add_word(side ? came : went, word, size))
                    continue;
                double worth = A_LETTER * (double)size;
                lost += side == 0;
                little |= side && size < SHORTEST;
                bits += !side || size < SHORTEST ? 0.0 : worth < MOST_FOR_WORD ? worth : MOST_FOR_WORD;
            }
        }
    }
    return (bits > 0.0 ? bits : LITTLE * little) - LOST * lost;
}

const char scan_evidence_doc[] = PyDoc_STR(
"evidence(vocabulary, verdicts, alone, before, after)\n--\n\n"
"Return how many bits the known words speak for a reading that it brings in, or against it that it does away with.\n\n"
"None for characters beyond U+FFFF, and for words in a row of hundreds of characters without a space. The tables are as for `doubtful`.");

PyObject *scan_evidence(PyObject *module, PyObject *args)
{
    Py_buffer vocabulary, verdicts;
    PyObject *letters, *before, *after, *result = NULL;
    if (!PyArg_ParseTuple(args, "y*w*UUU", &vocabulary, &verdicts, &letters, &before, &after))
        return NULL;
    Words words;
    Text alone = text_of(letters), texts[2] = {text_of(before), text_of(after)};
    Py_ssize_t room = texts[0].length + texts[1].length;
    size_t slots = 16;
    while (slots < (size_t)room + 2)
        slots *= 2;
    if (texts[0].kind == PyUnicode_4BYTE_KIND || texts[1].kind == PyUnicode_4BYTE_KIND)
        result = Py_NewRef(Py_None);
    else if (words_of(&words, &vocabulary, &verdicts)) {
        uint16_t *chars = PyMem_Malloc((size_t)(room + 1) * sizeof *chars);
        Token *tokens = PyMem_Malloc((size_t)(room + 2) * sizeof *tokens), *sets = PyMem_Calloc(2 * slots, sizeof *sets);
        if (chars && tokens && sets) {
            Py_ssize_t counts[2], place = 0;
            for (int side = 0; side < 2; side++) {
                uint16_t *start = chars + place;
                for (Py_ssize_t i = 0; i < texts[side].length; i++)
                    chars[place++] = (uint16_t)AT(&texts[side], i);
                counts[side] = part(start, texts[side].length, tokens + (side && counts[0] > 0 ? counts[0] : 0));
            }
            Set came = {sets, slots - 1}, went = {sets + slots, slots - 1};
            if (counts[0] < 0 || counts[1] < 0)
                result = Py_NewRef(Py_None);
            else if (counts[0] != counts[1])
                result = PyFloat_FromDouble(0.0);
            else
                result = PyFloat_FromDouble(evidence(&words, &alone, tokens, tokens + counts[0], counts[0], &came, &went));
        }
        else
            PyErr_NoMemory();
        PyMem_Free(chars);
        PyMem_Free(tokens);
        PyMem_Free(sets);
    }
    PyBuffer_Release(&vocabulary);
    PyBuffer_Release(&verdicts);
    return result;
}
