/* Which lines of a text are UTF-8 that was read amiss, and what they were; the twin is in cleantext/misread_lines.py.
 *
 * What `misread.fix` asks of a line step by step is asked here at once. Where it would ask ftfy, nothing is said.
 */

#include "misread.h"

/* Of longer lines nothing is said; what is asked of them step by step takes no longer. */
#define LONGEST_LINE 65536
/* Which charsets a line may have been read in as a whole that no model needs to be asked about. */
#define LATIN_1 0
#define CP1252 1

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
    int status = decode_layer(&bytes, to);
    if (status == 1 && stands(&reader->sequences, &to->text, 0)) {
        Layer next = {{0}};
        status = undo_layer(reader, &to->text, &next);
        drop_layer(&next);
        status = status == 0 ? 1 : status == 1 ? 0 : status;
    }
    if (status != 1)
        drop_layer(to);
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
    drop_layer(to);
    if (status >= 0)
        status = undo_all(reader, line, to);
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
        drop_layer(&fixed);
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
