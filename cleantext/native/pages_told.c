/* What the texts of blocks have in common with what their page says of itself, and with one another.
 *
 * The twin in Python is `_texts` of cleantext/markup/features.py.
 */

#include "pages_features.h"

/* Which runs of four characters stand in a text, as far as a table of bits tells: most texts that it does not
 * hold have one that does not. */
enum { RUN = 4, RUN_BITS = 1 << 16 };

static size_t run_at(int kind, const void *text, Py_ssize_t at)
{
    uint32_t run = 0;
    for (int i = 0; i < RUN; i++)
        run = run * 0x01000193 ^ PyUnicode_READ(kind, text, at + i);
    return (run * UINT32_C(0x9E3779B1)) >> 16;
}

static void note_runs(uint8_t *runs, PyObject *text)
{
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    for (Py_ssize_t at = 0; at + RUN <= PyUnicode_GET_LENGTH(text); at++) {
        size_t run = run_at(kind, data, at);
        runs[run >> 3] |= (uint8_t)(1 << (run & 7));
    }
}

static int has_runs(const uint8_t *runs, PyObject *text, Py_ssize_t most)
{
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    Py_ssize_t length = PyUnicode_GET_LENGTH(text);
    for (Py_ssize_t at = 0; at + RUN <= (length < most ? length : most); at++) {
        size_t run = run_at(kind, data, at);
        if (!(runs[run >> 3] >> (run & 7) & 1))
            return 0;
    }
    return 1;
}

/* Whether a text holds the opening of another; -1 with an exception. */
static int holds(PyObject *text, PyObject *part, Py_ssize_t most)
{
    PyObject *opening = PyUnicode_Substring(part, 0, most);
    int found = opening ? PyUnicode_Contains(text, opening) : -1;
    Py_XDECREF(opening);
    return found;
}

/* What a page says of itself, and the runs of each. */
typedef struct {
    PyObject *title, *description, *data, *opening;
    uint8_t title_runs[RUN_BITS / 8], description_runs[RUN_BITS / 8], data_runs[RUN_BITS / 8];
} About;

static int tell(Told *told, PyObject *key, const About *about)
{
    PyObject *title = about->title, *description = about->description;
    Py_ssize_t length = PyUnicode_GET_LENGTH(key), longest = PyUnicode_GET_LENGTH(title);
    int found = 0;
    if (length <= 6)
        return 1;
    if (length <= longest) {
        found = has_runs(about->title_runs, key, length) ? PyUnicode_Contains(title, key) : 0;
        told->inside = found > 0;
        told->equal = found > 0 && (2 * length > longest || length == KEY);
    }
    else if (10 < longest && longest < KEY) {
        found = PyUnicode_Contains(key, title);
        told->equal = found > 0;
    }
    if (found >= 0 && PyUnicode_GET_LENGTH(description)) {
        found = has_runs(about->description_runs, key, 50) ? holds(description, key, 50) : 0;
        if (found == 0)
            found = PyUnicode_Contains(key, about->opening);
        told->described = found > 0;
    }
    if (found >= 0 && has_runs(about->data_runs, key, 40)) {
        found = holds(about->data, key, 40);
        told->data = found > 0;
    }
    return found >= 0;
}

int tell_all(Told *told, const int64_t *rows, Py_ssize_t count, PyObject *text, PyObject *said)
{
    About about = {0};
    if (!PyArg_ParseTuple(said, "UUU", &about.title, &about.description, &about.data))
        return 0;
    note_runs(about.title_runs, about.title);
    note_runs(about.description_runs, about.description);
    note_runs(about.data_runs, about.data);
    about.opening = PyUnicode_Substring(about.description, 0, 40);
    PyObject *keys = PyList_New(count), *seen = PyDict_New();
    int done = about.opening && keys && seen;
    for (Py_ssize_t block = 0; done && block < count; block++) {
        const int64_t *row = rows + COLUMNS * block;
        Py_ssize_t end = row[END] - row[START] < KEY ? row[END] : row[START] + KEY;
        PyObject *key = PyUnicode_Substring(text, row[START], end);
        if (key == NULL) {
            done = 0;
            break;
        }
        PyList_SET_ITEM(keys, block, key);
        PyObject *before = PyDict_GetItemWithError(seen, key);
        PyObject *times = PyErr_Occurred() ? NULL : PyLong_FromLong(before ? PyLong_AsLong(before) + 1 : 0);
        done = times && PyDict_SetItem(seen, key, times) == 0 && tell(told + block, key, &about);
        Py_XDECREF(times);
    }
    for (Py_ssize_t block = 0; done && block < count; block++) {
        PyObject *times = PyDict_GetItemWithError(seen, PyList_GET_ITEM(keys, block));
        told[block].copies = times ? (float)PyLong_AsLong(times) : 0;
        done = times != NULL;
    }
    Py_XDECREF(about.opening);
    Py_XDECREF(keys);
    Py_XDECREF(seen);
    return done;
}
