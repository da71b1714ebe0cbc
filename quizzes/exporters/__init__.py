"""A bank of questions becomes a file in somebody else's format. Pure.

A format is one module with one function from an ``ExportedBank`` to an ``ExportedFile``, named in ``WRITERS``. What the
format cannot hold is listed field by field, never dropped in silence; what it can hold comes back equal when the
file is read again (``parse(export(bank)) == bank``).
"""

from collections.abc import Callable
from dataclasses import dataclass

from quizzes.exporters.aiken import write_aiken
from quizzes.exporters.bank import ExportedBank, ExportedFile, ExportedItem, NotHeld
from quizzes.exporters.gift import write_gift
from quizzes.exporters.moodle_xml import write_moodle_xml
from quizzes.exporters.own_json import write_json
from quizzes.exporters.qti import write_qti
from quizzes.exporters.word import write_word
from quizzes.exporters.xlsx import write_xlsx
from quizzes.importers.drafts import IMPORTABLE

Writer = Callable[[ExportedBank], ExportedFile]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """How a file of this format is named and sent, and what it has no place for, whatever a bank holds.

    ``kinds`` it can write; ``fields`` (keys of ``messages.FIELDS``) it has no place for. A single question may lose more:
    the writer lists that.
    """

    write: Writer
    extension: str
    media_type: str
    kinds: frozenset[str] = frozenset(IMPORTABLE)
    fields: tuple[str, ...] = ()


_OFFICE = "application/vnd.openxmlformats-officedocument"
_NO_PICTURES = frozenset(IMPORTABLE) - {"hotspot"}
WRITERS: dict[str, Format] = {
    "xlsx": Format(write=write_xlsx, extension="xlsx", media_type=f"{_OFFICE}.spreadsheetml.sheet"),
    "word": Format(
        write=write_word,
        extension="docx",
        media_type=f"{_OFFICE}.wordprocessingml.document",
        kinds=_NO_PICTURES,
        fields=("pattern", "units", "gap_weight"),
    ),
    "qti": Format(
        write=write_qti,
        extension="zip",
        media_type="application/zip",
        fields=("hints", "units", "pattern", "gap_ticks"),
    ),
    "gift": Format(
        write=write_gift,
        extension="gift",
        media_type="text/plain; charset=utf-8",
        kinds=_NO_PICTURES - {"true_false_group", "cloze"},
        fields=("picture", "points", "hints", "units", "rubric"),
    ),
    "moodle_xml": Format(
        write=write_moodle_xml,
        extension="xml",
        media_type="application/xml",
        kinds=_NO_PICTURES - {"true_false_group"},
        fields=("rubric", "sample"),
    ),
    "aiken": Format(
        write=write_aiken,
        extension="txt",
        media_type="text/plain; charset=utf-8",
        kinds=frozenset({"single_choice", "true_false"}),
        fields=("picture", "formatting", "points", "feedback", "choice_feedback", "category", "tags", "code"),
    ),
    "json": Format(write=write_json, extension="json", media_type="application/json"),
}

__all__ = ["WRITERS", "ExportedBank", "ExportedFile", "ExportedItem", "Format", "NotHeld", "Writer"]
