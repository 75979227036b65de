/* Text turned back into the bytes that it was read from, and what tells UTF-8 read amiss. */

#ifndef CLEANTEXT_UNREAD_H
#define CLEANTEXT_UNREAD_H

#include "scan.h"

/* Bytes that are read one after the other; what is behind the last of them is no byte. */
typedef struct {
    const unsigned char *bytes;
    Py_ssize_t size;
} Bytes;

int is_utf8(const Bytes *from);

/* The bytes of a text in a charset, by the byte of each character up to U+FFFF; 0 if it holds another character. */
int unread(const Text *text, const uint8_t *codes, unsigned char *to);

/* Each step of what follows makes of a byte three at most, and the first of one or two. */
#define ROOM_FOR_ALTERED 10

/* Read bytes at the beginning of `room` as UTF-8 of which some have become spaces, or were lost; `bytes` become what
 * that is. 0 if it is no UTF-8, and -1 if it may be UTF-8 as Java writes it. */
int read_altered(Bytes *bytes, unsigned char *room, int spaces, int losses);

#define SETS_OF_BITS 2
#define SEQUENCE_BITS (64 * SETS_OF_BITS)

typedef struct {
    uint64_t words[SETS_OF_BITS];
} Set;

/* What is told about sequences before the sets of each part of the characters. */
typedef struct {
    Set firsts, lasts, negated, letters, starts;
    uint8_t behind[SEQUENCE_BITS];
} Program;

/* The sequences that sound text does not hold, and the part of each character. */
typedef struct {
    const uint8_t *parts;
    const Set *sets;
    Program program;
} Sequences;

/* Take the tables of `scan_stands`; 0 and an error set if one is none. */
int sequences_of(Sequences *sequences, const Py_buffer *parts, const Py_buffer *told, const Py_buffer *sets);

/* Whether one of the sequences stands in a text, looked for from `start` on. */
int stands(const Sequences *sequences, const Text *text, Py_ssize_t start);

/* The bits of classes of characters that UTF-8 read amiss is made of. */
#define FIRST_OF(more) (1 << ((more) - 1))
#define ANY_FIRST 7
#define GOES_ON 8
#define GOES_ON_STRICTLY 16

/* The end of the stretch at `place` of a text that may be UTF-8 read amiss, or `place`; `part` and `kind` are the tables of
 * `scan_embedded`. */
Py_ssize_t end_of_stretch(const Text *text, Py_ssize_t place, const uint8_t *part, const uint8_t *kind);

#endif
