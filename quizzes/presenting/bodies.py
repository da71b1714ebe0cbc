"""What a learner sees of a question beside its stem, one dataclass for each way of answering. None has room for a key."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from quizzes.items.cloze import CHOICE, CHOICES, NUMBER
from quizzes.items.hotspot import Picture
from quizzes.presenting.words import limits_in_words, line_of, reading_of, word_count


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One of several: a choice, a target, a choice in a gap. ``text`` is HTML of one line, ``line`` the same as plain text."""

    letter: str
    text: str
    is_picked: bool = False

    @property
    def line(self) -> str:
        return line_of(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceBody:
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBody:
    """True or false; ``""`` when no side was taken."""

    side: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    letter: str
    text: str
    side: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementsBody:
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One row to be matched. ``options`` are the targets, the picked one marked."""

    letter: str
    text: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingBody:
    sources: tuple[Source, ...]
    targets: tuple[Option, ...]

    @property
    def lists_targets(self) -> bool:
        """Whether a target holds more than a list to choose from can show, such as a formula."""
        return any("<" in target.text for target in self.targets)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    letter: str
    text: str
    place: str
    """``""`` before the learner has said anything."""

    @property
    def plain(self) -> str:
        return line_of(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderingBody:
    lines: tuple[Line, ...]

    @property
    def places(self) -> list[str]:
        return [str(place) for place in range(1, len(self.lines) + 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBody:
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberBody:
    """``units`` are offered to choose from; ``number_format`` says how points and commas are read."""

    text: str
    unit: str
    units: tuple[str, ...]
    number_format: str

    @property
    def reading(self) -> str:
        return reading_of(self.text, self.number_format)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """``number`` counts from 1 in the order of the text; ``kind`` is choice, choices, text or number."""

    id: str
    number: int
    kind: str
    text: str
    size: int
    options: tuple[Option, ...] = ()
    number_format: str = ""

    @property
    def is_choice(self) -> bool:
        return self.kind == CHOICE

    @property
    def takes_several(self) -> bool:
        return self.kind == CHOICES

    @property
    def width(self) -> int:
        """Of the field, in characters."""
        return self.size or (8 if self.kind == NUMBER else 14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Either a stretch of HTML or a gap: in turn they make the whole text."""

    html: str = ""
    gap: Gap | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClozeBody:
    pieces: tuple[Piece, ...]

    @property
    def gaps(self) -> list[Gap]:
        return [piece.gap for piece in self.pieces if piece.gap is not None]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedFile:
    """A file handed in. ``size`` in bytes."""

    uuid: UUID
    name: str
    size: int
    uploaded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EssayBody:
    """``text`` is plain; where ``is_rich``, ``markup`` is the same as HTML for the editor.

    ``max_files`` 0: none are taken. ``max_mb`` is the size of one file, ``file_kinds`` extensions without the dot.
    """

    text: str
    min_words: int | None
    max_words: int | None
    max_files: int
    max_mb: int
    file_kinds: tuple[str, ...]
    is_rich: bool = False
    markup: str = ""
    outline: str = ""
    """HTML: what the author suggests to start from."""
    files: tuple[HandedFile, ...] = ()

    @property
    def words(self) -> int:
        return word_count(self.text)

    @property
    def limits(self) -> str:
        """How long the text should be, in words; ``""`` when nothing is asked."""
        return limits_in_words(self.min_words, self.max_words)

    @property
    def takes_more(self) -> bool:
        return len(self.files) < self.max_files

    @property
    def accept(self) -> str:
        """What a file chooser offers."""
        return ",".join(f".{kind}" for kind in self.file_kinds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A region of the picture; ``x`` and ``y`` are where its letter stands."""

    letter: str
    label: str
    shape: str
    coords: tuple[int, ...]
    is_picked: bool

    @property
    def points(self) -> str:
        """Corners as SVG writes them."""
        return " ".join(f"{x},{y}" for x, y in zip(self.coords[0::2], self.coords[1::2], strict=True))

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of a rectangle."""
        left, top, right, bottom = self.coords
        return right - left, bottom - top

    @property
    def middle(self) -> tuple[int, int]:
        if self.shape == "circle":
            return self.coords[0], self.coords[1]
        across, down = self.coords[0::2], self.coords[1::2]
        return (min(across) + max(across)) // 2, (min(down) + max(down)) // 2


@dataclass(frozen=True, slots=True, kw_only=True)
class HotspotBody:
    picture: Picture
    spots: tuple[Spot, ...]
    shows_regions: bool

    @property
    def letter_size(self) -> int:
        """Height of the letters on the picture, in its own pixels: legible when the picture is as wide as a phone."""
        return max(self.picture.width // 20, 12)


Body = (
    ChoiceBody
    | SideBody
    | StatementsBody
    | MatchingBody
    | OrderingBody
    | TextBody
    | NumberBody
    | ClozeBody
    | EssayBody
    | HotspotBody
)
