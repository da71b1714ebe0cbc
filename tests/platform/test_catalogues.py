from pathlib import Path

from lms.run.catalogues import compile_catalogues
from scripts.messages import incomplete

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
