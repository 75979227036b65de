/* What makes the text of a page and its blocks: what is open, and what was written so far. */

#ifndef CLEANTEXT_PAGES_BUILD_H
#define CLEANTEXT_PAGES_BUILD_H

#include "pages.h"

enum { NO_GAP, SPACE_GAP, TAB_GAP, LINE_GAP, PARAGRAPH_GAP };

typedef struct {
    uint64_t tags, own, second, third, every;
    int32_t node, last, veil, container, depth, state, tag;
} Element;

typedef struct {
    const char *page;
    const uint64_t *hints;   /* of each name */
    const uint8_t *named;    /* whether it says anything */
    const uint8_t *kinds;    /* of each character up to U+FFFF */
    Array text, blocks, containers, owners, links, opened;
    int64_t length, start, images, fields, rows, block_links, link_chars;
    size_t start_byte;
    Element first; /* where the block that is being gathered began */
    int has_first, gap;
} Builder;

/* These write text, and return 0 with an exception. */
int close_block(Builder *builder);
int break_at(Builder *builder, int kind);
int write_mark(Builder *builder, const Element *inside, char mark);
int write_text(Builder *builder, const Element *inside, const char *at, const char *end, int raw);

#endif
