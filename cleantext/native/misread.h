/* A line and the steps by which UTF-8 read amiss is undone in it. */

#ifndef CLEANTEXT_MISREAD_H
#define CLEANTEXT_MISREAD_H

#include "unread.h"

#define MOST_CHARSETS 16

/* What becomes of a line. */
enum { STAYS, RESTORED, REREAD, MENDED, UNTOLD };
/* What else a step can come to. */
#define FAILED (-1)

typedef struct {
    const uint8_t *codes;
    int spaces, losses;
} Charset;

typedef struct {
    Charset charsets[MOST_CHARSETS];
    int count;
    Sequences sequences;
    const uint8_t *part, *kind;
    unsigned char *room;
    size_t size;
} Reader;

/* A text, and its characters if somebody has to free them. */
typedef struct {
    Text text;
    Py_UCS4 *own;
} Layer;

static inline void drop_layer(Layer *layer)
{
    PyMem_Free(layer->own);
    layer->own = NULL;
}

static inline Text part_of(const Text *text, Py_ssize_t start, Py_ssize_t end)
{
    Text part = {(const char *)text->data + start * text->kind, end - start, text->kind};
    return part;
}

int are_equal(const Text *one, const Text *other);

/* Room for all that is made of the bytes of a text; NULL when out of memory. */
unsigned char *room_for(Reader *reader, Py_ssize_t length);

/* Make a layer of the characters of well-formed UTF-8. 1, or FAILED. */
int decode_layer(const Bytes *from, Layer *to);

/* Read a text as UTF-8 in the first charset in which it is: `misread.as_utf8`. Whether bytes of it were `altered` is told
 * where there is none: 0. */
int read_whole(Reader *reader, const Text *text, Layer *to, int *altered);

/* Undo one layer: `misread._step`. 1 for another text in `to`, 0 where it stays, UNTOLD where ftfy is to be asked. */
int undo_layer(Reader *reader, const Text *text, Layer *to);

/* Undo all layers: `misread.fix`. 1 for another text in `to`, 0 where it stays. */
int undo_all(Reader *reader, const Text *text, Layer *to);

#endif
