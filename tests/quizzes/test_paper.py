"""A quiz on paper: forms, printed files, sheets; results typed in are graded like those on the screen."""

import io
from decimal import Decimal as D

import openpyxl
import pytest
from docx import Document

from content.documents.sheet import Sheet, SheetColumn, write_workbook
from quizzes.errors import ResultsRefused
from quizzes.grading import clean_answer
from quizzes.items import kind_of
from quizzes.models import Attempt, AttemptItem, Grade, MarkEvent, PaperForm, Response
from quizzes.on_paper.cells import CellRefused, PaperQuestion, cell_of, entry_in
from quizzes.on_paper.printing import KeyLine, PaperHead, write_answer_sheet, write_key_sheet, write_paper
from quizzes.on_paper.result_sheet import NoHead, rows_in, write_template
from quizzes.services.attempts import submit_attempt
from quizzes.services.overriding import annul_attempt
from quizzes.services.paper import (
    SheetRow,
    check_rows,
    enter_results,
    make_paper_forms,
    questions_of,
    versions_of,
)
from quizzes.services.starting import start_attempt
from tests.support.marking import essay_quiz
from tests.support.people import make_person
from tests.support.quizzes import make_bank, make_item, make_quiz
from tests.support.wordings import GOOD

ANSWERS = {
    "single_choice": {"choices": ["c2"]},
    "multiple_choice": {"choices": ["c1"]},
    "true_false": {"value": False},
    "true_false_group": {"values": {"s1": True, "s2": False, "s4": True}},
    "matching": {"pairs": {"s2": "t2"}},
    "ordering": {"order": ["c2", "c1", "c3", "c4"]},
    "short_answer": {"text": "hà nội"},
    "cloze": {"gaps": {"g1": "Hà Nội", "g3": "c2"}},
    "numerical": {"text": "297,4", "unit": "mm"},
    "hotspot": {"choices": ["r1"]},
}
"""Some right, some partly, some wrong."""


def question(kind, points="2"):
    content, _key = GOOD[kind]
    known = kind_of(kind)
    groups = known.groups(known.read_content(content))
    arrangement = {group: list(reversed(ids)) for group, ids in groups.items()}
    return PaperQuestion(kind=kind, content=content, arrangement=arrangement, points=D(points))


@pytest.fixture
def quiz(organisation, now):
    bank = make_bank(organisation, now)
    items = [make_item(bank, now, kind=kind, content=GOOD[kind][0], key=GOOD[kind][1]) for kind in ANSWERS]
    return make_quiz(organisation, now, items=items)


@pytest.fixture
def forms(quiz, head, now):
    return make_paper_forms(quiz=quiz, count=3, by=head, now=now)


def cells_for(form, answers=ANSWERS):
    versions = versions_of(forms=[form])
    return [cell_of(one, answers.get(one.kind, {})) for one in questions_of(form=form, versions=versions)]


def row_for(person, form, cells=None, number=2, name=""):
    cells = cells_for(form) if cells is None else cells
    return SheetRow(number=number, who=person.email, name=name, form=form.code, cells=cells)


@pytest.mark.parametrize("kind", sorted(ANSWERS))
def test_each_kind_is_typed_and_read_back(kind):
    asked = question(kind)
    answer = clean_answer(kind, asked.arrangement, ANSWERS[kind])

    assert entry_in(asked, cell_of(asked, answer)).answer == answer
    assert entry_in(asked, " - ").answer == {}


@pytest.mark.parametrize(
    ("kind", "text", "answer"),
    [
        ("single_choice", "b", {"choices": ["c2"]}),
        ("multiple_choice", "a,C", {"choices": ["c3", "c1"]}),
        ("multiple_choice", "CA", {"choices": ["c3", "c1"]}),
        ("true_false", "đúng", {"value": True}),
        ("true_false", "S", {"value": False}),
        ("true_false_group", "ĐS-Đ", {"values": {"s4": True, "s3": False, "s1": True}}),
        ("matching", "1-C; 2-A", {"pairs": {"s2": "t1", "s1": "t3"}}),
        ("matching", "C –", {"pairs": {"s2": "t1"}}),
        ("ordering", "d c b a", {"order": ["c1", "c2", "c3", "c4"]}),
        ("numerical", "297mm", {"text": "297", "unit": "mm"}),
        ("cloze", "Hà Nội | | A", {"gaps": {"g1": "Hà Nội", "g3": "c2"}}),
    ],
)
def test_the_ways_a_clerk_types(kind, text, answer):
    assert entry_in(question(kind), text).answer == clean_answer(kind, question(kind).arrangement, answer)


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        ("single_choice", "A B", "one_letter"),
        ("single_choice", "Z", "letters"),
        ("single_choice", "=1+1", "letters"),
        ("multiple_choice", "A A", "letters"),
        ("true_false", "có", "side"),
        ("true_false_group", "Đ S", "count"),
        ("matching", "C", "count"),
        ("matching", "9-C", "count"),
        ("matching", "Z A", "letters"),
        ("ordering", "A B C", "places"),
        ("ordering", "A A B C", "places"),
        ("cloze", "Hà Nội", "count"),
        ("cloze", "x | 1 | Z", "letters"),
        ("essay", "2,01", "number"),
        ("essay", "-1", "number"),
        ("essay", "hay", "number"),
    ],
)
def test_what_cannot_be_read_is_refused(kind, text, code):
    with pytest.raises(CellRefused, check=lambda error: error.code == code):
        entry_in(question(kind), text)


def test_forms_are_frozen_with_codes_of_their_own_and_orders_of_their_own(quiz, forms, head, now):
    assert [form.code for form in forms] == ["101", "102", "103"]
    assert len({str(form.slots) for form in forms}) == 3
    assert [form.code for form in make_paper_forms(quiz=quiz, count=1, by=head, now=now)] == ["104"]
    with pytest.raises(ResultsRefused):
        make_paper_forms(quiz=quiz, count=21, by=head, now=now)


def _words(data):
    document = Document(io.BytesIO(data))
    texts = [p.text for p in document.paragraphs]
    texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(texts)


def test_the_printed_paper_holds_every_question_and_no_key():
    kinds = sorted(GOOD)
    asked = [question(kind) for kind in kinds]
    head_line = PaperHead(
        issuer="Học viện", title="Kiểm tra", code="101", minutes=30, instructions="<p>Im lặng.</p>"
    )
    paper, sheet = _words(write_paper(head_line, asked)), _words(write_answer_sheet(head_line, asked))
    lines = [KeyLine(question=one, item=f"Q{n}", key=GOOD[one.kind][1]) for n, one in enumerate(asked)]
    keys = _words(write_key_sheet(head_line, lines))

    for word in (
        "Mã đề: 101",
        "30 phút",
        "Im lặng.",
        f"Câu {len(kinds)} (2 điểm).",
        "HẾT",
        "[Hình: Mẫu công văn]",
    ):
        assert word in paper
    for secret in ("Xem lại Nghị định", "Không cần in", "Cấp xã", "Chấm theo ý", "Bài mẫu", "Đủ ý", "Hẹp."):
        assert secret not in paper + sheet
    assert "297" not in sheet
    assert "297 ± 0,5 mm" in keys
    assert "Hà Nội | 12 | A" in keys  # c2 is printed first
    assert "Đủ ý: 1,5" in keys
    assert "Chỉ dùng cho người chấm" in keys
    letters = [line for line in paper.splitlines() if line.startswith(("A. ", "B. "))]
    assert "A. 10 mm" in letters  # c3 is printed first on this paper
    assert "B. 30 mm" in letters


def test_paper_round_trip_gives_the_grades_of_the_screen(
    quiz, forms, learner, colleague, head, now, tmp_path
):
    """Form → template → filled in → read → entered: the same grade as the same answers on the screen."""
    online = start_attempt(quiz=quiz, learner=colleague, now=now)
    for slot in AttemptItem.objects.filter(attempt=online).select_related("version"):
        Response.objects.create(
            attempt_item=slot, revision=1, answer=ANSWERS[slot.version.kind], saved_at=now
        )
    online = submit_attempt(attempt=online, now=now)
    template = write_template(quiz.title, [(form.code, len(form.slots)) for form in forms])
    book = openpyxl.load_workbook(io.BytesIO(template))
    for form in forms[:1]:
        book.active.append([learner.email.upper(), learner.full_name, int(form.code), *cells_for(form)])
    out = io.BytesIO()
    book.save(out)

    rows = [
        SheetRow(number=number, who=who, name=name, form=code, cells=cells)
        for number, who, name, code, cells in rows_in(out.getvalue())
    ]
    assert [found.problems for found in check_rows(quiz=quiz, rows=rows)] == [[]]
    assert not Attempt.objects.filter(source="paper").exists(), "checking writes nothing"
    (attempt,) = enter_results(quiz=quiz, rows=rows, sat_at=now, by=head, now=now)

    attempt.refresh_from_db()
    assert (attempt.source, attempt.entered_by, attempt.paper_form) == ("paper", head, forms[0])
    assert (attempt.score, attempt.max_points) == (online.score, online.max_points)
    assert 0 < attempt.score < attempt.max_points
    by_item = {
        who: dict(
            Response.objects.filter(attempt_item__attempt=one).values_list(
                "attempt_item__version__item", "score"
            )
        )
        for who, one in (("paper", attempt), ("screen", online))
    }
    assert by_item["paper"] == by_item["screen"]
    assert [grade.percent for grade in Grade.objects.filter(learner=learner)] == [
        grade.percent for grade in Grade.objects.filter(learner=colleague)
    ]
    assert len(attempt.receipt_sha256) == 64


def test_the_same_result_is_not_entered_twice(quiz, forms, learner, head, now):
    row = row_for(learner, forms[0])
    (attempt,) = enter_results(quiz=quiz, rows=[row], sat_at=now, by=head, now=now)

    with pytest.raises(ResultsRefused, check=lambda error: error.code == "rows_wrong"):
        enter_results(quiz=quiz, rows=[row], sat_at=now, by=head, now=now)
    assert Attempt.objects.count() == 1
    annul_attempt(attempt=attempt, reason="nhập nhầm phiếu", by=head, now=now)
    enter_results(quiz=quiz, rows=[row], sat_at=now, by=head, now=now)
    assert Attempt.objects.exclude(status="annulled").get().number == 2


def test_every_bad_row_is_named_and_one_of_them_keeps_the_whole_batch_out(
    quiz,
    forms,
    learner,
    colleague,
    head,
    now,
):
    form = forms[0]
    away = make_person("Người Nghỉ")
    away.is_active = False
    away.save()
    rows = [
        row_for(learner, form, number=4),
        row_for(learner, form, number=5),
        SheetRow(number=6, who="khong.co@example.vn", name="", form=form.code, cells=[]),
        SheetRow(number=7, who="", name="", form="999", cells=[]),
        row_for(colleague, form, number=8, name="Trần Văn Khác"),
        row_for(colleague, forms[1], cells=["?"] * 11, number=9),
        row_for(away, form, number=10),
    ]

    checked = check_rows(quiz=quiz, rows=rows)

    assert {found.row.number: len(found.problems) for found in checked} == {
        4: 0,
        5: 1,
        6: 1,
        7: 2,
        8: 1,
        9: 9,
        10: 1,
    }
    with pytest.raises(ResultsRefused, match="Hàng 5"):
        enter_results(quiz=quiz, rows=rows, sat_at=now, by=head, now=now)
    assert not Attempt.objects.exists()


def test_names_are_compared_without_accents_and_codes_exactly(quiz, forms, head, now):
    person = make_person("Đặng Thị Ổi", staff_code="CB-007")
    for who, name, is_right in (
        ("CB-007", "dang thi oi", True),
        (" cb-007 ", "", False),
        ("CB-00", "", False),
    ):
        row = SheetRow(number=2, who=who, name=name, form=forms[0].code, cells=[])
        (found,) = check_rows(quiz=quiz, rows=[row])
        assert (found.learner == person) is is_right, who


def test_essays_marked_on_paper_get_their_points_and_a_line_of_who_entered_them(
    organisation, learner, head, now
):
    quiz = essay_quiz(organisation, now, choices=0)
    (form,) = make_paper_forms(quiz=quiz, count=1, by=head, now=now)

    (attempt,) = enter_results(
        quiz=quiz, rows=[row_for(learner, form, cells=["7,5"])], sat_at=now, by=head, now=now
    )

    attempt.refresh_from_db()
    assert (attempt.score, attempt.needs_marking) == (D("7.5"), False)
    event = MarkEvent.objects.get()
    assert (event.kind, event.points, event.recorded_by) == ("marked", D("7.5"), head)
    assert Grade.objects.get().is_provisional is False


def test_an_essay_without_points_on_the_sheet_was_left_blank(organisation, learner, head, now):
    quiz = essay_quiz(organisation, now, choices=0)
    (form,) = make_paper_forms(quiz=quiz, count=1, by=head, now=now)

    (attempt,) = enter_results(
        quiz=quiz, rows=[row_for(learner, form, cells=[""])], sat_at=now, by=head, now=now
    )

    assert (attempt.score, attempt.needs_marking) == (D(0), False)


def test_a_quiz_that_changes_later_does_not_reach_printed_papers(quiz, forms, learner, head, now):
    quiz.sections.get().fixed_items.all().delete()

    (attempt,) = enter_results(quiz=quiz, rows=[row_for(learner, forms[0])], sat_at=now, by=head, now=now)

    assert attempt.slots.count() == len(ANSWERS)
    assert PaperForm.objects.get(code="101").slots == forms[0].slots


def test_a_sheet_without_our_head_says_so():
    data = write_workbook([Sheet(title="x", columns=[SheetColumn(title="Tên")], rows=[["a"]])])

    with pytest.raises(NoHead):
        rows_in(data)


def test_no_rows_and_too_many_rows_are_refused(quiz, forms, learner):
    for rows, code in (([], "not_readable"), ([row_for(learner, forms[0], cells=[])] * 201, "too_many")):
        with pytest.raises(ResultsRefused, check=lambda error, code=code: error.code == code):
            check_rows(quiz=quiz, rows=rows)
