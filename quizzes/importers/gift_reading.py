"""First reading of GIFT: the file cut into questions, with their comments, titles and categories. Pure.

Escapes are turned into signs of a private range, so that everything after this may look for ``=``, ``~``, ``#``, ``:``,
``{`` and ``}`` without thinking of them; ``plain`` turns them back.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from quizzes.importers.drafts import Tag
from quizzes.importers.tags import tag_of

_ESCAPED = {
    "\\": "\ue000",
    ":": "\ue001",
    "#": "\ue002",
    "=": "\ue003",
    "{": "\ue004",
    "}": "\ue005",
    "~": "\ue006",
    "n": "\ue007",
}
_PLAIN = str.maketrans({private: "\n" if sign == "n" else sign for sign, private in _ESCAPED.items()})
_ESCAPE = re.compile(r"\\([\\:#={}~n])")
_COMMENT = re.compile(r"^[ \t]*//(.*)$")
_ID = re.compile(r"(?<!\\)\[id:((?:\\\]|[^\]\[])+)\]")
_TAG = re.compile(r"(?<!\\)\[tag:((?:\\\]|[^\]\[])+)\]")
_CATEGORY = re.compile(r"^\$CATEGORY:(.*)$", re.DOTALL)
_OPENS_ANOTHER = re.compile(r"^[ \t]*(?:::|\$CATEGORY:)")


@dataclass(slots=True, kw_only=True)
class Block:
    """One question as typed, escapes hidden. ``line`` is that of its first line in the file."""

    line: int
    text: str
    title: str = ""
    code: str = ""
    tags: list[Tag] = field(default_factory=list)
    category: tuple[str, ...] = ()


def hide_escapes(text: str) -> str:
    return _ESCAPE.sub(lambda found: _ESCAPED[found.group(1)], text)


def plain(text: str) -> str:
    """The text with its escaped signs as themselves."""
    return text.translate(_PLAIN)


def read_blocks(text: str) -> Iterator[Block]:
    r"""The questions in their order. A blank line ends one, except inside braces that are closed later."""
    category: tuple[str, ...] = ()
    for line, lines in _joined(list(_cut(text))):
        block = _block(line, lines)
        if found := _CATEGORY.match(block.text):
            category = category_path(plain(found.group(1)))
        elif block.text:
            block.category = category
            yield block


def _cut(text: str) -> Iterator[tuple[int, list[str]]]:
    """Runs of lines between blank ones; a category line stands alone. Private signs of the file itself are dropped."""
    current: list[str] = []
    start = 1
    for number, raw in enumerate(re.sub(r"[\ue000-\ue007]", "", text).split("\n"), start=1):
        is_category = raw.lstrip().startswith("$CATEGORY:")
        if not raw.strip() or is_category:
            if current:
                yield start, current
            current = []
            if is_category:
                yield number, [raw]
            continue
        if not current:
            start = number
        current.append(raw)
    if current:
        yield start, current


def _joined(runs: list[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    place = 0
    while place < len(runs):
        line, lines = runs[place]
        place += 1
        ahead = place
        joined = list(lines)
        while _is_open(joined) and ahead < len(runs) and ahead - place < 40 and _continues(runs[ahead][1]):
            joined = [*joined, "", *runs[ahead][1]]
            ahead += 1
        if ahead > place and not _is_open(joined):
            lines, place = joined, ahead
        yield line, lines


def _is_open(lines: list[str]) -> bool:
    text = hide_escapes("\n".join(line for line in lines if not _COMMENT.match(line)))
    return text.count("{") > text.count("}")


def _continues(lines: list[str]) -> bool:
    """Whether a run can be the rest of a question that is still open."""
    text = hide_escapes("\n".join(lines))
    opens, closes = text.find("{"), text.find("}")
    return not _OPENS_ANOTHER.match(lines[0]) and (opens == -1 or -1 < closes < opens)


def _block(line: int, lines: list[str]) -> Block:
    """Comments are read for ``[id:…]`` and ``[tag:…]`` and then left out."""
    code, tags, kept, first = "", [], [], 0
    for offset, raw in enumerate(lines):
        if comment := _COMMENT.match(raw):
            ids = _ID.findall(comment.group(1))
            code = ids[0].replace("\\]", "]").strip() if ids else code
            tags += [tag_of(name.replace("\\]", "]").strip()) for name in _TAG.findall(comment.group(1))]
            continue
        first = first or line + offset
        kept.append(raw.strip() if not raw.strip() else raw)
    block = Block(line=first or line, text=hide_escapes("\n".join(kept)).strip(), code=code, tags=tags)
    if block.text.startswith("::"):
        end = block.text.find("::", 2)
        if end != -1:
            block.title, block.text = plain(block.text[2:end]).strip(), block.text[end + 2 :].strip()
    return block


def category_path(text: str) -> tuple[str, ...]:
    r"""The names of a category, outermost first. ``//`` and ``\/`` are a slash inside a name; Moodle's roots are not names.

    >>> category_path("$course$/top/Kinh tế//Xã hội/Chương 1")
    ('Kinh tế/Xã hội', 'Chương 1')
    """
    hidden = text.strip().replace("\\/", "\x01").replace("//", "\x01")
    names = [" ".join(name.replace("\x01", "/").split()) for name in hidden.split("/")]
    names = [name for name in names if name]
    if names and re.fullmatch(r"\$[a-z]+\$", names[0]):
        names = names[1:]
        if names and names[0] == "top":
            names = names[1:]
    return tuple(names)
