/* Whether a block of a text has no letter of any run: most scripts have none. What such a block folds to need not be
 * known, nor looked up. */

#include "scan_runs.h"
#ifdef AVX2
#include <immintrin.h>
#endif

/* Digits and marks that stand in text of all scripts. */
static const uint16_t MARKS[QUIET_RANGES][2] = {{0, 'A'}, {0xA0, 0xC0}, {0x2000, 0x20D0}};

/* Whether no character from `low` on, up to `high`, is such a letter. */
static int is_range_quiet(const uint8_t *loud, uint32_t low, uint32_t high)
{
    for (; low < high; low++)
        if (is_in(loud, low))
            return 0;
    return 1;
}

void find_quiet(Quiet *quiet, const uint16_t *fold, const Text *letters)
{
    uint8_t runs[0x10000 / 8] = {0}, loud[0x10000 / 8] = {0};
    for (Py_ssize_t i = 0; i < letters->length; i++)
        if (AT(letters, i) != ' ' && AT(letters, i) <= 0xFFFF)
            runs[AT(letters, i) >> 3] |= (uint8_t)(1 << (AT(letters, i) & 7));
    for (uint32_t c = 0; c < 0x10000; c++)
        if (is_in(runs, fold[c]))
            loud[c >> 3] |= (uint8_t)(1 << (c & 7));
    for (uint32_t block = 0, end; block < LETTER_BLOCKS; block = end + 1) {
        for (end = block; end < LETTER_BLOCKS && is_range_quiet(loud, 16 * end, 16 * end + 16); end++)
            ;
        for (uint32_t each = block; each <= end && each < LETTER_BLOCKS; each++) {
            quiet->first[each] = (uint16_t)(16 * block);
            quiet->size[each] = (uint16_t)(each < end ? 16 * (end - block) : 0);
        }
    }
    for (int i = 0; i < QUIET_RANGES; i++) {
        int has_none = is_range_quiet(loud, MARKS[i][0], MARKS[i][1]);
        quiet->low[i] = has_none ? MARKS[i][0] : 0xFFFF; /* which is no character */
        quiet->span[i] = has_none ? (uint16_t)(MARKS[i][1] - MARKS[i][0] - 1) : 0;
    }
}

static inline int is_mark(const Quiet *quiet, uint16_t c)
{
    for (int i = 0; i < QUIET_RANGES; i++)
        if ((uint16_t)(c - quiet->low[i]) <= quiet->span[i])
            return 1;
    return 0;
}

/* The place of the first character that is no mark of those, or `high`. */
static Py_ssize_t skip_marks(const Quiet *quiet, const uint16_t *text, Py_ssize_t low, Py_ssize_t high)
{
    while (low < high && is_mark(quiet, text[low]))
        low++;
    return low;
}

#ifdef AVX2
/* Ranges of characters, sixteen times each: their first ones, and how many are behind these. */
typedef struct {
    __m256i low[QUIET_RANGES + 1], span[QUIET_RANGES + 1];
} Ranges;

/* Whether all of sixteen characters are within ranges. */
__attribute__((target("avx2"))) static inline int are_within(const uint16_t *text, const Ranges *ranges)
{
    __m256i chars = _mm256_loadu_si256((const __m256i *)text), found = _mm256_setzero_si256();
    for (int i = 0; i <= QUIET_RANGES; i++) {
        __m256i from = _mm256_sub_epi16(chars, ranges->low[i]);
        found = _mm256_or_si256(found, _mm256_cmpeq_epi16(_mm256_min_epu16(from, ranges->span[i]), from));
    }
    return _mm256_movemask_epi8(found) == -1;
}

/* The first place, by sixteen, at which not all characters are marks or of a script; the last sixteen are looked at as
 * they stand. */
__attribute__((target("avx2"))) static Py_ssize_t skip_script_avx2(const Quiet *quiet, const uint16_t *text,
                                                                   Py_ssize_t low, Py_ssize_t high, uint16_t first,
                                                                   uint16_t span)
{
    Ranges ranges;
    for (int i = 0; i <= QUIET_RANGES; i++) {
        ranges.low[i] = _mm256_set1_epi16((short)(i < QUIET_RANGES ? quiet->low[i] : first));
        ranges.span[i] = _mm256_set1_epi16((short)(i < QUIET_RANGES ? quiet->span[i] : span));
    }
    Py_ssize_t start = low;
    while (low + 16 <= high && are_within(text + low, &ranges))
        low += 16;
    int is_end = low < high && low + 16 > high && high - 16 >= start;
    return is_end && are_within(text + high - 16, &ranges) ? high : low;
}
#endif

int is_quiet(const Quiet *quiet, const uint16_t *text, Py_ssize_t low, Py_ssize_t high, int avx2)
{
    low = skip_marks(quiet, text, low, high);
    if (low == high)
        return 1;
    uint16_t first = quiet->first[text[low] >> 4], size = quiet->size[text[low] >> 4];
    if (size == 0)
        return 0;
#ifdef AVX2
    if (avx2)
        low = skip_script_avx2(quiet, text, low, high, first, size - 1);
#endif
    while (low < high && ((uint16_t)(text[low] - first) < size || is_mark(quiet, text[low])))
        low++;
    return low == high;
}
