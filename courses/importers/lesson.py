"""What an imported lesson is while nothing has been written yet: plain frozen data. Pure."""

from dataclasses import asdict, dataclass, field
from typing import Any

from content.word.tree import Problem, Severity


def _(sentence: str) -> str:
    """Mark for translation; those who show it translate."""
    return sentence


SENTENCES: dict[str, tuple[Severity, str]] = {
    "no_alt": ("warning", _("A picture has no description for people who cannot see it.")),
    "picture_kind": (
        "error",
        _("A picture in the format %(detail)s cannot be shown on the web. Save it as PNG or JPEG."),
    ),
    "picture_broken": ("error", _("A picture cannot be opened: %(detail)s")),
    "picture_moved": ("info", _("A picture in a table was placed below the table.")),
    "too_long": (
        "error",
        _("A paragraph or table is too long to be taken over. Divide it and import again."),
    ),
    "too_many": (
        "error",
        _(
            "A lesson of more than %(detail)s parts cannot be edited; what follows here was left out. Cut it into lessons."
        ),
    ),
    "fake_headings": (
        "warning",
        _("%(detail)s bold lines were taken for headings. Untick those that are none."),
    ),
    "typed_lists": ("info", _("%(detail)s list items typed by hand became real lists.")),
    "colours": ("info", _("Text colours and highlighting are not taken over; mark what matters in bold.")),
    "no_headings": (
        "warning",
        _("No headings were found. Readers find their way by headings: add some after importing."),
    ),
    "nothing": ("error", _("There is no text in this file.")),
    "questions_text": (
        "warning",
        _("The questions under “%(detail)s” were not recognised; they stay in the lesson as text."),
    ),
    "too_many_lessons": (
        "error",
        _(
            "Divided like this the file makes %(detail)s lessons; at most 150 are written at once. It stays one lesson."
        ),
    ),
    "other_course": (
        "warning",
        _("This file belongs to another course: %(detail)s. Here its lessons become new ones."),
    ),
    "same_title": ("warning", _("This course already has a lesson with this title.")),
}


def lesson_problem(code: str, where: str, detail: str = "", quote: str = "") -> Problem:
    severity, sentence = SENTENCES[code]
    return Problem(
        severity=severity,
        where=where,
        message=sentence % {"detail": detail},
        code=code,
        detail=detail,
        quote=quote,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """An entry of the outline. ``number`` is the paragraph it stands in; ``level`` as in the file."""

    level: int
    text: str
    number: int
    is_guess: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPicture:
    """A picture and where it stands. The bytes are in the document's media under ``key``."""

    key: str
    number: int
    alt: str = ""
    caption: str = ""
    filename: str = ""
    where: str = ""
    ref: str = ""
    """What the picture is and the how-manieth time it stands in the file: an author's words for it are kept under this."""
    is_decorative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedLesson:
    """A lesson as found: ``blocks`` are raw stream values in which pictures are named by ``{"picture": index}``.

    A self-check is named by ``{"questions": number}``, the paragraph its questions begin in.
    """

    title: str
    outline: tuple[Heading, ...] = ()
    blocks: tuple[dict[str, Any], ...] = ()
    pictures: tuple[FoundPicture, ...] = ()
    by_type: dict[str, int] = field(default_factory=dict)
    rejected: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def imported(self) -> int:
        return sum(self.by_type.values())

    @property
    def found(self) -> int:
        return self.imported + self.rejected

    def as_plain(self) -> dict[str, Any]:
        return asdict(self)


def lesson_from_plain(plain: dict[str, Any]) -> ParsedLesson:
    return ParsedLesson(
        title=plain["title"],
        outline=tuple(Heading(**heading) for heading in plain["outline"]),
        blocks=tuple(plain["blocks"]),
        pictures=tuple(FoundPicture(**picture) for picture in plain["pictures"]),
        by_type=plain["by_type"],
        rejected=plain["rejected"],
        problems=tuple(Problem(**problem) for problem in plain["problems"]),
    )


def report_of(parsed: ParsedLesson, *, imported: bool = True) -> dict[str, Any]:
    """The report every import ends with. ``imported=False`` when it was refused as a whole."""
    return {
        "format": "word",
        "found": parsed.found,
        "imported": parsed.imported if imported else 0,
        "rejected": parsed.rejected if imported else parsed.found,
        "by_type": dict(parsed.by_type),
        "problems": [
            {"severity": p.severity, "where": p.where, "message": p.message} for p in parsed.problems
        ],
    }


def refusal_report(message: str, where: str) -> dict[str, Any]:
    """The report of a file that could not be read at all."""
    return {
        "format": "word",
        "found": 0,
        "imported": 0,
        "rejected": 0,
        "by_type": {},
        "problems": [{"severity": "error", "where": where, "message": message}],
    }
