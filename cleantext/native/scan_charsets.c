/* The charsets that are mixed up, as the compiled loops read them. */

#include "scan_model.h"

#define PAIR_TABLE 0x10000
#define FIRST_PAIR 0x8000
#define FIRST_SECOND 0x20

static const char name[] = "cleantext.charsets";

const Charsets *charsets_in(PyObject *capsule)
{
    return PyCapsule_GetPointer(capsule, name);
}

static void free_charsets(PyObject *capsule)
{
    Charsets *charsets = PyCapsule_GetPointer(capsule, name);
    for (int i = 0; i < SINGLES; i++)
        PyMem_Free(charsets->bytes[i]);
    for (int i = 0; i < WIDES; i++)
        PyMem_Free(charsets->pairs[i]);
    PyMem_Free(charsets->wide_reads);
    PyMem_Free(charsets);
}

static void *copy_of(PyObject *bytes, Py_ssize_t size)
{
    if (!PyBytes_Check(bytes) || PyBytes_GET_SIZE(bytes) != size) {
        PyErr_SetString(PyExc_ValueError, "charsets: a table does not have the size that it must have");
        return NULL;
    }
    void *copy = PyMem_Malloc((size_t)size);
    if (copy == NULL)
        return PyErr_NoMemory();
    return memcpy(copy, PyBytes_AS_STRING(bytes), (size_t)size);
}

/* Whether no text holds a character. */
static int is_control(Py_UCS4 c)
{
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c < 0xA0) || (c >= 0xE000 && c < 0xF900) ||
           c >= 0xFFFD;
}

/* The characters of pairs of bytes, of which each is in a line of its own. */
static uint16_t *pairs_in(PyObject *lines, int longer)
{
    uint16_t *pairs = PyMem_Calloc(PAIR_TABLE, sizeof *pairs);
    Text text = text_of(lines);
    Py_ssize_t place = 0;
    if (pairs == NULL)
        PyErr_NoMemory();
    for (int pair = FIRST_PAIR; pairs && pair < PAIR_TABLE; pair++) {
        if ((pair & 0xFF) < FIRST_SECOND)
            continue;
        Py_ssize_t start = place;
        while (place < text.length && AT(&text, place) != '\n')
            place++;
        Py_UCS4 c = place - start == 1 ? AT(&text, start) : 0;
        pairs[pair] = pair >> 8 == longer ? LONGER : is_control(c) ? 0 : (uint16_t)c;
        place++;
    }
    return pairs;
}

const char scan_charsets_doc[] = PyDoc_STR(
"charsets(reads, writes, wides, others)\n--\n\n"
"Return charsets for `unlikely`.\n\n"
"`reads` are those of one byte that text is read in: for each character up to U+FFFF its byte, or 0, and the bits of\n"
"`writes`, the charsets of one byte that it was written in, whose characters are 256 numbers of 16 bits. Charsets of\n"
"two bytes have 256 numbers, for what is one byte, the text of all pairs of a byte from 80 and one from 20 on, each\n"
"in a line of its own, and the first byte of what is longer, or 0; the last bits are for those and UTF-8, the highest.\n"
"`others` has a byte for each character up to U+FFFF that is 1 if charsets of two bytes have it.");

PyObject *scan_charsets(PyObject *module, PyObject *args)
{
    PyObject *reads, *writes, *wides, *others;
    if (!PyArg_ParseTuple(args, "O!O!O!O", &PyTuple_Type, &reads, &PyTuple_Type, &writes, &PyTuple_Type, &wides,
                          &others))
        return NULL;
    Charsets *charsets = PyMem_Calloc(1, sizeof *charsets);
    PyObject *capsule = charsets ? PyCapsule_New(charsets, name, free_charsets) : PyErr_NoMemory();
    if (capsule == NULL)
        return NULL;
    charsets->reads = (int)PyTuple_GET_SIZE(reads);
    charsets->writes = (int)PyTuple_GET_SIZE(writes);
    charsets->wides = (int)PyTuple_GET_SIZE(wides);
    if (charsets->reads > SINGLES || charsets->writes > SINGLES || charsets->wides > WIDES)
        PyErr_SetString(PyExc_ValueError, "charsets: too many of them");
    for (int i = 0; i < charsets->reads && !PyErr_Occurred(); i++) {
        PyObject *bytes;
        if (PyArg_ParseTuple(PyTuple_GET_ITEM(reads, i), "OI", &bytes, &charsets->written[i]))
            charsets->bytes[i] = copy_of(bytes, 0x10000);
    }
    for (int i = 0; i < charsets->writes && !PyErr_Occurred(); i++) {
        void *chars = copy_of(PyTuple_GET_ITEM(writes, i), sizeof charsets->chars[i]);
        if (chars)
            memcpy(charsets->chars[i], chars, sizeof charsets->chars[i]);
        PyMem_Free(chars);
    }
    for (int i = 0; i < charsets->wides && !PyErr_Occurred(); i++) {
        PyObject *single, *pairs;
        int longer;
        if (!PyArg_ParseTuple(PyTuple_GET_ITEM(wides, i), "OUi", &single, &pairs, &longer))
            break;
        void *chars = copy_of(single, sizeof charsets->single[i]);
        if (chars)
            memcpy(charsets->single[i], chars, sizeof charsets->single[i]);
        PyMem_Free(chars);
        charsets->pairs[i] = chars ? pairs_in(pairs, longer) : NULL;
    }
    if (!PyErr_Occurred())
        charsets->wide_reads = copy_of(others, 0x10000);
    if (PyErr_Occurred())
        Py_CLEAR(capsule);
    return capsule;
}
