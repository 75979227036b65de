/* How runs of characters are hashed, for their tables (scan_tables.c) and for the search (scan_runs.c). */

#ifndef CLEANTEXT_SCAN_RUNS_H
#define CLEANTEXT_SCAN_RUNS_H

#include "scan.h"

/* There are loops for processors that have AVX2. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(PORTABLE)
#define AVX2
#endif

/* The tables begin with sets of bits, words of 32: of fives of characters and of sixes; or of twos. Behind them is
 * an open hash table, 0 being empty, of the hashes of the runs. */
#define FIVES 32768
#define SIXES 32768
#define TWOS 2048
#define BEHIND_SIXES ((FIVES + SIXES) / 2) /* in words of 64 bits, */
#define BEHIND_TWOS (TWOS / 2)

/* Whether a hash of 32 bits is in a set of bits: two bits of one word say so. */
#define FIRST_BIT 14
#define SECOND_BIT 9
#define HAS_BITS(word, hash) ((word) >> ((hash) >> FIRST_BIT & 31) & (word) >> ((hash) >> SECOND_BIT & 31) & 1)
#define FIVE_SHIFT 17
#define TWO_SHIFT 21

/* A run is of one of two kinds, or of both: the last bits of its hash in a table. */
#define ANY_KIND UINT64_C(3)

/* Two neighbouring characters in one number, and the first of them. */
#if PY_BIG_ENDIAN
#define FIRST(pair) ((pair) >> 16)
#else
#define FIRST(pair) ((pair) & 0xFFFF)
#endif
#define ONE UINT32_C(0x9E3779B1)
#define TWO UINT32_C(0x85EBCA77)
#define THREE UINT32_C(0xC2B2AE3D)

static inline uint32_t pair_at(const uint16_t *c)
{
    uint32_t pair;
    memcpy(&pair, c, sizeof pair);
    return pair;
}

/* The hash of five characters, the last of which is read with the one behind it. */
static inline uint32_t hash_five(const uint16_t *c)
{
    return pair_at(c) * ONE + pair_at(c + 2) * TWO + FIRST(pair_at(c + 4)) * THREE;
}

/* A hash of six characters, and one that tells them from all others. */
static inline uint32_t hash_six(const uint16_t *c)
{
    return pair_at(c) * ONE + pair_at(c + 2) * TWO + pair_at(c + 4) * THREE;
}

static inline uint64_t whole_six(const uint16_t *c)
{
    uint64_t four = (uint64_t)c[0] | (uint64_t)c[1] << 16 | (uint64_t)c[2] << 32 | (uint64_t)c[3] << 48;
    return (four * MIXER ^ (c[4] | (uint64_t)c[5] << 16)) * MIXER;
}

/* The same for two. */
static inline uint32_t hash_two(const uint16_t *c)
{
    return pair_at(c) * ONE;
}

static inline uint64_t whole_two(const uint16_t *c)
{
    return ((uint64_t)c[0] << 16 | c[1]) * MIXER;
}

/* Of which kinds a run is, by the last bits of what the table has for it; 0 if it has none. */
static inline int kinds_of(const uint64_t *slots, int shift, uint64_t hash)
{
    size_t mask = ((size_t)1 << (64 - shift)) - 1, slot = (size_t)(hash >> shift);
    for (size_t left = mask + 1; left && slots[slot]; left--, slot = (slot + 1) & mask)
        if ((slots[slot] | ANY_KIND) == (hash | ANY_KIND))
            return (int)(slots[slot] & ANY_KIND);
    return 0;
}

#endif
