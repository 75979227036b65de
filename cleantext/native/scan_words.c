/* Which words with letters beyond ASCII the languages of Latin script have; the twin is cleantext/vocabulary.py. */

#include "scan_model.h"

/* As the twin has them. */
#define PROBES 10
#define LONGEST_WORD 40
#define FEW_CAPITALS 4

static const uint64_t start_values[8] = {
    UINT64_C(0x6A09E667F3BCC908), UINT64_C(0xBB67AE8584CAA73B), UINT64_C(0x3C6EF372FE94F82B),
    UINT64_C(0xA54FF53A5F1D36F1), UINT64_C(0x510E527FADE682D1), UINT64_C(0x9B05688C2B3E6C1F),
    UINT64_C(0x1F83D9ABFB41BD6B), UINT64_C(0x5BE0CD19137E2179),
};
static const uint8_t orders[10][16] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
    {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
    {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
    {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
    {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
};

#define TURN(x, n) ((x) >> (n) | (x) << (64 - (n)))
#define MIX(a, b, c, d, x, y)                                                                      \
    do {                                                                                           \
        v[a] += v[b] + (x);                                                                        \
        v[d] = TURN(v[d] ^ v[a], 32);                                                              \
        v[c] += v[d];                                                                              \
        v[b] = TURN(v[b] ^ v[c], 24);                                                              \
        v[a] += v[b] + (y);                                                                        \
        v[d] = TURN(v[d] ^ v[a], 16);                                                              \
        v[c] += v[d];                                                                              \
        v[b] = TURN(v[b] ^ v[c], 63);                                                              \
    } while (0)

/* BLAKE2b (RFC 7693) of 128 bytes at most, as a digest of 8 bytes, the first of them the highest. */
static uint64_t blake2b(const uint8_t *bytes, size_t size)
{
    uint64_t message[16] = {0}, v[16], digest = 0;
    for (size_t i = 0; i < size; i++)
        message[i / 8] |= (uint64_t)bytes[i] << 8 * (i % 8);
    memcpy(v, start_values, sizeof start_values);
    memcpy(v + 8, start_values, sizeof start_values);
    uint64_t first = v[0] ^ (0x01010000 ^ 8);
    v[0] = first;
    v[12] ^= size;
    v[14] = ~v[14];
    for (int round = 0; round < 12; round++) {
        const uint8_t *order = orders[round % 10];
        MIX(0, 4, 8, 12, message[order[0]], message[order[1]]);
        MIX(1, 5, 9, 13, message[order[2]], message[order[3]]);
        MIX(2, 6, 10, 14, message[order[4]], message[order[5]]);
        MIX(3, 7, 11, 15, message[order[6]], message[order[7]]);
        MIX(0, 5, 10, 15, message[order[8]], message[order[9]]);
        MIX(1, 6, 11, 12, message[order[10]], message[order[11]]);
        MIX(2, 7, 8, 13, message[order[12]], message[order[13]]);
        MIX(3, 4, 9, 14, message[order[14]], message[order[15]]);
    }
    first ^= v[0] ^ v[8];
    for (int i = 0; i < 8; i++)
        digest = digest << 8 | (first >> 8 * i & 0xFF);
    return digest;
}

uint64_t *slot_of(uint64_t *slots, size_t mask, const uint16_t *word, Py_ssize_t length, uint64_t *code)
{
    uint64_t hash = (uint64_t)length;
    for (Py_ssize_t i = 0; i < length; i++) {
        hash = (hash ^ word[i]) * MIXER;
        hash ^= hash >> 29;
    }
    *code = hash & ~UINT64_C(1);
    return &slots[(hash >> 20) & mask];
}

static int is_in_filter(const Words *words, const uint16_t *word, Py_ssize_t length)
{
    uint8_t bytes[3 * LONGEST_WORD];
    size_t size = 0;
    for (Py_ssize_t i = 0; i < length; i++) {
        uint16_t c = word[i];
        if (c < 0x80)
            bytes[size++] = (uint8_t)c;
        else if (c < 0x800) {
            bytes[size++] = (uint8_t)(0xC0 | c >> 6);
            bytes[size++] = (uint8_t)(0x80 | (c & 0x3F));
        }
        else {
            bytes[size++] = (uint8_t)(0xE0 | c >> 12);
            bytes[size++] = (uint8_t)(0x80 | (c >> 6 & 0x3F));
            bytes[size++] = (uint8_t)(0x80 | (c & 0x3F));
        }
    }
    uint64_t digest = blake2b(bytes, size), place = digest >> 32, step = (digest & 0xFFFFFFFF) | 1;
    for (int probe = 0; probe < PROBES; probe++, place += step) {
        uint64_t bit = place % words->bits;
        if (!(words->table[bit >> 3] >> (bit & 7) & 1))
            return 0;
    }
    return 1;
}

/* Whether a word of Latin letters is one of some language; none of ASCII is. */
static int is_known(const Words *words, const uint16_t *word, Py_ssize_t length)
{
    uint16_t folded_word[LONGEST_WORD];
    int is_ascii = 1;
    if (length > LONGEST_WORD)
        return 0;
    for (Py_ssize_t i = 0; i < length; i++) {
        Py_UCS4 c = word[i];
        /* Lower case of the Turkish capital is the letter of ASCII here. */
        c = c < 128 ? c - 'A' < 26 ? c | 32 : c : c == 0x130 ? 'i' : Py_UNICODE_TOLOWER(c);
        is_ascii &= c < 128;
        folded_word[i] = (uint16_t)c;
    }
    if (is_ascii)
        return 0;
    uint64_t code, *slot = slot_of(words->verdicts, words->mask, folded_word, length, &code);
    if ((*slot & ~UINT64_C(1)) != code)
        *slot = code | (uint64_t)is_in_filter(words, folded_word, length);
    return (int)(*slot & 1);
}

int next_word(const Token *token, Py_ssize_t *start, Py_ssize_t *length)
{
    Py_ssize_t i = *start;
    while (i < token->length && !is_latin(token->chars[i]))
        i++;
    *start = i;
    while (i < token->length && is_latin(token->chars[i]))
        i++;
    *length = i - *start;
    return *length > 0;
}

int tells(const Words *words, const uint16_t *word, Py_ssize_t length)
{
    int large = 0, small = 0;
    for (Py_ssize_t i = 0; i < length && length <= FEW_CAPITALS; i++) {
        large |= Py_UNICODE_ISUPPER(word[i]);
        small |= Py_UNICODE_ISLOWER(word[i]) || Py_UNICODE_ISTITLE(word[i]);
    }
    return length > 1 && !(large && !small) && is_known(words, word, length);
}

int holds(const Token *token, const uint16_t *word, Py_ssize_t length)
{
    Py_ssize_t start = 0, size;
    for (; next_word(token, &start, &size); start += size)
        if (size == length && memcmp(token->chars + start, word, (size_t)size * sizeof *word) == 0)
            return 1;
    return 0;
}

int new_words(const Words *words, const Token *token, const Token *other, double *bits, int *little)
{
    Py_ssize_t start = 0, size;
    int found = 0;
    for (; next_word(token, &start, &size); start += size) {
        Token before = {token->chars, start};
        const uint16_t *word = token->chars + start;
        if (holds(other, word, size) || holds(&before, word, size) || !tells(words, word, size))
            continue;
        double worth = A_LETTER * (double)size;
        *little |= size < SHORTEST;
        *bits += size < SHORTEST ? 0.0 : worth < MOST_FOR_WORD ? worth : MOST_FOR_WORD;
        found++;
    }
    return found;
}

int differs(const Token *old, const Token *new)
{
    return old->length != new->length || memcmp(old->chars, new->chars, (size_t)old->length * 2) != 0;
}

double most_evidence(const Words *words, const Token *olds, const Token *news, int count)
{
    double bits = 0.0, lost = 0.0;
    int little = 0, went = 0, ignored = 0;
    for (int i = 0; i < count; i++)
        if (differs(&olds[i], &news[i])) {
            little |= olds[i].length == 1 && news[i].length == 1;
            new_words(words, &news[i], &olds[i], &bits, &little);
        }
    if (bits > 0.0 || little)
        for (int i = 0; i < count && !went; i++)
            went = differs(&olds[i], &news[i]) && new_words(words, &olds[i], &news[i], &lost, &ignored);
    return (bits > 0.0 ? bits : LITTLE * little) - LOST * went;
}

int words_of(Words *words, const Py_buffer *table, const Py_buffer *verdicts)
{
    size_t slots = (size_t)verdicts->len / sizeof(uint64_t);
    *words = (Words){table->buf, 8 * (uint64_t)table->len, verdicts->buf, slots - 1};
    if (slots && !(slots & (slots - 1)) && table->len)
        return 1;
    PyErr_SetString(PyExc_ValueError, "a table of words does not have the size that it must have");
    return 0;
}

const char scan_known_doc[] = PyDoc_STR(
"known(vocabulary, verdicts, word)\n--\n\n"
"Return whether a word of Latin letters up to U+FFFF is one of some language.\n\n"
"`verdicts`, 2 ** n words of 64 bits that are 0 at first, keeps what was found for the next call.");

PyObject *scan_known(PyObject *module, PyObject *args)
{
    Py_buffer table, verdicts;
    PyObject *string;
    uint16_t chars[LONGEST_WORD];
    if (!PyArg_ParseTuple(args, "y*w*U", &table, &verdicts, &string))
        return NULL;
    Text text = text_of(string);
    Words words;
    int known = 0;
    if (words_of(&words, &table, &verdicts) && text.length <= LONGEST_WORD) {
        for (Py_ssize_t i = 0; i < text.length; i++)
            chars[i] = (uint16_t)AT(&text, i);
        known = is_known(&words, chars, text.length);
    }
    PyBuffer_Release(&table);
    PyBuffer_Release(&verdicts);
    return PyErr_Occurred() ? NULL : PyBool_FromLong(known);
}
