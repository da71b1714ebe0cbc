"""Texts of other systems become HTML of ours, and what is lost on the way is written down. Pure.

Nothing here makes HTML safe: that is done once, by ``content.sanitising``, when a wording is checked. Here is decided what
a text means (its format), where its pictures are, and what of it has no place in an item.
"""

import html
import re
from collections.abc import Mapping
from urllib.parse import unquote

from markdown_it import MarkdownIt

from quizzes.importers.drafts import PENDING, Lost
from quizzes.importers.formulas import formula_in
from quizzes.importers.pictures import PictureBox

MAX_TEXT = 200_000
"""What the sanitiser takes of one text; more is refused there, so it is not worked on here."""
MAX_MARKDOWN = 20_000
EXCERPT = 80

_IMAGE = re.compile(r"<img\b([^<>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""\b(src|alt|width|height)\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>]+))""", re.IGNORECASE
)
_MEDIA = re.compile(r"<(video|audio|iframe|object|embed|svg|canvas)\b", re.IGNORECASE)
_MATH = re.compile(r"<math\b", re.IGNORECASE)
_MATH_END = re.compile(r"</math\s*>", re.IGNORECASE)
_PROGRAM = re.compile(r"<(script|form|input|button|select)\b|\bon[a-z]+\s*=", re.IGNORECASE)
_STYLING = re.compile(r"<[a-z][^<>]*\sstyle\s*=|<font\b", re.IGNORECASE)
_FILE_LINK = re.compile(r"""<a\b[^<>]*href\s*=\s*["']?@@PLUGINFILE@@/([^"'<>\s?]*)[^<>]*>""", re.IGNORECASE)
_DIVISION = re.compile(r"<(/?)(?:div|center|section|article|dl|dt|dd|address)\b[^<>]*>", re.IGNORECASE)
_BLOCK = re.compile(
    r"</?(?:p|div|h[1-6]|ul|ol|li|blockquote|pre|table|caption|thead|tbody|tfoot|tr|td|th|figure|figcaption|hr|dl|dt|dd"
    r"|center|section|article)\b[^<>]*>",
    re.IGNORECASE,
)
_LAYOUT = re.compile(r"<(table|ul|ol|pre|blockquote)\b", re.IGNORECASE)
_BREAK = re.compile(r"<br\b[^<>]*>", re.IGNORECASE)
_BREAKS = re.compile(r"(?:\s*(?:\x01|<br>)\s*)*\x01(?:\s*(?:\x01|<br>)\s*)*")
_TAG = re.compile(r"<[^<>]*>")
_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")


class Texts:
    """The texts of one question. ``lost`` and ``is_incomplete`` fill up as they are read."""

    def __init__(self, pictures: PictureBox) -> None:
        self.pictures = pictures
        self.lost: list[Lost] = []
        self.is_incomplete = False

    def rich(self, text: str, format: str = "html", files: Mapping[str, bytes] | None = None) -> str:
        """A text that may have paragraphs, tables and pictures. ``format``: html, moodle, plain or markdown."""
        markup = as_html(text, format)
        if len(markup) > MAX_TEXT:
            return markup
        self._report(markup)
        markup = self._with_formulas(markup)
        markup = _IMAGE.sub(lambda found: self._image(found, files or {}), markup)
        return _paragraphs_for_divisions(markup).strip()

    def inline(self, text: str, format: str = "html", files: Mapping[str, bytes] | None = None) -> str:
        """A text that stands in one line (a choice, a remark): paragraphs become line breaks."""
        markup = self.rich(text, format, files)
        if len(markup) > MAX_TEXT:
            return markup
        if layout := _LAYOUT.search(markup):
            self.lose("choice_layout", layout.group(1))
        return _in_one_line(markup)

    def lose(self, field: str, excerpt: str = "", *, is_serious: bool = False) -> None:
        """Write down what cannot be kept; what is serious makes the question a draft that somebody must look at."""
        one = Lost(field=field, excerpt=excerpt_of(excerpt))
        if one not in self.lost:
            self.lost.append(one)
        self.is_incomplete = self.is_incomplete or is_serious

    def _report(self, markup: str) -> None:
        for media in {found.lower() for found in _MEDIA.findall(markup)}:
            self.lose("media", media, is_serious=True)
        if _PROGRAM.search(markup):
            self.lose("program", markup)
        if _STYLING.search(markup):
            self.lose("styling")
        for name in _FILE_LINK.findall(markup):
            self.lose("attachment", unquote(name), is_serious=True)

    def _with_formulas(self, markup: str) -> str:
        """The text with its MathML brought down to what is shown here."""
        parts, rest = [], markup
        while opened := _MATH.search(rest):
            closed = _MATH_END.search(rest, opened.end())
            if closed is None:
                break
            formula = formula_in(rest[opened.start() : closed.end()])
            if formula.lost:
                self.lose("formula", formula.lost, is_serious=True)
            parts += [rest[: opened.start()], formula.markup]
            rest = rest[closed.end() :]
        return "".join(parts) + rest

    def _image(self, found: re.Match[str], files: Mapping[str, bytes]) -> str:
        given = {
            name.lower(): html.unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(found.group(1))
        }
        address, alt = given.get("src", ""), given.get("alt", "")
        placed = self._placed(address, alt, files)
        if not placed:
            return ""
        size = "".join(
            f' {side}="{given[side]}"'
            for side in ("width", "height")
            if re.fullmatch(r"[1-9][0-9]{0,4}", given.get(side, ""))
        )
        return f'<img src="{placed}" alt="{html.escape(alt)}"{size}>'

    def _placed(self, address: str, alt: str, files: Mapping[str, bytes]) -> str:
        if address.startswith(PENDING) and address[len(PENDING) :][:64] in self.pictures.found:
            return address
        if address.lower().startswith("data:"):
            placed = self.pictures.add_data_address(address, alt=alt)
            if not placed:
                self.lose("picture_broken", address, is_serious=True)
            return placed
        if address.startswith("@@PLUGINFILE@@/"):
            name = unquote(address.removeprefix("@@PLUGINFILE@@/").split("?")[0])
            if name not in files:
                self.lose("picture_missing", name, is_serious=True)
                return ""
            placed = self.pictures.add(name=name, data=files[name], alt=alt)
            if not placed:
                self.lose("picture_broken", name, is_serious=True)
            return placed
        self.lose("picture_elsewhere", address, is_serious=True)
        return ""


def as_html(text: str, format: str) -> str:
    """A text of a named format as HTML. Formats: html, moodle (HTML whose line ends count), plain, markdown."""
    if format == "html" or not text.strip():
        return text
    if format == "plain":
        return _with_breaks(html.escape(text, quote=False))
    if format == "markdown":
        is_long = len(text) > MAX_MARKDOWN
        return _with_breaks(html.escape(text, quote=False)) if is_long else _MARKDOWN.render(text).strip()
    return text if _BLOCK.search(text) or _BREAK.search(text) else _with_breaks(text)


def plain_of(markup: str) -> str:
    """What a text says, as plain text."""
    return html.unescape(_TAG.sub("", _BREAK.sub(" ", _BLOCK.sub(" ", markup)))).replace("\xa0", " ").strip()


def is_named_after(title: str, *, code: str, stem: str) -> bool:
    """Whether a title says nothing that the code or the beginning of the text does not say."""
    words = " ".join(plain_of(stem[:2000]).split())
    return not title or title == code or words.startswith(title.removesuffix("...").removesuffix("…"))


def excerpt_of(markup: str) -> str:
    """The beginning of a text in plain words."""
    text = " ".join(plain_of(markup[:2000]).split())
    return text if len(text) <= EXCERPT else text[: EXCERPT - 1] + "…"


def _with_breaks(markup: str) -> str:
    paragraphs = [part.strip() for part in re.split(r"\n[ \t]*\n", markup.strip())]
    return "".join("<p>" + part.replace("\n", "<br>") + "</p>" for part in paragraphs if part)


def _in_one_line(markup: str) -> str:
    text = _BLOCK.sub("\x01", _BREAK.sub("<br>", markup))
    if "\x01" not in text:
        return text.strip()
    return _BREAKS.sub("\x01", text).strip("\x01 \t\n").replace("\x01", "<br>")


def _paragraphs_for_divisions(markup: str) -> str:
    """``div`` and its kin become paragraphs, so that their texts do not run together when the tag is taken away."""
    if not _DIVISION.search(markup):
        return re.sub(r"<(/?)h1\b[^<>]*>", r"<\1h2>", markup, flags=re.IGNORECASE)
    text = _DIVISION.sub(r"<\1p>", markup)
    text = re.sub(r"(?:<p>\s*)+(?=<(?:p|h[1-6]|ul|ol|table|blockquote|pre)\b)", "", text)
    text = re.sub(r"(</(?:p|h[1-6]|ul|ol|table|blockquote|pre)>)(?:\s*</p>)+", r"\1", text)
    return re.sub(r"<(/?)h1\b[^<>]*>", r"<\1h2>", text, flags=re.IGNORECASE)
