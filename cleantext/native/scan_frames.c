/* Whether a text may be a page with an article in it; the twin is in cleantext/chrome/frames.py.
 *
 * Lines are told by how they begin, so of most nothing is asked but where they end.
 */

#include "scan.h"

/* A page has so many lines of chrome around its article. */
#define LINES 2
/* So much of a line is looked at. */
#define BEGINNING 36
/* So much of it first, if it may be a whole phrase. */
#define FIRST 3
/* A paragraph has so many characters, or so many that are ideographs. */
#define PROSE 80
#define PROSE_HAN 25
/* No control is longer. */
#define MOST 64

#define OWNER 0xA9

/* What lines are compared with: beginnings of lines of chrome, and controls of a page, as `fold` makes them. */
typedef struct {
    const uint16_t *fold;
    Phrases openings, controls;
} Lists;

/* Fold text[low:high] into no more than `most` characters, runs of spaces as one and none at the ends; how many. */
static Py_ssize_t fold_line(const Text *text, Py_ssize_t low, Py_ssize_t high, const uint16_t *fold,
                            uint16_t *bare, Py_ssize_t most)
{
    Py_ssize_t size = 0;
    for (int space = 0; low < high && size < most; low++) {
        uint16_t code = (uint16_t)folded(fold, AT(text, low));
        if (code == ' ') {
            space = size > 0;
            continue;
        }
        if (space && size < most)
            bare[size++] = ' ';
        if (size < most)
            bare[size++] = code;
        space = 0;
    }
    return size;
}

/* Whether a sign of a path, or of an owner, stands in the beginning of a line that holds no space at its ends. */
static int has_sign(const Text *text, Py_ssize_t low, Py_ssize_t high)
{
    int before = 0;
    for (Py_ssize_t size = 0; low < high && size < BEGINNING; low++) {
        Py_UCS4 c = AT(text, low);
        if (c == '>' || c == 0x203A || c == 0xBB || c == OWNER)
            return 1;
        int space = Py_UNICODE_ISSPACE(c);
        size += !(space && before);
        before = space;
    }
    return 0;
}

/* Where so many decimal digits end that stand at a place, or 0 if there are not so many. */
static Py_ssize_t behind_digits(const Text *text, Py_ssize_t place, Py_ssize_t high, int least, int most)
{
    int count = 0;
    while (count < most && place + count < high && Py_UNICODE_ISDECIMAL(AT(text, place + count)))
        count++;
    return count < least ? 0 : place + count;
}

/* Where a mark that parts a date ends, with a space before or behind it if that may be; 0 if there is none. */
static Py_ssize_t behind_mark(const Text *text, Py_ssize_t place, Py_ssize_t high, int year)
{
    if (year && place < high && Py_UNICODE_ISSPACE(AT(text, place)))
        place++;
    if (place == high)
        return 0;
    Py_UCS4 c = AT(text, place);
    return c == '-' || c == '/' || c == '.' || (year && c == 0x5E74) ? place + 1 : 0;
}

/* Whether a line begins with a date: a year of two centuries, or two numbers of two digits at most. */
static int has_date(const Text *text, Py_ssize_t low, Py_ssize_t high)
{
    Py_ssize_t end = behind_digits(text, low, high, 1, 2);
    if (!end)
        return 0;
    if (end == low + 2 && ((AT(text, low) == '1' && AT(text, low + 1) == '9') ||
                           (AT(text, low) == '2' && AT(text, low + 1) == '0'))) {
        Py_ssize_t year = behind_digits(text, end, high, 2, 2);
        if (year && behind_mark(text, year, high, 1))
            return 1;
    }
    end = behind_mark(text, end, high, 0);
    if (end && end < high && Py_UNICODE_ISSPACE(AT(text, end)))
        end++;
    end = end ? behind_digits(text, end, high, 1, 2) : 0;
    return end && behind_mark(text, end, high, 0);
}

static int may_be_chrome(const Text *text, Py_ssize_t low, Py_ssize_t high, const Lists *lists)
{
    uint16_t bare[BEGINNING];
    if (has_sign(text, low, high) || has_date(text, low, high))
        return 1;
    Py_ssize_t size = fold_line(text, low, high, lists->fold, bare, BEGINNING);
    return size && phrase_before(&lists->openings, bare, size);
}

static inline int is_ideograph(Py_UCS4 c)
{
    return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x4E00 && c <= 0x9FFF);
}

/* Of scripts whose sentences end without a mark. */
static inline int is_unmarked(Py_UCS4 c)
{
    return (c >= 0xE00 && c <= 0xEFF) || (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF);
}

static int ends_sentence(const Text *text, Py_ssize_t place, Py_ssize_t high)
{
    Py_UCS4 c = AT(text, place);
    if (c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0x61F || c == 0x6D4 || c == 0x589 || c == 0x964
        || c == 0xF0D || c == 0x104B || c == 0x1362 || c == 0x1803 || is_unmarked(c))
        return 1;
    if (c != '.' && c != '!' && c != '?' && c != 0x2026)
        return 0;
    for (place++; place < high; place++) {
        c = AT(text, place);
        if (c != '"' && c != '\'' && c != 0x201D && c != 0x2019 && c != 0xBB && c != ')' && c != ']')
            return Py_UNICODE_ISSPACE(c);
    }
    return 1;
}

/* Whether a line is a paragraph: the last character tells it soonest. */
static int is_prose(const Text *text, Py_ssize_t low, Py_ssize_t high)
{
    if (high - low < PROSE) {
        int count = 0;
        for (Py_ssize_t i = low; i < high && count < PROSE_HAN; i++)
            count += is_ideograph(AT(text, i));
        if (count < PROSE_HAN)
            return 0;
    }
    for (Py_ssize_t i = high; i > low; i--)
        if (ends_sentence(text, i - 1, high))
            return 1;
    return 0;
}

/* Whether a line may be of chrome; -1 if it is a paragraph and surely not. */
static int ask_line(const Text *text, Py_ssize_t low, Py_ssize_t high, const Lists *lists)
{
    while (low < high && Py_UNICODE_ISSPACE(AT(text, low)))
        low++;
    while (low < high && Py_UNICODE_ISSPACE(AT(text, high - 1)))
        high--;
    if (may_be_chrome(text, low, high, lists))
        return 1;
    return is_prose(text, low, high) ? -1 : 0;
}

/* How many lines may be of chrome before the first paragraph, or behind the last, two at most. */
static int count_before(const Text *text, const Lists *lists, Py_ssize_t longest)
{
    int found = 0;
    for (Py_ssize_t start = 0; longest-- && found < LINES && start <= text->length;) {
        Py_ssize_t end = next_repeated(text, start, '\n', 1);
        int asked = ask_line(text, start, end, lists);
        if (asked < 0)
            break;
        found += asked;
        start = end + 1;
    }
    return found;
}

static int count_behind(const Text *text, const Lists *lists, Py_ssize_t longest)
{
    int found = 0;
    for (Py_ssize_t end = text->length; longest-- && found < LINES && end >= 0;) {
        Py_ssize_t start = end;
        while (start > 0 && AT(text, start - 1) != '\n')
            start--;
        int asked = ask_line(text, start, end, lists);
        if (asked < 0)
            break;
        found += asked;
        end = start - 1;
    }
    return found;
}

/* Whether a line is a control; its first characters tell of most that they are none. */
static int is_control(const Text *text, Py_ssize_t low, Py_ssize_t high, const Lists *lists, Py_ssize_t most)
{
    uint16_t bare[MOST];
    Py_ssize_t size = fold_line(text, low, high, lists->fold, bare, FIRST);
    if (size == 0 || !may_begin_phrase(&lists->controls, bare, size))
        return 0;
    size = fold_line(text, low, high, lists->fold, bare, most);
    return phrase_before(&lists->controls, bare, size) == size;
}

/* Whether a text holds the sign of an owner, or a control on a line of no more than `most` characters. */
static int shows_page(const Text *text, const Lists *lists, Py_ssize_t most)
{
    if (next_repeated(text, 0, OWNER, 1) < text->length)
        return 1;
    for (Py_ssize_t start = 0; start <= text->length;) {
        Py_ssize_t end = next_repeated(text, start, '\n', 1);
        if (end - start <= most && is_control(text, start, end, lists, most))
            return 1;
        start = end + 1;
    }
    return 0;
}

static int is_framed(const Text *text, const Lists *lists, Py_ssize_t most, Py_ssize_t ends, Py_ssize_t longest)
{
    if (next_repeated(text, 0, '\n', 1) == text->length)
        return 0;
    if (text->length <= 2 * ends) {
        if (shows_page(text, lists, most))
            return 1;
    } else {
        Text end = {text->data, ends, text->kind};
        if (shows_page(&end, lists, most))
            return 1;
        end.data = (const char *)text->data + (text->length - ends) * text->kind;
        if (shows_page(&end, lists, most))
            return 1;
    }
    int found = count_before(text, lists, longest);
    return found >= LINES || found + count_behind(text, lists, longest) >= LINES;
}

const char scan_framed_doc[] = PyDoc_STR(
"framed(text, fold, openings, controls, most, ends, longest)\n--\n\n"
"Return False only if a text is no page with chrome around an article, or in it.\n\n"
"`fold` is what each character up to U+FFFF becomes first, two bytes each. `openings` and `controls` are made by\n"
"`phrase_table`: what lines of chrome begin with, and whole lines, which have `most` characters at most. Of a long text\n"
"controls are looked for in so much of both `ends`; around the article are `longest` lines at most.");

PyObject *scan_framed(PyObject *module, PyObject *args)
{
    PyObject *string, *result = NULL;
    Py_buffer fold, openings, controls;
    Py_ssize_t most, ends, longest;
    Lists lists;
    if (!PyArg_ParseTuple(args, "Uy*y*y*nnn", &string, &fold, &openings, &controls, &most, &ends, &longest))
        return NULL;
    lists.fold = fold.buf;
    if (fold.len != 0x10000 * 2 || most > MOST || ends < 0 || longest < 0)
        PyErr_SetString(PyExc_ValueError, "framed: a table or a number does not have the size that it must have");
    else if (phrases_of(&lists.openings, &openings) && phrases_of(&lists.controls, &controls)) {
        Text text = text_of(string);
        result = PyBool_FromLong(is_framed(&text, &lists, most, ends, longest));
    }
    PyBuffer_Release(&fold);
    PyBuffer_Release(&openings);
    PyBuffer_Release(&controls);
    return result;
}
