/* What bytes cost in charsets of several bytes a character; the twin is in cleantext/decoding/eastern.py. */

#include "charsets.h"

/* All machines are to agree on the last bit. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("fp-contract=off")
#elif defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#elif defined(_MSC_VER)
#pragma fp_contract(off)
#endif

const char charsets_pair_table_doc[] = PyDoc_STR(
"pair_table(text)\n--\n\n"
"Return 16 bits for each line of a text: its character, if it is one up to U+FFFC; 0xFFFF for others, but U+FFFD for\n"
"those that begin with it.");

PyObject *charsets_pair_table(PyObject *module, PyObject *text)
{
    if (!PyUnicode_Check(text)) {
        PyErr_SetString(PyExc_TypeError, "pair_table: a str is wanted");
        return NULL;
    }
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    Py_ssize_t length = PyUnicode_GET_LENGTH(text), size = 0;
    PyObject *table = PyBytes_FromStringAndSize(NULL, (length + 1) * (Py_ssize_t)sizeof(uint16_t));
    if (table == NULL)
        return NULL;
    uint16_t *to = (uint16_t *)PyBytes_AS_STRING(table);
    for (Py_ssize_t start = 0, i = 0; i <= length; i++) {
        if (i < length && PyUnicode_READ(kind, data, i) != '\n')
            continue;
        Py_UCS4 first = i > start ? PyUnicode_READ(kind, data, start) : 0x10000;
        to[size++] = (uint16_t)(first == REPLACEMENT || (i == start + 1 && first < REPLACEMENT) ? first : 0xFFFF);
        start = i + 1;
    }
    _PyBytes_Resize(&table, size * (Py_ssize_t)sizeof(uint16_t));
    return table;
}

/* What is known of a charset: the characters of its bytes and pairs, as `read_pairs` wants them. */
typedef struct {
    const char *codec;
    const uint16_t *single, *pairs;
} Charset;

/* In the place of a pair: what more than two bytes or two characters may stand for; and what is no character, but may
 * be the beginning of one that the end cuts off. */
#define MORE 0xFFFF
#define PERHAPS 0xFFFE
#define LONGEST 4

/* Put the characters of some bytes into `text`, U+FFFD for each byte that is in none; how many they are, -1 where only
 * the codec knows. */
static Py_ssize_t read_pairs(const unsigned char *bytes, Py_ssize_t size, const Charset *charset, Py_UCS4 *text)
{
    Py_ssize_t length = 0;
    for (Py_ssize_t at = 0; at < size; at++) {
        uint16_t character = charset->single[bytes[at]];
        if (character == REPLACEMENT && bytes[at] >= 0x80 && at + 1 < size) {
            character = charset->pairs[(bytes[at] - 0x80) << 8 | bytes[at + 1]];
            if (character < REPLACEMENT)
                at++;
            else if (character == MORE || (character == PERHAPS && size - at < LONGEST))
                return -1;
            else
                character = REPLACEMENT;
        }
        text[length++] = character;
    }
    return length;
}

/* The same by way of the codec where that has to be asked; -1 and an error set if it cannot. */
static Py_ssize_t read_bytes(const unsigned char *bytes, Py_ssize_t size, const Charset *charset, Py_UCS4 *text)
{
    Py_ssize_t length = read_pairs(bytes, size, charset, text);
    if (length >= 0)
        return length;
    PyObject *decoded = PyUnicode_Decode((const char *)bytes, size, charset->codec, "replace");
    if (decoded == NULL)
        return -1;
    length = PyUnicode_GET_LENGTH(decoded);
    if (length > size || PyUnicode_AsUCS4(decoded, text, size, 0) == NULL) {
        PyErr_Format(PyExc_ValueError, "eastern: %s makes more characters than there are bytes", charset->codec);
        length = -1;
    }
    Py_DECREF(decoded);
    return length;
}

/* What things cost, in the order in which Python gives it. */
typedef struct {
    int error, run, alone, letter, beyond, hopeless, step, head;
} Weights;

typedef struct {
    Py_ssize_t plain, errors, cost;
} Told;

/* How many characters are ASCII, how many U+FFFD, and what the stretches beyond ASCII cost for being few, short, or in
 * words. */
static Told tell(const Py_UCS4 *text, Py_ssize_t length, const Weights *weights)
{
    Py_ssize_t high = 0, errors = 0, runs = 0, alone = 0, beside = 0, run = 0;
    int letter_before = 0;
    for (Py_ssize_t i = 0; i <= length; i++) {
        Py_UCS4 character = i < length ? text[i] : 0;
        int letter = is_letter(character);
        if (character > 0x7F) {
            runs += run == 0;
            beside += letter_before;
            errors += character == REPLACEMENT;
            high++;
            run++;
        } else {
            alone += run == 1;
            beside += letter && run > 0;
            run = 0;
        }
        letter_before = letter;
    }
    return (Told){length - high, errors, runs * weights->run + alone * weights->alone + beside * weights->letter};
}

/* A language: what its characters up to U+FFFF cost, 0xFFFF where that has to be learnt. */
typedef struct {
    PyObject *name, *learn;
    Py_buffer known;
} Language;

#define NOT_KNOWN 0xFFFF

/* Have it learnt what a character costs; 0 and an error set if that fails. */
static int learn(const Language *language, Py_UCS4 character)
{
    PyObject *done = PyObject_CallFunction(language->learn, "OI", language->name, (unsigned int)character);
    Py_XDECREF(done);
    if (done && ((const uint16_t *)language->known.buf)[character] == NOT_KNOWN)
        PyErr_SetString(PyExc_ValueError, "eastern: what a character costs was not learnt");
    return !PyErr_Occurred();
}

#define HOPELESS (-1e300)

/* `cost` and what the characters beyond ASCII cost; HOPELESS as soon as that is far above the share of the best, and with
 * an error set. */
static double weigh(const Py_UCS4 *text, Py_ssize_t length, const Language *language, double cost, double best,
                    const Weights *weights)
{
    const uint16_t *known = language->known.buf;
    for (Py_ssize_t start = 0; start < length;) {
        Py_ssize_t past = weights->step < length - start ? start + weights->step : length;
        uint64_t total = 0;
        for (; start < past; start++) {
            Py_UCS4 character = text[start];
            if (character > 0xFFFF)
                total += (uint64_t)weights->beyond;
            else if (character > 0x7F) {
                if (known[character] == NOT_KNOWN && !learn(language, character))
                    return HOPELESS;
                total += known[character];
            }
        }
        cost += (double)total;
        double share = 1.5 * (double)past / (double)length;
        if (cost > best * (share < 1.0 ? share : 1.0) + weights->hopeless)
            return HOPELESS;
    }
    return cost;
}

/* What is asked about each charset. */
typedef struct {
    const unsigned char *runs;
    Py_ssize_t size, head, plain, cut;
    double english, mean, least, share, best;
    Py_UCS4 *text;
    Weights weights;
} Asked;

#define MOST_LANGUAGES 8

/* The cost of the bytes in a charset, and its language; HOPELESS if it is out of the question, and with an error set. */
static double cost_in(const Charset *charset, double rarity, Asked *asked, const Language *languages, int count,
                      int *language)
{
    const Weights *weights = &asked->weights;
    double endless = Py_HUGE_VAL, least = endless;
    if (asked->head) {
        Py_ssize_t length = read_bytes(asked->runs, asked->head, charset, asked->text);
        for (int i = 0; length >= 0 && i < count && !PyErr_Occurred(); i++) {
            double own = weigh(asked->text, length, languages + i, 0.0, endless, weights);
            least = own < least ? own : least;
        }
        if (PyErr_Occurred() || least > asked->best * asked->share + weights->hopeless - asked->least)
            return HOPELESS;
    }
    Py_ssize_t length = read_bytes(asked->runs, asked->size, charset, asked->text);
    if (length < 0)
        return HOPELESS;
    Told told = tell(asked->text, length, weights);
    double cost = rarity + asked->english - (double)(asked->plain - told.plain) * asked->mean;
    cost -= (double)(weights->error * (asked->cut < told.errors ? asked->cut : told.errors));
    if (cost + (double)(weights->error * told.errors) > asked->best + weights->hopeless)
        return HOPELESS;
    cost += (double)told.cost;
    double found = HOPELESS;
    for (int i = 0; i < count && !PyErr_Occurred(); i++) {
        double own = weigh(asked->text, length, languages + i, cost, asked->best, weights);
        if (own != HOPELESS && (found == HOPELESS || own < found)) {
            found = own;
            *language = i;
            asked->best = own < asked->best ? own : asked->best;
        }
    }
    return found;
}

/* Add the reading by a charset to `readings`, if it is not out of the question; 0 and an error set for a wrong one. */
static int add_reading(PyObject *readings, PyObject *charset, PyObject *learn, Asked *asked)
{
    PyObject *codec, *names;
    double rarity;
    Py_buffer single, pairs;
    if (!PyArg_ParseTuple(charset, "Udy*y*O!", &codec, &rarity, &single, &pairs, &PyTuple_Type, &names))
        return 0;
    Language languages[MOST_LANGUAGES];
    int count = 0, best = 0;
    Charset known = {PyUnicode_AsUTF8(codec), single.buf, pairs.buf};
    if (single.len != 256 * 2 || pairs.len != 128 * 256 * 2 || PyTuple_GET_SIZE(names) > MOST_LANGUAGES)
        PyErr_SetString(PyExc_ValueError, "eastern: a table does not have the size that it must have");
    for (; !PyErr_Occurred() && count < PyTuple_GET_SIZE(names); count++) {
        Language *language = languages + count;
        language->learn = learn;
        if (!PyArg_ParseTuple(PyTuple_GET_ITEM(names, count), "Oy*", &language->name, &language->known))
            break;
        if (language->known.len != 0x10000 * 2)
            PyErr_SetString(PyExc_ValueError, "eastern: a table does not have the size that it must have");
    }
    if (!PyErr_Occurred()) {
        double cost = cost_in(&known, rarity, asked, languages, count, &best);
        PyObject *reading = PyErr_Occurred() || cost == HOPELESS
                                ? NULL
                                : Py_BuildValue("dOO", cost, codec, languages[best].name);
        if (reading)
            PyList_Append(readings, reading);
        Py_XDECREF(reading);
    }
    for (int i = 0; i < count; i++)
        PyBuffer_Release(&languages[i].known);
    PyBuffer_Release(&single);
    PyBuffer_Release(&pairs);
    return !PyErr_Occurred();
}

const char charsets_eastern_doc[] = PyDoc_STR(
"eastern(runs, cut, english, mean, best, charsets, learn, weights)\n--\n\n"
"Return what bytes cost in charsets of several bytes a character, with the codec and the language in which they cost\n"
"least; without those that are far from the best.\n\n"
"`runs` is what stands beyond ASCII, with its neighbours; `cut` of its characters are no whole ones. `english` is what\n"
"all ASCII costs, `mean` a character of it, `best` the best reading so far. `charsets` holds for each the codec, what\n"
"it costs to be rare, 16 bits for each byte and for each pair that begins beyond ASCII: a character, U+FFFD for none,\n"
"0xFFFF for what may be more, 0xFFFE for what may be more but for the end; and its languages, each with 16 bits a\n"
"character: its cost, 0xFFFF where learn(language, character) has to write that. `weights` are those of a byte that is\n"
"in no character, of a stretch, of one of a single character, of a letter beside one, of a character beyond U+FFFF;\n"
"how much is far; how often that is asked, and of how many bytes first.");

PyObject *charsets_eastern(PyObject *module, PyObject *args)
{
    Py_buffer runs;
    PyObject *charsets, *learn, *readings = NULL;
    Asked asked = {0};
    Weights *weights = &asked.weights;
    if (!PyArg_ParseTuple(args, "y*ndddO!O(iiiiiiii)", &runs, &asked.cut, &asked.english, &asked.mean, &asked.best,
                          &PyTuple_Type, &charsets, &learn, &weights->error, &weights->run, &weights->alone,
                          &weights->letter, &weights->beyond, &weights->hopeless, &weights->step, &weights->head))
        return NULL;
    asked.runs = runs.buf;
    asked.size = runs.len;
    for (Py_ssize_t i = 0; i < asked.size; i++)
        asked.plain += asked.runs[i] < 0x80;
    asked.head = asked.size >= 2 * (Py_ssize_t)weights->head ? weights->head : 0;
    asked.least = asked.english - (double)asked.plain * asked.mean - (double)(weights->error * asked.cut);
    asked.share = 1.5 * weights->head / (double)(asked.size ? asked.size : 1);
    asked.share = asked.share < 1.0 ? asked.share : 1.0;
    asked.text = PyMem_Malloc((size_t)(asked.size + 1) * sizeof *asked.text);
    if (asked.text == NULL)
        PyErr_NoMemory();
    else if (weights->step < 1 || weights->head < 0)
        PyErr_SetString(PyExc_ValueError, "eastern: a step is one character at least");
    else
        readings = PyList_New(0);
    for (Py_ssize_t i = 0; readings && i < PyTuple_GET_SIZE(charsets); i++)
        if (!add_reading(readings, PyTuple_GET_ITEM(charsets, i), learn, &asked))
            Py_CLEAR(readings);
    PyMem_Free(asked.text);
    PyBuffer_Release(&runs);
    return readings;
}
