/* The words that blocks open with, and what a model knows of them.
 *
 * The twin in Python is cleantext/markup/openings.py, which says what counts.
 */

#include "pages_features.h"

enum { OPENING = 120, SHORT = 60, LABEL = 40, MANY = 8, FEW = 4 };
#define BASIS UINT32_C(0x811C9DC5)

static uint32_t stepped(uint32_t number, Py_UCS4 code) { return (number ^ code) * UINT32_C(0x01000193); }

static Py_UCS4 lowered(Py_UCS4 code) { return code >= 'A' && code <= 'Z' ? code + 32 : code; }

static int is_letter(Py_UCS4 code)
{
    if (code < 0xC0)
        return code >= 'a' && code <= 'z';
    return code < 0x2000 || (code >= 0x2C00 && code < 0x3000) || (code >= 0x3040 && code < 0xD800)
           || (code >= 0xF900 && code < 0xFB00);
}

/* Add what is known of a word. */
static void add_known(const Words *words, uint32_t number, float *to)
{
    size_t slot = number & words->mask;
    for (size_t step = 0; step <= words->mask; step++, slot = (slot + 1) & words->mask) {
        uint32_t place = words->slots[2 * slot + 1];
        if (place == 0 || place > words->count)
            return;
        if (words->slots[2 * slot] == number) {
            const float *row = words->rows + (size_t)WORD_WIDTH * (place - 1);
            for (int j = 0; j < WORD_WIDTH; j++)
                to[j] += row[j];
            return;
        }
    }
}

void add_opening(const Words *words, PyObject *text, int64_t start, int64_t end, float *to)
{
    int kind = PyUnicode_KIND(text), found = 0, is_short = end - start < SHORT;
    const void *data = PyUnicode_DATA(text);
    int64_t stop = end < start + OPENING ? end : start + OPENING;
    uint32_t all = stepped(BASIS, '=');
    for (int64_t at = start; at < stop;) {
        Py_UCS4 code = lowered(PyUnicode_READ(kind, data, at));
        if (!is_letter(code)) {
            at++;
            continue;
        }
        uint32_t number = is_short ? BASIS : stepped(BASIS, '^');
        if (found)
            all = stepped(all, ' ');
        for (; at < stop && is_letter(code = lowered(PyUnicode_READ(kind, data, at))); at++) {
            number = stepped(number, code);
            all = stepped(all, code);
        }
        if (++found <= (is_short ? MANY : FEW))
            add_known(words, number, to);
        else if (!is_short)
            return;
    }
    if (is_short && (found == 1 || (found && end - start < LABEL)))
        add_known(words, all, to);
}
