/* Which lines of a text are UTF-8 that was read amiss, and what they were; the twin is in cleantext/misread_lines.py.
 *
 * What `misread.fix` asks of a line step by step is asked here at once. Where it would ask ftfy, nothing is said.
 */

#include "unread.h"

/* Of longer lines nothing is said; what is asked of them step by step takes no longer. */
#define LONGEST_LINE 65536
#define MOST_CHARSETS 16
/* Which charsets a line may have been read in as a whole that no model needs to be asked about. */
#define LATIN_1 0
#define CP1252 1

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

static void drop(Layer *layer)
{
    PyMem_Free(layer->own);
    layer->own = NULL;
}

static int are_equal(const Text *one, const Text *other)
{
    if (one->length != other->length)
        return 0;
    for (Py_ssize_t i = 0; i < one->length; i++)
        if (AT(one, i) != AT(other, i))
            return 0;
    return 1;
}

static Text part_of(const Text *text, Py_ssize_t start, Py_ssize_t end)
{
    Text part = {(const char *)text->data + start * text->kind, end - start, text->kind};
    return part;
}

static unsigned char *room_for(Reader *reader, Py_ssize_t length)
{
    size_t size = (size_t)length * ROOM_FOR_ALTERED + 1;
    if (reader->size < size) {
        unsigned char *room = PyMem_Realloc(reader->room, size);
        if (room == NULL)
            return NULL;
        reader->room = room;
        reader->size = size;
    }
    return reader->room;
}

/* Make a layer of the characters of well-formed UTF-8. */
static int decode(const Bytes *from, Layer *to)
{
    Py_UCS4 *chars = PyMem_New(Py_UCS4, from->size + 1);
    if (chars == NULL)
        return FAILED;
    Py_ssize_t length = 0;
    for (Py_ssize_t i = 0; i < from->size;) {
        const unsigned char *at = from->bytes + i;
        int more = at[0] < 0x80 ? 0 : at[0] < 0xE0 ? 1 : at[0] < 0xF0 ? 2 : 3;
        Py_UCS4 c = more ? at[0] & (0x3F >> more) : at[0];
        for (int count = 1; count <= more; count++)
            c = c << 6 | (at[count] & 0x3F);
        chars[length++] = c;
        i += more + 1;
    }
    Layer made = {{chars, length, PyUnicode_4BYTE_KIND}, chars};
    *to = made;
    return 1;
}

#define IN(byte, low, high) ((unsigned)(byte) - (low) <= (high) - (low))
#define FOLLOWS(byte) IN(byte, 0x80, 0xBF)
#define MARKS(byte) ((byte) == ' ' || (byte) == '?')

/* Whether bytes are no UTF-8 but would be if one had not been lost or altered: `misread._ALTERED`. */
static int are_altered(const unsigned char *bytes, Py_ssize_t size)
{
    for (Py_ssize_t i = 0; i < size; i++) {
        unsigned first = bytes[i];
        if (first == 0x1A)
            return 1;
        if (first < 0xC0)
            continue;
        unsigned second = i + 1 < size ? bytes[i + 1] : 0, third = i + 2 < size ? bytes[i + 2] : 0;
        unsigned fourth = i + 3 < size ? bytes[i + 3] : 0;
        int two = first == 0xC2 || first == 0xC3;
        if (second == ' ' && (two || first == 0xC5 || first == 0xCE || first == 0xD0 || first == 0xD9))
            return 1;
        if ((second == '?' && two) || (first == 0xC0 && second == 0x80) || (first == 0xED && IN(second, 0xA0, 0xBF)))
            return 1;
        int marks = MARKS(second) + MARKS(third), others = FOLLOWS(second) + FOLLOWS(third);
        if (IN(first, 0xE0, 0xEF) && marks == 1 && others == 1)
            return 1;
        if (IN(first, 0xF0, 0xF4) && marks + MARKS(fourth) == 1 && others + FOLLOWS(fourth) == 2)
            return 1;
    }
    return 0;
}

/* Read a text as UTF-8 in the first charset in which it is: `misread.as_utf8`. */
static int read_whole(Reader *reader, const Text *text, Layer *to, int *altered)
{
    unsigned char *room = room_for(reader, text->length);
    *altered = 0;
    for (int each = 0; room && each < reader->count && !*altered; each++) {
        if (!unread(text, reader->charsets[each].codes, room))
            continue;
        Bytes bytes = {room, text->length};
        *altered = are_altered(room, text->length);
        /* A byte that was lost is none of ASCII. */
        if ((!*altered || memchr(room, 0x1A, (size_t)text->length) == NULL) && is_utf8(&bytes))
            return decode(&bytes, to);
    }
    return room ? 0 : FAILED;
}

/* Whether two characters begin what a charset has for UTF-8, one byte of which may be altered: `misread._starters`. */
static int may_begin(const Text *two, const uint8_t *codes)
{
    unsigned char bytes[2];
    if (!unread(two, codes, bytes))
        return 0;
    return bytes[0] == 0x1A || (IN(bytes[0], 0xC0, 0xF4) && (FOLLOWS(bytes[1]) || MARKS(bytes[1]) || bytes[1] == 0x1A));
}

/* Read it as UTF-8 that was altered since: `misread._as_altered`. */
static int read_altered_whole(Reader *reader, const Text *text, Layer *to)
{
    Py_ssize_t first = 0;
    while (first < text->length && AT(text, first) < 0x80)
        first++;
    int is_told = first + 1 < text->length;
    Text two = part_of(text, is_told ? first : 0, is_told ? first + 2 : 0);
    for (int each = 0; each < reader->count; each++) {
        const Charset *charset = &reader->charsets[each];
        if (is_told && !may_begin(&two, charset->codes))
            continue;
        unsigned char *room = room_for(reader, text->length);
        if (room == NULL)
            return FAILED;
        if (!unread(text, charset->codes, room))
            continue;
        Bytes bytes = {room, text->length};
        int read = read_altered(&bytes, room, charset->spaces, charset->losses);
        if (read)
            return read < 0 ? UNTOLD : decode(&bytes, to);
    }
    return 0;
}

static int fix(Reader *reader, const Text *text, Layer *to);

/* Mend each stretch of a text that may be UTF-8 read amiss: `misread._fix_within`. Nothing is made where all stay. */
static int fix_within(Reader *reader, const Text *text, Layer *to)
{
    Py_UCS4 *chars = NULL;
    Py_ssize_t done = 0, length = 0, room = 0;
    int status = 0;
    for (Py_ssize_t i = 0; i < text->length && status == 0; i++) {
        if (!(reader->kind[reader->part[AT(text, i)]] & ANY_FIRST))
            continue;
        Py_ssize_t end = end_of_stretch(text, i, reader->part, reader->kind);
        if (end - i == text->length)
            break;
        if (end == i)
            continue;
        Text stretch = part_of(text, i, end);
        Layer fixed = {{0}};
        int found = fix(reader, &stretch, &fixed);
        if (found == 1) {
            Py_ssize_t wanted = length + i - done + fixed.text.length + text->length - end;
            if (wanted > room) {
                room = 2 * wanted;
                Py_UCS4 *more = PyMem_Resize(chars, Py_UCS4, room);
                status = more ? 0 : FAILED;
            }
            for (; status == 0 && done < i; done++)
                chars[length++] = AT(text, done);
            for (Py_ssize_t n = 0; status == 0 && n < fixed.text.length; n++)
                chars[length++] = AT(&fixed.text, n);
            done = end;
        }
        else if (found)
            status = found;
        drop(&fixed);
        i = end - 1;
    }
    for (; chars && status == 0 && done < text->length; done++)
        chars[length++] = AT(text, done);
    if (chars == NULL || status) {
        PyMem_Free(chars);
        return status;
    }
    Layer made = {{chars, length, PyUnicode_4BYTE_KIND}, chars};
    *to = made;
    return 1;
}

/* Undo one layer: `misread._step`. 1 for another text in `to`, 0 where it stays, UNTOLD where ftfy is to be asked. */
static int step(Reader *reader, const Text *text, Layer *to)
{
    int altered, status = read_whole(reader, text, to, &altered);
    if (status == 0 && altered)
        status = read_altered_whole(reader, text, to);
    int within = status == 0;
    if (within)
        status = fix_within(reader, text, to);
    if (status == 1 && are_equal(text, &to->text)) {
        drop(to);
        status = 0;
    }
    /* Controls that nothing explains may have been meant as windows-1252. */
    for (Py_ssize_t i = 0; within && status == 0 && i < text->length; i++)
        if (IN(AT(text, i), 0x80, 0x9F))
            status = UNTOLD;
    return status;
}

/* Undo all layers: `misread.fix`. 1 for another text in `to`, 0 where it stays. */
static int fix(Reader *reader, const Text *text, Layer *to)
{
    Layer now = {*text, NULL};
    while (stands(&reader->sequences, &now.text, 0)) {
        Layer next = {{0}};
        int status = step(reader, &now.text, &next);
        if (status == 0)
            break;
        drop(&now);
        if (status != 1)
            return status;
        now = next;
    }
    *to = now;
    return now.own ? 1 : 0;
}

/* Read a line as UTF-8 that was read as windows-1252 or latin-1: `misread_lines.reread`. If `whole`, 1 also where it was
 * UTF-8 as a whole, read as windows-1252, before bytes were lost: `misread_lines.had_been_whole`; that is not made. */
static int restore(Reader *reader, const Text *line, int whole, Layer *to)
{
    const Charset *western = &reader->charsets[CP1252];
    unsigned char *room = room_for(reader, line->length);
    if (room == NULL)
        return FAILED;
    int is_western = unread(line, western->codes, room);
    if (!is_western && !unread(line, reader->charsets[LATIN_1].codes, room))
        return 0;
    Bytes bytes = {room, line->length};
    if (memchr(room, 0x1A, (size_t)line->length)) {
        int read = whole && is_western ? read_altered(&bytes, room, western->spaces, western->losses) : 0;
        return read < 0 ? UNTOLD : read;
    }
    if (!is_utf8(&bytes))
        return 0;
    int status = decode(&bytes, to);
    if (status == 1 && stands(&reader->sequences, &to->text, 0)) {
        Layer next = {{0}};
        status = step(reader, &to->text, &next);
        drop(&next);
        status = status == 0 ? 1 : status == 1 ? 0 : status;
    }
    if (status != 1)
        drop(to);
    return status;
}

/* What becomes of a line in which a sequence can stand at `glimpse` or behind it; if `whole`, nothing is asked but
 * whether it is certain that it was UTF-8 as a whole. */
static int judge(Reader *reader, const Text *line, Py_ssize_t glimpse, int whole, Layer *to)
{
    if (line->length > LONGEST_LINE)
        return UNTOLD;
    if (!stands(&reader->sequences, line, glimpse))
        return STAYS;
    int altered, status = restore(reader, line, whole, to);
    if (status || whole)
        return status == 1 ? RESTORED : status;
    status = read_whole(reader, line, to, &altered);
    if (status == 1 && !stands(&reader->sequences, &to->text, 0))
        return REREAD;
    drop(to);
    if (status >= 0)
        status = fix(reader, line, to);
    return status == 1 ? MENDED : status;
}

/* Whether a mended line is what it was, but for NEL taken for windows-1252, or no line any more. */
static int is_in_vain(const Text *line, const Text *mended)
{
    int same = line->length == mended->length;
    if (same && are_equal(line, mended))
        return 1;
    for (Py_ssize_t i = 0; i < mended->length; i++) {
        Py_UCS4 c = AT(mended, i);
        if (c == '\n')
            return 1;
        same = same && (c == AT(line, i) ? c != 0x85 : c == 0x2026 && AT(line, i) == 0x85);
    }
    return same;
}

static int take_charsets(Reader *reader, PyObject *charsets)
{
    reader->count = (int)PyTuple_GET_SIZE(charsets);
    int known = reader->count > CP1252 && reader->count <= MOST_CHARSETS;
    for (int each = 0; known && each < reader->count; each++) {
        PyObject *codes;
        Charset *charset = &reader->charsets[each];
        if (!PyArg_ParseTuple(PyTuple_GET_ITEM(charsets, each), "Spp", &codes, &charset->spaces, &charset->losses))
            return 0;
        known = PyBytes_GET_SIZE(codes) == 0x10000;
        charset->codes = (const uint8_t *)PyBytes_AS_STRING(codes);
    }
    if (!known)
        PyErr_SetString(PyExc_ValueError, "misread: a table of codes does not have the size that it must have");
    return known;
}

const char scan_misread_doc[] = PyDoc_STR(
"misread(text, places, glimpses, whole, charsets, sequences, embedded)\n--\n\n"
"Return what becomes of the lines at some places of a text, a byte each, and start, end and text of those that change.\n\n"
"A line stays (0); is UTF-8 read as windows-1252 or latin-1 (1) or as another charset (2) as a whole; or is mended (3).\n"
"For 4 there is None instead of a text: that is for somebody else to tell. `places` holds 64 bits for each line, and\n"
"`glimpses` those at which sequences can stand, or None. `charsets` holds for each its codes, as for `unread`, and\n"
"whether it is asked about spaces and losses. The others are the tables of `stands` and of `embedded`. If `whole`,\n"
"nothing is told but which lines were UTF-8 as a whole (1), also where bytes were lost since; not what they were.");

PyObject *scan_misread(PyObject *module, PyObject *args)
{
    PyObject *string, *charsets, *told = NULL, *found = NULL;
    Py_buffer places, glimpses = {0}, tables[5];
    PyObject *seen;
    int whole;
    Reader reader = {0};
    if (!PyArg_ParseTuple(args, "Uy*OpO!(y*y*y*)(y*y*)", &string, &places, &seen, &whole, &PyTuple_Type, &charsets, &tables[0],
                          &tables[1], &tables[2], &tables[3], &tables[4]))
        return NULL;
    Py_ssize_t count = places.len / (Py_ssize_t)sizeof(int64_t), seen_count = 0, coming = 0;
    int ready = take_charsets(&reader, charsets) && sequences_of(&reader.sequences, &tables[0], &tables[1], &tables[2]);
    if (ready && (tables[3].len != CODE_POINTS || tables[4].len != 256)) {
        PyErr_SetString(PyExc_ValueError, "misread: a table does not have the size that it must have");
        ready = 0;
    }
    if (ready && seen != Py_None) {
        ready = PyObject_GetBuffer(seen, &glimpses, PyBUF_SIMPLE) == 0;
        seen_count = ready ? glimpses.len / (Py_ssize_t)sizeof(int64_t) : 0;
    }
    if (ready) {
        reader.part = tables[3].buf;
        reader.kind = tables[4].buf;
        told = PyBytes_FromStringAndSize(NULL, count);
        found = PyList_New(0);
    }
    const Text text = text_of(string);
    const int64_t *place = places.buf, *glimpsed = glimpses.buf;
    ready = told && found;
    for (Py_ssize_t each = 0; ready && each < count; each++) {
        Py_ssize_t start = (Py_ssize_t)place[each], end = start;
        int status = STAYS;
        Layer fixed = {{0}};
        if (start < 0 || start > text.length) {
            PyErr_SetString(PyExc_ValueError, "misread: a place is not in the text");
            break;
        }
        start = PyUnicode_FindChar(string, '\n', 0, start, -1) + 1;
        end = PyUnicode_FindChar(string, '\n', end, text.length, 1);
        end = end < 0 ? text.length : end;
        while (coming < seen_count && glimpsed[coming] < start)
            coming++;
        Text line = part_of(&text, start, end);
        if (seen == Py_None)
            status = judge(&reader, &line, 0, whole, &fixed);
        else if (coming < seen_count && glimpsed[coming] < end)
            status = judge(&reader, &line, (Py_ssize_t)glimpsed[coming] - start, whole, &fixed);
        if (status == MENDED && is_in_vain(&line, &fixed.text))
            status = STAYS;
        PyObject *row = NULL;
        if (status == FAILED)
            PyErr_NoMemory();
        else
            PyBytes_AS_STRING(told)[each] = (char)status;
        if (status == UNTOLD)
            row = Py_BuildValue("nnO", start, end, Py_None);
        else if (status > STAYS && !whole)
            row = Py_BuildValue("nnN", start, end,
                                PyUnicode_FromKindAndData(fixed.text.kind, fixed.text.data, fixed.text.length));
        if (row && PyList_Append(found, row) < 0)
            Py_CLEAR(row);
        ready = !PyErr_Occurred();
        Py_XDECREF(row);
        drop(&fixed);
    }
    PyObject *result = PyErr_Occurred() ? NULL : PyTuple_Pack(2, told, found);
    Py_XDECREF(told);
    Py_XDECREF(found);
    PyMem_Free(reader.room);
    PyBuffer_Release(&places);
    if (glimpses.obj)
        PyBuffer_Release(&glimpses);
    for (int each = 0; each < 5; each++)
        PyBuffer_Release(&tables[each]);
    return result;
}
