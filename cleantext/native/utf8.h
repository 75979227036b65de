/* What a well-formed character of UTF-8 is. */

#ifndef CLEANTEXT_UTF8_H
#define CLEANTEXT_UTF8_H

#include "module.h"

/* How many bytes the well-formed UTF-8 character at `at` has, of those beyond ASCII; 0 for none.
 * Table 3-7 of the Unicode Standard. */
static inline Py_ssize_t well_formed(const unsigned char *at, const unsigned char *end)
{
    unsigned char lead = at[0], low = 0x80, high = 0xBF;
    Py_ssize_t size;
    if (lead < 0xC2 || lead > 0xF4)
        return 0;
    if (lead < 0xE0)
        size = 2;
    else if (lead < 0xF0) {
        size = 3;
        low = lead == 0xE0 ? 0xA0 : 0x80;
        high = lead == 0xED ? 0x9F : 0xBF;
    } else {
        size = 4;
        low = lead == 0xF0 ? 0x90 : 0x80;
        high = lead == 0xF4 ? 0x8F : 0xBF;
    }
    if (end - at < size || at[1] < low || at[1] > high)
        return 0;
    for (Py_ssize_t i = 2; i < size; i++)
        if ((at[i] & 0xC0) != 0x80)
            return 0;
    return size;
}

#endif
