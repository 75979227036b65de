/* From a page to its blocks: the loops over every tag and every character of it.
 *
 * `read` goes over a page that a parser has put in order (every element closed, every value quoted, as
 * the standard's serializing of fragments has it) and notes its elements and texts as rows of numbers;
 * `build` makes text and blocks of the rows; `attributes` reads one tag; `hints` tells what names speak
 * of; `hostile` tells pages that are dangerous to a parser. What hides is decided between `read` and `build`, in Python. The twins in
 * Python are in cleantext/markup/walk.py and flow.py; a property test holds both to the same answers.
 */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <string.h>

/* What is known of a tag, as cleantext/markup/walk.py packs it; the number of its bit stands above. */
enum {
    BREAKS = 3, PARAGRAPH = 1, LINE = 2, CELL = 3,
    EMPTY = 1 << 2, SILENT = 1 << 3, PREFORMATTED = 1 << 4, LINK = 1 << 5, OWN = 1 << 6,
    LEFT_OUT = 1 << 8, RAW = 1 << 9, UNCLOSED = 1 << 10, TELLING = 1 << 11, READING = 1 << 12,
    IMAGE = 1 << 13, FIELD = 1 << 14, ROW = 1 << 15, BIT_SHIFT = 16, TEXT = 1 << 30
};
/* What is known of an element's attributes. */
enum { HAS_ATTRIBUTES = 1, HAS_HREF = 2, CAN_SHOW = 4 };

/* An element that counts, or a text. */
typedef struct {
    int32_t tag, parent, last, place, stop, name, flags;
} Node;

typedef struct {
    const char *start;
    Py_ssize_t length; /* -1 where there is none */
} Span;

typedef struct {
    char *data;
    size_t length, room, item;
} Array;

static void *push(Array *array)
{
    if (array->length == array->room) {
        size_t room = array->room ? array->room * 2 : 256;
        char *data = PyMem_Realloc(array->data, room * array->item);
        if (data == NULL) {
            PyErr_NoMemory();
            return NULL;
        }
        array->data = data;
        array->room = room;
    }
    return array->data + array->item * array->length++;
}

static PyObject *as_bytes(const Array *array)
{
    return PyBytes_FromStringAndSize(array->data, (Py_ssize_t)(array->length * array->item));
}

/* ---- Texts ---- */

static int folded(unsigned char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

/* The character that a reference stands for, and its length; 0 when there is none. Of all references a
 * parser writes these alone. */
static Py_ssize_t reference(const char *text, const char *end, const char **what)
{
    static const struct {
        const char *written, *meant;
        Py_ssize_t length;
    } known[] = {{"&amp;", "&", 5}, {"&nbsp;", "\xc2\xa0", 6}, {"&lt;", "<", 4}, {"&gt;", ">", 4},
                 {"&quot;", "\"", 6}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (end - text >= known[i].length && memcmp(text, known[i].written, (size_t)known[i].length) == 0) {
            *what = known[i].meant;
            return known[i].length;
        }
    return 0;
}

static PyObject *unescaped(Span span)
{
    const char *end = span.start + span.length;
    if (span.length <= 0 || memchr(span.start, '&', (size_t)span.length) == NULL)
        return PyUnicode_DecodeUTF8(span.start, span.length > 0 ? span.length : 0, "replace");
    char *made = PyMem_Malloc((size_t)span.length), *to = made;
    if (made == NULL)
        return PyErr_NoMemory();
    for (const char *from = span.start; from < end;) {
        const char *what;
        Py_ssize_t length = *from == '&' ? reference(from, end, &what) : 0;
        if (length) {
            for (from += length; *what; what++)
                *to++ = *what;
        }
        else
            *to++ = *from++;
    }
    PyObject *text = PyUnicode_DecodeUTF8(made, to - made, "replace");
    PyMem_Free(made);
    return text;
}

/* ---- Tags ---- */

static const char *find(const char *from, const char *end, const char *what, size_t length)
{
    while (from < end && (from = memchr(from, what[0], (size_t)(end - from))) != NULL) {
        if ((size_t)(end - from) >= length && memcmp(from, what, length) == 0)
            return from;
        from++;
    }
    return NULL;
}

static int is(Span span, const char *name)
{
    size_t length = strlen(name);
    return (size_t)span.length == length && memcmp(span.start, name, length) == 0;
}

static int same(Span one, Span other)
{
    return one.length == other.length
           && (one.length <= 0 || memcmp(one.start, other.start, (size_t)one.length) == 0);
}

/* The name of a tag, which begins at `at`. */
static Span tag_name(const char *at, const char *end)
{
    const char *stop = at;
    while (stop < end && *stop != '>' && *stop != '/' && !folded((unsigned char)*stop))
        stop++;
    return (Span){at, stop - at};
}

/* Read an attribute from `*at` on; 0 at the end of the tag, behind which `*at` then is. */
static int attribute(const char **at, const char *end, Span *name, Span *value)
{
    const char *p = *at;
    while (p < end && (folded((unsigned char)*p) || *p == '/'))
        p++;
    if (p >= end || *p == '>') {
        *at = p < end ? p + 1 : end;
        return 0;
    }
    const char *from = p++; /* a name can begin with "=" */
    while (p < end && *p != '=' && *p != '>' && !folded((unsigned char)*p))
        p++;
    *name = (Span){from, p - from};
    *value = (Span){p, 0};
    if (p + 1 < end && p[0] == '=' && p[1] == '"') {
        p += 2;
        const char *quote = memchr(p, '"', (size_t)(end - p));
        if (quote == NULL)
            quote = end;
        *value = (Span){p, quote - p};
        p = quote < end ? quote + 1 : end;
    }
    *at = p;
    return 1;
}

static PyObject *given(const char *at, const char *end)
{
    PyObject *found = PyDict_New();
    Span name, value;
    while (found != NULL && attribute(&at, end, &name, &value)) {
        PyObject *key = PyUnicode_DecodeUTF8(name.start, name.length, "replace");
        PyObject *text = key ? unescaped(value) : NULL;
        if (text == NULL || PyDict_SetItem(found, key, text) < 0)
            Py_CLEAR(found);
        Py_XDECREF(key);
        Py_XDECREF(text);
    }
    return found;
}

/* Where the content of an element ends that holds no elements. */
static const char *raw_end(const char *at, const char *end, Span name)
{
    char close[16];
    size_t length = (size_t)name.length + 2;
    if (length > sizeof close)
        return end;
    memcpy(close, "</", 2);
    memcpy(close + 2, name.start, (size_t)name.length);
    if (is(name, "plaintext")) { /* nothing ends it but the page */
        const char *last = NULL;
        for (const char *next = at; (next = find(next, end, close, length)) != NULL; next++)
            last = next;
        return last ? last : end;
    }
    if (!is(name, "script")) {
        const char *found = find(at, end, close, length);
        return found ? found : end;
    }
    /* A script within a comment within a script is part of that. */
    const char *comment = find(at, end, "<!--", 4);
    const char *found = find(at, end, close, length);
    while (found != NULL && comment != NULL && comment < found) {
        const char *over = find(comment + 2, end, "-->", 3);
        const char *inner = find(comment, end, "<script", 7);
        if (inner != NULL && inner < found && (over == NULL || inner < over)) {
            found = find(found + length, end, close, length);
            if (found == NULL || over == NULL || found < over)
                break;
        }
        if (over == NULL || over >= found)
            break;
        comment = find(over, end, "<!--", 4);
    }
    return found ? found : end;
}

/* ---- Reading ---- */

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
    }
    return list;
}

PyDoc_STRVAR(read_doc,
"read(page, tags)\n--\n\n"
"Return the elements and texts of a page, which a parser wrote, as (nodes, names, head, controls).\n\n"
"`page` is UTF-8 of less than 2 ** 31 bytes; `tags` says what is known of a tag by its name. A node is\n"
"seven 32-bit numbers: what its tag is, its parent, the node behind what is in it, where its tag or its\n"
"text begins and ends, which names it has, what attributes. `names` has tag, class, id, role, itemprop\n"
"of each; `head` has tag and attributes of what tells of the page, each followed by its text or None;\n"
"`controls` has attributes that name what a control opens.");

static PyObject *read_page(PyObject *module, PyObject *args)
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

PyDoc_STRVAR(attributes_doc,
"attributes(page, place)\n--\n\n"
"Return the attributes of the tag whose name begins at `place` of a page, as `read` tells.");

static PyObject *attributes(PyObject *module, PyObject *args)
{
    Py_buffer page;
    Py_ssize_t place;
    PyObject *found = NULL;
    if (!PyArg_ParseTuple(args, "y*n", &page, &place))
        return NULL;
    if (place < 0 || place > page.len)
        PyErr_SetString(PyExc_IndexError, "attributes: no such place");
    else {
        const char *end = (const char *)page.buf + page.len;
        Span name = tag_name((const char *)page.buf + place, end);
        found = given(name.start + name.length, end);
    }
    PyBuffer_Release(&page);
    return found;
}

/* ---- Building ---- */

enum { NO_GAP, SPACE_GAP, TAB_GAP, LINE_GAP, PARAGRAPH_GAP };
#define KINDS 10
#define WORDY 3 /* kinds up to this one are letters and digits */
#define COLUMNS (14 + KINDS + 3)
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
    int64_t values[14] = {builder->start, builder->length, first->container, (int64_t)first->tags,
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
        row[14 + kind]++;
        row[14 + KINDS] += kind <= WORDY && before > WORDY;
        if (opening == NO_KIND)
            opening = kind;
        before = kind;
    }
    row[14 + KINDS + 1] = opening;
    row[14 + KINDS + 2] = before;
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
    if (node->tag >> BIT_SHIFT)
        made.tags |= UINT64_C(1) << ((node->tag >> BIT_SHIFT) - 1);
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

PyDoc_STRVAR(build_doc,
"build(page, nodes, veils, hints, named, kinds)\n--\n\n"
"Return (text, blocks, containers, owners, links) of a page and the nodes that `read` found in it.\n\n"
"`veils` has for each node the number of what hides it, 0 for nothing, -1 for what hides its parent;\n"
"`hints` the bits, and `named` whether there are any, for each of the names; `kinds` the kind of each\n"
"character up to U+FFFF, whose own stands for all beyond. A block is 27 64-bit numbers (see\n"
"markup/page.py), a container 3, an owner the node and the veil of a block, a link a veil and a node.");

static PyObject *build(PyObject *module, PyObject *args)
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

/* ---- Names ---- */

#define LONGEST_WORD 24
#define SHORTEST_PART 4

typedef struct {
    const char *word;
    Py_ssize_t length;
    uint64_t bits;
} Word;

/* Words by their hash, in a table that is never full. */
typedef struct {
    Word *slots;
    size_t mask;
    int longest;
} Vocabulary;

static uint32_t stepped(uint32_t hash, char c)
{
    return (hash ^ (unsigned char)c) * UINT32_C(0x01000193);
}

static Word *word_at(const Vocabulary *words, const char *word, Py_ssize_t length, uint32_t hash)
{
    size_t slot = (hash ^ hash >> 15) & words->mask;
    for (; words->slots[slot].word != NULL; slot = (slot + 1) & words->mask)
        if (words->slots[slot].length == length && memcmp(words->slots[slot].word, word, (size_t)length) == 0)
            break;
    return words->slots + slot;
}

static int fill(Vocabulary *words, PyObject *given)
{
    PyObject *key, *value;
    Py_ssize_t at = 0;
    size_t room = 64;
    while (room < 4 * (size_t)PyDict_GET_SIZE(given))
        room *= 2;
    words->mask = room - 1;
    words->slots = PyMem_Calloc(room, sizeof(Word));
    if (words->slots == NULL) {
        PyErr_NoMemory();
        return 0;
    }
    while (PyDict_Next(given, &at, &key, &value)) {
        Py_ssize_t length;
        const char *word = PyUnicode_AsUTF8AndSize(key, &length);
        uint64_t bits = PyLong_AsUnsignedLongLong(value);
        if (word == NULL || PyErr_Occurred())
            return 0;
        if (length < 2 || length > LONGEST_WORD) {
            PyErr_SetString(PyExc_ValueError, "hints: a word is too short or too long");
            return 0;
        }
        uint32_t hash = 0;
        for (Py_ssize_t i = 0; i < length; i++)
            hash = stepped(hash, word[i]);
        *word_at(words, word, length, hash) = (Word){word, length, bits};
        words->longest = length > words->longest ? (int)length : words->longest;
    }
    return 1;
}

/* What a word speaks of: it, or the longest words that it is made of, from the left. */
static uint64_t bits_of(const Vocabulary *words, const char *word, Py_ssize_t length)
{
    uint64_t bits = 0;
    for (Py_ssize_t from = 0; from < length;) {
        Py_ssize_t most = length - from < words->longest ? length - from : words->longest;
        Py_ssize_t longest = 0;
        uint64_t found = 0;
        uint32_t hash = 0;
        for (Py_ssize_t to = 0; to < most; to++) {
            hash = stepped(hash, word[from + to]);
            int whole = from == 0 && to + 1 == length;
            if (to + 1 < SHORTEST_PART && !whole)
                continue;
            const Word *known = word_at(words, word + from, to + 1, hash);
            if (known->word != NULL) {
                if (whole)
                    return known->bits;
                found = known->bits;
                longest = to + 1;
            }
        }
        bits |= found;
        from += longest ? longest : 1;
    }
    return bits;
}

/* The character in lower case, as far as that is a letter from a to z. */
static Py_UCS4 lowered(Py_UCS4 c)
{
    if (c >= 'A' && c <= 'Z')
        return c | 0x20;
    return c == 0x212A ? 'k' : c == 0x130 ? 'i' : c; /* the Kelvin sign, and the I with a dot */
}

PyDoc_STRVAR(hints_doc,
"hints(names, vocabulary, most)\n--\n\n"
"Return the bits that the words in each of some names have in a vocabulary, as 64-bit numbers, and\n"
"whether there is anything in each, a byte each.\n\n"
"Names are as `read` returns them; those behind the tag are read as if a space stood between them,\n"
"`most` characters together. Words are runs of a to z, two at least.");

static PyObject *hints(PyObject *module, PyObject *args)
{
    PyObject *names, *vocabulary, *result = NULL, *named = NULL, *tables = NULL;
    Py_ssize_t most;
    Vocabulary words = {NULL, 0, 0};
    if (!PyArg_ParseTuple(args, "O!O!n", &PyList_Type, &names, &PyDict_Type, &vocabulary, &most))
        return NULL;
    Py_ssize_t total = PyList_GET_SIZE(names);
    if (fill(&words, vocabulary)) {
        result = PyBytes_FromStringAndSize(NULL, total * 8);
        named = PyBytes_FromStringAndSize(NULL, total);
    }
    for (Py_ssize_t i = 0; named != NULL && result != NULL && i < total; i++) {
        PyObject *each = PyList_GET_ITEM(names, i);
        char word[512];
        Py_ssize_t held = 0, left = most;
        uint64_t found = 0;
        int any = 0, parts = 0;
        if (!PyTuple_Check(each)) {
            PyErr_SetString(PyExc_TypeError, "hints: names are tuples");
            goto done;
        }
        for (Py_ssize_t part = 1; part < PyTuple_GET_SIZE(each); part++) {
            PyObject *text = PyTuple_GET_ITEM(each, part);
            if (!PyUnicode_Check(text))
                continue;
            Py_ssize_t length = PyUnicode_GET_LENGTH(text);
            int kind = PyUnicode_KIND(text);
            const void *data = PyUnicode_DATA(text);
            any |= length > 0 || parts > 0;
            left -= parts++ > 0;
            if (length > left)
                length = left > 0 ? left : 0;
            left -= length;
            for (Py_ssize_t at = 0; at <= length; at++) {
                Py_UCS4 c = at < length ? lowered(PyUnicode_READ(kind, data, at)) : 0;
                if (c >= 'a' && c <= 'z' && held < (Py_ssize_t)sizeof word)
                    word[held++] = (char)c;
                else {
                    if (held >= 2)
                        found |= bits_of(&words, word, held);
                    held = 0;
                }
                if (at < length && PyUnicode_READ(kind, data, at) == 0x130) {
                    /* its dot is a character of its own in lower case */
                    if (held >= 2)
                        found |= bits_of(&words, word, held);
                    held = 0;
                }
            }
        }
        memcpy(PyBytes_AS_STRING(result) + 8 * i, &found, 8);
        PyBytes_AS_STRING(named)[i] = (char)any;
    }
    if (result != NULL && named != NULL)
        tables = PyTuple_Pack(2, result, named);
done:
    Py_XDECREF(result);
    Py_XDECREF(named);
    PyMem_Free(words.slots);
    return tables;
}

/* ---- Danger ---- */

typedef struct {
    uint64_t hash;
    int64_t opened; /* -1 for a tag that does not nest */
} Depth;

/* How often a tag is open; NULL when memory is short. */
static Depth *depth_of(Array *table, size_t *filled, uint64_t hash, Span name, PyObject *flat)
{
    if (2 * *filled >= table->room) {
        Array larger = {NULL, 0, table->room ? 4 * table->room : 512, sizeof(Depth)};
        larger.data = PyMem_Calloc(larger.room, sizeof(Depth));
        if (larger.data == NULL) {
            PyErr_NoMemory();
            return NULL;
        }
        for (size_t i = 0; i < table->room; i++) {
            const Depth *old = (const Depth *)table->data + i;
            size_t slot = (size_t)old->hash & (larger.room - 1);
            while (old->hash && ((Depth *)larger.data)[slot].hash)
                slot = (slot + 1) & (larger.room - 1);
            if (old->hash)
                ((Depth *)larger.data)[slot] = *old;
        }
        PyMem_Free(table->data);
        *table = larger;
    }
    Depth *slots = (Depth *)table->data;
    size_t slot = (size_t)hash & (table->room - 1);
    while (slots[slot].hash && slots[slot].hash != hash)
        slot = (slot + 1) & (table->room - 1);
    if (!slots[slot].hash) {
        char lower[16] = {0};
        for (Py_ssize_t i = 0; i < name.length && i < 15; i++)
            lower[i] = (char)(name.start[i] >= 'A' && name.start[i] <= 'Z' ? name.start[i] | 0x20 : name.start[i]);
        PyObject *text = PyUnicode_DecodeUTF8(lower, name.length < 15 ? name.length : 15, "replace");
        int known = text ? PySet_Contains(flat, text) : -1;
        Py_XDECREF(text);
        if (known < 0)
            return NULL;
        slots[slot] = (Depth){hash, -known};
        ++*filled;
    }
    return slots + slot;
}

/* How many words stand in a tag, quoted ones apart. */
static Py_ssize_t words_in(const char *at, const char *end)
{
    Py_ssize_t words = 0;
    int inside = 0;
    while (at < end) {
        const char *quote = *at == '"' || *at == '\'' ? memchr(at + 1, *at, (size_t)(end - at - 1)) : NULL;
        if (quote != NULL)
            at = quote;
        else if (folded((unsigned char)*at) || *at == '\v')
            inside = 0;
        else if (!inside) {
            inside = 1;
            words++;
        }
        at++;
    }
    return words;
}

PyDoc_STRVAR(hostile_doc,
"hostile(page, flat, deepest, longest, most)\n--\n\n"
"Return whether a page nests its tags more than `deepest` deep, those in the set `flat` apart, or has a\n"
"start tag of more than `longest` bytes and more than `most` words.");

static PyObject *hostile(PyObject *module, PyObject *args)
{
    Py_buffer page;
    PyObject *flat;
    Py_ssize_t deepest, longest, most, depth = 0;
    if (!PyArg_ParseTuple(args, "y*O!nnn", &page, &PyFrozenSet_Type, &flat, &deepest, &longest, &most))
        return NULL;
    const char *at = page.buf, *end = at + page.len;
    Array table = {NULL, 0, 0, sizeof(Depth)};
    size_t filled = 0;
    int found = 0;
    while (!found && at < end && (at = memchr(at, '<', (size_t)(end - at))) != NULL && at + 1 < end) {
        const char *open = at++;
        int closes = *at == '/';
        at += closes;
        if (at >= end || (unsigned char)((*at | 0x20) - 'a') >= 26)
            continue;
        if (!closes && end - open > longest && !memchr(open, '>', (size_t)longest)
            && !memchr(at, '<', (size_t)(open + longest + 1 - at))) {
            const char *next = memchr(at, '<', (size_t)(end - at));
            const char *stop = next ? next : end, *over = memchr(at, '>', (size_t)(stop - at));
            if (words_in(at, over ? over : stop) > most) {
                found = 1;
                break;
            }
        }
        Span name = {at, 0};
        uint64_t hash = UINT64_C(0xCBF29CE484222325);
        for (; at < end && *at != '>' && *at != '/' && !folded((unsigned char)*at) && *at != '\v'; at++)
            hash = (hash ^ (unsigned char)(*at >= 'A' && *at <= 'Z' ? *at | 0x20 : *at)) * UINT64_C(0x100000001B3);
        name.length = at - name.start;
        const char *over = memchr(at, '>', (size_t)(end - at));
        if (over == NULL)
            break; /* nor does any tag behind it end */
        at = over + 1;
        Depth *known = depth_of(&table, &filled, hash | 1, name, flat);
        if (known == NULL) {
            found = -1;
            break;
        }
        /* An end tag of what is not open ends nothing. */
        if (known->opened < 0 || (closes && known->opened == 0))
            continue;
        known->opened += closes ? -1 : 1;
        depth += closes ? -1 : 1;
        found = depth > deepest;
    }
    PyMem_Free(table.data);
    PyBuffer_Release(&page);
    return found < 0 ? NULL : PyBool_FromLong(found);
}

static PyMethodDef methods[] = {
    {"read", read_page, METH_VARARGS, read_doc},
    {"attributes", attributes, METH_VARARGS, attributes_doc},
    {"build", build, METH_VARARGS, build_doc},
    {"hints", hints, METH_VARARGS, hints_doc},
    {"hostile", hostile, METH_VARARGS, hostile_doc},
    {NULL, NULL, 0, NULL},
};

static PyModuleDef_Slot slots[] = {
#ifdef Py_mod_multiple_interpreters
    {Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED},
#endif
#ifdef Py_mod_gil
    {Py_mod_gil, Py_MOD_GIL_NOT_USED},
#endif
    {0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "cleantext._pages",
    .m_doc = "Loops over the tags and characters of a page; see cleantext.markup.walk.",
    .m_methods = methods,
    .m_slots = slots,
};

PyMODINIT_FUNC PyInit__pages(void) { return PyModuleDef_Init(&definition); }
