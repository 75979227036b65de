/* The text of a page as it is written, block after block, white space folded as a browser does it. */

#include "pages_build.h"

#define NO_KIND 255

/* The next character of valid UTF-8, and how many bytes it has. */
static uint32_t character(const unsigned char *at, int *bytes)
{
    if (at[0] < 0x80)
        return *bytes = 1, at[0];
    if (at[0] < 0xE0)
        return *bytes = 2, (uint32_t)(at[0] & 31) << 6 | (at[1] & 63);
    if (at[0] < 0xF0)
        return *bytes = 3, (uint32_t)(at[0] & 15) << 12 | (uint32_t)(at[1] & 63) << 6 | (at[2] & 63);
    *bytes = 4;
    return (uint32_t)(at[0] & 7) << 18 | (uint32_t)(at[1] & 63) << 12 | (uint32_t)(at[2] & 63) << 6
           | (at[3] & 63);
}

static int kind_of(const Builder *builder, uint32_t code)
{
    return builder->kinds[code < 0xFFFF ? code : 0xFFFF];
}

static int room_for(Array *text, size_t more)
{
    if (text->length + more > text->room) {
        size_t room = 2 * text->room + more;
        char *data = PyMem_Realloc(text->data, room);
        if (data == NULL) {
            PyErr_NoMemory();
            return 0;
        }
        text->data = data;
        text->room = room;
    }
    return 1;
}

int close_block(Builder *builder)
{
    if (!builder->has_first)
        return 1;
    const Element *first = &builder->first;
    int64_t *row = push(&builder->blocks);
    int32_t *owner = row ? push(&builder->owners) : NULL;
    if (owner == NULL)
        return 0;
    int64_t values[KIND] = {builder->start, builder->length, first->container, (int64_t)first->tags,
                          (int64_t)first->own, (int64_t)first->second, (int64_t)first->third,
                          (int64_t)first->every, first->depth, builder->block_links,
                          builder->link_chars, builder->images, builder->fields, builder->rows};
    memset(row, 0, COLUMNS * sizeof *row);
    memcpy(row, values, sizeof values);
    owner[0] = first->node;
    owner[1] = first->veil;
    const unsigned char *text = (const unsigned char *)builder->text.data;
    const unsigned char *at = text + builder->start_byte, *end = text + builder->text.length;
    int bytes, before = NO_KIND, opening = NO_KIND;
    if (builder->start_byte) {
        const unsigned char *last = at - 1;
        while (last > text && (*last & 0xC0) == 0x80)
            last--;
        before = kind_of(builder, character(last, &bytes));
    }
    for (; at < end; at += bytes) {
        int kind = kind_of(builder, character(at, &bytes));
        row[KIND + kind]++;
        row[WORDS] += kind <= DIGIT && before > DIGIT;
        if (opening == NO_KIND)
            opening = kind;
        before = kind;
    }
    row[FIRST_KIND] = opening;
    row[LAST_KIND] = before;
    builder->has_first = 0;
    builder->block_links = builder->link_chars = 0;
    builder->images = builder->fields = builder->rows = 0;
    return 1;
}

int break_at(Builder *builder, int kind)
{
    if (kind == CELL) {
        if (builder->gap < LINE_GAP)
            builder->gap = TAB_GAP;
        return 1;
    }
    if (!close_block(builder))
        return 0;
    if (kind == PARAGRAPH)
        builder->gap = PARAGRAPH_GAP;
    else if (builder->gap < LINE_GAP)
        builder->gap = LINE_GAP;
    return 1;
}

/* Begin to write inside an element: room is made for `most` bytes. */
static int begin_text(Builder *builder, const Element *inside, size_t most)
{
    static const char *const gaps[] = {"", " ", "\t", "\n", "\n\n"};
    if (builder->has_first && builder->first.veil != inside->veil && !close_block(builder))
        return 0;
    if (!room_for(&builder->text, most + 2))
        return 0;
    if (builder->length)
        for (const char *gap = gaps[builder->gap]; *gap; gap++) {
            builder->text.data[builder->text.length++] = *gap;
            builder->length++;
        }
    if (!builder->has_first) {
        builder->has_first = 1;
        builder->first = *inside;
        builder->start = builder->length;
        builder->start_byte = builder->text.length;
    }
    return 1;
}

int write_mark(Builder *builder, const Element *inside, char mark)
{
    if (!begin_text(builder, inside, 1))
        return 0;
    builder->text.data[builder->text.length++] = mark;
    builder->length++;
    builder->link_chars += (inside->state & LINK) != 0;
    builder->gap = NO_GAP;
    return 1;
}

/* Whether a text, as it is written in the page, is white space alone, as str.isspace has it. */
static int blank(const char *at, const char *end)
{
    while (at < end) {
        const char *what;
        int bytes = 1;
        if (*at == '&') {
            Py_ssize_t length = reference(at, end, &what);
            if (!length || what[0] != '\xc2')
                return 0;
            at += length;
            continue;
        }
        if (!Py_UNICODE_ISSPACE(character((const unsigned char *)at, &bytes)))
            return 0;
        at += bytes;
    }
    return 1;
}

/* So many bytes are looked at at once. */
#define PIECE 32

/* Whether so many bytes, and the one behind them, are written as they are: no reference, no white space but single
 * spaces. Adds to `wide` how many of them begin no character. */
static inline int stays(const unsigned char *text, int64_t *wide)
{
    unsigned char any = 0, within = 0;
    for (int i = 0; i < PIECE; i++) {
        unsigned char c = text[i];
        any |= (unsigned char)((c == '&') | ((unsigned char)(c - '\t') < 5) | ((c == ' ') & (text[i + 1] <= ' ')));
        within += (c & 0xC0) == 0x80;
    }
    *wide += any ? 0 : within;
    return !any;
}

int write_text(Builder *builder, const Element *inside, const char *at, const char *end, int raw)
{
    int kept = inside->state & PREFORMATTED, after = NO_GAP;
    if (!kept) {
        /* In a raw text a "&" is a "&", which is no white space either. */
        if (blank(at, end)) {
            if (builder->gap == NO_GAP)
                builder->gap = SPACE_GAP;
            return 1;
        }
        if (folded((unsigned char)*at) && builder->gap == NO_GAP)
            builder->gap = SPACE_GAP;
        if (folded((unsigned char)end[-1]))
            after = SPACE_GAP;
        while (folded((unsigned char)*at))
            at++;
        while (folded((unsigned char)end[-1]))
            end--;
    }
    if (!begin_text(builder, inside, (size_t)(end - at)))
        return 0;
    char *base = builder->text.data + builder->text.length, *to = base;
    int64_t wide = 0; /* bytes that begin no character */
    const char *looked = at; /* what is before that is known to need a closer look */
    while (at < end) {
        if (at >= looked && end - at > PIECE) {
            if (stays((const unsigned char *)at, &wide)) {
                memcpy(to, at, PIECE);
                to += PIECE;
                at += PIECE;
                continue;
            }
            looked = at + PIECE;
        }
        unsigned char c = (unsigned char)*at;
        const char *what;
        Py_ssize_t length;
        if (c == '&' && !raw && (length = reference(at, end, &what))) {
            wide += what[0] == '\xc2';
            while (*what)
                *to++ = *what++;
            at += length;
        }
        else if (!kept && folded(c)) {
            *to++ = ' ';
            while (folded((unsigned char)*at))
                at++;
        }
        else if (kept && c == '\r') {
            *to++ = '\n';
            at += at + 1 < end && at[1] == '\n' ? 2 : 1;
        }
        else {
            wide += (c & 0xC0) == 0x80;
            *to++ = (char)c;
            at++;
        }
    }
    int64_t written = (to - base) - wide;
    builder->text.length += (size_t)(to - base);
    builder->length += written;
    if (inside->state & LINK)
        builder->link_chars += written;
    builder->gap = after;
    return 1;
}
