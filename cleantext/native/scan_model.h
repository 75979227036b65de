/* How likely a text is by the models of cleantext/language.py, and what else judges a line by them. */

#ifndef CLEANTEXT_SCAN_MODEL_H
#define CLEANTEXT_SCAN_MODEL_H

#include "scan.h"

#define GROUPS 32
/* A group has no more languages; a sum of costs that fits 16 bits has no more rows. */
#define LANES 128
#define ROWS 100
/* No ideograph has a higher code. */
#define IDEOGRAPHS 0x34000

/* In a slot the number of a row is below the characters of it. */
#define KEY(first, second) ((uint64_t)(first) << 16 | (uint64_t)(second))
#define ROW_BITS 20

/* The rows of one script: a cost a language, for pairs of characters, for single ones, and for falling back. A slot
 * has two characters, or 0 and one, and the number of a row; 0 if it is empty. Of each row the least is kept. */
typedef struct {
    int lanes;
    uint32_t singles;
    const uint8_t *rows, *floors;
    uint64_t *slots;
    size_t mask;
} Group;

/* The models of all scripts but Chinese and Japanese. */
typedef struct {
    uint8_t script[0x10000 + 0x100];
    Group groups[GROUPS];
    uint32_t together;
    uint8_t han;
    uint64_t *slots;
    uint8_t *rows, *floors;
} Model;

/* The model of Chinese and Japanese: what characters count as, and its pairs in order. */
typedef struct {
    uint32_t classes[0x10000];
    uint8_t single[IDEOGRAPHS], backoff[IDEOGRAPHS];
    uint8_t seen[IDEOGRAPHS / 8];
    uint32_t *firsts, *seconds;
    uint8_t *costs;
    Py_ssize_t pairs;
} Han;

/* The pointers in capsules; NULL and an error set if there is another thing in one. */
const Model *model_in(PyObject *capsule);
const Han *han_in(PyObject *capsule);

/* What a text has cost so far, in each language of each script that it has shown, these in order, and besides; or as
 * little as it can have cost, all of it besides. */
typedef struct {
    double other;
    int is_floor;
    int order[GROUPS], count;
    int rows[GROUPS];
    uint16_t few[GROUPS][LANES];
    uint32_t sums[GROUPS][LANES];
} Sums;

/* Add up what characters cost, and so many empty words; 0 if that takes the model of Chinese. */
int sums_of(const Model *model, const uint16_t *chars, Py_ssize_t length, int empty, Sums *sums);

/* How many bits the sums are. */
double least(Sums *sums, const Model *model);

/* How many bits characters cost together with others, if there are any, which cost `before`, or a number above `most` if
 * they cost more; 0 if that takes a model that is missing, or Python. */
int bits_beside(const Model *model, const Han *han, const uint16_t *chars, Py_ssize_t length, const Sums *others,
                double before, double most, double *cost);

#define SINGLES 24
#define WIDES 5

/* The charsets of one byte: the byte of each character up to U+FFFF, 0 where there is none. What was written in them
 * and in those of two bytes: the characters of bytes, 0 for what is no text. */
typedef struct {
    int reads, writes, wides;
    uint8_t *bytes[SINGLES];
    uint32_t written[SINGLES];
    uint16_t chars[SINGLES][256];
    uint16_t single[WIDES][256];
    uint16_t *pairs[WIDES];
    uint8_t *wide_reads;
} Charsets;

/* What stands in place of a character of more than two bytes. */
#define LONGER 0xFFFF

const Charsets *charsets_in(PyObject *capsule);

/* The vocabulary: a Bloom filter of so many bits, and what it was found to say of words. */
typedef struct {
    const uint8_t *table;
    uint64_t bits;
    uint64_t *verdicts;
    size_t mask;
} Words;

/* Take the tables of words; 0 and an error set if one is none. */
int words_of(Words *words, const Py_buffer *table, const Py_buffer *verdicts);

static inline int is_latin(uint16_t c)
{
    return (c | 32u) - 'a' < 26 || (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) || c - 0x1E00u < 0x100;
}

/* What stands between spaces. */
typedef struct {
    const uint16_t *chars;
    Py_ssize_t length;
} Token;

/* What known words are worth that come in or go, as vocabulary.py has it. */
#define SHORTEST 3
#define A_LETTER 3.0
#define MOST_FOR_WORD 15.0
#define LITTLE 1.0
#define LOST 20.0

int differs(const Token *old, const Token *new);

/* The next word in a token, from `*start` on; 0 without one. */
int next_word(const Token *token, Py_ssize_t *start, Py_ssize_t *length);

/* Whether a token has a word. */
int holds(const Token *token, const uint16_t *word, Py_ssize_t length);

/* Whether a word is known, and is neither one letter nor a few capitals. */
int tells(const Words *words, const uint16_t *word, Py_ssize_t length);

/* How many different words that tell something a token has and another lacks; what they are worth is added up. */
int new_words(const Words *words, const Token *token, const Token *other, double *bits, int *little);

/* Whether a letter that is no word may have been one that is, of `alone`. */
int may_stand_alone(Py_UCS4 old, Py_UCS4 new, const Text *alone);

/* Where the verdict on a word stands in a table: in the lowest bit of a slot, if the others are those of its code. */
uint64_t *slot_of(uint64_t *slots, size_t mask, const uint16_t *word, Py_ssize_t length, uint64_t *code);

/* As many bits at least as known words that come in speak for a reading of some tokens. */
double most_evidence(const Words *words, const Token *olds, const Token *news, int count);

#endif
