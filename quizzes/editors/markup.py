r"""Between what people type into a form and the HTML of a wording. Pure; makes nothing safe (authoring does).

A table is typed as lines of cells between bars, a line ``|---|`` under the row of headings; ``\|`` is a bar in a cell.
"""

import re
from collections.abc import Iterator
from html import escape, unescape

_NAMES = (
    "a|abbr|b|br|code|em|i|s|strong|sub|sup|u|p|h[2-6]|ul|ol|li|blockquote|pre|hr|img|figure|figcaption"
    "|table|caption|thead|tbody|tfoot|tr|th|td|math"
)
_TAG = re.compile(rf"</?(?:{_NAMES})(?:[\s/][^<>]*)?>", re.IGNORECASE)
"""What may stand in a wording. Anything else between angle brackets is text, such as <họ tên>."""
_PARAGRAPH = re.compile(r"<p(?:\s[^>]*)?>(.*?)</p>", re.DOTALL)
_TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<(t[hd])(?: scope=\"col\")?>(.*?)</\1>", re.DOTALL)
_LINE = re.compile(r"\s*\|(.*)\|\s*", re.DOTALL)
_RULE = re.compile(r"[\s|:-]*-[\s|:-]*")
_BAR = re.compile(r"(?<!\\)\|")
_GROUPING = re.compile(r"</?(?:thead|tbody)>| scope=\"col\"| data-block-key=\"[^\"]*\"")
_SAME = (("<strong>", "<b>"), ("</strong>", "</b>"), ("<em>", "<i>"), ("</em>", "</i>"), ("<br/>", "<br>"))


def has_tags(text: str) -> bool:
    """Whether a text is meant as HTML.

    >>> has_tags("a < b"), has_tags("<họ tên>"), has_tags("H<sub>2</sub>O")
    (False, False, True)
    """
    return bool(_TAG.search(text))


def html_of_line(typed: str) -> str:
    """A line of a form as HTML; somebody who types tags means tags."""
    typed = " ".join(typed.split())
    return typed if has_tags(typed) else escape(typed, quote=False)


def line_of(html: str) -> str:
    """HTML of one line as it is edited: words where there are no tags, else the tags themselves."""
    plain = unescape(html)
    return plain if html_of_line(plain) == html else html


def html_of_lines(typed: str) -> str:
    """Lines as paragraphs and tables; a text with tags stays as it is."""
    if has_tags(typed):
        return typed.strip()
    lines = (line.strip() for line in typed.splitlines())
    return tables_from_bars("".join(f"<p>{escape(line, quote=False)}</p>" for line in lines if line))


def lines_of(html: str) -> str:
    """The reverse, where nothing gets lost; else the HTML itself."""
    barred = bars_from_tables(html)
    typed = "\n".join(unescape(line) for line in _PARAGRAPH.findall(barred))
    return typed if alike(html_of_lines(typed), html) else html


def alike(first: str, second: str) -> bool:
    """Whether two pieces of HTML show the same: groups of rows, blanks between blocks and twins of tags aside."""
    return _bare(first) == _bare(second)


def _bare(html: str) -> str:
    text = _GROUPING.sub("", html.strip())
    for one, other in _SAME:
        text = text.replace(one, other)
    return re.sub(r">\s+<(?=/?(?:p|ul|ol|li|table|tr|td|th|h\d|figure)\b)", "><", text)


def tables_from_bars(html: str) -> str:
    """Paragraphs that are lines of cells become a table."""
    out: list[str] = []
    rows: list[str] = []
    for piece in _pieces(html):
        line = _line_in(piece)
        if line is not None:
            rows.append(line)
            continue
        out += [_table_of(rows), piece]
        rows = []
    return "".join([*out, _table_of(rows)])


def _pieces(html: str) -> Iterator[str]:
    """The paragraphs, and whatever stands between them."""
    at = 0
    for found in _PARAGRAPH.finditer(html):
        if found.start() > at and html[at : found.start()].strip():
            yield html[at : found.start()]
        yield found.group()
        at = found.end()
    if html[at:].strip():
        yield html[at:]


def _line_in(piece: str) -> str | None:
    found = _PARAGRAPH.fullmatch(piece)
    line = _LINE.fullmatch(found.group(1)) if found else None
    return line.group(1) if line else None


def _table_of(rows: list[str]) -> str:
    if not rows:
        return ""
    has_head = len(rows) > 1 and bool(_RULE.fullmatch(rows[1]))
    body = [row for row in rows if not _RULE.fullmatch(row)]
    cells = [[cell.strip().replace("\\|", "|") for cell in _BAR.split(row)] for row in body]
    width = max((len(row) for row in cells), default=0)
    made = []
    for number, row in enumerate(cells):
        tag = ("th", ' scope="col"') if has_head and number == 0 else ("td", "")
        full = [*row, *[""] * (width - len(row))]
        made.append("<tr>" + "".join(f"<{tag[0]}{tag[1]}>{cell}</{tag[0]}>" for cell in full) + "</tr>")
    return f"<table><tbody>{''.join(made)}</tbody></table>" if made else ""


def bars_from_tables(html: str) -> str:
    """Simple tables become lines of cells; one that cells between bars cannot say stays a table."""

    def typed(found: re.Match[str]) -> str:
        table = found.group()
        bars = _bars_of(found.group(1))
        return bars if bars and alike(tables_from_bars(bars), table) else table

    return _TABLE.sub(typed, html)


def _bars_of(inner: str) -> str:
    lines = []
    for number, row in enumerate(_ROW.findall(inner)):
        cells = _CELL.findall(row)
        words = [cell.strip().replace("|", "\\|") for _tag, cell in cells]
        lines.append(f"<p>| {' | '.join(words)} |</p>")
        if number == 0 and cells and all(tag == "th" for tag, _cell in cells):
            lines.append(f"<p>|{'---|' * len(cells)}</p>")
    return "".join(lines)
