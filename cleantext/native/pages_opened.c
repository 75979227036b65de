/* The elements that are open while a page is written in order, and those that would be opened again.
 *
 * After the HTML Standard, "the stack of open elements" and "the list of active formatting elements". Only what
 * is written in order is followed: where the standard moves elements about, all functions return 0.
 */

#include "pages_tidy.h"

#define ELEMENT(name, constant, way, flags) {name, sizeof name - 1, way, flags},
const Element pages_elements[KNOWN_ELEMENTS] = {ELEMENTS(ELEMENT)};
#undef ELEMENT

static int place_in(int element, int outer)
{
    switch (way_of(element)) {
    case AS_TABLE:
        return IN_TABLE;
    case AS_SECTION:
        return IN_SECTION;
    case AS_ROW:
        return IN_ROW;
    case AS_CELL:
        return IN_CELL;
    case AS_CAPTION:
        return IN_CAPTION;
    case AS_COLUMNS:
        return IN_COLUMNS;
    case AS_SELECT:
        return IN_SELECT;
    }
    return outer;
}

static int note(Tidy *tidy, int element, int depth, size_t from)
{
    if (tidy->formats == MOST_FORMATS)
        return 0;
    tidy->format[tidy->formats++] = (Format){element, depth, from, tidy->length};
    return 1;
}

/* Open an element whose start tag is written. */
int tidy_push(Tidy *tidy, int element, size_t name, size_t length)
{
    if (tidy->depth == DEEPEST)
        return 0;
    int outer = tidy->depth ? innermost(tidy)->place : ANYWHERE;
    tidy->opened[tidy->depth++] = (Opened){(uint8_t)element, (uint8_t)place_in(element, outer), (uint32_t)length, name};
    tidy->paragraphs += element == THE_P;
    int way = way_of(element);
    return way == AS_CELL || way == AS_CAPTION || way == AS_OBJECT ? note(tidy, THE_UNKNOWN, 0, 0) : 1;
}

/* Close the innermost element; what changes how text looks will be opened again, unless it is forgotten before. */
int tidy_pop(Tidy *tidy)
{
    Opened *each = innermost(tidy);
    if (way_of(each->element) == AS_FORMAT)
        for (int i = tidy->formats - 1; i >= 0; i--)
            if (tidy->format[i].depth == tidy->depth - 1 && tidy->format[i].element != THE_UNKNOWN) {
                tidy->format[i].depth = -1;
                break;
            }
    if (tidy->form == tidy->depth - 1)
        tidy->form = -1;
    tidy->paragraphs -= each->element == THE_P;
    tidy->depth--;
    if (!tidy_put(tidy, "</", 2) || !tidy_put(tidy, NULL, each->length))
        return 0;
    memcpy(tidy->data + tidy->length - each->length, tidy->data + each->name, each->length);
    return tidy_put(tidy, ">", 1);
}

int tidy_pop_to(Tidy *tidy, int depth)
{
    while (tidy->depth > depth)
        if (!tidy_pop(tidy))
            return 0;
    return 1;
}

/* Close what may be left unclosed, but for elements of one name. */
int tidy_imply_ends(Tidy *tidy, int but)
{
    while (has(innermost(tidy)->element, IMPLIED) && innermost(tidy)->element != but)
        if (!tidy_pop(tidy))
            return 0;
    return 1;
}

/* Open an element that nobody wrote. */
int tidy_imply(Tidy *tidy, int element)
{
    const Element *known = pages_elements + element;
    return tidy_put(tidy, "<", 1) && tidy_put(tidy, known->name, known->length) && tidy_put(tidy, ">", 1)
           && tidy_push(tidy, element, tidy->length - known->length - 1, known->length);
}

/* The depth of the innermost element of a name in a scope that also ends at `bound` and `other`; -1 without one. */
int tidy_in_scope(const Tidy *tidy, int element, int bound, int other)
{
    for (int i = tidy->depth - 1; i >= 0; i--) {
        int each = tidy->opened[i].element;
        if (each == element)
            return i;
        if (has(each, BOUND) || each == bound || each == other)
            return -1;
    }
    return -1;
}

int tidy_in_table_scope(const Tidy *tidy, int element)
{
    for (int i = tidy->depth - 1; i >= 0; i--) {
        int each = tidy->opened[i].element;
        if (each == element)
            return i;
        if (each == THE_TABLE || each == THE_HTML)
            return -1;
    }
    return -1;
}

int tidy_close_paragraph(Tidy *tidy)
{
    int depth = tidy->paragraphs ? tidy_in_scope(tidy, THE_P, THE_BUTTON, THE_BUTTON) : -1;
    return depth < 0 || (tidy_imply_ends(tidy, THE_P) && tidy_pop_to(tidy, depth));
}

static void forget(Tidy *tidy, int number)
{
    tidy->formats--;
    memmove(tidy->format + number, tidy->format + number + 1, (size_t)(tidy->formats - number) * sizeof(Format));
}

/* The last of some name behind the last mark; -1 without one. */
int tidy_format_of(const Tidy *tidy, int element)
{
    for (int i = tidy->formats - 1; i >= 0 && tidy->format[i].element != THE_UNKNOWN; i--)
        if (tidy->format[i].element == element)
            return i;
    return -1;
}

/* Note an element, whose start tag was just written; of the same three are kept. */
int tidy_note_format(Tidy *tidy, int element, size_t from)
{
    int same = 0, first = -1;
    size_t length = tidy->length - from;
    for (int i = tidy->formats - 1; i >= 0 && tidy->format[i].element != THE_UNKNOWN; i--) {
        const Format *each = tidy->format + i;
        if (each->element != element || each->to - each->from != length)
            continue;
        if (memcmp(tidy->data + each->from, tidy->data + from, length) == 0) {
            same++;
            first = i;
        }
        else if (length > pages_elements[element].length + 2u && memchr(tidy->data + from, ' ', length) != NULL)
            return 0; /* the same attributes, perhaps, in another order */
    }
    if (same >= 3)
        forget(tidy, first);
    return note(tidy, element, tidy->depth - 1, from);
}

int tidy_is_dangling(const Tidy *tidy)
{
    const Format *last = tidy->format + tidy->formats - 1;
    return tidy->formats && last->element != THE_UNKNOWN && last->depth < 0;
}

/* Open again what changes how text looks and was closed by something else. */
int tidy_reopen(Tidy *tidy)
{
    if (!tidy_is_dangling(tidy))
        return 1;
    int first = tidy->formats - 1;
    while (first > 0 && tidy->format[first - 1].element != THE_UNKNOWN && tidy->format[first - 1].depth < 0)
        first--;
    for (; first < tidy->formats; first++) {
        Format *each = tidy->format + first;
        size_t length = each->to - each->from, from = tidy->length;
        if (!tidy_put(tidy, NULL, length))
            return 0;
        memcpy(tidy->data + from, tidy->data + each->from, length);
        if (!tidy_push(tidy, each->element, from + 1, pages_elements[each->element].length))
            return 0;
        each->depth = tidy->depth - 1;
        each->from = from;
        each->to = tidy->length;
    }
    return 1;
}

/* What ends elements that nothing else is known of. */
int tidy_end_other(Tidy *tidy, int element, Span name)
{
    for (int i = tidy->depth - 1; i >= 0; i--) {
        const Opened *each = tidy->opened + i;
        if (each->element == element
            && (element || (each->length == (uint32_t)name.length
                            && memcmp(tidy->data + each->name, name.start, (size_t)name.length) == 0))) {
            /* An element that nothing is known of is not closed by implication. */
            return tidy_imply_ends(tidy, element) && tidy_pop_to(tidy, i);
        }
        if (has(each->element, SPECIAL))
            return 1;
    }
    return 1;
}

/* End an element that changes how text looks; only where no other element is to be moved. */
int tidy_end_format(Tidy *tidy, int element)
{
    int number = tidy_format_of(tidy, element);
    if (innermost(tidy)->element == element
        && (number < 0 || tidy->format[number].depth != tidy->depth - 1)) {
        int depth = tidy->depth - 1, listed = 0;
        for (int i = 0; i < tidy->formats; i++)
            listed |= tidy->format[i].element == element && tidy->format[i].depth == depth;
        if (!listed)
            return tidy_pop(tidy);
    }
    if (number < 0)
        return tidy_end_other(tidy, element, (Span){NULL, 0});
    int depth = tidy->format[number].depth;
    if (depth < 0) {
        forget(tidy, number);
        return 1;
    }
    for (int i = tidy->depth - 1; i > depth; i--)
        if (has(tidy->opened[i].element, BOUND))
            return 1;
    for (int i = tidy->depth - 1; i > depth; i--)
        if (has(tidy->opened[i].element, SPECIAL))
            return 0;
    forget(tidy, number);
    return tidy_pop_to(tidy, depth);
}

int tidy_end_in_scope(Tidy *tidy, int element, int but, int bound, int other)
{
    int depth = tidy_in_scope(tidy, element, bound, other);
    return depth < 0 || (tidy_imply_ends(tidy, but) && tidy_pop_to(tidy, depth));
}

/* Close all down to an element that was noted with a mark, and forget what was noted behind that. */
int tidy_close_to_mark(Tidy *tidy, int depth)
{
    if (!tidy_imply_ends(tidy, THE_UNKNOWN) || !tidy_pop_to(tidy, depth))
        return 0;
    while (tidy->formats && tidy->format[--tidy->formats].element != THE_UNKNOWN)
        ;
    return 1;
}

int tidy_close_cell(Tidy *tidy)
{
    int depth = tidy->depth - 1;
    for (; depth > 0; depth--) {
        int way = way_of(tidy->opened[depth].element);
        if (way == AS_CELL || way == AS_CAPTION)
            break;
    }
    return tidy_close_to_mark(tidy, depth);
}
