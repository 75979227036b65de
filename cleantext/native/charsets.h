/* What the parts of the module _charsets offer one another. */

#ifndef CLEANTEXT_CHARSETS_H
#define CLEANTEXT_CHARSETS_H

#include "module.h"

PyObject *charsets_dense(PyObject *module, PyObject *argument);
extern const char charsets_dense_doc[];
PyObject *charsets_mapped(PyObject *module, PyObject *args);
extern const char charsets_mapped_doc[];
PyObject *charsets_row(PyObject *module, PyObject *args);
extern const char charsets_row_doc[];
PyObject *charsets_mapped_pairs(PyObject *module, PyObject *args);
extern const char charsets_mapped_pairs_doc[];
PyObject *charsets_decoded(PyObject *module, PyObject *args);
extern const char charsets_decoded_doc[];
PyObject *charsets_sample(PyObject *module, PyObject *args);
extern const char charsets_sample_doc[];
PyObject *charsets_scored(PyObject *module, PyObject *args);
extern const char charsets_scored_doc[];
PyObject *charsets_eastern(PyObject *module, PyObject *args);
extern const char charsets_eastern_doc[];
PyObject *charsets_pair_table(PyObject *module, PyObject *text);
extern const char charsets_pair_table_doc[];
PyObject *charsets_marked(PyObject *module, PyObject *args);
extern const char charsets_marked_doc[];
PyObject *charsets_distinct(PyObject *module, PyObject *text);
extern const char charsets_distinct_doc[];
PyObject *charsets_crossings(PyObject *module, PyObject *args);
extern const char charsets_crossings_doc[];

/* What stands for a byte that is in no character, or for a pair that is none; what is above is none either. */
#define REPLACEMENT 0xFFFD

static inline int is_letter(Py_UCS4 character)
{
    return (character | 0x20) - 'a' < 26u;
}

#endif
