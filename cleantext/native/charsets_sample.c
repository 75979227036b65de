/* What of some bytes is looked at; the twins in Python are in cleantext/decoding/guess.py and counts.py. */

#include "charsets.h"
#include <string.h>

typedef struct {
    const unsigned char *bytes;
    Py_ssize_t size;
} Data;

/* What is taken, a space between pieces, and how many of these may end within a character. */
typedef struct {
    unsigned char *to;
    Py_ssize_t size, cut;
    unsigned char seen[256];
} Taken;

static inline Py_ssize_t least(Py_ssize_t one, Py_ssize_t other)
{
    return one < other ? one : other;
}

static inline Py_ssize_t most(Py_ssize_t one, Py_ssize_t other)
{
    return one > other ? one : other;
}

/* The first byte beyond ASCII from `at` on; the end of the data if there is none. */
static Py_ssize_t next_high(Data data, Py_ssize_t at)
{
    for (uint64_t eight; at + 8 <= data.size; at += 8) {
        memcpy(&eight, data.bytes + at, 8);
        if (eight & 0x8080808080808080u)
            break;
    }
    while (at < data.size && data.bytes[at] < 0x80)
        at++;
    return at;
}

/* The beginning of the line of `place`, or of what stands 64 bytes before. */
static Py_ssize_t line_of(Data data, Py_ssize_t place)
{
    Py_ssize_t low = most(0, place - 64);
    while (place > low && data.bytes[place - 1] != '\n')
        place--;
    return place;
}

/* The place of a byte from `start` on, before `end`; -1 if it is not there. */
static Py_ssize_t find(Data data, int byte, Py_ssize_t start, Py_ssize_t end)
{
    end = least(end, data.size);
    const unsigned char *found = start < end ? memchr(data.bytes + start, byte, (size_t)(end - start)) : NULL;
    return found ? found - data.bytes : -1;
}

static void take(Taken *taken, Data data, Py_ssize_t start, Py_ssize_t end)
{
    end = least(end, data.size);
    Py_ssize_t size = end - start;
    const unsigned char *piece = data.bytes + start;
    if (size > 0 && piece[size - 1] >= 0x80)
        taken->cut += memcmp(piece, data.bytes + data.size - size, (size_t)size) != 0;
    for (Py_ssize_t i = 0; i < size; i++)
        taken->seen[piece[i]] = 1;
    if (taken->size)
        taken->to[taken->size++] = ' ';
    memcpy(taken->to + taken->size, piece, (size_t)size);
    taken->size += size;
}

/* Take a piece from where bytes beyond ASCII begin, and up to `places` others; whether bytes of ASCII are to be asked
 * for too, as where EBCDIC looks like being. `signs` says of a byte whether EBCDIC hardly has it, 1, or must, 2. */
static void take_pieces(Taken *taken, Data data, Py_ssize_t place, Py_ssize_t share, Py_ssize_t places)
{
    Py_ssize_t first = line_of(data, place), position = first + share / 2, length = share / (2 * places);
    take(taken, data, first, position);
    Py_ssize_t stride = most(length, (data.size - position) / places);
    for (Py_ssize_t left = 2 * places; position < data.size && left; left--) {
        Py_ssize_t found = next_high(data, position);
        if (found == data.size)
            break;
        Py_ssize_t start = most(position, line_of(data, found));
        Py_ssize_t white = most(find(data, '\n', start, start + length), find(data, ' ', start, start + 64));
        if (white >= 0)
            take(taken, data, white + 1, white + 1 + length);
        position = most(position + stride, found + length);
    }
}

#define HEAD 512

/* Whether what was taken may be EBCDIC. */
static int looks_ebcdic(const Taken *taken, const unsigned char *signs)
{
    Py_ssize_t size = 0, low = 0, white = 0;
    for (Py_ssize_t i = 0; size < HEAD && i < taken->size; i++, size++) {
        low += signs[taken->to[i]] == 1;
        white += signs[taken->to[i]] == 2;
    }
    return white * 32 >= size && low * 20 <= size;
}

/* Take what bytes have not been seen, with their neighbours, in the order of the bytes. */
static void take_strange(Taken *taken, Data data, int from)
{
    unsigned char wanted[256];
    Py_ssize_t first[256];
    int met[256] = {0};
    for (int byte = 0; byte < 256; byte++)
        wanted[byte] = byte >= from && !taken->seen[byte];
    const unsigned char *bytes = data.bytes;
    for (Py_ssize_t i = 0; i < data.size;) {
        if (data.size - i >= 8 && !(wanted[bytes[i]] | wanted[bytes[i + 1]] | wanted[bytes[i + 2]] | wanted[bytes[i + 3]]
                                    | wanted[bytes[i + 4]] | wanted[bytes[i + 5]] | wanted[bytes[i + 6]]
                                    | wanted[bytes[i + 7]])) {
            i += 8;
            continue;
        }
        if (wanted[bytes[i]]) {
            wanted[bytes[i]] = 0;
            met[bytes[i]] = 1;
            first[bytes[i]] = i;
        }
        i++;
    }
    for (int byte = from; byte < 256; byte++)
        if (met[byte])
            take(taken, data, most(0, first[byte] - 1), first[byte] + 2);
}

const char charsets_sample_doc[] = PyDoc_STR(
"sample(data, sparse, dense, places, signs)\n--\n\n"
"Return what to look at of some bytes, and how many of its pieces may end within a character.\n\n"
"That is `dense` bytes, or `sparse` where two of three are ASCII: half of them from the first byte beyond ASCII on,\n"
"the others from so many places behind it. `signs` says of each byte whether EBCDIC hardly has it, 1, or must, 2.");

PyObject *charsets_sample(PyObject *module, PyObject *args)
{
    Py_buffer data, signs;
    Py_ssize_t sparse, dense, places;
    if (!PyArg_ParseTuple(args, "y*nnny*", &data, &sparse, &dense, &places, &signs))
        return NULL;
    Data all = {data.buf, data.len};
    PyObject *found = NULL;
    Py_ssize_t place = next_high(all, 0);
    place = place == all.size ? 0 : place;
    Py_ssize_t high = 0, near = least(256, all.size - place);
    for (Py_ssize_t i = 0; i < near; i++)
        high += all.bytes[place + i] >> 7;
    Py_ssize_t share = high * 3 < near ? sparse : dense;
    if (signs.len != 256 || places < 1 || places > 64 || share < 1024 || share > 1 << 20)
        PyErr_SetString(PyExc_ValueError, "sample: no sample has such a size");
    else if (all.size <= share)
        found = Py_BuildValue("y#n", data.buf, data.len, (Py_ssize_t)0);
    else {
        Taken taken = {.size = 0};
        /* Pieces with a space each: the first and no more than twice as many others, and the bytes not seen in them. */
        taken.to = PyMem_Malloc((size_t)(share / 2 + 2 * places * (share / (2 * places) + 1) + 256 * 4));
        if (taken.to == NULL)
            PyErr_NoMemory();
        else {
            take_pieces(&taken, all, place, share, places);
            Py_ssize_t cut = taken.cut;
            take_strange(&taken, all, looks_ebcdic(&taken, signs.buf) ? 0 : 0x80);
            found = Py_BuildValue("y#n", (const char *)taken.to, taken.size, cut);
        }
        PyMem_Free(taken.to);
    }
    PyBuffer_Release(&data);
    PyBuffer_Release(&signs);
    return found;
}

const char charsets_dense_doc[] = PyDoc_STR(
"dense(data)\n--\n\n"
"Return the bytes beyond ASCII, with a letter before each run of them and any byte behind it.");

PyObject *charsets_dense(PyObject *module, PyObject *argument)
{
    Py_buffer data;
    if (PyObject_GetBuffer(argument, &data, PyBUF_SIMPLE) < 0)
        return NULL;
    PyObject *found = PyBytes_FromStringAndSize(NULL, data.len);
    const unsigned char *bytes = data.buf;
    Py_ssize_t size = 0, taken = 0; /* what is before `taken` was behind a run */
    for (Py_ssize_t i = 0; found && i < data.len; i++) {
        if (bytes[i] < 0x80)
            continue;
        Py_ssize_t start = i > taken && is_letter(bytes[i - 1]) ? i - 1 : i;
        while (i < data.len && bytes[i] >= 0x80)
            i++;
        taken = i < data.len ? i + 1 : i;
        memcpy(PyBytes_AS_STRING(found) + size, bytes + start, (size_t)(taken - start));
        size += taken - start;
    }
    PyBuffer_Release(&data);
    if (found)
        _PyBytes_Resize(&found, size);
    return found;
}
