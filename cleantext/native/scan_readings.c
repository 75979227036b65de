/* A first look at a line that has a doubtful word or letter: whether any reading of it can be the likelier.
 *
 * `readings.likelier` has the last word. What is said here is only that it finds nothing, and that of nearly all
 * sound lines: every reading that it weighs is weighed here as well, but for the better where that is cheaper. The
 * words of a line that are not ASCII are all that a reading changes, so the others are added up once.
 */

#include "scan_model.h"
#include <math.h>

/* As readings.py and vocabulary.py have them. */
#define NEARLY 4.0
#define PRIOR 4.0
#define SOUND 5.5
/* Sums of floats are wrong by less. */
#define SLIP 1e-6

#define LONGEST 160
#define TOKENS (LONGEST / 2 + 1)
#define KEPT 48

/* Words parted by spaces. */
typedef struct {
    uint16_t chars[LONGEST + 1];
    Py_ssize_t length;
} Line;

static int read_single(const uint16_t *chars, const uint8_t *bytes, Line *line)
{
    for (Py_ssize_t i = 0; i < line->length; i++) {
        line->chars[i] = chars[bytes[i]];
        if (line->chars[i] == 0)
            return 0;
    }
    return 1;
}

/* What is cut may end within a character; -1 if characters have more bytes. */
static int read_wide(const uint16_t *single, const uint16_t *pairs, const uint8_t *bytes, Line *line)
{
    Py_ssize_t size = 0;
    for (Py_ssize_t i = 0; i < line->length; i++) {
        uint16_t c = single[bytes[i]];
        if (c == 0) {
            if (i + 1 == line->length)
                break;
            c = pairs[bytes[i] << 8 | bytes[i + 1]];
            i++;
        }
        if (c == 0 || c == LONGER)
            return c ? -1 : 0;
        line->chars[size++] = c;
    }
    line->length = size;
    return 1;
}

/* The same of UTF-8; -1 if that takes more than 16 bits a character. */
static int read_utf8(const uint8_t *bytes, Line *line)
{
    Py_ssize_t size = 0, i = 0;
    while (i < line->length) {
        uint32_t c = bytes[i];
        if (c >= 0x80) {
            Py_ssize_t more = c >= 0xF0 ? 3 : c >= 0xE0 ? 2 : 1, left = line->length - i - 1;
            if (c < 0xC2 || c > 0xF4)
                return 0;
            c &= 0x3F >> more;
            for (Py_ssize_t n = 1; n <= more && n <= left; n++) {
                if ((bytes[i + n] & 0xC0) != 0x80)
                    return 0;
                c = c << 6 | (bytes[i + n] & 0x3F);
            }
            if (more > left)
                break;
            if (more > 2)
                return -1;
            i += more;
        }
        line->chars[size++] = (uint16_t)c;
        i++;
    }
    line->length = size;
    return 1;
}

static int tokens_of(const Line *line, Token *tokens)
{
    int count = 0;
    Py_ssize_t start = 0;
    for (Py_ssize_t i = 0; i <= line->length && count < TOKENS; i++)
        if (i == line->length || line->chars[i] == ' ') {
            tokens[count++] = (Token){line->chars + start, i - start};
            start = i + 1;
        }
    return count;
}

/* What is weighed: words that a reading changes, what all others and these cost, and the limit for a reading of
 * them alone; `odd` says whether something strange could go, so that no word need come in. */
typedef struct {
    const Model *model;
    const Han *han;
    const Words *words;
    const Charsets *charsets;
    Line line;
    Token tokens[TOKENS];
    int count, alone, odd, lacks;
    const Sums *others;
    double others_cost, cost;
    uint16_t kept[KEPT][LONGEST + 1];
    Py_ssize_t sizes[KEPT];
    int seen;
} Weighed;

/* Whether a known word may come in, which has a letter of Latin beyond ASCII; one that stands alone is one. */
static int may_speak(const Weighed *weighed, const Line *reading)
{
    for (Py_ssize_t i = 0; i < reading->length; i++)
        if (reading->chars[i] >= 0x80 && is_latin(reading->chars[i]))
            return 1;
    for (int i = 0; i < weighed->count; i++)
        if (weighed->tokens[i].length == 1)
            return 1;
    return 0;
}

/* Whether a reading may be likely enough; each is looked at once. */
static int may_be_better(Weighed *weighed, const Line *reading)
{
    Token tokens[TOKENS];
    size_t size = (size_t)reading->length * sizeof *reading->chars;
    if (reading->length == weighed->line.length && memcmp(reading->chars, weighed->line.chars, size) == 0)
        return 0;
    for (int i = 0; i < weighed->seen; i++)
        if (weighed->sizes[i] == reading->length && memcmp(weighed->kept[i], reading->chars, size) == 0)
            return 0;
    if (weighed->seen < KEPT) {
        memcpy(weighed->kept[weighed->seen], reading->chars, size);
        weighed->sizes[weighed->seen++] = reading->length;
    }
    double speaks = 0.0, most = NEARLY, cost;
    if (!weighed->alone) {
        /* Words of charsets of two bytes may meet. */
        if (tokens_of(reading, tokens) != weighed->count)
            return 1;
        if (weighed->odd || may_speak(weighed, reading))
            speaks = most_evidence(weighed->words, weighed->tokens, tokens, weighed->count);
        if (!weighed->odd && speaks <= 0)
            return 0;
        most = speaks - PRIOR;
    }
    most += weighed->cost + SLIP;
    if (bits_beside(weighed->model, weighed->han, reading->chars, reading->length, weighed->others, weighed->others_cost,
                    most, &cost))
        return cost < most;
    weighed->lacks = weighed->han == NULL;
    return 1;
}

/* Whether any reading of words may be likely enough. */
static int any_better(Weighed *weighed)
{
    const Charsets *charsets = weighed->charsets;
    const Line *line = &weighed->line;
    uint8_t all_bytes[SINGLES][LONGEST + 1];
    uint32_t written[SINGLES];
    int others = 1, different = 0;
    for (Py_ssize_t i = 0; i < line->length; i++) {
        uint16_t c = line->chars[i];
        others &= c < 0x80 || charsets->wide_reads[c];
    }
    if (others)
        return 1;
    for (int read = 0; read < charsets->reads; read++) {
        uint8_t *bytes = all_bytes[different];
        Py_ssize_t i = 0;
        for (; i < line->length && (bytes[i] = charsets->bytes[read][line->chars[i]]) != 0; i++)
            ;
        if (i < line->length)
            continue;
        /* Charsets share most of their letters, and the same bytes are read but once. */
        uint32_t left = charsets->written[read];
        for (int other = 0; other < different; other++)
            if (memcmp(bytes, all_bytes[other], (size_t)line->length) == 0)
                left &= ~written[other];
        written[different++] = left;
        for (; left; left &= left - 1) {
            int number = lowest(left);
            int wide = number - charsets->writes;
            Line reading;
            reading.length = line->length;
            int found = wide < 0 ? read_single(charsets->chars[number], bytes, &reading)
                        : wide < charsets->wides
                            ? read_wide(charsets->single[wide], charsets->pairs[wide], bytes, &reading)
                            : read_utf8(bytes, &reading);
            if (found < 0 || (found && may_be_better(weighed, &reading)))
                return 1;
        }
    }
    return 0;
}

/* Take the words of a text that are not ASCII, or are; -1 if there are characters of which nothing can be said here,
 * else how many empty ones there are. */
static int take(const Text *text, int is_ascii, Line *line)
{
    int empty = 0;
    line->length = 0;
    for (Py_ssize_t start = 0, end; start <= text->length; start = end + 1) {
        int ascii = 1;
        for (end = start; end < text->length && AT(text, end) != ' '; end++) {
            Py_UCS4 c = AT(text, end);
            ascii &= c < 0x80;
            if ((c < 0x20 && c != '\t') || c == 0x7F || c >= 0x2E80)
                return -1;
        }
        empty += start == end;
        if (ascii != is_ascii || start == end)
            continue;
        if (line->length)
            line->chars[line->length++] = ' ';
        for (; start < end; start++)
            line->chars[line->length++] = (uint16_t)AT(text, start);
    }
    return empty;
}

const char scan_unlikely_doc[] = PyDoc_STR(
"unlikely(model, han, vocabulary, verdicts, charsets, text, odd)\n--\n\n"
"Return True only if no reading of a text is likelier than the text; None if that takes `han`, which may be None.\n\n"
"The tables are as for `bits`, `known` and `charsets`. `odd` are its words that hold what sound text does not, parted by spaces.");

PyObject *scan_unlikely(PyObject *module, PyObject *args)
{
    PyObject *model, *han, *charsets, *string, *odd;
    Py_buffer vocabulary, verdicts;
    Words words;
    if (!PyArg_ParseTuple(args, "OOy*w*OUU", &model, &han, &vocabulary, &verdicts, &charsets, &string, &odd))
        return NULL;
    Weighed weighed;
    weighed.model = model_in(model);
    weighed.han = weighed.model && han != Py_None ? han_in(han) : NULL;
    weighed.charsets = PyErr_Occurred() ? NULL : charsets_in(charsets);
    int is_unlikely = 0, lacks = 0;
    Text text = text_of(string), odd_text = text_of(odd);
    if (weighed.charsets && words_of(&words, &vocabulary, &verdicts) && text.length <= LONGEST && odd_text.length <= LONGEST) {
        Line others;
        Sums sums;
        weighed.words = &words;
        weighed.others = NULL;
        weighed.odd = odd_text.length > 0;
        int empty = take(&text, 1, &others);
        int can_tell = empty >= 0 && take(&text, 0, &weighed.line) >= 0 &&
                       sums_of(weighed.model, others.chars, others.length, empty, &sums) &&
                       bits_beside(weighed.model, weighed.han, weighed.line.chars, weighed.line.length, &sums, 0.0,
                                   INFINITY, &weighed.cost) &&
                       /* Two layers may be behind a text that costs more. */
                       weighed.cost + SLIP < SOUND * (double)text.length;
        Weighed *alone = can_tell && weighed.odd ? PyMem_Malloc(sizeof *alone) : NULL;
        if (can_tell) {
            weighed.count = tokens_of(&weighed.line, weighed.tokens);
            weighed.alone = 0;
            weighed.seen = 0;
            weighed.lacks = 0;
            weighed.others = &sums;
            weighed.others_cost = least(&sums, weighed.model) - SLIP;
            if (alone) {
                *alone = weighed;
                alone->alone = 1;
                alone->others = NULL;
                alone->others_cost = 0.0;
                is_unlikely = take(&odd_text, 0, &alone->line) >= 0 &&
                              bits_beside(alone->model, alone->han, alone->line.chars, alone->line.length, NULL, 0.0,
                                          INFINITY, &alone->cost) &&
                              !any_better(alone);
            }
            lacks = alone && alone->lacks;
            is_unlikely = is_unlikely || (!lacks && !any_better(&weighed));
            lacks |= weighed.lacks;
        }
        PyMem_Free(alone);
    }
    PyBuffer_Release(&vocabulary);
    PyBuffer_Release(&verdicts);
    if (PyErr_Occurred())
        return NULL;
    return !is_unlikely && lacks ? Py_NewRef(Py_None) : PyBool_FromLong(is_unlikely);
}
