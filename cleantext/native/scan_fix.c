/* UTF-8 read amiss undone, layer by layer; the twins are in cleantext/misread.py. */

#include "misread.h"

int are_equal(const Text *one, const Text *other)
{
    if (one->length != other->length)
        return 0;
    for (Py_ssize_t i = 0; i < one->length; i++)
        if (AT(one, i) != AT(other, i))
            return 0;
    return 1;
}

unsigned char *room_for(Reader *reader, Py_ssize_t length)
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

int decode_layer(const Bytes *from, Layer *to)
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

int read_whole(Reader *reader, const Text *text, Layer *to, int *altered)
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
            return decode_layer(&bytes, to);
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
            return read < 0 ? UNTOLD : decode_layer(&bytes, to);
    }
    return 0;
}

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
        int found = undo_all(reader, &stretch, &fixed);
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
        drop_layer(&fixed);
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

int undo_layer(Reader *reader, const Text *text, Layer *to)
{
    int altered, status = read_whole(reader, text, to, &altered);
    if (status == 0 && altered)
        status = read_altered_whole(reader, text, to);
    int within = status == 0;
    if (within)
        status = fix_within(reader, text, to);
    if (status == 1 && are_equal(text, &to->text)) {
        drop_layer(to);
        status = 0;
    }
    /* Controls that nothing explains may have been meant as windows-1252. */
    for (Py_ssize_t i = 0; within && status == 0 && i < text->length; i++)
        if (IN(AT(text, i), 0x80, 0x9F))
            status = UNTOLD;
    return status;
}

int undo_all(Reader *reader, const Text *text, Layer *to)
{
    Layer now = {*text, NULL};
    while (stands(&reader->sequences, &now.text, 0)) {
        Layer next = {{0}};
        int status = undo_layer(reader, &now.text, &next);
        if (status == 0)
            break;
        drop_layer(&now);
        if (status != 1)
            return status;
        now = next;
    }
    *to = now;
    return now.own ? 1 : 0;
}
