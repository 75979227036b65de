/* Sixteen characters at a time, where processors compare so many at once; other loops do without. */

#ifndef CLEANTEXT_SCAN_SIXTEEN_H
#define CLEANTEXT_SCAN_SIXTEEN_H

#include "scan.h"

#if defined(__SSE2__) && !defined(PORTABLE)
#include <emmintrin.h>
#define SIXTEEN 16

/* Which of sixteen characters of one or two bytes, from `place` on, are in a set, as bits. */
static inline unsigned any_of(const Text *text, Py_ssize_t place, const uint16_t *set, int count)
{
    if (text->kind == PyUnicode_1BYTE_KIND) {
        __m128i chars = _mm_loadu_si128((const __m128i *)((const Py_UCS1 *)text->data + place));
        __m128i found = _mm_setzero_si128();
        for (int i = 0; i < count; i++)
            found = _mm_or_si128(found, _mm_cmpeq_epi8(chars, _mm_set1_epi8((char)set[i])));
        return (unsigned)_mm_movemask_epi8(found);
    }
    const __m128i *chars = (const __m128i *)((const Py_UCS2 *)text->data + place);
    __m128i low = _mm_loadu_si128(chars), high = _mm_loadu_si128(chars + 1);
    __m128i first = _mm_setzero_si128(), second = first;
    for (int i = 0; i < count; i++) {
        __m128i one = _mm_set1_epi16((short)set[i]);
        first = _mm_or_si128(first, _mm_cmpeq_epi16(low, one));
        second = _mm_or_si128(second, _mm_cmpeq_epi16(high, one));
    }
    return (unsigned)_mm_movemask_epi8(_mm_packs_epi16(first, second));
}
#endif

#endif
