from pathlib import Path

import polib

from lms.run.catalogues import compile_catalogues
from scripts.messages import CATALOGUE, ROOMS, ROOT, incomplete

WORDING = ROOT / "lms" / "wording" / CATALOGUE

GOOD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Lesson"\nmsgstr "Bài học"\n'


def write(root: Path, text: str) -> Path:
    path = root / "courses" / "locale" / "vi" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(text)
    return path


def test_a_catalogue_is_compiled_once_until_it_changes(tmp_path) -> None:
    path = write(tmp_path, GOOD)

    assert compile_catalogues(tmp_path) == [path]
    assert path.with_suffix(".mo").exists()
    assert compile_catalogues(tmp_path) == []


def test_an_untranslated_a_fuzzy_and_a_misnamed_sentence_are_reported(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("scripts.messages.ROOT", tmp_path)
    more = (
        '\nmsgid "Quiz"\nmsgstr ""\n'
        '\n#, fuzzy\nmsgid "Grade"\nmsgstr "Điểm"\n'
        '\n#, python-format\nmsgid "%(done)s lessons"\nmsgstr "%(xong)s bài"\n'
    )

    problems = list(incomplete(write(tmp_path, GOOD + more)))

    assert [p.split(": ")[1] for p in problems] == ["untranslated", "fuzzy", "the named places differ"]


def test_no_room_gives_a_librarys_word_another_meaning() -> None:
    """A room's words win everywhere: "Code" of a course would be asked of everybody who signs in with a code.

    A word that means something of its own carries a context (``pgettext``).
    """
    words = {e.msgid: e.msgstr for e in polib.pofile(str(WORDING)) if not e.msgctxt}
    bent = [
        f"{room}: {entry.msgid} is {entry.msgstr}, elsewhere {words[entry.msgid]}"
        for room in ROOMS
        if (path := ROOT / room / CATALOGUE).exists()
        for entry in polib.pofile(str(path))
        if not entry.msgctxt and not entry.obsolete and words.get(entry.msgid, entry.msgstr) != entry.msgstr
    ]

    assert bent == []
