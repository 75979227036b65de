/* From a page to its blocks: the loops over every tag and every character of it.
 *
 * `utf8` is for the parser, `is_utf8` tells what needs no decoding, and `hostile` tells pages that would cost a parser too much. `tidy` does a parser's work
 * where that takes no tree; its twin is the parser. `read` goes over a
 * page that a parser has put in order (every element closed, every value quoted, as the standard's serializing
 * of fragments has it) and notes its elements and texts as rows of numbers; `attributes` reads one tag. `rules` reads a style sheet,
 * `met` tells which names it speaks of, `asked` which elements may hide something, and `contexts` which ones no rule could tell apart; what
 * hides is decided in Python. `hints` tells what names speak of, `build` makes text and blocks of all this,
 * `judge` says how likely each block is main content, and
 * `border` how likely one must be. The twins in Python are in cleantext/markup (parse.py,
 * walk.py, sheet.py, veils.py, elements.py, flow.py, features.py, content.py); property
 * tests hold both to the same answers.
 */

#include "pages.h"

const char pages_attributes_doc[] = PyDoc_STR(
"attributes(page, place)\n--\n\n"
"Return the attributes of the tag whose name begins at `place` of a page, as `read` tells.");

PyObject *pages_attributes(PyObject *module, PyObject *args)
{
    Py_buffer page;
    Py_ssize_t place;
    PyObject *found = NULL;
    if (!PyArg_ParseTuple(args, "y*n", &page, &place))
        return NULL;
    if (place < 0 || place > page.len)
        PyErr_SetString(PyExc_IndexError, "attributes: no such place");
    else {
        const char *end = (const char *)page.buf + page.len;
        Span name = tag_name((const char *)page.buf + place, end);
        found = given(name.start + name.length, end);
    }
    PyBuffer_Release(&page);
    return found;
}

static PyMethodDef methods[] = {
    {"tidy", pages_tidy, METH_VARARGS, pages_tidy_doc},
    {"read", pages_read, METH_VARARGS, pages_read_doc},
    {"attributes", pages_attributes, METH_VARARGS, pages_attributes_doc},
    {"build", pages_build, METH_VARARGS, pages_build_doc},
    {"vocabulary", pages_vocabulary, METH_O, pages_vocabulary_doc},
    {"hints", pages_hints, METH_VARARGS, pages_hints_doc},
    {"utf8", pages_utf8, METH_O, pages_utf8_doc},
    {"is_utf8", pages_is_utf8, METH_O, pages_is_utf8_doc},
    {"hostile", pages_hostile, METH_VARARGS, pages_hostile_doc},
    {"asked", pages_asked, METH_VARARGS, pages_asked_doc},
    {"does", pages_does, METH_O, pages_does_doc},
    {"met", pages_met, METH_VARARGS, pages_met_doc},
    {"contexts", pages_contexts, METH_VARARGS, pages_contexts_doc},
    {"rules", pages_rules, METH_VARARGS, pages_rules_doc},
    {"judge", pages_judge, METH_VARARGS, pages_judge_doc},
    {"likely", pages_likely, METH_VARARGS, pages_likely_doc},
    {"border", pages_border, METH_VARARGS, pages_border_doc},
    {NULL, NULL, 0, NULL},
};

DEFINE_MODULE(_pages, "Loops over the tags and characters of a page; see cleantext.markup.walk.")
