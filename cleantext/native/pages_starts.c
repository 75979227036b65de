/* What start tags do to what is open, as the HTML Standard has it ("tree construction"). */

#include "pages_tidy.h"

static int start_item(Tidy *tidy, int way)
{
    for (int i = tidy->depth - 1; i >= 0; i--) {
        int each = tidy->opened[i].element;
        if (way_of(each) == way) {
            if (!tidy_imply_ends(tidy, each) || !tidy_pop_to(tidy, i))
                return GIVE_UP;
            break;
        }
        if (has(each, SPECIAL) && each != THE_ADDRESS && each != THE_DIV && each != THE_P)
            break;
    }
    return tidy_close_paragraph(tidy) ? INSERT : GIVE_UP;
}

static int start_in_body(Tidy *tidy, int element)
{
    switch (way_of(element)) {
    case AS_PLAIN:
    case AS_OBJECT:
    case AS_SELECT:
    case AS_FORMAT:
        if (element == THE_A && tidy_format_of(tidy, THE_A) >= 0 && !tidy_end_format(tidy, THE_A))
            return GIVE_UP;
        return tidy_reopen(tidy) ? INSERT : GIVE_UP;
    case AS_BLOCK:
        return tidy_close_paragraph(tidy) ? INSERT : GIVE_UP;
    case AS_HEADING:
        if (!tidy_close_paragraph(tidy) || (way_of(innermost(tidy)->element) == AS_HEADING && !tidy_pop(tidy)))
            return GIVE_UP;
        return INSERT;
    case AS_ITEM:
    case AS_TERM:
        return start_item(tidy, way_of(element));
    case AS_FORM:
        if (tidy->has_form)
            return LEAVE_OUT;
        if (!tidy_close_paragraph(tidy))
            return GIVE_UP;
        tidy->has_form = 1;
        tidy->form = tidy->depth;
        return INSERT;
    case AS_PRE:
        tidy->drops_newline = 1;
        return tidy_close_paragraph(tidy) ? INSERT : GIVE_UP;
    case AS_BUTTON: {
        int depth = tidy_in_scope(tidy, THE_BUTTON, THE_BUTTON, THE_BUTTON);
        if (depth >= 0 && (!tidy_imply_ends(tidy, THE_UNKNOWN) || !tidy_pop_to(tidy, depth)))
            return GIVE_UP;
        return tidy_reopen(tidy) ? INSERT : GIVE_UP;
    }
    case AS_TABLE:
        /* Whether a table ends a paragraph depends on the kind of document. */
        if (tidy->paragraphs && tidy_in_scope(tidy, THE_P, THE_BUTTON, THE_BUTTON) >= 0
            && (tidy->quirks < 0 || (!tidy->quirks && !tidy_close_paragraph(tidy))))
            return GIVE_UP;
        return INSERT;
    case AS_EMPTY:
        return tidy_reopen(tidy) ? INSERT_EMPTY : GIVE_UP;
    case AS_RULE:
        return tidy_close_paragraph(tidy) ? INSERT_EMPTY : GIVE_UP;
    case AS_EMPTY_PLAIN:
    case AS_META:
        return INSERT_EMPTY;
    case AS_TEXTAREA:
        return tidy_is_dangling(tidy) ? GIVE_UP : INSERT; /* lexbor opens elements within it */
    case AS_TITLE:
    case AS_RAW:
    case AS_TEMPLATE:
        return INSERT;
    case AS_FOREIGN:
        return tidy_reopen(tidy) ? INSERT : GIVE_UP;
    case AS_OPTION:
        if (innermost(tidy)->element == THE_OPTION && !tidy_pop(tidy))
            return GIVE_UP;
        return tidy_reopen(tidy) ? INSERT : GIVE_UP;
    case AS_READING:
        if (tidy_in_scope(tidy, THE_RUBY, THE_RUBY, THE_RUBY) >= 0 && !tidy_imply_ends(tidy, THE_RTC))
            return GIVE_UP;
        return INSERT;
    case AS_BODY:
        return GIVE_BODY;
    case AS_HEAD:
        return LEAVE_OUT;
    }
    return is_part(way_of(element)) ? LEAVE_OUT : GIVE_UP;
}

/* What belongs in no table would be moved out of it. */
static int start_in_table(int element)
{
    return element == THE_SCRIPT || element == THE_STYLE || element == THE_TEMPLATE ? INSERT : GIVE_UP;
}

static int start_inside(Tidy *tidy, int element)
{
    int way = way_of(element);
    for (;;)
        switch (innermost(tidy)->place) {
        case IN_SELECT:
            if (tidy_is_dangling(tidy))
                return GIVE_UP;
            if (way == AS_GROUP || way == AS_OPTION) {
                if (innermost(tidy)->element == THE_OPTION && !tidy_pop(tidy))
                    return GIVE_UP;
                if (way == AS_GROUP && innermost(tidy)->element == THE_OPTGROUP && !tidy_pop(tidy))
                    return GIVE_UP;
                return INSERT;
            }
            return element == THE_SCRIPT ? INSERT : GIVE_UP;
        case IN_COLUMNS:
            if (way == AS_COLUMN)
                return INSERT_EMPTY;
            if (way == AS_TEMPLATE)
                return INSERT;
            if (!tidy_pop(tidy))
                return GIVE_UP;
            continue;
        case IN_CELL:
        case IN_CAPTION:
            if (!is_part(way))
                return start_in_body(tidy, element);
            if (!tidy_close_cell(tidy))
                return GIVE_UP;
            continue;
        case IN_ROW:
            if (way == AS_CELL)
                return INSERT;
            if (is_part(way)) {
                if (!tidy_pop(tidy))
                    return GIVE_UP;
                continue;
            }
            return start_in_table(element);
        case IN_SECTION:
            if (way == AS_ROW)
                return INSERT;
            if (way == AS_CELL ? !tidy_imply(tidy, THE_TR) : is_part(way) && !tidy_pop(tidy))
                return GIVE_UP;
            if (is_part(way))
                continue;
            return start_in_table(element);
        case IN_TABLE:
            if (way == AS_CAPTION || way == AS_COLUMNS || way == AS_SECTION)
                return INSERT;
            if (is_part(way)) {
                if (!tidy_imply(tidy, way == AS_COLUMN ? THE_COLGROUP : THE_TBODY))
                    return GIVE_UP;
                continue;
            }
            return start_in_table(element);
        default:
            return start_in_body(tidy, element);
        }
}

/* Do what a start tag does to what is open; return what is to be done with it. */
int tidy_start(Tidy *tidy, int element)
{
    int way = way_of(element);
    for (;; ) {
        int of_head = way == AS_META || way == AS_TITLE || way == AS_TEMPLATE
                      || (way == AS_RAW && element != THE_IFRAME && element != THE_NOEMBED);
        switch (tidy->phase) {
        case BEFORE_HTML:
            if (element == THE_HTML) {
                tidy->phase = BEFORE_HEAD;
                return INSERT;
            }
            break;
        case BEFORE_HEAD:
            if (element == THE_HTML)
                return GIVE_UP;
            if (element == THE_HEAD) {
                tidy->phase = IN_HEAD;
                return INSERT;
            }
            break;
        case IN_HEAD:
            if (element == THE_HTML)
                return GIVE_UP;
            if (element == THE_HEAD)
                return LEAVE_OUT;
            if (of_head)
                return way == AS_META ? INSERT_EMPTY : INSERT;
            if (element == THE_NOSCRIPT) {
                tidy->phase = IN_NOSCRIPT;
                return INSERT;
            }
            break;
        case IN_NOSCRIPT:
            if (element == THE_HTML || element == THE_BASE)
                return GIVE_UP;
            if (element == THE_HEAD || element == THE_NOSCRIPT)
                return LEAVE_OUT;
            if (way == AS_META || element == THE_STYLE || element == THE_NOFRAMES)
                return way == AS_META ? INSERT_EMPTY : INSERT;
            break;
        case AFTER_HEAD:
            if (element == THE_HTML || element == THE_FRAMESET)
                return GIVE_UP;
            if (element == THE_HEAD)
                return LEAVE_OUT;
            if (of_head)
                return INSERT_IN_HEAD;
            if (element == THE_BODY) {
                tidy->phase = IN_BODY;
                return INSERT;
            }
            break;
        case IN_BODY:
            return start_inside(tidy, element);
        }
        if (!tidy_step(tidy))
            return GIVE_UP;
    }
}
