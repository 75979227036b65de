/* What is plain about lines that were read anew, before anybody asks what speaks for them; the twins are in
 * cleantext/support.py. */

#include "scan.h"

#define IN(c, low, high) ((Py_UCS4)(c) - (low) <= (Py_UCS4)(high) - (low))

/* Of what is not ASCII. */
static inline int is_drawn(Py_UCS4 c)
{
    return c == 0x85 || c == 0xA0 || IN(c, 0x2500, 0x25FF) || (c >= 0x1680 && Py_UNICODE_ISSPACE(c));
}

/* Whether each character became one, ASCII stayed, and what changed is drawn nowhere and not one same sign. */
#define DEFINE_OF_LETTERS(NAME, OLD, NEW)                                                          \
    static int NAME(const OLD *old, const NEW *new, Py_ssize_t length)                             \
    {                                                                                              \
        Py_UCS4 sign = 0;                                                                          \
        int letters = 0;                                                                           \
        for (Py_ssize_t i = 0; i < length; i++) {                                                  \
            Py_UCS4 c = old[i];                                                                    \
            if (c == new[i])                                                                       \
                continue;                                                                          \
            if (c < 0x80 || new[i] < 0x80 || is_drawn(c))                                          \
                return 0;                                                                          \
            if (sign == 0) {                                                                       \
                sign = c;                                                                          \
                letters = is_alnum(c);                                                             \
            }                                                                                      \
            letters |= c != sign;                                                                  \
        }                                                                                          \
        return letters;                                                                            \
    }

DEFINE_OF_LETTERS(of_letters11, Py_UCS1, Py_UCS1)
DEFINE_OF_LETTERS(of_letters12, Py_UCS1, Py_UCS2)
DEFINE_OF_LETTERS(of_letters21, Py_UCS2, Py_UCS1)
DEFINE_OF_LETTERS(of_letters22, Py_UCS2, Py_UCS2)

/* Nothing is plain about characters beyond U+FFFF. */
static int is_of_letters(const Text *old, const Text *new)
{
    if (old->length != new->length || old->kind == PyUnicode_4BYTE_KIND || new->kind == PyUnicode_4BYTE_KIND)
        return 0;
    if (old->kind == PyUnicode_1BYTE_KIND)
        return new->kind == PyUnicode_1BYTE_KIND ? of_letters11(old->data, new->data, old->length)
                                                 : of_letters12(old->data, new->data, old->length);
    return new->kind == PyUnicode_1BYTE_KIND ? of_letters21(old->data, new->data, old->length)
                                             : of_letters22(old->data, new->data, old->length);
}

static int is_parting(Py_UCS4 c)
{
    return c == 0x2022 || c == 0xB7 || c == '*' || c == '|' || c == '/' || c == '.' || c == 0x2013 || c == '-';
}

static int is_large(Py_UCS4 c)
{
    return IN(c, 'A', 'Z') || IN(c, 0xC0, 0xDE);
}

/* A small letter that only one letter is the capital of: `support._SMALL`. */
static int is_small(Py_UCS4 c)
{
    return IN(c, 0xE0, 0xE4) || IN(c, 0xE6, 0xF6) || IN(c, 0xF8, 0xFE) || IN(c, 0x430, 0x44F);
}

/* Whether a text cannot be a list of letters, for a small letter has no capital and no signs part capitals, and whether
 * all that may be part of what changed is in a set of characters up to U+FFFF. */
#define DEFINE_ALIKE(NAME, CHAR)                                                                   \
    static int NAME(const CHAR *text, Py_ssize_t length, const uint8_t *company)                   \
    {                                                                                              \
        /* Letters of Latin-1, and those of Cyrillic. */                                           \
        uint64_t small = 0, large = 0;                                                             \
        for (Py_ssize_t i = 0; i < length; i++) {                                                  \
            Py_UCS4 c = text[i];                                                                   \
            if (c < 0x80 && Py_ISALNUM(c))                                                         \
                continue;                                                                          \
            if (!(company[c >> 3] >> (c & 7) & 1))                                                 \
                return 0;                                                                          \
            if (is_small(c))                                                                       \
                small |= UINT64_C(1) << ((c & 0x1F) + (c > 0xFF ? 32 : 0));                        \
            else if (IN(c, 0xC0, 0xDE) || IN(c, 0x410, 0x42F))                                     \
                large |= UINT64_C(1) << (((c + 0x20) & 0x1F) + (c > 0xFF ? 32 : 0));               \
            else if (i + 5 < length && is_parting(c) && is_large(text[i + 1]) && text[i + 2] == c && \
                     is_large(text[i + 3]) && text[i + 4] == c && is_large(text[i + 5]))           \
                return 0;                                                                          \
        }                                                                                          \
        return (small & ~large) != 0;                                                              \
    }

DEFINE_ALIKE(alike1, Py_UCS1)
DEFINE_ALIKE(alike2, Py_UCS2)

static int take_line(PyObject *line, Text *old, Text *new)
{
    if (PyTuple_Check(line) && PyTuple_GET_SIZE(line) == 3 && PyUnicode_Check(PyTuple_GET_ITEM(line, 1)) &&
        PyUnicode_Check(PyTuple_GET_ITEM(line, 2))) {
        *old = text_of(PyTuple_GET_ITEM(line, 1));
        *new = text_of(PyTuple_GET_ITEM(line, 2));
        return 1;
    }
    PyErr_SetString(PyExc_TypeError, "a line is a tuple of where it begins, what it was and what it is");
    return 0;
}

const char scan_of_letters_doc[] = PyDoc_STR(
"of_letters(lines)\n--\n\n"
"Return 1 for each line of which more changed than one sign, and no drawing; 0 where that is not plain.\n\n"
"`lines` is a list of tuples: where each line begins, and what it was and is.");

PyObject *scan_of_letters(PyObject *module, PyObject *args)
{
    PyObject *lines;
    if (!PyArg_ParseTuple(args, "O!", &PyList_Type, &lines))
        return NULL;
    PyObject *found = PyBytes_FromStringAndSize(NULL, PyList_GET_SIZE(lines));
    for (Py_ssize_t each = 0; found && each < PyBytes_GET_SIZE(found) && each < PyList_GET_SIZE(lines); each++) {
        Text old, new;
        if (!take_line(PyList_GET_ITEM(lines, each), &old, &new))
            Py_CLEAR(found);
        else
            PyBytes_AS_STRING(found)[each] = (char)is_of_letters(&old, &new);
    }
    return found;
}

const char scan_alike_doc[] = PyDoc_STR(
"alike(lines, plain, first, company)\n--\n\n"
"Return how many lines in a row, from one on, are plain, no lists, and of none but some characters.\n\n"
"`plain` is what `of_letters` says of the lines, and `company` holds the characters; letters and digits of ASCII need not\n"
"be among them.");

PyObject *scan_alike(PyObject *module, PyObject *args)
{
    PyObject *lines, *plain, *string;
    Py_ssize_t first;
    uint8_t company[0x10000 / 8] = {0};
    if (!PyArg_ParseTuple(args, "O!SnU", &PyList_Type, &lines, &plain, &first, &string))
        return NULL;
    if (first < 0 || PyBytes_GET_SIZE(plain) != PyList_GET_SIZE(lines)) {
        PyErr_SetString(PyExc_ValueError, "alike: there are not as many lines as it must have");
        return NULL;
    }
    Text chars = text_of(string);
    for (Py_ssize_t i = 0; i < chars.length; i++) {
        Py_UCS4 c = AT(&chars, i);
        if (c <= 0xFFFF)
            company[c >> 3] |= (uint8_t)(1 << (c & 7));
    }
    Py_ssize_t each = first;
    for (; each < PyList_GET_SIZE(lines); each++) {
        Text old, new;
        if (!take_line(PyList_GET_ITEM(lines, each), &old, &new))
            return NULL;
        if (!PyBytes_AS_STRING(plain)[each] ||
            !(old.kind == PyUnicode_1BYTE_KIND ? alike1(old.data, old.length, company)
                                               : alike2(old.data, old.length, company)))
            break;
    }
    return PyLong_FromSsize_t(each - first);
}

/* Words are as support.py has them: so short none is in the order of an alphabet, and so many letters are enough. */
#define SHORTEST 3
#define ALPHABET 6
#define LETTERS 5
#define MOST_OF_LINE 4096

/* A small letter that is that of one capital, which Python has for it. */
static int is_small_of_one(Py_UCS4 c)
{
    return (IN(c, 0xE0, 0xFE) && c != 0xE5 && c != 0xF7) || IN(c, 0x3B1, 0x3C1) || IN(c, 0x3C4, 0x3C8) || IN(c, 0x430, 0x45F) ||
           (IN(c, 0x101, 0x17E) && c != 0x131 && c != 0x149 && Py_UNICODE_ISLOWER(c));
}

/* What has neither large nor small letters. */
static int has_no_case(Py_UCS4 c)
{
    return c < 0x80 || IN(c, 0xA0, 0xA9) || IN(c, 0xAB, 0xB4) || IN(c, 0xB6, 0xB9) || IN(c, 0xBB, 0xBF) || IN(c, 0x590, 0x109F) ||
           IN(c, 0x2010, 0x205F) || IN(c, 0x20A0, 0x20BF) || c == 0x2122;
}

/* Whether a text cannot be a list of letters: signs part no capitals, and a small letter has no capital, or nothing beyond
 * ASCII has any. */
static int is_no_list(const Text *text)
{
    Py_UCS4 alone = 0, last = 0;
    int no_case = 1;
    for (Py_ssize_t i = 0; i < text->length; i++) {
        Py_UCS4 c = AT(text, i);
        if (i + 5 < text->length && is_parting(c) && is_large(AT(text, i + 1)) && AT(text, i + 2) == c &&
            is_large(AT(text, i + 3)) && AT(text, i + 4) == c && is_large(AT(text, i + 5)))
            return 0;
        if (c < 0x80)
            continue;
        no_case = no_case && has_no_case(c);
        if (alone || c == last || !is_small_of_one(c))
            continue;
        Py_UCS4 large = Py_UNICODE_TOUPPER(c);
        Py_ssize_t other = 0;
        while (other < text->length && AT(text, other) != large)
            other++;
        if (other == text->length)
            alone = c;
        last = c;
    }
    return alone || no_case;
}

static int is_mark(Py_UCS4 c)
{
    return c < 0x80 && !Py_ISALNUM(c) && c != '_';
}

/* The letters that a token is but for marks of ASCII before and behind them, or none where it is anything else. */
static Py_ssize_t word_of(const Text *text, Py_ssize_t *start, Py_ssize_t end)
{
    while (*start < end && is_mark(AT(text, *start)))
        (*start)++;
    while (*start < end && is_mark(AT(text, end - 1)))
        end--;
    for (Py_ssize_t i = *start; i < end; i++)
        if (!Py_UNICODE_ISALPHA(AT(text, i)) || AT(text, i) >= DENSE)
            return 0;
    return end - *start;
}

/* How many letters of ASCII stand before one that the alphabet has before them. */
static Py_ssize_t descents(const Text *text, Py_ssize_t start, Py_ssize_t length)
{
    Py_ssize_t found = 0;
    for (Py_ssize_t i = start + 1; i < start + length; i++) {
        Py_UCS4 before = AT(text, i - 1), c = AT(text, i);
        found += before < 0x80 && c < 0x80 && Py_ISALPHA(before) && Py_ISALPHA(c) && (before | 32) > (c | 32);
    }
    return found;
}

/* Whether a token may have a run of letters that stand as in the alphabet: one in which no letters of ASCII do not. */
static int may_be_alphabet(const Text *text, Py_ssize_t start, Py_ssize_t end)
{
    Py_ssize_t length = 0;
    while (start < end && length < ALPHABET) {
        Py_ssize_t letters = 0;
        while (start + letters < end && AT(text, start + letters) < 0x80 && Py_ISALPHA(AT(text, start + letters)))
            letters++;
        if (letters == 0)
            length = AT(text, start) < 0x80 ? 0 : length + 1;
        else
            length = descents(text, start, letters) ? 0 : length + letters;
        start += letters ? letters : 1;
    }
    return length >= ALPHABET;
}

/* Whether letters are a word in usual case, and not one letter again and again or an alphabet: `support._is_word`. */
static int is_word_by_itself(const Text *text, Py_ssize_t start, Py_ssize_t length)
{
    int differs = 0, small = 1, large = 1, none = 1;
    for (Py_ssize_t i = start; i < start + length; i++) {
        Py_UCS4 c = AT(text, i);
        differs |= c != AT(text, start);
        small &= i == start || Py_UNICODE_ISLOWER(c);
        large &= Py_UNICODE_ISUPPER(c);
        none &= c >= 0x590 && c < 0x10A0;
    }
    if (length >= ALPHABET && 5 * descents(text, start, length) < length)
        return 0;
    return differs && length >= SHORTEST && (small || large || none);
}

/* Whether a stretch of one text stands within one of another. */
static int stands_within(const Text *one, Py_ssize_t start, Py_ssize_t length, const Text *other, Py_ssize_t from, Py_ssize_t to)
{
    for (; from + length <= to; from++) {
        Py_ssize_t i = 0;
        while (i < length && AT(one, start + i) == AT(other, from + i))
            i++;
        if (i == length)
            return 1;
    }
    return 0;
}

/* Whether a reading brings a word in, told by the tokens of a line that change; each character became one. */
static int brings_word(const Text *old, const Text *new, Py_ssize_t changed)
{
    for (Py_ssize_t start = 0, end; start < old->length; start = end + 1) {
        int differs = 0, letters = 0;
        for (end = start; end < old->length && AT(old, end) != ' '; end++) {
            differs |= AT(old, end) != AT(new, end);
            letters |= AT(old, end) < 0x80 && Py_ISALPHA(AT(old, end));
        }
        if (!differs || (letters && may_be_alphabet(old, start, end)))
            continue;
        Py_ssize_t word = start, length = word_of(new, &word, end);
        if (is_word_by_itself(new, word, length) && (changed >= LETTERS || length >= LETTERS) &&
            !stands_within(new, word, length, old, start, end))
            return 1;
    }
    return 0;
}

/* Whether capitals may become small letters: `support._is_swapped`. */
static int may_be_swapped(const Text *old)
{
    Py_ssize_t large = 0, letters = 0;
    for (Py_ssize_t i = 0; i < old->length; i++) {
        Py_UCS4 c = AT(old, i);
        if (c < 0x80) {
            large += IN(c, 'A', 'Z');
            letters += Py_ISALPHA(c) != 0;
        }
        else if (IN(c, 0xC0, 0xFF)) {
            large += c < 0xDF && c != 0xD7;
            letters += c != 0xD7 && c != 0xF7;
        }
        else {
            large += Py_UNICODE_ISUPPER(c) != 0;
            letters += Py_UNICODE_ISALPHA(c) != 0;
        }
    }
    return 2 * large > letters;
}

/* Whether what changes cannot go on at a place, so that what stays the same beside it is no part of that. */
static int is_end_of_run(const Text *text, Py_ssize_t place)
{
    return place < 0 || place >= text->length || (AT(text, place) < 0x80 && Py_ISALNUM(AT(text, place)));
}

const char scan_brings_doc[] = PyDoc_STR(
"brings(lines, plain, elsewhere)\n--\n\n"
"Return 1 for each line that is plain and brings words in, and changes more than the characters `elsewhere`; 0 where that is\n"
"not told here.\n\n"
"`plain` is what `of_letters` says of the lines.");

PyObject *scan_brings(PyObject *module, PyObject *args)
{
    PyObject *lines, *plain, *string;
    if (!PyArg_ParseTuple(args, "O!SU", &PyList_Type, &lines, &plain, &string))
        return NULL;
    if (PyBytes_GET_SIZE(plain) != PyList_GET_SIZE(lines)) {
        PyErr_SetString(PyExc_ValueError, "brings: there are not as many lines as it must have");
        return NULL;
    }
    Text elsewhere = text_of(string);
    uint8_t others[0x10000 / 8] = {0};
    for (Py_ssize_t i = 0; i < elsewhere.length; i++) {
        Py_UCS4 c = AT(&elsewhere, i);
        if (c <= 0xFFFF)
            others[c >> 3] |= (uint8_t)(1 << (c & 7));
    }
    PyObject *found = PyBytes_FromStringAndSize(NULL, PyList_GET_SIZE(lines));
    for (Py_ssize_t each = 0; found && each < PyBytes_GET_SIZE(found) && each < PyList_GET_SIZE(lines); each++) {
        Text old, new;
        if (!take_line(PyList_GET_ITEM(lines, each), &old, &new)) {
            Py_CLEAR(found);
            break;
        }
        /* What is plain has no character beyond U+FFFF. */
        int told = PyBytes_AS_STRING(plain)[each] && old.length == new.length && old.length <= MOST_OF_LINE &&
                   old.kind != PyUnicode_4BYTE_KIND && new.kind != PyUnicode_4BYTE_KIND;
        Py_ssize_t changed = 0, known = 0;
        for (Py_ssize_t i = 0; told && i < old.length; i++) {
            changed += AT(&old, i) != AT(&new, i);
            known += AT(&old, i) >= 0x80 && is_in(others, AT(&old, i)) &&
                     (AT(&old, i) != AT(&new, i) || (!is_end_of_run(&old, i - 1) && !is_end_of_run(&old, i + 1)));
        }
        /* Most of what changes stands nowhere else. */
        told = told && 2 * known <= changed && brings_word(&old, &new, changed) && !may_be_swapped(&old) &&
               is_no_list(&old) && is_no_list(&new);
        PyBytes_AS_STRING(found)[each] = (char)told;
    }
    return found;
}
