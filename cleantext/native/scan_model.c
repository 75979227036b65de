/* The models of language.py as the compiled loops read them. */

#include "scan_model.h"

static const char model_name[] = "cleantext.model", han_name[] = "cleantext.han";

const Model *model_in(PyObject *capsule)
{
    return PyCapsule_GetPointer(capsule, model_name);
}

const Han *han_in(PyObject *capsule)
{
    return PyCapsule_GetPointer(capsule, han_name);
}

static void free_model(PyObject *capsule)
{
    Model *model = PyCapsule_GetPointer(capsule, model_name);
    PyMem_Free(model->slots);
    PyMem_Free(model->rows);
    PyMem_Free(model->floors);
    PyMem_Free(model);
}

static void free_han(PyObject *capsule)
{
    Han *han = PyCapsule_GetPointer(capsule, han_name);
    PyMem_Free(han->firsts);
    PyMem_Free(han->costs);
    PyMem_Free(han);
}

static void put_row(Group *group, uint64_t key, uint32_t number)
{
    size_t slot = (size_t)(key * MIXER >> 40) & group->mask;
    while (group->slots[slot])
        slot = (slot + 1) & group->mask;
    group->slots[slot] = key << ROW_BITS | number;
}

/* Of so many slots, a power of two, half are empty at least. */
static size_t slots_for(size_t rows)
{
    size_t slots = 64;
    while (slots < 2 * rows)
        slots *= 2;
    return slots;
}

const char scan_model_doc[] = PyDoc_STR(
"model(scripts, groups, together, han)\n--\n\n"
"Return the models of scripts for `bits`.\n\n"
"`scripts` holds the number of the script of each character up to U+FFFF, and of each 4096 beyond. A group is a\n"
"number, of languages how many there are, the characters, the pairs, and the costs of the single characters, of\n"
"falling back from them, and of pairs, language by language. `together` has the bits of scripts that may meet.");

PyObject *scan_model(PyObject *module, PyObject *args)
{
    Py_buffer scripts;
    PyObject *groups;
    unsigned int together;
    int han;
    if (!PyArg_ParseTuple(args, "y*O!Ii", &scripts, &PyTuple_Type, &groups, &together, &han))
        return NULL;
    Model *model = PyMem_Calloc(1, sizeof *model);
    PyObject *capsule = model ? PyCapsule_New(model, model_name, free_model) : PyErr_NoMemory();
    size_t slots = 0, size = 0, rows = 0;
    if (capsule && scripts.len != sizeof model->script)
        PyErr_SetString(PyExc_ValueError, "model: a table does not have the size that it must have");
    for (Py_ssize_t i = 0; !PyErr_Occurred() && i < PyTuple_GET_SIZE(groups); i++) {
        PyObject *chars, *pairs, *columns;
        int number, lanes;
        if (!PyArg_ParseTuple(PyTuple_GET_ITEM(groups, i), "iiUUS", &number, &lanes, &chars, &pairs, &columns))
            break;
        size_t count = (size_t)(2 * PyUnicode_GET_LENGTH(chars) + PyUnicode_GET_LENGTH(pairs) / 2);
        if (number < 0 || number >= GROUPS || lanes < 1 || lanes > LANES ||
            (size_t)PyBytes_GET_SIZE(columns) != count * (size_t)lanes)
            PyErr_SetString(PyExc_ValueError, "model: a group does not have what it must have");
        slots += slots_for(count);
        rows += count;
        size += count * (size_t)lanes;
    }
    if (!PyErr_Occurred()) {
        memcpy(model->script, scripts.buf, sizeof model->script);
        model->together = together;
        model->han = (uint8_t)han;
        model->slots = PyMem_Calloc(slots + 1, sizeof *model->slots);
        model->rows = PyMem_Malloc(size + 1);
        model->floors = PyMem_Malloc(rows + 1);
        if (model->slots == NULL || model->rows == NULL || model->floors == NULL)
            PyErr_NoMemory();
    }
    uint8_t *to = model ? model->rows : NULL, *floor = model ? model->floors : NULL;
    uint64_t *free_slots = model ? model->slots : NULL;
    for (Py_ssize_t i = 0; !PyErr_Occurred() && i < PyTuple_GET_SIZE(groups); i++) {
        PyObject *chars, *pairs, *columns;
        int number, lanes;
        if (!PyArg_ParseTuple(PyTuple_GET_ITEM(groups, i), "iiUUS", &number, &lanes, &chars, &pairs, &columns))
            break;
        uint32_t singles = (uint32_t)PyUnicode_GET_LENGTH(chars), two = (uint32_t)PyUnicode_GET_LENGTH(pairs) / 2;
        uint32_t count = 2 * singles + two;
        Group *group = &model->groups[number];
        *group = (Group){lanes, singles, to, floor, free_slots, slots_for(count) - 1};
        free_slots += group->mask + 1;
        for (uint32_t n = 0; n < singles; n++)
            put_row(group, KEY(0, PyUnicode_READ_CHAR(chars, n) & 0xFFFF), n + 1);
        for (uint32_t n = 0; n < two; n++)
            put_row(group, KEY(PyUnicode_READ_CHAR(pairs, 2 * n) & 0xFFFF,
                               PyUnicode_READ_CHAR(pairs, 2 * n + 1) & 0xFFFF), 2 * singles + n + 1);
        const uint8_t *from = (const uint8_t *)PyBytes_AS_STRING(columns);
        for (uint32_t n = 0; n < count; n++, floor++) {
            *floor = from[n];
            for (int lane = 0; lane < lanes; lane++) {
                *to = from[(size_t)lane * count + n];
                *floor = *to < *floor ? *to : *floor;
                to++;
            }
        }
    }
    if (PyErr_Occurred())
        Py_CLEAR(capsule);
    PyBuffer_Release(&scripts);
    return capsule;
}

const char scan_han_doc[] = PyDoc_STR(
"han(classes, alphabet, firsts, seconds, single, backoff, costs)\n--\n\n"
"Return the model of Chinese and Japanese for `bits`.\n\n"
"`classes` holds what each character up to U+FFFF counts as; the rest are the rows of the model, in eighths of a bit.");

PyObject *scan_han(PyObject *module, PyObject *args)
{
    Py_buffer classes;
    PyObject *alphabet, *firsts, *seconds, *single, *backoff, *costs;
    if (!PyArg_ParseTuple(args, "y*UUUSSS", &classes, &alphabet, &firsts, &seconds, &single, &backoff, &costs))
        return NULL;
    Han *han = PyMem_Calloc(1, sizeof *han);
    PyObject *capsule = han ? PyCapsule_New(han, han_name, free_han) : PyErr_NoMemory();
    Py_ssize_t pairs = PyUnicode_GET_LENGTH(firsts), chars = PyUnicode_GET_LENGTH(alphabet);
    if (capsule && (classes.len != sizeof han->classes || PyUnicode_GET_LENGTH(seconds) != pairs ||
                    PyBytes_GET_SIZE(costs) != pairs || PyBytes_GET_SIZE(single) != chars ||
                    PyBytes_GET_SIZE(backoff) != chars)) {
        PyErr_SetString(PyExc_ValueError, "han: a table does not have the size that it must have");
        Py_CLEAR(capsule);
    }
    else if (capsule) {
        memcpy(han->classes, classes.buf, sizeof han->classes);
        for (Py_ssize_t i = 0; i < chars; i++) {
            Py_UCS4 character = PyUnicode_READ_CHAR(alphabet, i);
            if (character >= IDEOGRAPHS)
                continue;
            han->single[character] = (uint8_t)PyBytes_AS_STRING(single)[i];
            han->backoff[character] = (uint8_t)PyBytes_AS_STRING(backoff)[i];
            han->seen[character >> 3] |= (uint8_t)(1 << (character & 7));
        }
        han->pairs = pairs;
        han->firsts = PyMem_New(uint32_t, 2 * pairs + 1);
        han->costs = PyMem_New(uint8_t, pairs + 1);
        if (han->firsts == NULL || han->costs == NULL) {
            PyErr_NoMemory();
            Py_CLEAR(capsule);
        }
        else {
            han->seconds = han->firsts + pairs;
            for (Py_ssize_t i = 0; i < pairs; i++) {
                han->firsts[i] = PyUnicode_READ_CHAR(firsts, i);
                han->seconds[i] = PyUnicode_READ_CHAR(seconds, i);
            }
            memcpy(han->costs, PyBytes_AS_STRING(costs), (size_t)pairs);
        }
    }
    PyBuffer_Release(&classes);
    return capsule;
}
