/* What the search for a charset counts; the twins in Python are in cleantext/decoding.
 *
 * Every function reads its arguments once from end to end and keeps nothing between calls.
 */
#include "charsets.h"
#include "utf8.h"
#include <stdint.h>
#include <string.h>

/* Bytes that are looked at together, and how many behind them must be there too. */
#define BLOCK 64
#define BEHIND 3

typedef struct {
    unsigned char high, sound, ends;
} Block;

/* How many bytes of a block are beyond ASCII, how many belong to well-formed characters that begin in it, and how
 * many end a line; `shares` takes the second number of each place. No byte but the first of a character can begin
 * one, so each place can be asked by itself: a plain loop, which compilers do for many bytes at a time. */
PER_PROCESSOR
static Block count_block(const unsigned char *at, unsigned char *shares)
{
    unsigned char high = 0, sound = 0, ends = 0, begun = 0;
    for (int i = 0; i < BLOCK; i++) {
        begun |= (at[i] >= 0xC2) & ((at[i + 1] & 0xC0) == 0x80) & ((at[i] < 0xE0) | ((at[i + 2] & 0xC0) == 0x80));
        high += at[i] >> 7;
        ends += (at[i] == '\n') | (at[i] == '\r');
    }
    /* In most charsets hardly two bytes in a row could begin a character. */
    for (int i = 0; i < BLOCK; i++)
        shares[i] = 0;
    for (int i = 0; begun && i < BLOCK; i++) {
        unsigned char lead = at[i], second = at[i + 1];
        unsigned char two = (second & 0xC0) == 0x80, three = two & ((at[i + 2] & 0xC0) == 0x80);
        unsigned char four = three & ((at[i + 3] & 0xC0) == 0x80);
        two &= (lead >= 0xC2) & (lead < 0xE0);
        three &= (lead >= 0xE0) & (lead < 0xF0);
        three &= ((lead != 0xE0) | (second >= 0xA0)) & ((lead != 0xED) | (second < 0xA0));
        four &= (lead >= 0xF0) & (lead < 0xF5);
        four &= ((lead != 0xF0) | (second >= 0x90)) & ((lead != 0xF4) | (second < 0x90));
        shares[i] = (unsigned char)(2 * two + 3 * three + 4 * four);
        sound += shares[i];
    }
    Block found = {high, sound, ends};
    return found;
}

/* What has been counted, and what of it stands before the line that is being read. */
typedef struct {
    Py_ssize_t high, sound, lines, high_before, sound_before;
} Tally;

static inline void end_line(Tally *tally)
{
    tally->lines += tally->sound > tally->sound_before
                    && tally->sound - tally->sound_before == tally->high - tally->high_before;
    tally->sound_before = tally->sound;
    tally->high_before = tally->high;
}

PyDoc_STRVAR(utf8_doc,
"utf8(data)\n--\n\n"
"Return how many bytes beyond ASCII belong to well-formed UTF-8 characters, how many do not, and in how many\n"
"lines there are some and all do.");

static PyObject *utf8(PyObject *module, PyObject *argument)
{
    Py_buffer data;
    if (PyObject_GetBuffer(argument, &data, PyBUF_SIMPLE) < 0)
        return NULL;
    const unsigned char *at = data.buf, *end = at + data.len;
    unsigned char shares[BLOCK];
    Tally tally = {0};
    Py_BEGIN_ALLOW_THREADS
    while (end - at >= BLOCK + BEHIND) {
        Block found = count_block(at, shares);
        if (found.ends == 0) {
            tally.high += found.high;
            tally.sound += found.sound;
        } else if (found.sound == 0 && tally.sound == tally.sound_before) {
            /* None of the lines that end here counts; the last of them has to be known. */
            tally.high += found.high;
            tally.high_before = tally.high;
            for (int i = BLOCK - 1; at[i] != '\n' && at[i] != '\r'; i--)
                tally.high_before -= at[i] >> 7;
        } else
            for (int i = 0; i < BLOCK; i++) {
                tally.high += at[i] >> 7;
                tally.sound += shares[i];
                if (at[i] == '\n' || at[i] == '\r')
                    end_line(&tally);
            }
        at += BLOCK;
    }
    for (; at < end; at++) {
        if (*at == '\n' || *at == '\r')
            end_line(&tally);
        else if (*at >= 0x80) {
            tally.high++;
            tally.sound += well_formed(at, end);
        }
    }
    end_line(&tally);
    Py_END_ALLOW_THREADS
    PyBuffer_Release(&data);
    return Py_BuildValue("nnn", tally.sound, tally.high - tally.sound, tally.lines);
}

PyDoc_STRVAR(broken_doc,
"broken(data)\n--\n\n"
"Return the lines that are not UTF-8: where each begins and ends, its line end included, and how many of its bytes\n"
"beyond ASCII belong to well-formed characters and how many do not.");

static PyObject *broken(PyObject *module, PyObject *argument)
{
    Py_buffer data;
    if (PyObject_GetBuffer(argument, &data, PyBUF_SIMPLE) < 0)
        return NULL;
    const unsigned char *bytes = data.buf, *end = bytes + data.len, *start = bytes, *at = bytes;
    PyObject *found = PyList_New(0);
    while (found && start < end) {
        Py_ssize_t sound = 0, stray = 0;
        while (at < end && *at != '\n' && *at != '\r') {
            /* Of most legacy charsets hardly two bytes in a row could begin a character. */
            int may = *at >= 0xC2 && at + 1 < end && (at[1] & 0xC0) == 0x80;
            Py_ssize_t size = may ? well_formed(at, end) : 0;
            sound += size;
            stray += *at >= 0x80 && size == 0;
            at += size ? size : 1;
        }
        if (at < end)
            at += at[0] == '\r' && at + 1 < end && at[1] == '\n' ? 2 : 1;
        if (stray) {
            PyObject *line = Py_BuildValue("nnnn", start - bytes, at - bytes, sound, stray);
            if (line == NULL || PyList_Append(found, line) < 0)
                Py_CLEAR(found);
            Py_XDECREF(line);
        }
        start = at;
    }
    PyBuffer_Release(&data);
    return found;
}

static PyMethodDef methods[] = {
    {"dense", charsets_dense, METH_O, charsets_dense_doc},
    {"eastern", charsets_eastern, METH_VARARGS, charsets_eastern_doc},
    {"broken", broken, METH_O, broken_doc},
    {"utf8", utf8, METH_O, utf8_doc},
    {"scored", charsets_scored, METH_VARARGS, charsets_scored_doc},
    {"row", charsets_row, METH_VARARGS, charsets_row_doc},
    {"sample", charsets_sample, METH_VARARGS, charsets_sample_doc},
    {"crossings", charsets_crossings, METH_VARARGS, charsets_crossings_doc},
    {"pair_table", charsets_pair_table, METH_O, charsets_pair_table_doc},
    {"distinct", charsets_distinct, METH_O, charsets_distinct_doc},
    {"marked", charsets_marked, METH_VARARGS, charsets_marked_doc},
    {"mapped", charsets_mapped, METH_VARARGS, charsets_mapped_doc},
    {"mapped_pairs", charsets_mapped_pairs, METH_VARARGS, charsets_mapped_pairs_doc},
    {"decoded", charsets_decoded, METH_VARARGS, charsets_decoded_doc},
    {NULL, NULL, 0, NULL},
};

DEFINE_MODULE(_charsets, "Counts for the search for a charset; see cleantext.decoding.")
