/* The characters of a set, looked for 64 at a time where a processor has AVX2: eight are looked up at once, of one byte 32, and
 * where they stand is known without a branch that no processor foresees. */

#include "scan_members.h"

#if defined(__x86_64__) && defined(__GNUC__) && !defined(PORTABLE)
#include <immintrin.h>
#define AVX2
#define FOR_AVX2 __attribute__((target("avx2,popcnt")))
#define AT_A_TIME 64

FOR_AVX2 static inline __m256i eight2(const Py_UCS2 *chars)
{
    return _mm256_cvtepu16_epi32(_mm_loadu_si128((const __m128i *)chars));
}

FOR_AVX2 static inline __m256i eight4(const Py_UCS4 *chars)
{
    return _mm256_loadu_si256((const __m256i *)chars);
}

/* Which of eight characters are members, as bits. */
FOR_AVX2 static inline uint64_t are_members(const uint8_t *set, __m256i chars)
{
    __m256i words = _mm256_i32gather_epi32((const int *)set, _mm256_srli_epi32(chars, 5), 4);
    __m256i bits = _mm256_srlv_epi32(words, _mm256_and_si256(chars, _mm256_set1_epi32(31)));
    return (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(_mm256_slli_epi32(bits, 31)));
}

/* Go on to the next 64 characters that have a member, or to where there are not so many. */
#define DEFINE_LOOK(NAME, CHAR, EIGHT)                                                             \
    FOR_AVX2 static void NAME(Walk *walk)                                                          \
    {                                                                                              \
        while (walk->left == 0 && walk->next + AT_A_TIME <= walk->end) {                           \
            const CHAR *chars = (const CHAR *)walk->text->data + walk->next;                       \
            for (int i = 0; i < AT_A_TIME; i += 8)                                                 \
                walk->left |= are_members(walk->set, EIGHT(chars + i)) << i;                       \
            walk->base = walk->next;                                                               \
            walk->next += AT_A_TIME;                                                               \
        }                                                                                          \
    }

DEFINE_LOOK(look2, Py_UCS2, eight2)
DEFINE_LOOK(look4, Py_UCS4, eight4)

/* Which of 32 characters below U+0100 are members: the bits of all of those are in two registers. */
FOR_AVX2 static inline uint32_t are_low_members(const uint8_t *set, const Py_UCS1 *chars)
{
    const __m256i bit_of = _mm256_set1_epi64x((long long)0x8040201008040201u);
    __m256i first = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)set));
    __m256i second = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(set + 16)));
    __m256i some = _mm256_loadu_si256((const __m256i *)chars);
    __m256i byte = _mm256_and_si256(_mm256_srli_epi16(some, 3), _mm256_set1_epi8(15));
    __m256i bytes = _mm256_blendv_epi8(_mm256_shuffle_epi8(first, byte), _mm256_shuffle_epi8(second, byte), some);
    __m256i bits = _mm256_shuffle_epi8(bit_of, _mm256_and_si256(some, _mm256_set1_epi8(7)));
    return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_and_si256(bytes, bits), bits));
}

FOR_AVX2 static void look1(Walk *walk)
{
    while (walk->left == 0 && walk->next + AT_A_TIME <= walk->end) {
        const Py_UCS1 *chars = (const Py_UCS1 *)walk->text->data + walk->next;
        walk->left = are_low_members(walk->set, chars) | (uint64_t)are_low_members(walk->set, chars + 32) << 32;
        walk->base = walk->next;
        walk->next += AT_A_TIME;
    }
}

FOR_AVX2 static int bits_in(uint64_t number)
{
    return (int)_mm_popcnt_u64(number);
}

static int can_look(Py_ssize_t start, Py_ssize_t end)
{
    return start + AT_A_TIME <= end && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt");
}
#endif

#define DEFINE_COUNT(NAME, CHAR)                                                                   \
    static Py_ssize_t NAME(const CHAR *text, Py_ssize_t start, Py_ssize_t end, const uint8_t *set) \
    {                                                                                              \
        Py_ssize_t found = 0;                                                                      \
        for (; start < end; start++)                                                               \
            found += is_in(set, text[start]);                                                      \
        return found;                                                                              \
    }

DEFINE_COUNT(count1, Py_UCS1)
DEFINE_COUNT(count2, Py_UCS2)
DEFINE_COUNT(count4, Py_UCS4)

Py_ssize_t count_members(const Text *text, const uint8_t *set)
{
    Walk members;
    Py_ssize_t found = 0;
    walk(&members, text, set, 0, text->length);
#ifdef AVX2
    for (; can_look(members.next, members.end); members.left = 0) {
        look_on(&members);
        found += bits_in(members.left);
    }
#endif
    return found + (text->kind == PyUnicode_1BYTE_KIND   ? count1(text->data, members.next, members.end, set)
                    : text->kind == PyUnicode_2BYTE_KIND ? count2(text->data, members.next, members.end, set)
                                                         : count4(text->data, members.next, members.end, set));
}

/* The index of the first member, or `end`. */
#define DEFINE_NEXT(NAME, CHAR)                                                                    \
    static Py_ssize_t NAME(const CHAR *text, Py_ssize_t start, Py_ssize_t end, const uint8_t *set) \
    {                                                                                              \
        while (start < end && !is_in(set, text[start]))                                            \
            start++;                                                                               \
        return start;                                                                              \
    }

DEFINE_NEXT(next1, Py_UCS1)
DEFINE_NEXT(next2, Py_UCS2)
DEFINE_NEXT(next4, Py_UCS4)

void walk(Walk *walk, const Text *text, const uint8_t *set, Py_ssize_t start, Py_ssize_t end)
{
    walk->text = text;
    walk->set = set;
    walk->base = walk->next = start < 0 ? 0 : start;
    walk->end = end < text->length ? end : text->length;
    walk->left = 0;
}

void look_on(Walk *walk)
{
    const void *data = walk->text->data;
    int kind = walk->text->kind;
#ifdef AVX2
    if (can_look(walk->next, walk->end)) {
        (kind == PyUnicode_1BYTE_KIND ? look1 : kind == PyUnicode_2BYTE_KIND ? look2 : look4)(walk);
        return;
    }
#endif
    walk->base = kind == PyUnicode_1BYTE_KIND   ? next1(data, walk->next, walk->end, walk->set)
                 : kind == PyUnicode_2BYTE_KIND ? next2(data, walk->next, walk->end, walk->set)
                                                : next4(data, walk->next, walk->end, walk->set);
    walk->left = walk->base < walk->end;
    walk->next = walk->base + (Py_ssize_t)walk->left;
}
