"""The paper, its answer sheet and the office's key sheet as Word files. Pure: the same paper, the same words."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from content.documents.decree import BLANK, Column, bold, plain, table
from content.documents.markup import blocks_of, line_of
from content.documents.page import END, MIDDLE, TEXT_WIDTH, Look, Page, Run, fill, rule
from quizzes.items import kind_of
from quizzes.items.cloze import MARK
from quizzes.on_paper.cells import NONE, PaperQuestion, letters_in
from quizzes.on_paper.keys import key_in_words

HOW: Mapping[str, str] = {
    "single_choice": "Chọn một đáp án.",
    "multiple_choice": "Chọn tất cả đáp án đúng.",
    "true_false": "Ghi Đ (đúng) hoặc S (sai).",
    "true_false_group": "Với mỗi ý, ghi Đ (đúng) hoặc S (sai).",
    "matching": "Với mỗi dòng đánh số, ghi chữ cái của nội dung phù hợp.",
    "ordering": "Ghi các chữ cái theo đúng thứ tự.",
    "short_answer": "Viết câu trả lời ngắn.",
    "numerical": "Viết một số.",
    "cloze": "Điền vào chỗ trống, theo số thứ tự.",
    "essay": "Viết bài vào phần bài làm tự luận.",
    "hotspot": "Chọn các vị trí đúng trên hình theo danh sách.",
}
LINES = 20
_ISSUER = 56
"""Millimetres for the name of the institution; the rest is for what the sheet is."""
_SIZE = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperHead:
    """What stands on top of every sheet. ``minutes`` None: no time limit."""

    issuer: str
    title: str
    code: str
    minutes: int | None
    instructions: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyLine:
    """One line of the key sheet: ``item`` is the question's code in its bank, ``key`` its key."""

    question: PaperQuestion
    item: str
    key: Mapping[str, object]


def write_paper(
    head: PaperHead, questions: Sequence[PaperQuestion], pictures: Mapping[str, bytes] | None = None
) -> bytes:
    """The questions as they are handed out; nothing of the keys is in it."""
    page = Page(title=f"{head.title} – mã đề {head.code}", author=head.issuer)
    _top(page, head, "ĐỀ KIỂM TRA")
    _who(page)
    for block in blocks_of(head.instructions):
        page.paragraph(block.runs, Look(size=_SIZE, after=4))
    for number, question in enumerate(questions, start=1):
        _question(page, number, question, pictures or {})
    page.paragraph(plain("––––– HẾT –––––"), Look(align=MIDDLE, before=12))
    return page.saved()


def write_answer_sheet(head: PaperHead, questions: Sequence[PaperQuestion]) -> bytes:
    """One page or more to answer on, with room for the marker; essays have lines at the end."""
    page = Page(title=f"Phiếu trả lời – mã đề {head.code}", author=head.issuer)
    _top(page, head, "PHIẾU TRẢ LỜI")
    _who(page)
    page.paragraph(
        [Run(text="Đánh dấu × vào ô được chọn; muốn bỏ, khoanh tròn ô đã đánh dấu.", is_italic=True)],
        Look(size=_SIZE, after=6),
    )
    columns = [
        Column(title="Câu", width=14, is_centred=True),
        Column(title="Trả lời", width=TEXT_WIDTH - 14 - 24),
        Column(title="Điểm", width=24, is_centred=True),
    ]
    rows = [[str(number), _room(question), ""] for number, question in enumerate(questions, start=1)]
    table(page, columns, rows, size=_SIZE)
    for number, question in enumerate(questions, start=1):
        if question.kind == "essay":
            page.paragraph(bold(f"Bài làm câu {number}"), Look(before=12, keeps_with_next=True))
            for _line in range(LINES):
                page.dotted([("", TEXT_WIDTH)], Look(size=_SIZE, before=8))
    _signatures(page)
    return page.saved()


def write_key_sheet(head: PaperHead, lines: Sequence[KeyLine]) -> bytes:
    """The right answers in the letters of this paper, for those who mark it and for nobody else."""
    page = Page(title=f"Đáp án – mã đề {head.code}", author=head.issuer)
    _top(page, head, "ĐÁP ÁN VÀ THANG ĐIỂM")
    page.paragraph(
        bold("Chỉ dùng cho người chấm. Không phát cho người dự kiểm tra."),
        Look(size=_SIZE, align=MIDDLE, after=6),
    )
    columns = [
        Column(title="Câu", width=14, is_centred=True),
        Column(title="Mã câu hỏi", width=30),
        Column(title="Đáp án", width=TEXT_WIDTH - 14 - 30 - 22),
        Column(title="Điểm", width=22, is_centred=True),
    ]
    rows = [
        [str(number), one.item, _key(one), _points(one.question)] for number, one in enumerate(lines, start=1)
    ]
    table(page, columns, rows, size=_SIZE)
    return page.saved()


def _key(one: KeyLine) -> str:
    said = key_in_words(one.question, one.key)
    rubric = one.key.get("rubric")
    if not isinstance(rubric, list) or not rubric:
        return said
    lines = "; ".join(f"{_text(line['text'])}: {line['points']}".replace(".", ",") for line in rubric)
    return f"{said} ({lines})"


def _text(markup: str) -> str:
    return "".join(run.text for run in line_of(markup)).strip()


def _points(question: PaperQuestion) -> str:
    return f"{question.points.normalize():f}".replace(".", ",")


def _top(page: Page, head: PaperHead, kind: str) -> None:
    left, right = page.columns(_ISSUER, TEXT_WIDTH - _ISSUER)
    fill(left.paragraphs[0], bold(head.issuer.upper()), Look(size=_SIZE, align=MIDDLE))
    rule(left, width=_ISSUER, length=24)
    fill(right.paragraphs[0], bold(kind), Look(size=14, align=MIDDLE))
    page.paragraph(bold(head.title), Look(size=13, align=MIDDLE), into=right)
    if head.minutes:
        said = f"Thời gian làm bài: {head.minutes} phút (không kể thời gian phát đề)"
        page.paragraph([Run(text=said, is_italic=True)], Look(size=_SIZE, align=MIDDLE), into=right)
    page.paragraph(bold(f"Mã đề: {head.code}"), Look(size=13, align=END, before=6, after=6))


def _who(page: Page) -> None:
    page.dotted([("Họ và tên:", 105), (" Mã cán bộ:", TEXT_WIDTH)], Look(size=13, after=4))
    page.dotted([("Đơn vị:", TEXT_WIDTH)], Look(size=13, after=4))


def _signatures(page: Page) -> None:
    page.paragraph((), Look(size=6))
    cells = page.columns(TEXT_WIDTH / 2, TEXT_WIDTH / 2)
    for cell, title in zip(cells, ("Người dự kiểm tra ký tên", "Người chấm ký tên"), strict=True):
        fill(cell.paragraphs[0], bold(title), Look(size=_SIZE, align=MIDDLE, before=12, after=42))


def _question(page: Page, number: int, question: PaperQuestion, pictures: Mapping[str, bytes]) -> None:
    lead = bold(f"Câu {number} ({_points(question)} điểm). ")
    how = [Run(text=f" {HOW[question.kind]}", is_italic=True)]
    blocks = blocks_of(_stem(question), pictures)
    first = blocks.pop(0).runs if blocks and not blocks[0].rows else []
    page.paragraph([*lead, *first, *how], Look(before=8, keeps_with_next=True))
    for block in blocks:
        if block.rows:
            page.grid(block.rows, size=_SIZE)
        else:
            page.paragraph(block.runs, Look(before=2, keeps_with_next=True))
    content = kind_of(question.kind).read_content(question.content)
    for mark, runs in _PARTS.get(question.kind, _nothing)(question, content, pictures):
        page.paragraph([Run(text=f"{mark} ", is_bold=bool(mark)), *runs], Look(left=8, before=1))


def _stem(question: PaperQuestion) -> str:
    """The stem with numbered blanks where its gaps are."""
    if question.kind != "cloze":
        return str(question.content["stem"])
    numbers = iter(range(1, 1000))
    return MARK.sub(lambda _mark: f"<b>({next(numbers)})</b> {BLANK * 5}", question.content["stem"])


Parts = list[tuple[str, Sequence[Run]]]
Pictures = Mapping[str, bytes]


def _nothing(_question: PaperQuestion, _content: object, _pictures: Pictures) -> Parts:
    return []


def _lettered(choices: Sequence[object], order: Sequence[str], pictures: Pictures) -> Parts:
    by_id = {one.id: one for one in choices}  # type: ignore[attr-defined]
    return [
        (f"{shown}.", line_of(by_id[one].text, pictures))  # type: ignore[attr-defined]
        for one, shown in letters_in(order).items()
    ]


def _numbered(parts: Sequence[object], order: Sequence[str], pictures: Pictures) -> Parts:
    by_id = {one.id: one for one in parts}  # type: ignore[attr-defined]
    return [
        (f"{number})", line_of(by_id[one].text, pictures))  # type: ignore[attr-defined]
        for number, one in enumerate(order, start=1)
    ]


def _choices(question: PaperQuestion, content: object, pictures: Pictures) -> Parts:
    return _lettered(content.choices, question.arrangement["choices"], pictures)  # type: ignore[attr-defined]


def _statements(question: PaperQuestion, content: object, pictures: Pictures) -> Parts:
    return _numbered(content.statements, question.arrangement["statements"], pictures)  # type: ignore[attr-defined]


def _matching(question: PaperQuestion, content: object, pictures: Pictures) -> Parts:
    return [
        *_numbered(content.sources, question.arrangement["sources"], pictures),  # type: ignore[attr-defined]
        *_lettered(content.targets, question.arrangement["targets"], pictures),  # type: ignore[attr-defined]
    ]


def _gaps(question: PaperQuestion, content: object, pictures: Pictures) -> Parts:
    numbers = {gap: number for number, gap in enumerate(MARK.findall(question.content["stem"]), start=1)}
    told: Parts = []
    for gap in sorted(content.gaps, key=lambda one: numbers.get(one.id, 0)):  # type: ignore[attr-defined]
        if gap.choices:
            listed = _lettered(gap.choices, question.arrangement[gap.id], pictures)
            runs = [run for mark, text in listed for run in (Run(text=f"  {mark} ", is_bold=True), *text)]
            told.append((f"({numbers[gap.id]})", runs))
    return told


def _places(question: PaperQuestion, content: object, pictures: Pictures) -> Parts:
    picture = content.picture  # type: ignore[attr-defined]
    markup = f'<img src="{picture.src}" alt="" width="{picture.width}">'
    shown: Parts = [
        ("", line_of(markup, pictures) if picture.src in pictures else plain(f"[Hình: {picture.alt}]"))
    ]
    labels = {region.id: region.label for region in content.regions}  # type: ignore[attr-defined]
    listed = letters_in(question.arrangement["choices"]).items()
    return [*shown, *((f"{letter}.", plain(labels[one])) for one, letter in listed)]


_PARTS: Mapping[str, Callable[[PaperQuestion, object, Pictures], Parts]] = {
    "single_choice": _choices,
    "multiple_choice": _choices,
    "ordering": _choices,
    "true_false_group": _statements,
    "matching": _matching,
    "cloze": _gaps,
    "hotspot": _places,
}


def _room(question: PaperQuestion) -> str:
    """What stands on the answer sheet to be marked or written on."""
    return _ROOMS.get(question.kind, _blank_room)(question)


def _boxes(question: PaperQuestion) -> str:
    return "     ".join(f"{letter} ☐" for letter in letters_in(question.arrangement["choices"]).values())


def _each(group: str, room: str) -> Callable[[PaperQuestion], str]:
    return lambda question: "     ".join(
        f"{number}) {room}" for number in range(1, len(question.arrangement[group]) + 1)
    )


def _places_in_order(question: PaperQuestion) -> str:
    return " → ".join([BLANK * 2] * len(question.arrangement["choices"]))


def _gap_room(question: PaperQuestion) -> str:
    return "   ".join(f"({number}) {BLANK * 5}" for number in range(1, len(question.arrangement) + 1))


def _blank_room(question: PaperQuestion) -> str:
    return "(bài làm tự luận)" if question.kind == "essay" else BLANK * 20


_ROOMS: Mapping[str, Callable[[PaperQuestion], str]] = {
    "single_choice": _boxes,
    "multiple_choice": _boxes,
    "hotspot": _boxes,
    "true_false": lambda _question: "Đ ☐     S ☐",
    "true_false_group": _each("statements", "Đ ☐ S ☐"),
    "matching": _each("sources", BLANK * 2),
    "ordering": _places_in_order,
    "cloze": _gap_room,
}


SHEET_LEGEND = re.sub(
    r"\s+",
    " ",
    f"""Ghi chữ cái như trên phiếu: một đáp án "B"; nhiều đáp án "A C"; đúng/sai "Đ" hoặc "S"; nhiều ý "Đ S {NONE} Đ";
    ghép đôi "C A {NONE}" theo thứ tự dòng; sắp xếp "B A D C"; điền chỗ trống "từ | B | 30"; tự luận: số điểm.
    Để trống hoặc ghi "{NONE}" nếu không trả lời.""",
)
