"""What the answers show, on each line of a bank and on a question's page."""

import pytest
from django.urls import reverse

from people.models import User
from quizzes.bank_figures import places_read, readings_of
from quizzes.models import VersionStatistics
from quizzes.services.authoring import publish_item_version
from quizzes.statistics import Tally, figures_across, item_figures
from tests.quizzes.bank_desk import LIST, fill, may_edit
from tests.support.people import make_person
from tests.support.queries import assert_flat_queries, assert_max_queries
from tests.support.quizzes import make_item, make_quiz
from tests.support.statistics import count_all, sit_in_bulk

ABLE = [[1, 1, 1, 0, 1], [1, 1, 1, 0, 1], [1, 1, 1, 0, 1], [1, 0, 0, 1, 0], [1, 0, 0, 1, 0], [1, 1, 0, 0, 0]]
"""By question: too easy; fine; fine; the able get it wrong; fine."""


def ask(organisation, bank, now, matrix=ABLE, items=None, **fields):
    items = items or [make_item(bank, now) for _ in matrix[0]]
    quiz = make_quiz(organisation, now, items=items, **fields)
    sit_in_bulk(quiz, [item.current for item in items], matrix, now)
    count_all(quiz, now)
    return quiz, items


def lines(answer):
    """The figures under each question of a list, as they are read."""
    html = answer.content.decode()
    return [" ".join(part.split("</p>")[0].split()) for part in html.split("quizzes-bank__figures")[1:]]


def codes(client, bank, figures):
    answer = client.get(f"{LIST}{bank.uuid}/", {"figures": figures})
    return [item.code for item in answer.context["page"]]


def test_each_line_of_the_list_says_how_the_question_did(organisation, bank, instructor, client_for, now):
    _quiz, items = ask(organisation, bank, now)
    few = make_item(bank, now)
    ask(organisation, bank, now, [[1], [0]], [few])
    client = client_for(instructor)

    easy, fine, _other, key, _last, too_few = lines(client.get(f"{LIST}{bank.uuid}/"))

    assert "6 câu trả lời" in easy
    assert "</abbr> = 1,00" in easy
    assert "</abbr> = —" in easy
    assert "quá dễ" in easy
    assert "</abbr> = 0,67" in fine
    assert "quizzes-bank__hint" not in fine
    assert "xem lại đáp án" in key
    assert "−" in key
    assert "cần ít nhất 5" in too_few
    assert "</abbr>" not in too_few
    assert codes(client, bank, "easy") == [items[0].code]
    assert codes(client, bank, "suspect") == [items[3].code]
    assert codes(client, bank, "none") == [items[1].code, items[2].code, items[4].code]
    assert codes(client, bank, "few") == [few.code]
    assert codes(client, bank, "poor") == codes(client, bank, "hard") == []
    assert len(codes(client, bank, "lạ")) == 6


def test_a_new_wording_begins_without_figures(organisation, bank, instructor, now):
    _quiz, items = ask(organisation, bank, now)
    item = items[0]
    publish_item_version(
        bank=bank, code=item.code, kind="true_false", content={"stem": "<p>Mới</p>"}, key={"correct": True}, now=now, by=instructor,
    )  # fmt: skip
    item.refresh_from_db()

    assert item.pk not in readings_of([item])
    assert readings_of(items[1:])[items[1].pk].figures.answers == 6


def test_quizzes_are_not_thrown_on_one_heap(organisation, bank, now):
    """A question that tells learners apart in an easy and in a hard paper does so in both, not across them."""
    item, *easy = [make_item(bank, now) for _ in range(4)]
    hard = [make_item(bank, now) for _ in range(3)]
    ask(
        organisation,
        bank,
        now,
        [[1, 1, 1, 1], [1, 1, 1, 0], [0, 1, 1, 0], [0, 1, 1, 0], [1, 1, 1, 1]],
        [item, *easy],
    )
    ask(
        organisation,
        bank,
        now,
        [[1, 1, 0, 0], [0, 0, 0, 0], [1, 0, 0, 0], [0, 0, 0, 0], [1, 1, 0, 0]],
        [item, *hard],
    )
    rows = VersionStatistics.objects.filter(version=item.current)
    tallies = [Tally.from_json(row.sums) for row in rows]
    each = [item_figures(one).discrimination for one in tallies]

    found = readings_of([item])[item.pk].figures

    assert found.discrimination == pytest.approx(sum(each) / 2)
    assert found.facility == pytest.approx(6 / 10)
    assert figures_across([]).discrimination is None


def test_who_may_draw_but_not_read_sees_no_figures(
    organisation, bank, instructor, elsewhere, guest, client_for, now, today
):
    from tests.quizzes.bank_desk import share

    ask(organisation, bank, now)
    share(bank, elsewhere, instructor, today, "use")

    assert lines(client_for(guest).get(f"{LIST}{bank.uuid}/")) == []


def test_a_hundred_questions_cost_no_more_queries_than_ten(organisation, bank, instructor, client_for, now):
    ask(organisation, bank, now)
    fill(bank, now, 1)
    client = client_for(instructor)

    def look():
        for figures in ("", "easy", "few"):
            client.get(f"{LIST}{bank.uuid}/", {"figures": figures})

    def grow():
        for _ in range(3):
            ask(organisation, bank, now, [[1, 0] * 20] * 6)
        fill(bank, now, 30)

    assert_flat_queries(grow=grow, work=look)
    assert bank.items.count() > 150
    with assert_max_queries(30):
        client.get(f"{LIST}{bank.uuid}/?figures=easy")


def test_a_questions_page_leads_to_its_statistics(organisation, bank, instructor, client_for, now):
    quiz, items = ask(organisation, bank, now, title="Kiểm tra cuối khóa")
    ask(organisation, bank, now, [[1]], items[:1], title="Ít người")
    client = client_for(instructor)

    html = client.get(f"{LIST}{bank.uuid}/{items[0].uuid}/ho-so/").content.decode()

    place = reverse(
        "quizzes_statistics_question", kwargs={"quiz": quiz.uuid, "version": items[0].current.uuid}
    )
    assert place in html
    assert client.get(place).status_code == 200
    assert "Ít người" in html
    assert html.count("/thong-ke/cau-hoi/") == 1


def test_statistics_of_quizzes_elsewhere_are_not_named(organisation, bank, elsewhere, guest, now):
    _quiz, items = ask(organisation, bank, now)

    assert places_read(guest, items[0]) == []


@pytest.mark.parametrize(
    ("role", "banks", "quizzes"),
    [
        ("instructor", True, True),
        ("administrator", True, True),
        ("superuser", True, True),
        ("reviewer", True, False),
        ("registrar", False, False),
        ("training_officer", False, False),
    ],
)
def test_whoever_may_see_a_bank_finds_it_in_the_menu(role, banks, quizzes, organisation, bank, client_for):
    person = (
        User.objects.create_superuser("qt@example.vn", "mat-khau-dai-12", full_name="Quản Trị")
        if role == "superuser"
        else may_edit(make_person("Người Thử", organisation=organisation, role=role))
    )
    client = client_for(person)
    menu = client.get("/quan-tri/").content.decode()

    assert (f'"{LIST}"' in menu) is banks
    assert ('"/quan-tri/bai-kiem-tra/"' in menu) is quizzes
    page = client.get(LIST).content.decode()
    assert (bank.name in page) is banks
    assert ('name="organisation"' in page) is quizzes, "who may not open a bank is not asked to"
