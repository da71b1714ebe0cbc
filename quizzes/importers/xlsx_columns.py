"""The sheet of the question template: its columns, what they are called, and what stands in which cell. Pure.

The importer and the exporter share this, so that what was exported reads back as it was.
"""

import html
import re
from dataclasses import dataclass

from content.vietnamese import fold
from quizzes.importers.word_grammar import KIND_NAMES

SHEET = "Câu hỏi"
GUIDE_SHEET = "Hướng dẫn"
LETTERS = "ABCDEFGH"
MAX_CELL = 32_767
"""Excel's own limit of letters in a cell."""
HOTSPOT_NAME = "điểm trên hình"
KIND_LABELS = {**KIND_NAMES, "hotspot": HOTSPOT_NAME}
ENGLISH_KINDS = {
    "single_choice": "single choice",
    "multiple_choice": "multiple choice",
    "true_false": "true/false",
    "true_false_group": "true/false group",
    "matching": "matching",
    "ordering": "ordering",
    "short_answer": "short answer",
    "numerical": "numerical",
    "cloze": "gap fill",
    "essay": "essay",
    "hotspot": "hotspot",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    field: str
    vietnamese: str
    english: str
    width: int = 14

    @property
    def title(self) -> str:
        return f"{self.vietnamese} / {self.english}"


def _column(field: str, vietnamese: str, english: str, width: int = 14) -> Column:
    return Column(field=field, vietnamese=vietnamese, english=english, width=width)


COLUMNS = (
    _column("kind", "Loại", "Type", 18),
    _column("category", "Nhóm", "Category", 24),
    _column("code", "Mã", "Code", 12),
    _column("stem", "Câu hỏi", "Question", 60),
    *(_column(f"choice_{x.lower()}", f"Phương án {x}", f"Choice {x}", 28) for x in LETTERS),
    _column("key", "Đáp án", "Key", 24),
    _column("scoring", "Cách chấm", "Scoring", 24),
    _column("feedback", "Giải thích", "Feedback", 40),
    _column("feedback_correct", "Khi đúng", "If right", 24),
    _column("feedback_partial", "Khi đúng một phần", "If partly right", 24),
    _column("feedback_wrong", "Khi sai", "If wrong", 24),
    _column("hints", "Gợi ý", "Hints", 24),
    _column("points", "Điểm", "Points", 8),
    _column("difficulty", "Độ khó", "Difficulty", 8),
    _column("tags", "Thẻ", "Tags", 24),
    _column("language", "Ngôn ngữ", "Language", 10),
    _column("source", "Nguồn", "Source", 24),
    _column("legal_basis", "Căn cứ pháp lý", "Legal basis", 24),
    _column("state", "Trạng thái", "State", 12),
    _column("details", "Chi tiết (JSON)", "Details (JSON)", 24),
)
BY_FIELD = {column.field: column for column in COLUMNS}
CATEGORY_DIVIDER = " > "
PAIR_DIVIDER = " => "

_TAG = re.compile(
    r"<(?:/?(?:p|b|strong|em|i|u|s|sub|sup|code|abbr|ul|ol|li|table|tbody|thead|tr|td|th|h[2-6]|blockquote|pre|figure"
    r"|figcaption|math)|a\s[^<>]*|br|hr|img\s[^<>]*)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_PARAGRAPHS = re.compile(r"(?:<p>[^<>]*</p>)+")
_DANGEROUS = "=+-@＝＋－＠\t\r"
_BLANK_ENDS = re.compile(r"^\s|\s$|\s{2,}|[\n\r\t]")


def field_of(title: object) -> str:
    """The field a header cell names, in either language or both; "" for any other cell."""
    names = {_plain(part) for part in str(title or "").split("/")} | {_plain(str(title or ""))}
    for column in COLUMNS:
        if _plain(column.title) in names or names & {_plain(column.vietnamese), _plain(column.english)}:
            return column.field
    return ""


def kind_of(name: str) -> str:
    """A kind by its code or its name in either language; "" when it is none."""
    wanted = _plain(name)
    for code, label in KIND_LABELS.items():
        if wanted in {_plain(code), _plain(label), _plain(ENGLISH_KINDS[code])}:
            return code
    return ""


def _plain(text: str) -> str:
    return re.sub(r"[\s_*:]+", " ", fold(text)).strip()


def rich_from(text: str) -> str:
    """A cell as paragraphs: HTML when it holds known tags, else one paragraph a line."""
    if _TAG.search(text):
        return text.strip()
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in lines)


def inline_from(text: str) -> str:
    """A cell as one line of HTML."""
    if not _TAG.search(text):
        return "<br>".join(
            html.escape(line.strip(), quote=False) for line in text.splitlines() if line.strip()
        )
    bare = text.strip()
    is_wrapped = bare.startswith("<p>") and bare.endswith("</p>") and bare.count("<p>") == 1
    return bare[3:-4] if is_wrapped else bare


def rich_cell(markup: str) -> str:
    """Paragraphs as a cell that ``rich_from`` reads back."""
    if _PARAGRAPHS.fullmatch(markup):
        lines = [html.unescape(part) for part in re.findall(r"<p>([^<>]*)</p>", markup)]
        text = "\n".join(lines)
        if rich_from(text) == markup:
            return text
    return markup


def inline_cell(markup: str) -> str:
    """One line of HTML as a cell that ``inline_from`` reads back."""
    text = html.unescape(markup)
    if "<" not in markup and inline_from(text) == markup:
        return text
    return markup if _TAG.search(markup) and inline_from(markup) == markup else f"<p>{markup}</p>"


def guarded(text: str) -> str:
    """Text in which an apostrophe before a sign of a formula is doubled, so that ``unguarded`` gives it back."""
    return f"'{text}" if text[:1] == "'" and text[1:2] in tuple(_DANGEROUS) else text


def unguarded(text: str) -> str:
    """Without the apostrophe that spreadsheets put before what looks like a formula.

    >>> unguarded("'=1+1"), unguarded("'tis")
    ('=1+1', "'tis")
    """
    return text[1:] if text[:1] == "'" and text[1:2] in (*_DANGEROUS, "'") and len(text) > 1 else text


def looks_like_formula(text: str) -> bool:
    return text[:1] in tuple(_DANGEROUS)
