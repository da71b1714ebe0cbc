"""The screens and files of statistics: who sees them, what they say, and that they stay cheap."""

import io
import time
from decimal import Decimal

import numpy as np
import pytest
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from people.models import User
from quizzes.models import Grade, ItemVersion, SectionItem
from tests.quizzes.bank_desk import may_edit
from tests.support.people import make_organisation, make_person
from tests.support.queries import assert_flat_queries, assert_max_queries
from tests.support.quizzes import make_bank, make_item, make_quiz
from tests.support.statistics import count_all, sit_in_bulk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

PLACES = ["quizzes_statistics", "quizzes_statistics_xlsx", "quizzes_statistics_docx"]
NAMED_PLACES = ["quizzes_gradebook", "quizzes_gradebook_xlsx", "quizzes_gradebook_csv"]


def versions_of(quiz):
    rows = SectionItem.objects.filter(section__quiz=quiz).order_by("position")
    return [row.item.current for row in rows.select_related("item__current")]


def matrix_of(rows, columns, seed=7):
    """Learners of different ability; the last question is one that the able get wrong."""
    chance = np.random.default_rng(seed)
    ability = chance.normal(size=(rows, 1))
    marks = (ability + chance.normal(size=(rows, columns)) > -0.3).astype(int)
    marks[:, -1] = (ability[:, 0] + chance.normal(size=rows) * 0.5 < -0.6).astype(int)
    return marks.tolist()


@pytest.fixture
def counted(quiz, now):
    """A quiz of three questions with forty counted attempts."""
    sit_in_bulk(quiz, versions_of(quiz), matrix_of(40, 3), now)
    count_all(quiz, now)
    return quiz


@pytest.fixture
def desk(client_for, instructor):
    return client_for(may_edit(instructor))


def address(name, quiz, **more):
    return reverse(name, kwargs={"quiz": quiz.uuid, **more})


def person_of(role, organisation):
    if role == "superuser":
        return User.objects.create_superuser("quan-tri@example.vn", "mat-khau-dai-12", full_name="Quản Trị")
    return may_edit(make_person("Người Thử", organisation=organisation, role=role))


@pytest.mark.parametrize(
    ("role", "statistics", "names"),
    [
        ("instructor", 200, 200),
        ("administrator", 200, 200),
        ("superuser", 200, 200),
        ("reviewer", 200, 404),
        ("registrar", 404, 200),
        ("learner", 404, 404),
        ("unit_head", 404, 404),
        ("training_officer", 404, 404),
    ],
)
def test_who_may_see_figures_and_who_names(counted, organisation, client_for, role, statistics, names):
    client = client_for(person_of(role, organisation))

    assert [client.get(address(place, counted)).status_code for place in PLACES] == [statistics] * 3
    assert [client.get(address(place, counted)).status_code for place in NAMED_PLACES] == [names] * 3
    version = versions_of(counted)[0].uuid
    one = client.get(address("quizzes_statistics_question", counted, version=version))
    assert one.status_code == statistics
    table = client.get(address("quizzes_statistics_csv", counted, slug="cau-hoi"))
    assert table.status_code == statistics


def test_those_of_another_organisation_and_strangers_see_nothing(counted, client_for):
    elsewhere = make_organisation("SNV", "Sở Nội vụ")
    author = client_for(may_edit(make_person("Tác Giả Khác", organisation=elsewhere, role="instructor")))

    for place in [*PLACES, *NAMED_PLACES]:
        assert author.get(address(place, counted)).status_code == 404
        assert client_for(None).get(address(place, counted)).status_code == 302
    assert counted.title not in author.get(reverse("quizzes_statistics_list")).content.decode()


def test_those_above_see_what_is_below(counted, client_for, now):
    above = make_organisation("BNV", "Bộ Nội vụ")
    below = make_organisation("VIEN", "Viện", parent=above)
    quiz = make_quiz(below, now, title="Bài của viện")
    client = client_for(may_edit(make_person("Bên Trên", organisation=above, role="instructor")))

    assert client.get(address("quizzes_statistics", quiz)).status_code == 200
    assert client.get(address("quizzes_statistics", counted)).status_code == 404
    assert "Bài của viện" in client.get(reverse("quizzes_statistics_list")).content.decode()


@pytest.mark.parametrize("attempts", [0, 4])
def test_too_few_attempts_show_no_figures(quiz, desk, now, attempts):
    sit_in_bulk(quiz, versions_of(quiz), matrix_of(attempts, 3), now)
    count_all(quiz, now)

    page = desk.get(address("quizzes_statistics", quiz)).content.decode()

    assert "Chưa đủ dữ liệu" in page
    assert "<svg" not in page.split("quizzes-bank", 1)[1]
    for place in PLACES[1:]:
        assert desk.get(address(place, quiz)).status_code == 404
    version = versions_of(quiz)[0].uuid
    assert desk.get(address("quizzes_statistics_question", quiz, version=version)).status_code == 404


def test_the_page_names_the_question_whose_key_is_suspect(counted, desk):
    page = desk.get(address("quizzes_statistics", counted)).content.decode()

    assert "Ít người đúng mà người giỏi lại sai: xem lại đáp án." in page
    assert "40 lượt làm bài" in page
    assert "Hệ số alpha của Cronbach" in page
    assert page.count('role="img"') == 2


def test_no_names_of_learners_stand_in_statistics(counted, client_for, organisation):
    reviewer = client_for(person_of("reviewer", organisation))
    names = [grade.learner.full_name for grade in Grade.objects.filter(quiz=counted)]

    version = versions_of(counted)[0].uuid
    pages = [
        reviewer.get(address("quizzes_statistics", counted)).content.decode(),
        reviewer.get(address("quizzes_statistics_question", counted, version=version)).content.decode(),
    ]
    book = load_workbook(io.BytesIO(reviewer.get(address("quizzes_statistics_xlsx", counted)).content))
    cells = [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row]

    assert [name for name in names if any(name in page for page in pages)] == []
    assert "Sổ điểm" not in book.sheetnames
    assert set(names).isdisjoint(cells)


def test_questions_are_sorted_by_link(counted, desk):
    def order(sort):
        page = desk.get(address("quizzes_statistics", counted), {"xep": sort})
        return [row.figures.facility for row, _hints in page.context["rows"]]

    assert order("ty-le") == sorted(order(""))
    assert order("-ty-le") == sorted(order(""), reverse=True)
    assert order("khong-co") == order("")
    page = desk.get(address("quizzes_statistics", counted), {"xep": "ty-le"}).content.decode()
    assert 'aria-sort="ascending"' in page


def test_a_question_tells_who_picked_what(counted, desk):
    version = versions_of(counted)[0]
    page = desk.get(address("quizzes_statistics_question", counted, version=version.uuid))
    picked = {choice.offer.value: choice.picked.count for choice, _label in page.context["choices"]}

    right = sum(row[0] for row in matrix_of(40, 3))
    assert picked == {"c1": 40 - right, "c2": right, "c3": 0, "c4": 0}
    assert "Không ai chọn “Phương án 3”; “Phương án 4”" in page.content.decode()


def test_each_wording_has_its_own_row_and_alpha_takes_them_as_one_question(counted, desk, now):
    first = versions_of(counted)[0]
    second = ItemVersion.objects.create(
        item=first.item, number=2, kind=first.kind, content=first.content, key=first.key, created_at=now
    )
    sit_in_bulk(counted, [second, *versions_of(counted)[1:]], matrix_of(20, 3, seed=8), now)
    count_all(counted, now)

    report = desk.get(address("quizzes_statistics", counted)).context["report"]

    assert [(row.code, row.version) for row in report.wordings[:2]] == [
        (first.item.code, 1),
        (first.item.code, 2),
    ]
    assert [row.figures.answers for row in report.wordings] == [40, 20, 60, 60]
    assert (report.figures.reliability.method, report.figures.reliability.questions) == ("alpha", 3)


def test_the_sheets_are_typed_and_no_text_is_a_formula(organisation, desk, now):
    bank = make_bank(organisation, now)
    items = [make_item(bank, now, stem=stem) for stem in ("=1+1", "@lệnh", "Câu thường")]
    quiz = make_quiz(organisation, now, items=items, title="Bài =nguy hiểm")
    sit_in_bulk(quiz, versions_of(quiz), matrix_of(12, 3), now)
    count_all(quiz, now)

    book = load_workbook(io.BytesIO(desk.get(address("quizzes_statistics_xlsx", quiz)).content))

    assert book.sheetnames == ["Kết quả chung", "Phổ điểm", "Từng câu hỏi", "Phương án", "Sổ điểm"]
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert not sheet.merged_cells.ranges
        assert all(c.data_type != "f" for row in sheet.iter_rows() for c in row)
    questions = book["Từng câu hỏi"]
    assert questions["E2"].value == "=1+1"
    assert questions["E2"].data_type == "s"
    assert isinstance(questions["H2"].value, int | float)
    assert book["Sổ điểm"].max_row == 13
    csv = desk.get(address("quizzes_statistics_csv", quiz, slug="cau-hoi")).content
    assert csv.startswith(b"\xef\xbb\xbf")
    lines = csv.decode("utf-8-sig").splitlines()
    assert "'=1+1" in lines[1]
    assert lines[1].count(";") == 13
    assert desk.get(address("quizzes_statistics_csv", quiz, slug="khong-co")).status_code == 404


def test_the_report_is_in_the_official_layout(counted, desk):
    answer = desk.get(address("quizzes_statistics_docx", counted))
    document = Document(io.BytesIO(answer.content))

    text = "\n".join(
        [p.text for p in document.paragraphs]
        + [p.text for t in document.tables for c in t._cells for p in c.paragraphs]
    )
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert "Thống kê kết quả bài kiểm tra “Kiểm tra cuối khóa”" in text
    assert "Ít người đúng mà người giỏi lại sai" in text
    assert document.sections[0].page_width.mm == pytest.approx(210, abs=0.1)
    assert 'filename="bao-cao-kiem-tra-cuoi-khoa.docx"' in answer["Content-Disposition"]


@pytest.fixture
def graded(quiz, organisation, now):
    names = ["Trần Văn Ánh", "Lê Thị An", "Nguyễn Đức Dũng", "Phạm Thị Đào", "Hoàng Văn Ân"]
    people = [make_person(name, organisation=organisation) for name in names]
    sit_in_bulk(
        quiz, versions_of(quiz), [[1, 1, 1], [0, 0, 0], [1, 1, 0], [1, 0, 0], [1, 1, 1]], now, people=people
    )
    count_all(quiz, now)
    return quiz


def given(answer):
    return [row.given for row in answer.context["rows"]]


def test_the_gradebook_stands_in_the_order_of_given_names(graded, desk):
    place = address("quizzes_gradebook", graded)

    assert given(desk.get(place)) == ["An", "Ánh", "Ân", "Dũng", "Đào"]
    assert given(desk.get(place, {"xep": "-name"})) == ["Đào", "Dũng", "Ân", "Ánh", "An"]
    assert given(desk.get(place, {"xep": "-result"})) == ["Ánh", "Ân", "Dũng", "Đào", "An"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"q": "duc dung"}, ["Dũng"]),
        ({"q": "Đào"}, ["Đào"]),
        ({"ket-qua": "passed"}, ["Ánh", "Ân"]),
        ({"ket-qua": "failed"}, ["An", "Dũng", "Đào"]),
        ({"ket-qua": "waiting"}, []),
        ({"ket-qua": "recognised"}, []),
        ({"don-vi": "HVHC"}, ["An", "Ánh", "Ân", "Dũng", "Đào"]),
        ({"don-vi": "khong-co", "ket-qua": "lạ", "xep": "lạ", "p": "x"}, ["An", "Ánh", "Ân", "Dũng", "Đào"]),
    ],
)
def test_the_gradebook_is_filtered(graded, desk, asked, expected):
    assert given(desk.get(address("quizzes_gradebook", graded), asked)) == expected
    book = load_workbook(io.BytesIO(desk.get(address("quizzes_gradebook_xlsx", graded), asked).content))
    assert [row[2].value for row in book.active.iter_rows(min_row=2)] == expected


def test_the_gradebook_tells_scores_and_results(graded, desk):
    row = desk.get(address("quizzes_gradebook", graded)).context["rows"][1]

    assert (row.family, row.unit) == ("Trần Văn", "Học viện Hành chính")
    assert [one.score for one in row.attempts] == ["3/3"]
    assert (row.percent, row.result) == (Decimal("100.00"), "đạt")


def test_points_in_the_gradebook_lead_to_the_attempt_and_to_what_each_may_change_there(
    graded, desk, organisation, client_for
):
    row = desk.get(address("quizzes_gradebook", graded)).context["rows"][0]
    place = reverse("quizzes_sitting", kwargs={"uuid": graded.uuid, "attempt": row.attempts[0].uuid})
    office = client_for(person_of("registrar", organisation))

    assert place in desk.get(address("quizzes_gradebook", graded)).content.decode()
    assert "total_points" in desk.get(place).content.decode()
    assert place in office.get(address("quizzes_gradebook", graded)).content.decode()
    seen = office.get(place).content.decode()
    assert "total_points" not in seen
    assert "annul_reason" in seen


def test_pages_stay_flat_as_attempts_and_questions_grow(organisation, desk, now):
    bank = make_bank(organisation, now)
    items = [make_item(bank, now) for _ in range(3)]
    quiz = make_quiz(organisation, now, items=items)
    sit_in_bulk(quiz, versions_of(quiz), matrix_of(6, 3), now)
    count_all(quiz, now)

    def grow():
        more = [make_item(bank, now) for _ in range(40)]
        section = quiz.sections.get()
        SectionItem.objects.bulk_create(
            SectionItem(section=section, item=item, position=10 + n) for n, item in enumerate(more)
        )
        versions = versions_of(quiz)
        sit_in_bulk(quiz, versions, matrix_of(600, len(versions)), now)
        count_all(quiz, now)

    places = [address(place, quiz) for place in ("quizzes_statistics", "quizzes_gradebook")]
    places.append(reverse("quizzes_statistics_list"))
    assert_flat_queries(grow=grow, work=lambda: [desk.get(place) for place in places])
    # Four of our own (door, sums, wordings, places); session, person, roles and the frame of the admin are the rest.
    with assert_max_queries(16):
        desk.get(places[0])


@pytest.mark.slow
def test_three_thousand_learners_open_in_two_seconds(quiz, desk, now):
    sit_in_bulk(quiz, versions_of(quiz), matrix_of(3000, 3), now)
    place = address("quizzes_gradebook", quiz)
    desk.get(place)

    began = time.perf_counter()
    assert desk.get(place).status_code == 200
    assert time.perf_counter() - began < 2
    began = time.perf_counter()
    assert desk.get(address("quizzes_gradebook_xlsx", quiz)).status_code == 200
    assert time.perf_counter() - began < 10
