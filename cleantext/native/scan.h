/* What the parts of the extension `_scan` share. */

#ifndef CLEANTEXT_SCAN_H
#define CLEANTEXT_SCAN_H

#include "module.h"
#include <string.h>

#define CODE_POINTS 0x110000
/* Texts longer than this let other threads run meanwhile. */
#define LONG_TEXT 65536
/* What hashes are made by: 2 ** 64 over the golden ratio, made odd. */
#define MIXER UINT64_C(0x9E3779B97F4A7C15)
/* Scripts from here on say a word in a few characters. */
#define DENSE 0x2E80

/* The characters of a str, however many bytes each of them takes. */
typedef struct {
    const void *data;
    Py_ssize_t length;
    int kind;
} Text;

static inline Text text_of(PyObject *string)
{
    Text text = {PyUnicode_DATA(string), PyUnicode_GET_LENGTH(string), (int)PyUnicode_KIND(string)};
    return text;
}

/* What stands around a place of a text without a character of a set, so many characters on either side at most. */
void word_around(const Text *text, Py_ssize_t place, const uint8_t *parting, Py_ssize_t longest, Py_ssize_t *start,
                 Py_ssize_t *end);

/* Whether a character is in a set that holds a bit for each code point. */
static inline int is_in(const uint8_t *set, Py_UCS4 c)
{
    return set[c >> 3] >> (c & 7) & 1;
}

/* A table of known threes, each a character with its neighbours: 21 bits each, and a bit that tells them from an empty
 * slot. A run of so many slots may hold one, so even a full table is searched in a bounded time. */
#define SLOTS_IN_A_ROW 8
#define IN_CONTEXT(before, c, behind)                                                                   \
    ((uint64_t)(before) << 42 | (uint64_t)(c) << 21 | (behind) | UINT64_C(1) << 63)

static inline int is_known_three(const uint64_t *known, size_t mask, uint64_t three)
{
    size_t slot = (size_t)(three * MIXER >> 32);
    for (int probe = 0; probe < SLOTS_IN_A_ROW; probe++) {
        uint64_t held = known[(slot + probe) & mask];
        if (held == three)
            return 1;
        if (held == 0)
            return 0;
    }
    return 0;
}

/* How many words a table of known threes has; 0, the table released and an error set, if it or the set does not have
 * the size that it must have. */
size_t table_words(PyObject *members, Py_buffer *known);

#define AT(text, place) PyUnicode_READ((text)->kind, (text)->data, place)

/* What a character becomes, by a table of two bytes for each up to U+FFFF. */
static inline uint32_t folded(const uint16_t *fold, Py_UCS4 character)
{
    return character > 0xFFFF ? ' ' : fold[character];
}

/* A number below 16 for every sixteen characters up to U+FFFF; the last is that of all beyond. */
#define LETTER_BLOCKS (0x10000 / 16)

/* Where nothing folds to a letter of a run: for every sixteen characters the first of all such that they are among, and
 * how many these are; and ranges of marks, from the first to the last. */
#define QUIET_RANGES 3
typedef struct {
    uint16_t first[LETTER_BLOCKS], size[LETTER_BLOCKS];
    uint16_t low[QUIET_RANGES], span[QUIET_RANGES];
} Quiet;

/* Tell that by letters of which every run has one. */
void find_quiet(Quiet *quiet, const uint16_t *fold, const Text *letters);

/* Whether text[low:high] surely has no letter of a run. */
int is_quiet(const Quiet *quiet, const uint16_t *text, Py_ssize_t low, Py_ssize_t high, int avx2);

/* Runs of characters to look for, once each character has become what `fold` makes of it: runs of six,
 * and of two where both are of a dense script. `fold` holds two bytes for each character up to U+FFFF. */
typedef struct {
    const uint16_t *fold;
    const uint32_t *fives, *sixes, *twos;
    const uint64_t *slots, *dense;
    int sixes_shift, twos_shift, avx2;
    const Quiet *quiet; /* or NULL */
} Runs;

/* Take the tables of runs, which `table` makes; 0 and an error set if one is none. */
int runs_of(Runs *runs, const Py_buffer *fold, const Py_buffer *sixes, const Py_buffer *twos);

/* So many characters are looked at at once, and so many are folded before; so many before them matter, an even
 * number, and so many behind them are read in vain. */
#define AT_ONCE 128
#define SPAN 1024
#define BEFORE 6
#define BEHIND 10

/* Where runs end in the block of a text that begins at `start`: for each of two kinds a bit for each place. What
 * begins at `span` is folded; `crowded` says how many fives of runs a block of it had. */
typedef struct {
    const Text *text;
    const Runs *runs;
    Py_ssize_t start, span;
    int crowded;
    uint64_t found[2][2];
    uint16_t chars[BEFORE + SPAN + BEHIND];
} Ends;

void look_for_ends(Ends *ends, const Text *text, const Runs *runs);

/* The index of the last character of the first run that ends at `place` or behind it, and of which kinds it is:
 * 1, 2 or both. -1 without one. */
Py_ssize_t next_end_of_run(Ends *ends, Py_ssize_t place, int *kinds);

/* The weights of runs, and how long the stretches are that are weighed (cleantext/pitch.py). */
typedef struct {
    const uint16_t *fold;
    const int8_t *table;
    int bits, avx2;
    int lengths[2][3];
} Weights;

/* Take the tables of weights; 0 and an error set if one is none. */
int weights_of(Weights *weights, const Py_buffer *fold, const Py_buffer *table);

/* How much a text and its heaviest stretch weigh, and which that is. */
typedef struct {
    double whole, best;
    Py_ssize_t low, high;
} Weight;

/* Room for the characters of a text, folded, for where spaces stand, for the weights of runs that begin at each
 * character, and for sums over them, and over runs of two dense ones; it grows, and is freed by its user. */
typedef struct {
    uint32_t *codes, *spaces;
    int32_t *weights, *twos;
    int64_t *sums;
    Py_ssize_t room, count;
    int has_twos;
} Desk;

/* Weigh text[low:high], not caring for stretches that weigh no more than `floor`; 0 when out of memory. */
int weigh(const Text *text, Py_ssize_t low, Py_ssize_t high, const Weights *weights, double floor,
          Desk *desk, Weight *found);
void clear_desk(Desk *desk);

/* A table of `count` phrases is a row of words of 32 bits: count and bits; the set of beginnings; 2 ** bits slots of two
 * words, the first phrase of a head and the one behind its last, an open hash table; where the characters of each phrase
 * begin, and those of the last one end; for each the longest phrase that it begins with, or NONE; and the
 * characters, two a word. */
typedef struct {
    uint32_t count, bits;
    uint32_t *set, *slots, *starts, *parents;
    uint16_t *chars;
} Phrases;

/* Take what `phrase_table` made; 0 and an error set if it is none. */
int phrases_of(Phrases *phrases, const Py_buffer *table);

/* Where the first phrase begins in text[place:], and its number; the length of the text without one. */
Py_ssize_t next_phrase(const Phrases *phrases, const Text *text, Py_ssize_t place, uint32_t *number);

/* Whether text[start:end] are whole words, as far as its script parts words. */
int is_whole(const Text *text, Py_ssize_t start, Py_ssize_t end);

static inline Py_ssize_t phrase_length(const Phrases *phrases, uint32_t number)
{
    return (Py_ssize_t)phrases->starts[number + 1] - phrases->starts[number];
}

/* Whether a phrase may begin like some characters, of which no more than three are asked. */
int may_begin_phrase(const Phrases *phrases, const uint16_t *chars, Py_ssize_t size);

/* How long the longest phrase is that some characters begin with; 0 without one. */
Py_ssize_t phrase_before(const Phrases *phrases, const uint16_t *chars, Py_ssize_t size);

/* The index of the first character, from `start` on, that is `wanted` and so are those behind it, `times` in all;
 * `length` without one. */
Py_ssize_t next_repeated(const Text *text, Py_ssize_t start, Py_UCS4 wanted, Py_ssize_t times);

/* Whether a character is a letter or a digit; most are of ASCII, of which Python need not be asked. */
static inline int is_alnum(Py_UCS4 c)
{
    return c < 0x80 ? (Py_UCS4)((c | 0x20) - 'a') < 26 || (Py_UCS4)(c - '0') < 10 : Py_UNICODE_ISALNUM(c);
}

static inline int is_word(Py_UCS4 c)
{
    return is_alnum(c) || c == '_';
}

/* A number below 16 for every sixteen characters up to U+FFFF; the last is that of all beyond. */
static inline int letter_number(const uint8_t *blocks, Py_UCS4 c)
{
    return blocks[c < 0x10000 ? c >> 4 : LETTER_BLOCKS - 1] & 15;
}

/* Which numbers the letters of text[low:high] have, as bits. */
static inline unsigned long number_letters(const Text *text, Py_ssize_t low, Py_ssize_t high, const uint8_t *blocks)
{
    unsigned long found = 0;
    for (; low < high; low++) {
        Py_UCS4 c = AT(text, low);
        unsigned long bit = 1ul << letter_number(blocks, c);
        if (!(found & bit) && Py_UNICODE_ISALPHA(c))
            found |= bit;
    }
    return found;
}

/* The bit of a character below U+0040 in a set of such. */
#define BIT_OF(character) (UINT64_C(1) << (character))

/* The first character of a set of those below U+0040, or if `dense` one that ends a sentence and is not of
 * ASCII, in text[place:limit]; or `limit`. */
Py_ssize_t next_mark(const Text *text, Py_ssize_t place, Py_ssize_t limit, uint64_t marks, int dense);

/* Where the first end of a sentence ends in text[place:limit], and whether it is but the end of a line;
 * -1 without one. */
Py_ssize_t next_end(const Text *text, Py_ssize_t place, Py_ssize_t limit, int *breaks);

/* Where the sentence begins and ends that stands at `place`; it begins at `floor` or behind it. */
void sentence_at(const Text *text, Py_ssize_t place, Py_ssize_t floor, Py_ssize_t *start, Py_ssize_t *stop);

extern const char scan_adjacent_doc[], scan_repeated_doc[], scan_short_lines_doc[], scan_run_doc[],
    scan_phrases_doc[], scan_phrase_table_doc[], scan_framed_doc[], scan_listener_doc[], scan_sells_doc[],
    scan_glosses_doc[], scan_unglossed_doc[], scan_ascii_runs_doc[], scan_folded_doc[], scan_fuller_doc[],
    scan_rest_doc[], scan_source_lines_doc[], scan_terms_doc[], scan_stops_doc[], scan_shifted_run_doc[], scan_pair_cost_doc[],
    scan_table_doc[], scan_weigh_doc[], scan_listen_doc[], scan_shared_doc[], scan_around_doc[],
    scan_unknown_doc[], scan_unknown_places_doc[], scan_pairs_doc[], scan_words_doc[], scan_wide_doc[],
    scan_sentence_doc[], scan_in_order_doc[], scan_unread_doc[], scan_unread_altered_doc[],
    scan_realign_doc[], scan_untangle_doc[], scan_reread_doc[], scan_model_doc[],
    scan_han_doc[], scan_bits_doc[], scan_known_doc[],
    scan_charsets_doc[], scan_unlikely_doc[], scan_doubtful_doc[], scan_threes_doc[], scan_odd_doc[],
    scan_unknown_words_doc[], scan_numbered_doc[], scan_stands_doc[], scan_standing_doc[], scan_evidence_doc[],
    scan_embedded_doc[], scan_misread_doc[], scan_unknown_lines_doc[],
    scan_voted_doc[], scan_of_letters_doc[], scan_alike_doc[], scan_brings_doc[];
PyObject *scan_adjacent(PyObject *module, PyObject *args);
PyObject *scan_repeated(PyObject *module, PyObject *args);
PyObject *scan_short_lines(PyObject *module, PyObject *args);
PyObject *scan_run(PyObject *module, PyObject *args);
PyObject *scan_phrases(PyObject *module, PyObject *args);
PyObject *scan_phrase_table(PyObject *module, PyObject *args);
PyObject *scan_framed(PyObject *module, PyObject *args);
PyObject *scan_glosses(PyObject *module, PyObject *args);
PyObject *scan_unglossed(PyObject *module, PyObject *args);
PyObject *scan_ascii_runs(PyObject *module, PyObject *args);
PyObject *scan_folded(PyObject *module, PyObject *args);
PyObject *scan_fuller(PyObject *module, PyObject *args);
PyObject *scan_stops(PyObject *module, PyObject *args);
PyObject *scan_terms(PyObject *module, PyObject *args);
PyObject *scan_source_lines(PyObject *module, PyObject *args);
PyObject *scan_rest(PyObject *module, PyObject *args);
PyObject *scan_shifted_run(PyObject *module, PyObject *args);
PyObject *scan_pair_cost(PyObject *module, PyObject *args);
PyObject *scan_listener(PyObject *module, PyObject *args);
PyObject *scan_sells(PyObject *module, PyObject *const *args, Py_ssize_t count);
PyObject *scan_table(PyObject *module, PyObject *args);
PyObject *scan_weigh(PyObject *module, PyObject *args);
PyObject *scan_listen(PyObject *module, PyObject *args);
PyObject *scan_sentence(PyObject *module, PyObject *args);
PyObject *scan_shared(PyObject *module, PyObject *args);
PyObject *scan_around(PyObject *module, PyObject *args);
PyObject *scan_unknown(PyObject *module, PyObject *args);
PyObject *scan_pairs(PyObject *module, PyObject *args);
PyObject *scan_unknown_places(PyObject *module, PyObject *args);
PyObject *scan_wide(PyObject *module, PyObject *args);
PyObject *scan_words(PyObject *module, PyObject *args);
PyObject *scan_in_order(PyObject *module, PyObject *args);
PyObject *scan_realign(PyObject *module, PyObject *args);
PyObject *scan_untangle(PyObject *module, PyObject *args);
PyObject *scan_reread(PyObject *module, PyObject *args);
PyObject *scan_model(PyObject *module, PyObject *args);
PyObject *scan_han(PyObject *module, PyObject *args);
PyObject *scan_bits(PyObject *module, PyObject *args);
PyObject *scan_known(PyObject *module, PyObject *args);
PyObject *scan_charsets(PyObject *module, PyObject *args);
PyObject *scan_unlikely(PyObject *module, PyObject *args);
PyObject *scan_doubtful(PyObject *module, PyObject *args);
PyObject *scan_threes(PyObject *module, PyObject *args);
PyObject *scan_odd(PyObject *module, PyObject *const *args, Py_ssize_t count);
PyObject *scan_unknown_words(PyObject *module, PyObject *args);
PyObject *scan_numbered(PyObject *module, PyObject *args);
PyObject *scan_stands(PyObject *module, PyObject *args);
PyObject *scan_standing(PyObject *module, PyObject *args);
PyObject *scan_evidence(PyObject *module, PyObject *args);
PyObject *scan_embedded(PyObject *module, PyObject *args);
PyObject *scan_unknown_lines(PyObject *module, PyObject *args);
PyObject *scan_of_letters(PyObject *module, PyObject *args);
PyObject *scan_alike(PyObject *module, PyObject *args);
PyObject *scan_brings(PyObject *module, PyObject *args);
PyObject *scan_voted(PyObject *module, PyObject *args);
PyObject *scan_misread(PyObject *module, PyObject *args);
PyObject *scan_unread(PyObject *module, PyObject *args);
PyObject *scan_unread_altered(PyObject *module, PyObject *args);

#endif
