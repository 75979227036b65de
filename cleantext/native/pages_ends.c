/* What end tags, texts, and the end of a page do to what is open, as the HTML Standard has it ("tree construction"). */

#include "pages_tidy.h"

/* Take the next step from the beginning of a page to its body. */
int tidy_step(Tidy *tidy)
{
    switch (tidy->phase) {
    case INITIAL:
        tidy->quirks = 1;
        tidy->phase = BEFORE_HTML;
        return 1;
    case BEFORE_HTML:
        tidy->phase = BEFORE_HEAD;
        return tidy_imply(tidy, THE_HTML);
    case BEFORE_HEAD:
        tidy->phase = IN_HEAD;
        return tidy_imply(tidy, THE_HEAD);
    case IN_NOSCRIPT:
        tidy->phase = IN_HEAD;
        return tidy_pop(tidy);
    case IN_HEAD:
        tidy->phase = AFTER_HEAD;
        tidy->head = tidy->length;
        return tidy_pop(tidy);
    case AFTER_HEAD:
        tidy->phase = IN_BODY;
        if (!tidy_imply(tidy, THE_BODY))
            return 0;
        tidy->body = tidy->length - 1;
        return 1;
    }
    tidy->phase = IN_BODY;
    return 1;
}

static int end_in_body(Tidy *tidy, int element, Span name)
{
    int way = way_of(element);
    switch (way) {
    case AS_HTML:
    case AS_BODY:
        if (tidy_in_scope(tidy, THE_BODY, THE_BODY, THE_BODY) >= 0)
            tidy->phase = element == THE_HTML ? AFTER_HTML : AFTER_BODY;
        return 1;
    case AS_BLOCK:
        if (element == THE_P) {
            if (tidy_in_scope(tidy, THE_P, THE_BUTTON, THE_BUTTON) < 0)
                return tidy_put(tidy, "<p></p>", 7);
            return tidy_close_paragraph(tidy);
        }
        return tidy_end_in_scope(tidy, element, THE_UNKNOWN, element, element);
    case AS_PRE:
    case AS_BUTTON:
        return tidy_end_in_scope(tidy, element, THE_UNKNOWN, element, element);
    case AS_FORM: {
        int depth = tidy->form;
        tidy->has_form = 0;
        tidy->form = -1;
        if (depth < 0 || tidy_in_scope(tidy, THE_FORM, THE_FORM, THE_FORM) != depth)
            return depth < 0;
        return tidy_imply_ends(tidy, THE_UNKNOWN) && depth == tidy->depth - 1 && tidy_pop(tidy);
    }
    case AS_ITEM:
        return tidy_end_in_scope(tidy, element, element, THE_OL, THE_UL);
    case AS_TERM:
        return tidy_end_in_scope(tidy, element, element, element, element);
    case AS_HEADING:
        for (int i = tidy->depth - 1; i >= 0 && !has(tidy->opened[i].element, BOUND); i--)
            if (way_of(tidy->opened[i].element) == AS_HEADING)
                return tidy_imply_ends(tidy, THE_UNKNOWN) && tidy_pop_to(tidy, i);
        return 1;
    case AS_FORMAT:
        return tidy_end_format(tidy, element);
    case AS_OBJECT: {
        int depth = tidy_in_scope(tidy, element, element, element);
        return depth < 0 || tidy_close_to_mark(tidy, depth);
    }
    case AS_TEMPLATE:
        return 1;
    case AS_STRANGE:
        return 0;
    }
    return element == THE_BR ? 0 : tidy_end_other(tidy, element, name);
}

static int end_inside(Tidy *tidy, int element, Span name)
{
    int way = way_of(element);
    int never = element == THE_BODY || element == THE_HTML || way == AS_COLUMN;
    for (;;)
        switch (innermost(tidy)->place) {
        case IN_SELECT:
            if (element == THE_OPTION)
                return innermost(tidy)->element == THE_OPTION ? tidy_pop(tidy) : 1;
            if (element != THE_OPTGROUP && element != THE_SELECT)
                return 0;
            if (element == THE_SELECT) {
                int depth = tidy_in_scope(tidy, THE_SELECT, THE_SELECT, THE_SELECT);
                return depth >= 0 && tidy_pop_to(tidy, depth);
            }
            return tidy_end_other(tidy, element, name);
        case IN_COLUMNS:
            if (way == AS_COLUMNS)
                return tidy_pop(tidy);
            if (way == AS_COLUMN)
                return 1;
            if (!tidy_pop(tidy))
                return 0;
            continue;
        case IN_CAPTION:
            if (way == AS_CAPTION)
                return tidy_close_cell(tidy);
            if (never || is_part(way))
                return 1;
            if (element != THE_TABLE)
                return end_in_body(tidy, element, name);
            if (!tidy_close_cell(tidy))
                return 0;
            continue;
        case IN_CELL:
            if (never || way == AS_CAPTION || way == AS_COLUMNS)
                return 1;
            if (way == AS_CELL) {
                int depth = tidy_in_table_scope(tidy, element);
                return depth < 0 || tidy_close_to_mark(tidy, depth);
            }
            if (!is_part(way) && way != AS_TABLE)
                return end_in_body(tidy, element, name);
            if (tidy_in_table_scope(tidy, element) < 0)
                return 1;
            if (!tidy_close_cell(tidy))
                return 0;
            continue;
        case IN_ROW:
            if (way == AS_ROW)
                return tidy_pop(tidy);
            if (way != AS_TABLE && way != AS_SECTION)
                return never || is_part(way);
            if (tidy_in_table_scope(tidy, element) < 0)
                return 1;
            if (!tidy_pop(tidy))
                return 0;
            continue;
        case IN_SECTION:
            if (way == AS_SECTION)
                return tidy_in_table_scope(tidy, element) < 0 || tidy_pop(tidy);
            if (way != AS_TABLE)
                return never || is_part(way);
            if (!tidy_pop(tidy))
                return 0;
            continue;
        case IN_TABLE:
            return way == AS_TABLE ? tidy_pop(tidy) : never || is_part(way);
        default:
            return end_in_body(tidy, element, name);
        }
}

/* Do what an end tag does. */
int tidy_end(Tidy *tidy, int element, Span name)
{
    for (;;) {
        switch (tidy->phase) {
        case INITIAL:
        case BEFORE_HTML:
        case BEFORE_HEAD:
            return 0; /* that hardly happens */
        case IN_HEAD:
            if (element == THE_HEAD)
                return tidy_step(tidy);
            return element != THE_BODY && element != THE_HTML && element != THE_BR;
        case IN_NOSCRIPT:
            if (element == THE_NOSCRIPT)
                return tidy_step(tidy);
            return element != THE_BR;
        case AFTER_HEAD:
            return element != THE_BODY && element != THE_HTML && element != THE_BR;
        case AFTER_BODY:
            if (element == THE_HTML) {
                tidy->phase = AFTER_HTML;
                return 1;
            }
            break;
        case IN_BODY:
            return end_inside(tidy, element, name);
        }
        tidy->phase = IN_BODY;
    }
}

/* Make room for a text, which is `blank` or not; 2 where it counts, 1 where it does not. */
int tidy_may_hold(Tidy *tidy, int blank)
{
    while (tidy->phase < IN_BODY) {
        if (blank)
            return tidy->phase < IN_HEAD ? 1 : 2;
        if (!tidy_step(tidy))
            return 0;
    }
    if (!blank)
        tidy->phase = IN_BODY;
    switch (innermost(tidy)->place) {
    case IN_SELECT:
        return tidy_is_dangling(tidy) ? 0 : 2;
    case IN_COLUMNS:
    case IN_TABLE:
    case IN_SECTION:
    case IN_ROW:
        return blank ? 2 : 0;
    }
    return tidy_reopen(tidy) ? 2 : 0;
}

/* Close all that is open, the body with what was noted behind it. */
int tidy_close(Tidy *tidy)
{
    while (tidy->phase < IN_BODY)
        if (!tidy_step(tidy))
            return 0;
    return tidy_pop_to(tidy, 1) && tidy_put(tidy, tidy->beside.data, tidy->beside.length) && tidy_pop(tidy)
           && tidy_put(tidy, tidy->behind.data, tidy->behind.length);
}
