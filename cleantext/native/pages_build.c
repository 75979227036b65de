/* From rows of elements and texts to the text of a page, and its blocks. */

#include "pages.h"

enum { NO_GAP, SPACE_GAP, TAB_GAP, LINE_GAP, PARAGRAPH_GAP };
#define NO_KIND 255

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

static int close_block(Builder *builder)
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

static int break_at(Builder *builder, int kind)
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

static int count(Builder *builder, int32_t tag)
{
    if (tag & IMAGE)
        builder->images++;
    else if (tag & FIELD)
        builder->fields++;
    else if (tag & ROW) {
        if (builder->gap == LINE_GAP) {
            /* Two line breaks are how a paragraph ends where nobody writes <p>. */
            if (!close_block(builder))
                return 0;
            builder->gap = PARAGRAPH_GAP;
        }
        else if (builder->gap < LINE_GAP)
            builder->gap = LINE_GAP;
        builder->rows++;
    }
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

static int write_mark(Builder *builder, const Element *inside, char mark)
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

static int write_text(Builder *builder, const Element *inside, const char *at, const char *end, int raw)
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
    while (at < end) {
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

static int close_element(Builder *builder)
{
    Element *closed = (Element *)builder->opened.data + builder->opened.length - 1;
    int kind = closed->tag & BREAKS;
    if (kind) {
        if (!break_at(builder, kind))
            return 0;
        ((int64_t *)builder->containers.data)[3 * closed->container + 2] = (int64_t)builder->blocks.length;
    }
    else if (closed->tag & READING && !write_mark(builder, closed, ')'))
        return 0;
    builder->opened.length--;
    return 1;
}

static int open_element(Builder *builder, const Node *node, int32_t number, int32_t veil)
{
    Element made = ((Element *)builder->opened.data)[builder->opened.length - 1];
    int kind = node->tag & BREAKS;
    made.node = number;
    made.last = node->last;
    made.tag = node->tag;
    made.depth++;
    made.state |= node->tag & (SILENT | PREFORMATTED | LINK);
    int bit = (node->tag >> BIT_SHIFT) & 63;
    if (bit)
        made.tags |= UINT64_C(1) << (bit - 1);
    if (veil >= 0)
        made.veil = veil;
    if (builder->named[node->name] || kind) {
        uint64_t second = made.second;
        made.second = made.own ? made.own : second;
        made.third = second;
        made.own = builder->named[node->name] ? builder->hints[node->name] : 0;
        made.every |= made.own;
    }
    if (kind) {
        if (!break_at(builder, kind))
            return 0;
        if (kind != CELL) {
            int64_t *container = push(&builder->containers);
            if (container == NULL)
                return 0;
            container[0] = made.container;
            container[1] = (int64_t)builder->blocks.length;
            container[2] = 0;
            made.container = (int32_t)builder->containers.length - 1;
        }
    }
    else if (node->tag & LINK) {
        if (node->flags & HAS_HREF) {
            builder->block_links++;
            if (made.veil) {
                int32_t *link = push(&builder->links);
                if (link == NULL)
                    return 0;
                link[0] = made.veil;
                link[1] = number;
            }
        }
    }
    else if (node->tag & READING && !write_mark(builder, &made, '('))
        return 0;
    Element *place = push(&builder->opened);
    if (place == NULL)
        return 0;
    *place = made;
    return 1;
}

static int build_all(Builder *builder, const Node *nodes, int32_t total, const int32_t *veils,
                     int32_t names, Py_ssize_t size)
{
    Element *root = push(&builder->opened);
    int64_t *whole = root ? push(&builder->containers) : NULL;
    if (whole == NULL)
        return 0;
    memset(root, 0, sizeof *root);
    root->last = INT32_MAX;
    memset(whole, 0, 3 * sizeof *whole);
    for (int32_t number = 0; number <= total; number++) {
        const Element *inside;
        while ((inside = (Element *)builder->opened.data + builder->opened.length - 1)->last <= number)
            if (!close_element(builder))
                return 0;
        if (number == total)
            break;
        const Node *node = nodes + number;
        int done;
        if (node->place < 0 || node->stop < node->place || node->stop > size || node->name < 0
            || node->name >= names || node->last <= number) {
            PyErr_SetString(PyExc_ValueError, "build: these are no nodes of this page");
            return 0;
        }
        if (node->tag & TEXT)
            done = inside->state & SILENT || node->stop == node->place
                   || write_text(builder, inside, builder->page + node->place,
                                 builder->page + node->stop, node->tag & RAW);
        else if (!(node->tag & BREAKS) && node->tag & EMPTY)
            done = count(builder, node->tag);
        else
            done = open_element(builder, node, number, veils[number]);
        if (!done)
            return 0;
    }
    if (!close_block(builder))
        return 0;
    ((int64_t *)builder->containers.data)[2] = (int64_t)builder->blocks.length;
    return 1;
}

const char pages_build_doc[] = PyDoc_STR(
"build(page, nodes, veils, hints, named, kinds)\n--\n\n"
"Return (text, blocks, containers, owners, links) of a page and the nodes that `read` found in it.\n\n"
"`veils` has for each node the number of what hides it, 0 for nothing, -1 for what hides its parent;\n"
"`hints` the bits, and `named` whether there are any, for each of the names; `kinds` the kind of each\n"
"character up to U+FFFF, whose own stands for all beyond. A block is 27 64-bit numbers (see\n"
"markup/page.py), a container 3, an owner the node and the veil of a block, a link a veil and a node.");

PyObject *pages_build(PyObject *module, PyObject *args)
{
    Py_buffer page, nodes, veils, hints, named, kinds;
    PyObject *result = NULL;
    if (!PyArg_ParseTuple(args, "y*y*y*y*y*y*", &page, &nodes, &veils, &hints, &named, &kinds))
        return NULL;
    Builder builder;
    memset(&builder, 0, sizeof builder);
    builder.page = page.buf;
    builder.hints = hints.buf;
    builder.named = named.buf;
    builder.kinds = kinds.buf;
    builder.text.item = 1;
    builder.blocks.item = COLUMNS * sizeof(int64_t);
    builder.containers.item = 3 * sizeof(int64_t);
    builder.owners.item = builder.links.item = 2 * sizeof(int32_t);
    builder.opened.item = sizeof(Element);
    Py_ssize_t total = nodes.len / (Py_ssize_t)sizeof(Node);
    if (veils.len != total * 4 || hints.len != named.len * 8 || kinds.len != 0x10000 || page.len > INT32_MAX)
        PyErr_SetString(PyExc_ValueError, "build: a table does not have the size that it must have");
    else if (build_all(&builder, nodes.buf, (int32_t)total, veils.buf, (int32_t)named.len, page.len)) {
        PyObject *text = PyUnicode_DecodeUTF8(builder.text.data, (Py_ssize_t)builder.text.length, "replace");
        if (text)
            result = Py_BuildValue("NNNNN", text, as_bytes(&builder.blocks), as_bytes(&builder.containers),
                                   as_bytes(&builder.owners), as_bytes(&builder.links));
    }
    PyMem_Free(builder.text.data);
    PyMem_Free(builder.blocks.data);
    PyMem_Free(builder.containers.data);
    PyMem_Free(builder.owners.data);
    PyMem_Free(builder.links.data);
    PyMem_Free(builder.opened.data);
    PyBuffer_Release(&page);
    PyBuffer_Release(&nodes);
    PyBuffer_Release(&veils);
    PyBuffer_Release(&hints);
    PyBuffer_Release(&named);
    PyBuffer_Release(&kinds);
    return result;
}
