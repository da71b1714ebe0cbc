"""A formula from Word goes through Wagtail's editor and comes out as it went in."""

import json

import pytest
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from content.blocks.text import INLINE_FEATURES, TEXT_FEATURES
from content.rich_text import BEGINS, ENDS
from content.sanitising import clean_rich_text

FRACTION = "<math><mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac></math>"
SUM = '<math display="block"><munderover><mo>∑</mo><mrow><mi>i</mi></mrow><mn>9</mn></munderover></math>'
LESS = "<math><mi>x</mi><mo>&lt;</mo><mn>3</mn></math>"


def through_the_editor(html: str, features: list[str]) -> str:
    converter = ContentstateConverter(features)
    return clean_rich_text(converter.to_database_format(converter.from_database_format(html)))


@pytest.mark.parametrize("features", [TEXT_FEATURES, INLINE_FEATURES])
@pytest.mark.parametrize("formula", [FRACTION, SUM, LESS, "<math><mspace></mspace></math>"])
def test_a_formula_comes_out_of_the_editor_as_it_went_in(formula, features):
    html = f"<p>Tỷ lệ <b>chung</b> {formula} của năm.</p>"

    assert through_the_editor(html, features) == clean_rich_text(html)


def test_the_author_sees_where_a_formula_is():
    state = json.loads(ContentstateConverter(TEXT_FEATURES).from_database_format(f"<p>Tỷ lệ {FRACTION}</p>"))

    assert state["blocks"][0]["text"] == f"Tỷ lệ {BEGINS}ab{ENDS}"
    assert state["entityMap"]["0"]["data"] == {"markup": FRACTION}


@pytest.mark.parametrize(
    "markup",
    ["<script>alert(1)</script>", '<math><mi onclick="x()">a</mi></math>', "", "<p>a</p>", None, 7],
)
def test_what_an_editor_sends_as_a_formula_is_cleaned(markup):
    converter = ContentstateConverter(TEXT_FEATURES)
    state = json.loads(converter.from_database_format(f"<p>Tỷ lệ {FRACTION}</p>"))
    state["entityMap"]["0"]["data"]["markup"] = markup

    stored = converter.to_database_format(json.dumps(state))

    assert "script" not in stored
    assert "onclick" not in stored
    assert "Tỷ lệ" in stored


def test_parts_of_a_formula_outside_of_one_stay_text():
    assert through_the_editor("<p><mi>lẻ</mi></p>", TEXT_FEATURES) == "<p>lẻ</p>"
