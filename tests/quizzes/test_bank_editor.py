"""The form of a question, for each kind: what is typed is what is stored, and comes back to be typed again."""

import pytest
from django.core.files.images import ImageFile
from django.http import QueryDict
from wagtail.images import get_image_model

from quizzes.editors.sheet import EDITORS, Sheet
from quizzes.models import Item, ItemVersion
from quizzes.services.authoring import create_bank
from tests.quizzes.bank_desk import LIST, SHEETS, may_edit, rows, sheet
from tests.support.pictures import png

KEYS = {
    "single_choice": {"correct": ["c2"], "scoring": "all_or_nothing", "choice_feedback": {"c2": "Điều 8"}},
    "multiple_choice": {"correct": ["c1", "c2"], "scoring": "right_minus_wrong"},
    "true_false": {"correct": False, "choice_feedback": {"true": "Xem lại"}},
    "true_false_group": {
        "correct": {"s1": True, "s2": False, "s3": True, "s4": False},
        "scale": ["0", "0.1", "0.25", "0.5", "1"],
    },
    "matching": {"pairs": {"s1": "t1", "s2": "t2"}},
    "ordering": {"order": ["c1", "c2", "c3"], "scoring": "pairwise"},
    "short_answer": {"ignore_case": True, "ignore_accents": False},
    "numerical": {"unit_policy": "optional", "unit_penalty": "0.5", "units": [{"text": "mm", "factor": "1"}]},
    "cloze": {},
    "essay": {"rubric": [{"id": "r1", "text": "Đủ ý", "points": "0.5"}]},
}


@pytest.fixture
def instructor(instructor):
    return may_edit(instructor)


@pytest.fixture
def bank(organisation, now):
    return create_bank(name="Thể thức", organisation=organisation, now=now)


@pytest.fixture
def client(client_for, instructor):
    return client_for(instructor)


def write(client, bank, data, item=None):
    address = f"{LIST}{bank.uuid}/{item.uuid}/" if item else f"{LIST}{bank.uuid}/them/"
    return client.post(address, data)


@pytest.mark.parametrize("kind", list(SHEETS))
def test_a_question_of_each_kind_is_written_shown_and_written_again_unchanged(kind, client, bank):
    response = write(client, bank, SHEETS[kind])
    assert response.status_code == 302, response.context["sheet"].problems
    item = Item.objects.get()
    stored = item.current.key
    assert {name: stored[name] for name in KEYS[kind]} == KEYS[kind]

    page = client.get(f"{LIST}{bank.uuid}/{item.uuid}/")
    assert page.status_code == 200
    again = typed_from(Sheet(kind=kind, version=item.current).show())
    assert write(client, bank, again, item).status_code == 302
    assert ItemVersion.objects.count() == 1, "an unchanged question makes no new version"


def typed_from(filled):
    """What a browser would send of a form nobody touched."""
    sent = {"kind": filled.kind, "language": "vi", "act": "save"}
    for form in (filled.wording_form, filled.settings_form, *(f for r in filled.rows for f in r.forms)):
        for bound in form:
            value = bound.value()
            if bound.name == "stem":
                sent["stem-html"] = bound.field.widget.get_context("stem", value, {"id": "s"})["widget"][
                    "html"
                ]
            elif value is True and hasattr(bound.field.widget, "_place"):
                group, index = bound.field.widget._place(bound.html_name)
                sent[group] = index
            elif value is True:
                sent[bound.html_name] = "on"
            elif value not in (None, False):
                sent[bound.html_name] = str(getattr(value, "pk", value))
    return sent | {f"{r.name}-total": str(r.total) for r in filled.rows}


def test_a_place_in_a_picture_is_written_by_numbers(client, bank):
    picture = get_image_model().objects.create(title="Sơ đồ", file=ImageFile(png(400, 300), name="so-do.png"))
    data = sheet(
        "hotspot",
        **rows(
            "regions",
            {"text": "Quốc hiệu", "shape": "rect", "coords": "10, 10, 110, 60", "is_right": "on"},
            {"text": "Số", "shape": "circle", "coords": "200 200 20"},
        ),
        **{"own-picture": str(picture.pk), "own-alt": "Trang công văn", "own-scoring": "all_or_nothing"},
    )
    assert write(client, bank, data).status_code == 302
    version = Item.objects.get().current
    assert version.content["picture"]["width"] == 400
    assert version.content["regions"][1]["coords"] == [200, 200, 20]
    assert (
        write(
            client, bank, typed_from(Sheet(kind="hotspot", version=version).show()), version.item
        ).status_code
        == 302
    )
    assert ItemVersion.objects.count() == 1


def test_mistakes_are_told_where_they_are_and_nothing_typed_is_lost(client, bank):
    data = sheet(
        "single_choice",
        **rows("choices", {"text": "Một <mình>"}, {"text": ""}),
        points="một",
        feedback="Vì thế",
    )
    data["own-scoring"] = "all_or_nothing"
    response = write(client, bank, data)
    html = response.content.decode()
    filled = response.context["sheet"]

    assert response.status_code == 422
    assert "points" in filled.wording_form.errors
    assert "Một &lt;mình&gt;" in html
    assert "Vì thế" in html
    data["points"] = "1"
    filled = write(client, bank, data).context["sheet"]
    assert len(filled.rows[0].problems) == 2  # too few choices, none right
    assert not Item.objects.exists()


@pytest.mark.parametrize(
    ("act", "texts"),
    [
        ("choices:add", ["a", "b", ""]),
        ("choices:up:1", ["b", "a"]),
        ("choices:down:0", ["b", "a"]),
        ("choices:remove:0", ["b"]),
        ("choices:remove:77", ["a", "b"]),
        ("nonsense", ["a", "b"]),
    ],
)
def test_lines_are_added_moved_and_removed_without_a_script(act, texts):
    data = QueryDict(mutable=True)
    data.update(sheet("multiple_choice", **rows("choices", {"text": "a", "is_right": "on"}, {"text": "b"})))
    drawn = Sheet(kind="multiple_choice").redraw(data, act)
    shown = [form["text"].value() or "" for form in drawn.rows[0].forms]
    right = [bool(form["is_right"].value()) for form in drawn.rows[0].forms]

    assert shown[: len(texts)] == texts
    assert not any(shown[len(texts) :])
    assert [text for text, is_right in zip(shown, right, strict=True) if is_right] == (
        ["a"] if "a" in texts else []
    )
    assert drawn.wording_form["stem"].value() == "<p>Câu hỏi multiple_choice?</p>"


def test_the_right_one_of_single_choices_moves_with_its_line():
    data = QueryDict(mutable=True)
    data.update(SHEETS["single_choice"])
    drawn = Sheet(kind="single_choice").redraw(data, "choices:up:1")
    assert [bool(form["is_right"].value()) for form in drawn.rows[0].forms[:2]] == [True, False]


def test_a_table_is_typed_between_bars_and_comes_back_as_it_was(client, bank):
    typed = "Đọc bảng:\n| Loại | Lề |\n|---|---|\n| Trái | 30 \\| 35 |"
    write(client, bank, {**SHEETS["true_false"], "stem-html": typed})
    version = Item.objects.get().current
    assert '<th scope="col">Loại</th>' in version.content["stem"]
    assert "<td>30 | 35</td>" in version.content["stem"]
    shown = Sheet(kind="true_false", version=version).show().wording_form["stem"]
    assert (
        "| Trái | 30 \\| 35 |"
        in shown.field.widget.get_context("stem", shown.value(), {"id": "s"})["widget"]["html"]
    )


@pytest.mark.parametrize(
    "stem",
    [
        '<table><tbody><tr><td colspan="2">nối</td></tr></tbody></table>',
        "<p>x</p><blockquote>trích</blockquote>",
    ],
)
def test_what_the_visual_editor_cannot_show_is_edited_as_html(stem):
    context = (
        Sheet(kind="true_false")
        .show()
        .wording_form["stem"]
        .field.widget.get_context("stem", stem, {"id": "s"})
    )
    assert context["widget"]["is_whole"] is False
    assert context["widget"]["html"] == stem


def test_scripts_in_any_field_are_cleaned_away(client, bank):
    evil = "<img src=x onerror=alert(1)><script>alert(2)</script>x"
    data = sheet(
        "single_choice",
        **rows("choices", {"text": evil, "feedback": evil}, {"text": "b"}),
        **{
            "choices-is_right": "0",
            "own-scoring": "all_or_nothing",
            "stem-html": f"<p>{evil}</p>",
            "feedback": evil,
        },
    )
    assert write(client, bank, data).status_code == 302
    version = Item.objects.get().current
    assert "script" not in str(version.content) + str(version.key)
    assert "onerror" not in str(version.content) + str(version.key)


@pytest.mark.parametrize(
    "stem", ["{}", "[]", "null", '{"blocks": 5}', '{"blocks": [{}], "entityMap": 3}', "x" * 99]
)
def test_a_broken_editor_state_is_answered_with_a_sentence(stem, client, bank):
    data = {**SHEETS["true_false"], "stem": stem}
    del data["stem-html"]
    assert write(client, bank, data).status_code == 422


def test_hostile_numbers_of_lines_and_foreign_fields_do_nothing(client, bank):
    data = {**SHEETS["single_choice"], "choices-total": "99999999999", "item_id": "1", "created_by": "1"}
    assert write(client, bank, data).status_code in {302, 422}
    data = {**SHEETS["single_choice"], "choices-total": "-1", "code": "Q2"}
    assert write(client, bank, data).status_code in {302, 422}


def test_every_kind_known_has_an_editor():
    from quizzes.items import KINDS

    assert set(EDITORS) == set(KINDS)
