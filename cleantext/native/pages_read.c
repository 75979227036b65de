/* From a page that a parser wrote to rows of numbers: its elements, its texts, their names. */

#include "pages.h"

typedef struct {
    Span tag, kinds[4]; /* class, id, role, itemprop */
    uint64_t hash;
} Names;

typedef struct {
    Span name;
    int32_t node, silent;
} Open;

#define TAGS_KNOWN 512

typedef struct {
    const char *base, *end;
    PyObject *tags, *head, *controls;
    Array nodes, names, opened, slots;
    struct {
        Span name;
        int32_t tag;
    } known[TAGS_KNOWN];
} Reader;

static int32_t tag_of(Reader *reader, Span name)
{
    size_t slot = (size_t)name.length * 31;
    for (Py_ssize_t i = 0; i < name.length; i++)
        slot = slot * 33 + (unsigned char)name.start[i];
    slot %= TAGS_KNOWN;
    if (reader->known[slot].name.start == NULL || !same(reader->known[slot].name, name)) {
        PyObject *text = PyUnicode_DecodeUTF8(name.start, name.length, "replace");
        if (text == NULL)
            return -1;
        PyObject *found = PyDict_GetItemWithError(reader->tags, text);
        Py_DECREF(text);
        if (found == NULL && PyErr_Occurred())
            return -1;
        reader->known[slot].name = name;
        reader->known[slot].tag = found ? (int32_t)PyLong_AsLong(found) : 0;
    }
    return reader->known[slot].tag;
}

static uint64_t mixed(uint64_t hash, Span span)
{
    hash = (hash ^ (uint64_t)(span.length + 2)) * UINT64_C(0x9E3779B97F4A7C15);
    Py_ssize_t i = 0;
    for (; i + 8 <= span.length; i += 8) {
        uint64_t word;
        memcpy(&word, span.start + i, 8);
        hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
        hash ^= hash >> 29;
    }
    for (; i < span.length; i++)
        hash = (hash ^ (unsigned char)span.start[i]) * UINT64_C(0x100000001B3);
    return hash ^ hash >> 32;
}

static int32_t *slot_of(const Reader *reader, const Names *names)
{
    int32_t *slots = (int32_t *)reader->slots.data;
    size_t mask = reader->slots.room - 1, slot = (size_t)names->hash & mask;
    for (; slots[slot]; slot = (slot + 1) & mask) {
        const Names *other = (const Names *)reader->names.data + slots[slot];
        if (other->hash == names->hash && same(other->tag, names->tag)
            && same(other->kinds[0], names->kinds[0]) && same(other->kinds[1], names->kinds[1])
            && same(other->kinds[2], names->kinds[2]) && same(other->kinds[3], names->kinds[3]))
            break;
    }
    return slots + slot;
}

/* The number of some names, which are kept once; -1 when memory is short. */
static int32_t number_of(Reader *reader, Names *names)
{
    names->hash = mixed(0, names->tag);
    for (int i = 0; i < 4; i++)
        names->hash = mixed(names->hash, names->kinds[i]);
    if (2 * reader->names.length >= reader->slots.room) {
        size_t room = reader->slots.room ? 4 * reader->slots.room : 1024;
        PyMem_Free(reader->slots.data);
        reader->slots.data = PyMem_Calloc(room, sizeof(int32_t));
        reader->slots.room = reader->slots.data ? room : 0;
        if (reader->slots.data == NULL) {
            PyErr_NoMemory();
            return -1;
        }
        for (size_t i = 1; i < reader->names.length; i++)
            *slot_of(reader, (Names *)reader->names.data + i) = (int32_t)i;
    }
    int32_t *slot = slot_of(reader, names);
    if (*slot == 0) {
        *slot = (int32_t)reader->names.length;
        Names *added = push(&reader->names);
        if (added == NULL)
            return -1;
        *added = *names;
    }
    return *slot;
}

/* Behind the end of an element that is left out. */
static const char *skipped(Reader *reader, const char *at)
{
    const char *end = reader->end;
    for (Py_ssize_t depth = 1; depth > 0;) {
        at = memchr(at, '<', (size_t)(end - at));
        if (at == NULL || ++at >= end)
            return end;
        if (*at == '!' || *at == '?') {
            int comment = end - at > 2 && *at == '!' && at[1] == '-' && at[2] == '-';
            const char *over = comment ? find(at + 3, end, "-->", 3) : find(at, end, ">", 1);
            at = over ? over + 1 : end;
            continue;
        }
        int closes = *at == '/';
        Span name = tag_name(at + closes, end), ignored, value;
        int32_t tag = tag_of(reader, name);
        at = name.start + name.length;
        while (attribute(&at, end, &ignored, &value))
            ;
        if (tag < 0 || tag & UNCLOSED)
            continue;
        if (!closes && tag & RAW)
            at = raw_end(at, end, name);
        depth += closes ? -1 : 1;
    }
    return at;
}

static int is_control(Span name, Span value)
{
    switch (name.length) {
    case 4:
        return is(name, "href") && value.length && *value.start == '#';
    case 7:
        return is(name, "onclick");
    case 11:
        return is(name, "data-target");
    case 13:
        return is(name, "aria-controls");
    case 14:
        return is(name, "data-bs-target");
    case 18:
        return is(name, "data-toggle-target");
    }
    return 0;
}

/* Append to a list and let go; -1 when that fails, or when there is nothing. */
static int append(PyObject *list, PyObject *item)
{
    if (item == NULL)
        return -1;
    int failed = PyList_Append(list, item);
    Py_DECREF(item);
    return failed;
}

static int note_control(Reader *reader, Span name, Span value)
{
    PyObject *text = unescaped(value);
    if (text == NULL)
        return -1;
    return append(reader->controls, Py_BuildValue("s#N", name.start, name.length, text));
}

/* Read a start tag, whose name begins at `at`, and all of what holds no elements for a reader. */
static const char *read_start(Reader *reader, const char *at)
{
    const char *end = reader->end, *place = at;
    Names names = {tag_name(at, end), {{NULL, -1}, {NULL, -1}, {NULL, -1}, {NULL, -1}}, 0};
    int32_t tag = tag_of(reader, names.tag), flags = 0;
    Span name, value;
    if (tag < 0)
        return NULL;
    at = names.tag.start + names.tag.length;
    while (attribute(&at, end, &name, &value)) {
        flags |= HAS_ATTRIBUTES;
        switch (name.length) {
        case 2:
            if (is(name, "id"))
                names.kinds[1] = value;
            break;
        case 4:
            if (is(name, "role"))
                names.kinds[2] = value;
            else if (is(name, "href"))
                flags |= HAS_HREF;
            break;
        case 5:
            if (is(name, "class"))
                names.kinds[0] = value;
            else if (is(name, "style") || is(name, "color"))
                flags |= CAN_SHOW;
            break;
        case 6:
            if (is(name, "hidden"))
                flags |= CAN_SHOW;
            break;
        case 7:
            if (is(name, "bgcolor"))
                flags |= CAN_SHOW;
            break;
        case 8:
            if (is(name, "itemprop"))
                names.kinds[3] = value;
            break;
        case 11:
            if (is(name, "aria-hidden"))
                flags |= CAN_SHOW;
            break;
        }
        if (!(tag & LEFT_OUT) && is_control(name, value) && note_control(reader, name, value) < 0)
            return NULL;
    }
    if (tag & LEFT_OUT)
        return tag & UNCLOSED ? at : skipped(reader, at);
    const char *content = at, *behind = at;
    if (tag & RAW)
        behind = raw_end(at, end, names.tag);
    if (tag & TELLING) {
        PyObject *attributes = given(names.tag.start + names.tag.length, end);
        if (attributes == NULL
            || append(reader->head, Py_BuildValue("s#N", names.tag.start, names.tag.length, attributes)) < 0)
            return NULL;
        const char *stop = tag & RAW ? behind : memchr(content, '<', (size_t)(end - content));
        Span text = {content, (stop ? stop : end) - content};
        PyObject *held = text.length == 0 ? Py_NewRef(Py_None)
                         : tag & RAW      ? PyUnicode_DecodeUTF8(text.start, text.length, "replace")
                                          : unescaped(text);
        if (append(reader->head, held) < 0)
            return NULL;
    }
    const Open *outer = (const Open *)reader->opened.data + reader->opened.length - 1;
    int32_t parent = outer->node, silent = outer->silent | (tag & SILENT);
    int kind = tag & BREAKS, empty = !kind && tag & EMPTY;
    int made = kind || (!empty && (flags || tag >> BIT_SHIFT || tag & OWN));
    if (made || tag & (IMAGE | FIELD | ROW)) {
        int32_t number = (int32_t)reader->nodes.length, named = empty ? 0 : number_of(reader, &names);
        Node *node = named < 0 ? NULL : push(&reader->nodes);
        if (node == NULL)
            return NULL;
        *node = (Node){tag, parent, number + 1, (int32_t)(place - reader->base),
                       (int32_t)(at - reader->base), named, flags};
        if (!empty)
            parent = number;
    }
    if (tag & UNCLOSED)
        return behind;
    Open *opened = push(&reader->opened);
    if (opened == NULL)
        return NULL;
    *opened = (Open){names.tag, parent, silent};
    if (tag & RAW && !silent && behind > content) { /* xmp, plaintext */
        Node *node = push(&reader->nodes);
        if (node == NULL)
            return NULL;
        *node = (Node){TEXT | RAW, parent, (int32_t)reader->nodes.length,
                       (int32_t)(content - reader->base), (int32_t)(behind - reader->base), 0, 0};
    }
    return behind;
}

static int read_all(Reader *reader)
{
    const char *at = reader->base, *end = reader->end;
    Open *root = push(&reader->opened);
    Names *nobody = push(&reader->names);
    if (root == NULL || nobody == NULL)
        return 0;
    *root = (Open){{NULL, -1}, -1, 0};
    *nobody = (Names){{NULL, 0}, {{NULL, -1}, {NULL, -1}, {NULL, -1}, {NULL, -1}}, 0};
    while (at < end) {
        const Open *inside = (const Open *)reader->opened.data + reader->opened.length - 1;
        if (*at != '<') {
            const char *stop = memchr(at, '<', (size_t)(end - at));
            if (stop == NULL)
                stop = end;
            if (!inside->silent) {
                int32_t parent = inside->node, number = (int32_t)reader->nodes.length;
                Node *node = push(&reader->nodes);
                if (node == NULL)
                    return 0;
                *node = (Node){TEXT, parent, number + 1, (int32_t)(at - reader->base),
                               (int32_t)(stop - reader->base), 0, 0};
            }
            at = stop;
        }
        else if (at + 1 < end && (at[1] == '!' || at[1] == '?')) {
            int comment = end - at > 3 && at[1] == '!' && at[2] == '-' && at[3] == '-';
            const char *over = comment ? find(at + 4, end, "-->", 3) : find(at, end, ">", 1);
            at = over ? over + (comment ? 3 : 1) : end;
        }
        else if (at + 1 < end && at[1] == '/') {
            Span name = tag_name(at + 2, end);
            const char *over = memchr(at, '>', (size_t)(end - at));
            at = over ? over + 1 : end;
            if (reader->opened.length > 1 && same(name, inside->name)) {
                const Open *outer = inside - 1;
                if (inside->node != outer->node)
                    ((Node *)reader->nodes.data)[inside->node].last = (int32_t)reader->nodes.length;
                reader->opened.length--;
            }
        }
        else {
            at = read_start(reader, at + 1);
            if (at == NULL)
                return 0;
        }
    }
    for (; reader->opened.length > 1; reader->opened.length--) {
        const Open *inside = (const Open *)reader->opened.data + reader->opened.length - 1;
        if (inside->node >= 0)
            ((Node *)reader->nodes.data)[inside->node].last = (int32_t)reader->nodes.length;
    }
    return 1;
}

static PyObject *names_of(const Reader *reader)
{
    PyObject *list = PyList_New((Py_ssize_t)reader->names.length);
    for (size_t i = 0; list != NULL && i < reader->names.length; i++) {
        const Names *names = (const Names *)reader->names.data + i;
        PyObject *each = PyTuple_New(5);
        PyObject *tag = each ? PyUnicode_DecodeUTF8(names->tag.start, names->tag.length, "replace") : NULL;
        if (tag == NULL) {
            Py_XDECREF(each);
            Py_DECREF(list);
            return NULL;
        }
        PyTuple_SET_ITEM(each, 0, tag);
        PyList_SET_ITEM(list, (Py_ssize_t)i, each);
        for (int kind = 0; kind < 4; kind++) {
            Span span = names->kinds[kind];
            PyObject *text = span.length < 0 ? Py_NewRef(Py_None) : unescaped(span);
            if (text == NULL) {
                Py_DECREF(list);
                return NULL;
            }
            PyTuple_SET_ITEM(each, kind + 1, text);
        }
        PyObject_GC_UnTrack(each); /* texts make no circles */
    }
    return list;
}

const char pages_read_doc[] = PyDoc_STR(
"read(page, tags)\n--\n\n"
"Return the elements and texts of a page, which a parser wrote, as (nodes, names, head, controls).\n\n"
"`page` is UTF-8 of less than 2 ** 31 bytes; `tags` says what is known of a tag by its name. A node is\n"
"seven 32-bit numbers: what its tag is, its parent, the node behind what is in it, where its tag or its\n"
"text begins and ends, which names it has, what attributes. `names` has tag, class, id, role, itemprop\n"
"of each; `head` has tag and attributes of what tells of the page, each followed by its text or None;\n"
"`controls` has attributes that name what a control opens.");

PyObject *pages_read(PyObject *module, PyObject *args)
{
    Py_buffer page;
    PyObject *tags, *result = NULL, *names = NULL;
    if (!PyArg_ParseTuple(args, "y*O!", &page, &PyDict_Type, &tags))
        return NULL;
    Reader *reader = PyMem_Calloc(1, sizeof *reader);
    if (reader == NULL) {
        PyBuffer_Release(&page);
        return PyErr_NoMemory();
    }
    reader->base = page.buf;
    reader->end = reader->base + page.len;
    reader->tags = tags;
    reader->nodes.item = sizeof(Node);
    reader->names.item = sizeof(Names);
    reader->opened.item = sizeof(Open);
    reader->slots.item = sizeof(int32_t);
    reader->head = PyList_New(0);
    reader->controls = PyList_New(0);
    if (page.len > INT32_MAX)
        PyErr_SetString(PyExc_OverflowError, "read: a page of more than 2 GB");
    else if (reader->head && reader->controls && read_all(reader) && (names = names_of(reader)))
        result = Py_BuildValue("NNOO", as_bytes(&reader->nodes), names, reader->head, reader->controls);
    Py_XDECREF(reader->head);
    Py_XDECREF(reader->controls);
    PyMem_Free(reader->nodes.data);
    PyMem_Free(reader->names.data);
    PyMem_Free(reader->opened.data);
    PyMem_Free(reader->slots.data);
    PyMem_Free(reader);
    PyBuffer_Release(&page);
    return result;
}
