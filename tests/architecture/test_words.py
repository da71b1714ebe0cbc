"""One English sentence has one Vietnamese: all rooms share one table of translations when the site runs."""

import ast
from collections.abc import Iterator

import polib

from tests.architecture.floors import ROOMS, ROOT

GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext", "npgettext"}


def test_rooms_agree_on_the_words_they_share():
    said: dict[tuple[str | None, str], dict[str, str]] = {}
    for room in ROOMS:
        path = ROOT / room / "locale" / "vi" / "LC_MESSAGES" / "django.po"
        if not path.exists():
            continue
        for entry in polib.pofile(str(path)):
            if entry.msgid and not entry.obsolete:
                words = entry.msgstr or next(iter(entry.msgstr_plural.values()), "")
                said.setdefault((entry.msgctxt, entry.msgid), {})[room] = words
    quarrels = {key[1]: rooms for key, rooms in said.items() if len(set(rooms.values())) > 1}
    assert quarrels == {}, "\n".join(f"{msgid!r}: {rooms}" for msgid, rooms in quarrels.items())


def _hidden(tree: ast.AST) -> Iterator[int]:
    for text in (node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)):
        for part in ast.walk(text):
            if isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and part.func.id in GETTEXT:
                yield part.lineno


def test_no_sentence_hides_in_an_f_string():
    """The program that gathers sentences does not look into them: such a sentence would stay English for ever."""
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for room in ROOMS
        for path in sorted((ROOT / room).rglob("*.py"))
        for line in _hidden(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []
