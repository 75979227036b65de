/* What stands behind a lost byte, up to where the reader was put right again; the twin is cleantext/shifted_runs.py. */

#include "scan_realign.h"

#define IS_LOST(c) ((c) == '?' || (c) == 0xFFFD)
#define CODES 0x10000
/* No run is longer, and no reading. */
#define MOST_PIECES 256
#define LONGEST_READING 6
/* The lead byte of the block of full width, and how far its trails are from ASCII. */
#define WIDE 0xA300
#define WIDER 0x80

/* A piece of text up to `end`: the bytes that it was, or those that it may have been as well, 0 if there are none; and
 * where the reading in brackets behind it stands. Of a lost byte there is a tuple of choices. */
typedef struct {
    Py_ssize_t end, gloss, gloss_end;
    uint32_t bytes, other;
    PyObject *choices;
} Piece;

typedef struct {
    const Text *text;
    const uint16_t *codes;  /* the bytes of each character up to U+FFFF, 0 for one that has none */
    const uint8_t *letters; /* of Pinyin */
    PyObject *trails, *missing;
    Piece pieces[MOST_PIECES];
    Py_ssize_t count;
} Run;

/* Where a syllable in half a pair of brackets ends behind `place`; -1 if none begins there. */
static Py_ssize_t syllable(const Run *run, Py_ssize_t place)
{
    const Text *text = run->text;
    Py_ssize_t start = place;
    while (place < text->length && place - start < LONGEST_READING && is_in(run->letters, AT(text, place)))
        place++;
    return place > start && place < text->length && AT(text, place) == ')' ? place : -1;
}

static int is_open(const Text *text, Py_ssize_t place)
{
    return place < text->length && AT(text, place) == '(';
}

static PyObject *part(const Text *text, Py_ssize_t start, Py_ssize_t end)
{
    return PyUnicode_FromKindAndData(text->kind, (const char *)text->data + start * text->kind, end - start);
}

/* Gather the pieces from `place` on; 0 with an error set. `bare` says whether there need be none before a lost byte. */
static int gather(Run *run, Py_ssize_t place, int bare, Py_ssize_t longest)
{
    const Text *text = run->text;
    Py_ssize_t enough = 0;
    while (place < text->length && run->count < longest) {
        Py_UCS4 c = AT(text, place);
        Piece *piece = &run->pieces[run->count];
        *piece = (Piece){place + 1, 0, 0, 0, 0, NULL};
        if (IS_LOST(c)) {
            Py_ssize_t start = place + 1 + is_open(text, place + 1), end = syllable(run, start);
            if (end < 0 || run->count == 0) {
                piece->choices = Py_NewRef(run->trails);
                run->count += run->count || bare;
                return 1;
            }
            const Piece *last = piece - 1;
            PyObject *reading = part(text, start, end);
            unsigned lead = (last->other ? last->other : last->bytes) & 0xFF;
            piece->choices = reading ? PyObject_CallFunction(run->missing, "IN", lead, reading) : NULL;
            if (piece->choices == NULL)
                return 0;
            piece->end = end + 1;
            if (!PyTuple_Check(piece->choices) || PyTuple_GET_SIZE(piece->choices) == 0) {
                Py_CLEAR(piece->choices);
                break;
            }
            run->count++;
            return 1;
        }
        uint32_t code = c < CODES ? run->codes[c] : 0;
        if (code == 0 && c)
            break;
        Py_ssize_t end = is_open(text, place + 1) ? syllable(run, place + 2) : -1;
        if (end >= 0) {
            piece->gloss = place + 2;
            piece->gloss_end = end;
            piece->end = end + 1;
        }
        place = piece->end;
        piece->bytes = code;
        run->count++;
        if (code >= 0x100)
            continue;
        if (code >= '@')
            enough = run->count;
        if (code - 0x21 >= 0x5E)
            break;
        if (code >= '@')
            piece->other = WIDE | (code + WIDER);
        else
            piece->bytes = WIDE | (code + WIDER);
    }
    run->count = enough;
    return 1;
}

/* What stands in text[start:end] costs, glosses left out. */
static double cost_without_glosses(const Run *run, const Search *search, Py_ssize_t start, Py_ssize_t end)
{
    Py_UCS4 last = '\n';
    double cost = 0.0;
    while (start < end) {
        Py_ssize_t closing = is_open(run->text, start) ? syllable(run, start + 1) : -1;
        if (closing >= 0 && closing < end) {
            start = closing + 1;
            continue;
        }
        Py_UCS4 c = AT(run->text, start++);
        cost += cost_of_pair(search, last, c);
        last = c;
    }
    return cost;
}

/* The bytes that a piece is taken for; 0 if there are more than two choices. */
static uint32_t taken_for(const Piece *piece)
{
    if (piece->choices == NULL)
        return piece->bytes;
    Py_ssize_t count = PyTuple_GET_SIZE(piece->choices);
    PyObject *choice = count <= 2 ? PyTuple_GET_ITEM(piece->choices, 0) : NULL;
    return choice && PyBytes_Check(choice) && PyBytes_GET_SIZE(choice) == 1 ? (uint8_t)*PyBytes_AS_STRING(choice) : 0;
}

/* Whether the characters between the lost bytes and the end, which are known, are likelier than the text as it stands
 * from `start` on; if there are none, whether there need be none. */
static int is_plausible(const Run *run, const Search *search, Py_ssize_t start, int bare)
{
    uint32_t lead = 0;
    Py_UCS4 last = '\n';
    double cost = 0.0;
    Py_ssize_t shifted = 0, end = -1;
    for (Py_ssize_t i = 0; i < run->count && end < 0; i++) {
        const Piece *piece = &run->pieces[i];
        uint32_t bytes = taken_for(piece);
        int is_lost = piece->choices && bytes == 0;
        for (int shift = bytes >= 0x100 ? 8 : 0; shift >= 0 && !is_lost; shift -= 8) {
            uint32_t byte = bytes >> shift & 0xFF;
            if (i == 0 && shift == (bytes >= 0x100 ? 8 : 0))
                lead = 0; /* the trail of the first character, whose lead is lost */
            else if (lead) {
                Py_UCS4 c = search->chars[lead << 8 | byte];
                if (c == 0)
                    return 0;
                cost += cost_of_pair(search, last, c);
                last = c;
                shifted++;
                lead = 0;
            }
            else if (byte > 0x80)
                lead = byte;
        }
        if (is_lost || lead == 0)
            end = piece->end;
    }
    if (end < 0)
        return 0;
    return shifted ? cost < cost_without_glosses(run, search, start, end) : bare;
}

static PyObject *bytes_of(uint32_t bytes)
{
    char both[2] = {(char)(bytes >> 8), (char)bytes};
    return PyBytes_FromStringAndSize(bytes >= 0x100 ? both : both + 1, bytes >= 0x100 ? 2 : 1);
}

/* A piece as a slot of the search: its choices, and the gloss behind it. */
static PyObject *slot_of_piece(const Run *run, const Piece *piece)
{
    PyObject *choices = Py_XNewRef(piece->choices);
    if (choices == NULL && (choices = PyTuple_New(piece->other ? 2 : 1)) != NULL) {
        PyObject *bytes = bytes_of(piece->bytes), *other = piece->other ? bytes_of(piece->other) : NULL;
        PyTuple_SET_ITEM(choices, 0, bytes);
        if (piece->other)
            PyTuple_SET_ITEM(choices, 1, other);
        if (bytes == NULL || (piece->other && other == NULL))
            Py_CLEAR(choices);
    }
    PyObject *gloss = choices ? part(run->text, piece->gloss, piece->gloss_end) : NULL;
    PyObject *slot = gloss ? PyTuple_Pack(2, choices, gloss) : NULL;
    Py_XDECREF(choices);
    Py_XDECREF(gloss);
    return slot;
}

static PyObject *told(const Run *run)
{
    PyObject *slots = PyTuple_New(run->count), *ends = PyTuple_New(run->count);
    Py_UCS4 behind[MOST_PIECES];
    int done = slots && ends;
    for (Py_ssize_t i = 0; done && i < run->count; i++) {
        const Piece *piece = &run->pieces[i];
        behind[i] = piece->end < run->text->length ? AT(run->text, piece->end) : '\n';
        PyObject *slot = slot_of_piece(run, piece), *end = PyLong_FromSsize_t(piece->end);
        PyTuple_SET_ITEM(slots, i, slot);
        PyTuple_SET_ITEM(ends, i, end);
        done = slot && end;
    }
    PyObject *then = done ? PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, behind, run->count) : NULL;
    PyObject *found = then ? PyTuple_Pack(3, slots, ends, then) : NULL;
    Py_XDECREF(slots);
    Py_XDECREF(ends);
    Py_XDECREF(then);
    return found;
}

const char scan_shifted_run_doc[] = PyDoc_STR(
"shifted_run(text, start, bare, codes, letters, trails, missing, longest, chars, symbols, costs)\n--\n\n"
"Return the pieces of a text from `start` to where the reader was put right again, if they are likelier one byte off:\n"
"slots as `realign` takes them, their ends, and what stands behind each; None if they are not.\n\n"
"`codes` has the bytes of each character up to U+FFFF, `letters` a bit for each code point that Pinyin has, `trails` what\n"
"a lost byte may have been, `missing` says which byte behind another makes a character with a reading; the rest is as for\n"
"`realign`, `costs` with numbers not of symbols but of characters.");

PyObject *scan_shifted_run(PyObject *module, PyObject *args)
{
    PyObject *string, *codes, *letters, *trails, *missing, *chars, *symbols, *costs, *found = NULL;
    Py_ssize_t start, longest;
    int bare;
    if (!PyArg_ParseTuple(args, "UnpOSO!OnOOO!", &string, &start, &bare, &codes, &letters, &PyTuple_Type, &trails, &missing,
                          &longest, &chars, &symbols, &PyTuple_Type, &costs))
        return NULL;
    Py_buffer buffers[BUFFERS] = {{0}}, given = {0};
    if (PyObject_GetBuffer(codes, &given, PyBUF_SIMPLE) < 0)
        return NULL;
    Text text = text_of(string);
    Search search = {0};
    Run run = {&text, given.buf, (const uint8_t *)PyBytes_AS_STRING(letters), trails, missing, {{0}}, 0};
    if (given.len != 2 * CODES || PyBytes_GET_SIZE(letters) != CODE_POINTS / 8 || longest > MOST_PIECES || start < 0)
        PyErr_SetString(PyExc_ValueError, "shifted_run: a table does not have the size that it must have");
    else if (take_search_tables(&search, chars, symbols, costs, buffers) && gather(&run, start, bare, longest))
        found = is_plausible(&run, &search, start, bare) ? told(&run) : Py_NewRef(Py_None);
    for (Py_ssize_t i = 0; i < MOST_PIECES && i <= run.count; i++)
        Py_CLEAR(run.pieces[i].choices);
    clear_search(&search, buffers);
    PyBuffer_Release(&given);
    return found;
}

const char scan_pair_cost_doc[] = PyDoc_STR(
"pair_cost(text, chars, symbols, costs)\n--\n\n"
"Return what the characters of a text cost behind one another, in bits; the tables are as for `shifted_run`.");

PyObject *scan_pair_cost(PyObject *module, PyObject *args)
{
    PyObject *string, *chars, *symbols, *costs;
    if (!PyArg_ParseTuple(args, "UOOO!", &string, &chars, &symbols, &PyTuple_Type, &costs))
        return NULL;
    Py_buffer buffers[BUFFERS] = {{0}};
    Search search = {0};
    double cost = 0.0;
    int done = take_search_tables(&search, chars, symbols, costs, buffers);
    Text text = text_of(string);
    for (Py_ssize_t i = 1; done && i < text.length; i++)
        cost += cost_of_pair(&search, AT(&text, i - 1), AT(&text, i));
    clear_search(&search, buffers);
    return done ? PyFloat_FromDouble(cost) : NULL;
}
