/* Text of UTF-8. Where a processor has AVX2, what no character tells by itself is counted first, and then sixteen
 * bytes are read at a time as though a character began at each; the others are Python's decoder's. */

#include "charsets.h"
#include "utf8.h"
#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__) && !defined(PORTABLE)
#include <immintrin.h>
#define FOR_AVX2 __attribute__((target("avx2,popcnt")))

/* For each eight bits, where the bytes of those of eight characters go whose bit is set, to stand side by side. */
#define PLACES (256 * 16)
#define STRIDE 16
/* Sixteen characters are read with what may belong to the last. */
#define READ (STRIDE + 2)
#define BEGINNING 256

typedef struct {
    Py_ssize_t characters, continuations; /* bytes that begin one, and the others that these ask for */
    unsigned char highest;
} Told;

FOR_AVX2 static inline Py_ssize_t total_of(__m256i counts)
{
    __m256i sums = _mm256_sad_epu8(counts, _mm256_setzero_si256());
    return (Py_ssize_t)(_mm256_extract_epi64(sums, 0) + _mm256_extract_epi64(sums, 1) + _mm256_extract_epi64(sums, 2)
                        + _mm256_extract_epi64(sums, 3));
}

/* What bytes of UTF-8 tell of their text before any is read. */
FOR_AVX2 static Told tell(const unsigned char *bytes, Py_ssize_t size)
{
    Told told = {0, 0, 0};
    __m256i highest = _mm256_setzero_si256();
    Py_ssize_t i = 0;
    while (i + 32 <= size) {
        /* Counts of a byte each, for as long as none can overflow: a block asks for three at the most. */
        __m256i begin = _mm256_setzero_si256(), asked = begin;
        for (int left = 255 / 3; left && i + 32 <= size; left--, i += 32) {
            __m256i block = _mm256_loadu_si256((const __m256i *)(bytes + i));
            highest = _mm256_max_epu8(highest, block);
            begin = _mm256_sub_epi8(begin, _mm256_cmpgt_epi8(block, _mm256_set1_epi8((char)0xBF)));
            __m256i above = _mm256_xor_si256(block, _mm256_set1_epi8((char)0x80)); /* in the order of signed numbers */
            asked = _mm256_sub_epi8(asked, _mm256_cmpgt_epi8(above, _mm256_set1_epi8(0x3F)));
            asked = _mm256_sub_epi8(asked, _mm256_cmpgt_epi8(above, _mm256_set1_epi8(0x5F)));
            asked = _mm256_sub_epi8(asked, _mm256_cmpgt_epi8(above, _mm256_set1_epi8(0x6F)));
        }
        told.characters += total_of(begin);
        told.continuations += total_of(asked);
    }
    unsigned char each[32];
    _mm256_storeu_si256((__m256i *)each, highest);
    for (int k = 0; k < 32; k++)
        told.highest = each[k] > told.highest ? each[k] : told.highest;
    for (; i < size; i++) {
        told.characters += (bytes[i] & 0xC0) != 0x80;
        told.continuations += (bytes[i] > 0xBF) + (bytes[i] > 0xDF) + (bytes[i] > 0xEF);
        told.highest = bytes[i] > told.highest ? bytes[i] : told.highest;
    }
    return told;
}

FOR_AVX2 static inline __m256i sixteen(const unsigned char *bytes)
{
    return _mm256_cvtepu8_epi16(_mm_loadu_si128((const __m128i *)bytes));
}

FOR_AVX2 static inline __m256i is_above(__m256i numbers, int bound)
{
    return _mm256_cmpgt_epi16(numbers, _mm256_set1_epi16((short)bound));
}

FOR_AVX2 static inline __m256i bits_of(__m256i numbers, int mask)
{
    return _mm256_and_si256(numbers, _mm256_set1_epi16((short)mask));
}

/* The character that would begin at each of sixteen bytes, none of four bytes; what is wrong goes into `wrong`. */
FOR_AVX2 static inline __m256i read_at_each(const unsigned char *bytes, __m256i *wrong)
{
    __m256i first = sixteen(bytes), second = sixteen(bytes + 1), third = sixteen(bytes + 2);
    __m256i two = is_above(first, 0xBF), three = is_above(first, 0xDF);
    __m256i of_two = _mm256_or_si256(_mm256_slli_epi16(bits_of(first, 0x1F), 6), bits_of(second, 0x3F));
    __m256i of_three = _mm256_or_si256(_mm256_slli_epi16(of_two, 6), bits_of(third, 0x3F));
    __m256i character = _mm256_blendv_epi8(_mm256_blendv_epi8(first, of_two, two), of_three, three);
    /* A byte that ought to go on but does not; a character that a shorter form has, or that is half of a pair. */
    __m256i second_on = _mm256_cmpeq_epi16(bits_of(second, 0xC0), _mm256_set1_epi16(0x80));
    __m256i third_on = _mm256_cmpeq_epi16(bits_of(third, 0xC0), _mm256_set1_epi16(0x80));
    __m256i zero = _mm256_setzero_si256();
    __m256i long_two = _mm256_cmpeq_epi16(bits_of(first, 0xFE), _mm256_set1_epi16(0xC0));
    __m256i high = bits_of(character, 0xF800);
    __m256i bad = _mm256_or_si256(_mm256_cmpeq_epi16(high, zero), _mm256_cmpeq_epi16(high, _mm256_set1_epi16((short)0xD800)));
    *wrong = _mm256_or_si256(*wrong, _mm256_or_si256(long_two, _mm256_andnot_si256(second_on, two)));
    *wrong = _mm256_or_si256(*wrong, _mm256_and_si256(three, _mm256_or_si256(bad, _mm256_andnot_si256(third_on, three))));
    return character;
}

FOR_AVX2 static inline __m128i side_by_side(__m128i characters, const unsigned char *places, int kept)
{
    return _mm_shuffle_epi8(characters, _mm_loadu_si128((const __m128i *)(places + 16 * kept)));
}

/* The next character, which is well-formed as far as it is known; how many bytes it has, 0 for none. */
static inline Py_ssize_t next_of(const unsigned char *at, const unsigned char *end, Py_UCS4 *character)
{
    if (*at < 0x80) {
        *character = *at;
        return 1;
    }
    Py_ssize_t size = well_formed(at, end);
    *character = *at & (0x7F >> size);
    for (Py_ssize_t k = 1; k < size; k++)
        *character = *character << 6 | (at[k] & 0x3F);
    return size;
}

#define STORE_1(to, eight) _mm_storel_epi64((__m128i *)(to), _mm_packus_epi16(eight, eight))
#define STORE_2(to, eight) _mm_storeu_si128((__m128i *)(to), eight)
#define STORE_4(to, eight) _mm256_storeu_si256((__m256i *)(to), _mm256_cvtepu16_epi32(eight))

/* Put the characters that begin before `past` into a text, one by one, behind those bytes that belong to one before;
 * where the next begins, NULL for a broken one. */
#define DEFINE_READ_EACH(WIDTH)                                                                                \
    static const unsigned char *read_each_##WIDTH(const unsigned char *bytes, const unsigned char *past,       \
                                                  const unsigned char *end, Py_UCS##WIDTH **text,              \
                                                  const Py_UCS##WIDTH *stop)                                   \
    {                                                                                                          \
        while (bytes < past && (*bytes & 0xC0) == 0x80)                                                        \
            bytes++;                                                                                           \
        while (bytes < past && *text < stop) {                                                                 \
            Py_UCS4 character;                                                                                 \
            Py_ssize_t taken = next_of(bytes, end, &character);                                                \
            if (taken == 0)                                                                                    \
                return NULL;                                                                                   \
            bytes += taken;                                                                                    \
            *(*text)++ = (Py_UCS##WIDTH)character;                                                             \
        }                                                                                                      \
        return bytes;                                                                                          \
    }

DEFINE_READ_EACH(1)
DEFINE_READ_EACH(2)
DEFINE_READ_EACH(4)

/* Put the characters of UTF-8 into a text of so many; whether all are well-formed, if the bytes that go on are as
 * many as those before ask for. */
#define DEFINE_READ(WIDTH)                                                                                     \
    FOR_AVX2 static int read_##WIDTH(const unsigned char *bytes, Py_ssize_t size, const unsigned char *places, \
                                     Py_UCS##WIDTH *text, Py_ssize_t length)                                   \
    {                                                                                                          \
        const unsigned char *end = bytes + size;                                                               \
        Py_UCS##WIDTH *stop = text + length;                                                                   \
        __m256i wrong = _mm256_setzero_si256();                                                                \
        while (end - bytes >= READ && stop - text >= STRIDE) {                                                 \
            __m128i block = _mm_loadu_si128((const __m128i *)bytes);                                           \
            if (WIDTH == 4 && _mm_movemask_epi8(_mm_cmpeq_epi8(_mm_max_epu8(block, _mm_set1_epi8((char)0xF0)), \
                                                               block))) {                                      \
                bytes = read_each_##WIDTH(bytes, bytes + STRIDE, end, &text, stop);                            \
                if (bytes == NULL)                                                                             \
                    return 0;                                                                                  \
                continue;                                                                                      \
            }                                                                                                  \
            __m256i characters;                                                                                \
            int kept = 0xFFFF;                                                                                 \
            if (_mm_movemask_epi8(block)) {                                                                    \
                characters = read_at_each(bytes, &wrong);                                                      \
                kept = _mm_movemask_epi8(_mm_cmpgt_epi8(block, _mm_set1_epi8((char)0xBF)));                    \
            } else                                                                                             \
                characters = sixteen(bytes);                                                                   \
            __m128i low = _mm256_castsi256_si128(characters), high = _mm256_extracti128_si256(characters, 1);  \
            STORE_##WIDTH(text, side_by_side(low, places, kept & 0xFF));                                       \
            text += _mm_popcnt_u32((unsigned)kept & 0xFF);                                                     \
            STORE_##WIDTH(text, side_by_side(high, places, kept >> 8));                                        \
            text += _mm_popcnt_u32((unsigned)kept >> 8);                                                       \
            bytes += STRIDE;                                                                                   \
        }                                                                                                      \
        bytes = read_each_##WIDTH(bytes, end, end, &text, stop);                                               \
        return bytes == end && text == stop && _mm256_testz_si256(wrong, wrong);                               \
    }

DEFINE_READ(1)
DEFINE_READ(2)
DEFINE_READ(4)

/* The text of some bytes; None if they are no UTF-8. */
static PyObject *read_at_once(const unsigned char *bytes, Py_ssize_t size, const unsigned char *places)
{
    Told told = tell(bytes, size);
    if (told.characters + told.continuations != size || told.highest > 0xF4)
        Py_RETURN_NONE;
    Py_UCS4 most = told.highest < 0x80 ? 0x7F : told.highest < 0xC4 ? 0xFF : told.highest < 0xF0 ? 0xFFFF : 0x10FFFF;
    PyObject *text = PyUnicode_New(told.characters, most);
    if (text == NULL)
        return NULL;
    int sound = 1;
    if (most == 0x7F)
        memcpy(PyUnicode_1BYTE_DATA(text), bytes, (size_t)size);
    else if (most == 0xFF)
        sound = read_1(bytes, size, places, PyUnicode_1BYTE_DATA(text), told.characters);
    else if (most == 0xFFFF)
        sound = read_2(bytes, size, places, PyUnicode_2BYTE_DATA(text), told.characters);
    else
        sound = read_4(bytes, size, places, PyUnicode_4BYTE_DATA(text), told.characters);
    if (!sound)
        Py_SETREF(text, Py_NewRef(Py_None));
    return text;
}

/* Whether that is worth trying: most of what is no UTF-8 shows it at once. */
static int is_for(const unsigned char *bytes, Py_ssize_t size)
{
    if (size < 2 * READ || !__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("popcnt"))
        return 0;
    Py_ssize_t i = 0;
    while (i < BEGINNING && i < size && bytes[i] < 0x80)
        i++;
    return i == BEGINNING || i == size || well_formed(bytes + i, bytes + size) > 0;
}
#endif

const char charsets_decoded_doc[] = PyDoc_STR(
"decoded(data, places)\n--\n\n"
"Return the text of UTF-8, as bytes.decode does, errors and all.\n\n"
"`places` holds 16 bytes for each set of eight characters: where those of two bytes each go, to stand side by side.");

PyObject *charsets_decoded(PyObject *module, PyObject *args)
{
    Py_buffer data, places;
    if (!PyArg_ParseTuple(args, "y*y*", &data, &places))
        return NULL;
    PyObject *text = NULL;
#ifdef PLACES
    if (places.len != PLACES)
        PyErr_SetString(PyExc_ValueError, "decoded: a table does not have the size that it must have");
    else if (!is_for(data.buf, data.len) || (text = read_at_once(data.buf, data.len, places.buf)) == Py_None)
#endif
        Py_XSETREF(text, PyUnicode_DecodeUTF8(data.buf, data.len, NULL));
    PyBuffer_Release(&data);
    PyBuffer_Release(&places);
    return text;
}
