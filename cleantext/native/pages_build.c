/* From rows of elements and texts to the text of a page, and its blocks. */

#include "pages_build.h"

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
