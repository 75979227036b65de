/* Text turned back into the bytes that it was read from, and these read as UTF-8; the twins are in
 * cleantext/unread.py, and what bytes may have been lost or altered is said there. */

#include "unread.h"
#include "utf8.h"

#define NONE 0x100

static inline unsigned byte_at(const Bytes *from, Py_ssize_t place)
{
    return place < from->size ? from->bytes[place] : NONE;
}

static inline int goes_on(unsigned byte)
{
    return (byte & 0x1C0) == 0x80;
}

/* How many bytes behind a first one its character has in UTF-8; 0 for what is no first byte. */
static inline int more_than(unsigned first)
{
    return first - 0xC2 < 0x1E ? 1 : (first & 0x1F0) == 0xE0 ? 2 : first - 0xF0 < 5 ? 3 : 0;
}

int is_utf8(const Bytes *from)
{
    const unsigned char *at = from->bytes, *end = at + from->size;
    while (at < end) {
        Py_ssize_t size = *at < 0x80 ? 1 : well_formed(at, end);
        if (size == 0)
            return 0;
        at += size;
    }
    return 1;
}

/* The bytes of a text in a charset; 0 if it holds another character. */
#define DEFINE_UNREAD(NAME, CHAR)                                                                  \
    static int NAME(const CHAR *text, Py_ssize_t length, const uint8_t *codes, unsigned char *to)  \
    {                                                                                              \
        for (Py_ssize_t i = 0; i < length; i++) {                                                  \
            uint8_t byte = text[i] <= 0xFFFF ? codes[text[i]] : 0;                                 \
            if (byte == 0 && text[i])                                                              \
                return 0;                                                                          \
            to[i] = byte;                                                                          \
        }                                                                                          \
        return 1;                                                                                  \
    }

DEFINE_UNREAD(unread1, Py_UCS1)
DEFINE_UNREAD(unread2, Py_UCS2)
DEFINE_UNREAD(unread4, Py_UCS4)

int unread(const Text *text, const uint8_t *codes, unsigned char *to)
{
    if (text->kind == PyUnicode_1BYTE_KIND)
        return unread1(text->data, text->length, codes, to);
    if (text->kind == PyUnicode_2BYTE_KIND)
        return unread2(text->data, text->length, codes, to);
    return unread4(text->data, text->length, codes, to);
}

static int has_size(const Py_buffer *codes)
{
    if (codes->len == 0x10000)
        return 1;
    PyErr_SetString(PyExc_ValueError, "a table of codes does not have the size that it must have");
    return 0;
}

const char scan_unread_doc[] = PyDoc_STR(
"unread(text, codes)\n--\n\n"
"Return what the bytes that a text was read from are as UTF-8; the bytes if they are none, None if there are none.\n\n"
"`codes` holds the byte of each character up to U+FFFF; 0 where there is none, and for U+0000.");

PyObject *scan_unread(PyObject *module, PyObject *args)
{
    PyObject *string, *result = NULL;
    Py_buffer codes;
    if (!PyArg_ParseTuple(args, "Uy*", &string, &codes))
        return NULL;
    Text text = text_of(string);
    PyObject *data = has_size(&codes) ? PyBytes_FromStringAndSize(NULL, text.length) : NULL;
    if (data && !unread(&text, codes.buf, (unsigned char *)PyBytes_AS_STRING(data)))
        result = Py_NewRef(Py_None);
    else if (data) {
        Bytes bytes = {(unsigned char *)PyBytes_AS_STRING(data), text.length};
        result = is_utf8(&bytes) ? PyUnicode_DecodeUTF8(PyBytes_AS_STRING(data), text.length, "strict")
                                 : Py_NewRef(data);
    }
    Py_XDECREF(data);
    PyBuffer_Release(&codes);
    return result;
}

static int stands_at(const Bytes *from, Py_ssize_t place, const char *word)
{
    for (; *word; word++, place++)
        if (byte_at(from, place) != (unsigned char)*word)
            return 0;
    return 1;
}

/* The letter à before a space, of which one byte and the space are left; not where they begin a word with it. */
static Py_ssize_t give_words_back(const Bytes *from, unsigned char *to)
{
    static const char *const begun[] = {" ", "quele", "quela", "quilo", "s "};
    Py_ssize_t size = 0;
    for (Py_ssize_t i = 0, next; i < from->size; i = next) {
        const unsigned char *rest = from->bytes + i, *hit = memchr(rest, 0xC3, (size_t)(from->size - i));
        next = hit ? hit - from->bytes + 1 : from->size;
        memcpy(to + size, rest, (size_t)(next - i));
        size += next - i;
        if (hit == NULL || byte_at(from, next) != ' ')
            continue;
        int is_word = 0;
        for (int word = 0; word < 5; word++)
            is_word |= stands_at(from, next + 1, begun[word]);
        if (!is_word)
            to[size++] = 0xA0;
    }
    return size;
}

/* What follows the first byte of three in UTF-8 beside a space that was A0; 85 is a dot or three. */
static inline int goes_on_beside(unsigned byte)
{
    return goes_on(byte) && byte != 0x85 && byte != 0xA0;
}

/* How many bytes from `place` on are a character of UTF-8 one byte of which, A0, has become a space. */
static int with_space(const Bytes *from, Py_ssize_t place)
{
    unsigned first = from->bytes[place], second = byte_at(from, place + 1), third = byte_at(from, place + 2);
    unsigned fourth = byte_at(from, place + 3);
    if (second == ' ' && (first == 0xC2 || first == 0xC3 || first == 0xC5 || first == 0xCE || first == 0xD0
                          || first == 0xD9))
        return 2;
    if ((second == ' ' && (first == 0xE2 || first == 0xE3) && goes_on_beside(third))
        || (third == ' ' && first - 0xE0 < 4 && goes_on_beside(second)))
        return 3;
    int spaces = (second == ' ') + (third == ' ') + (fourth == ' ');
    int others = goes_on(second) + goes_on(third) + goes_on(fourth);
    return first == 0xF0 && spaces == 1 && others == 2 ? 4 : 0;
}

static void give_spaces_back(const Bytes *from, unsigned char *to)
{
    memcpy(to, from->bytes, (size_t)from->size);
    for (Py_ssize_t i = 0; i < from->size; i++) {
        unsigned first = from->bytes[i];
        int may_be = first >= 0xE0 || (first >= 0xC2 && byte_at(from, i + 1) == ' ');
        int size = may_be ? with_space(from, i) : 0;
        for (int count = 1; count < size; count++)
            if (from->bytes[i + count] == ' ')
                to[i + count] = 0xA0;
        i += size ? size - 1 : 0;
    }
}

#define IS_LOST(byte) ((byte) == 0x1A || (byte) == '?')
#define MAY_GO_ON(byte) ((byte) == 0x1A || goes_on(byte))

/* How many bytes from `place` on are a character of UTF-8 of which some were lost. */
static int with_loss(const Bytes *from, Py_ssize_t place)
{
    unsigned first = from->bytes[place], second = byte_at(from, place + 1);
    int more = more_than(first), lost = 0;
    if (first == 0x1A)
        return 1;
    if (more == 1)
        return second == 0x1A || (second == '?' && first < 0xC4) ? 2 : 0;
    /* All go on or were lost; a question mark is taken for lost but once. */
    int questions = 0;
    for (int count = 1; count <= more; count++) {
        unsigned byte = byte_at(from, place + count);
        if (!MAY_GO_ON(byte) && byte != '?')
            return 0;
        questions += byte == '?';
        lost += IS_LOST(byte);
    }
    return more && lost && questions < 2 ? more + 1 : 0;
}

static Py_ssize_t mark_losses(const Bytes *from, unsigned char *to)
{
    Py_ssize_t size = 0;
    for (Py_ssize_t i = 0; i < from->size;) {
        unsigned first = from->bytes[i], second = byte_at(from, i + 1);
        int may_be = first == 0x1A || first >= 0xE0 || (first >= 0xC2 && IS_LOST(second));
        int lost = may_be ? with_loss(from, i) : 0;
        if (lost) {
            memcpy(to + size, "\xEF\xBF\xBD", 3);
            size += 3;
            i += lost;
        }
        else
            to[size++] = from->bytes[i++];
    }
    return size;
}

/* Whether bytes may be UTF-8 as Java writes it. */
static int is_variant(const Bytes *from)
{
    const unsigned char *end = from->bytes + from->size, *at;
    for (at = from->bytes; (at = memchr(at, 0xED, (size_t)(end - at))) != NULL; at++)
        if (byte_at(from, at + 1 - from->bytes) - 0xA0 < 0x20)
            return 1;
    for (at = from->bytes; (at = memchr(at, 0xC0, (size_t)(end - at))) != NULL; at++)
        if (byte_at(from, at + 1 - from->bytes) == 0x80)
            return 1;
    return 0;
}

int read_altered(Bytes *bytes, unsigned char *room, int spaces, int losses)
{
    if (is_variant(bytes))
        return -1;
    if (spaces) {
        unsigned char *to = room + bytes->size;
        Bytes words = {to, give_words_back(bytes, to)};
        give_spaces_back(&words, to + words.size);
        bytes->bytes = to + words.size;
        bytes->size = words.size;
    }
    if (losses) {
        unsigned char *to = (unsigned char *)bytes->bytes + bytes->size;
        bytes->size = mark_losses(bytes, to);
        bytes->bytes = to;
    }
    return is_utf8(bytes);
}

const char scan_unread_altered_doc[] = PyDoc_STR(
"unread_altered(text, codes, spaces, losses)\n--\n\n"
"Return the text that some text was in UTF-8 where bytes have become spaces, or were lost, as U+FFFD.\n\n"
"None if there is none; False if it may be UTF-8 as Java writes it. `spaces` and `losses` say what is looked for.");

PyObject *scan_unread_altered(PyObject *module, PyObject *args)
{
    PyObject *string, *result = NULL;
    Py_buffer codes;
    int spaces, losses;
    if (!PyArg_ParseTuple(args, "Uy*pp", &string, &codes, &spaces, &losses))
        return NULL;
    Text text = text_of(string);
    unsigned char *room = has_size(&codes) ? PyMem_Malloc((size_t)text.length * ROOM_FOR_ALTERED + 1) : NULL;
    if (room == NULL && !PyErr_Occurred())
        PyErr_NoMemory();
    if (room && unread(&text, codes.buf, room)) {
        Bytes bytes = {room, text.length};
        int read = read_altered(&bytes, room, spaces, losses);
        if (read > 0)
            result = PyUnicode_DecodeUTF8((const char *)bytes.bytes, bytes.size, "strict");
        else if (read < 0)
            result = Py_NewRef(Py_False);
    }
    if (result == NULL && !PyErr_Occurred())
        result = Py_NewRef(Py_None);
    PyMem_Free(room);
    PyBuffer_Release(&codes);
    return result;
}

const char scan_reread_doc[] = PyDoc_STR(
"reread(text, chars)\n--\n\n"
"Return a text with each character become another; None if one becomes none.\n\n"
"`chars` holds 16 bits for each character up to U+FFFF: what it becomes, or 0.");

PyObject *scan_reread(PyObject *module, PyObject *args)
{
    PyObject *string, *result = NULL;
    Py_buffer chars;
    if (!PyArg_ParseTuple(args, "Uy*", &string, &chars))
        return NULL;
    Text text = text_of(string);
    const uint16_t *become = chars.buf;
    Py_UCS2 *to = chars.len == 2 * 0x10000 ? PyMem_New(Py_UCS2, text.length + 1) : NULL;
    if (to == NULL)
        chars.len == 2 * 0x10000
            ? (void)PyErr_NoMemory()
            : PyErr_SetString(PyExc_ValueError, "a table of characters does not have the size that it must have");
    else {
        Py_ssize_t place = 0;
        for (; place < text.length; place++) {
            Py_UCS4 character = AT(&text, place);
            to[place] = character > 0xFFFF ? 0 : become[character];
            if (to[place] == 0)
                break;
        }
        result = place == text.length ? PyUnicode_FromKindAndData(PyUnicode_2BYTE_KIND, to, text.length)
                                      : Py_NewRef(Py_None);
    }
    PyMem_Free(to);
    PyBuffer_Release(&chars);
    return result;
}
