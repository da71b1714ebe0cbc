"""QTI in the forms that systems write it: what comes out is told by carrying the processing out."""

import io

import pytest
from PIL import Image

from quizzes.importers.qti import parse_qti
from tests.support.hostile_packages import zip_of

HEAD = '<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2" identifier="q" title="">'


def old(presentation, processing, *, kind="", feedback=""):
    meta = f"<itemmetadata><qtimetadata><qtimetadatafield><fieldlabel>question_type</fieldlabel><fieldentry>{kind}</fieldentry></qtimetadatafield></qtimetadata></itemmetadata>"  # noqa: E501
    text = (
        f'<questestinterop><item ident="i" title="">{meta}<presentation>{presentation}</presentation>'
        f"<resprocessing>{processing}</resprocessing>{feedback}</item></questestinterop>"
    )
    return parse_qti(text.encode()).drafts[0]


def lid(ident, texts, *, many="Single", label=""):
    own = f"<material><mattext>{label}</mattext></material>" if label else ""
    labels = "".join(
        f'<response_label ident="{name}"><material><mattext>{text}</mattext></material></response_label>'
        for name, text in texts.items()
    )
    return f'<response_lid ident="{ident}" rcardinality="{many}">{own}<render_choice>{labels}</render_choice></response_lid>'


def said(text):
    return f'<material><mattext texttype="text/html">&lt;p&gt;{text}&lt;/p&gt;</mattext></material>'


def when(test, score=100, *, action="Set", more=""):
    return f'<respcondition continue="No"><conditionvar>{test}</conditionvar><setvar action="{action}" varname="SCORE">{score}</setvar>{more}</respcondition>'  # noqa: E501


def equal(response, value):
    return f'<varequal respident="{response}">{value}</varequal>'


def new(body, declarations, processing="", extra=""):
    rules = f"<responseProcessing>{processing}</responseProcessing>" if processing else ""
    return parse_qti(
        f"{HEAD}{declarations}<itemBody>{body}</itemBody>{rules}{extra}</assessmentItem>".encode()
    ).drafts[0]


def declared(ident, cardinality, base, values, mapping=""):
    listed = "".join(f"<value>{value}</value>" for value in values)
    return (
        f'<responseDeclaration identifier="{ident}" cardinality="{cardinality}" baseType="{base}">'
        f"<correctResponse>{listed}</correctResponse>{mapping}</responseDeclaration>"
    )


def test_all_or_nothing_written_with_and_and_not():
    test = f"<and>{equal('r', 'a')}{equal('r', 'c')}<not>{equal('r', 'b')}</not></and>"

    found = old(said("Chọn?") + lid("r", {"a": "một", "b": "hai", "c": "ba"}, many="Multiple"), when(test))

    assert (found.kind, found.key["correct"], found.key["scoring"]) == (
        "multiple_choice",
        ["c1", "c3"],
        "all_or_nothing",
    )


def test_right_minus_wrong_is_told_by_what_it_gives():
    rules = (
        when(equal("r", "a"), 50, action="Add")
        + when(equal("r", "c"), 50, action="Add")
        + when(equal("r", "b"), -50, action="Add")
    )

    found = old(said("Chọn?") + lid("r", {"a": "một", "b": "hai", "c": "ba"}, many="Multiple"), rules)

    assert (found.key["correct"], found.key["scoring"]) == (["c1", "c3"], "right_minus_wrong")


def test_canvas_names_its_blanks_in_the_stem():
    body = (
        said("Màu [m] và [n]")
        + lid("response_m", {"1": "đỏ", "2": "do"}, label="m")
        + lid("response_n", {"3": "xanh"}, label="n")
    )
    rules = when(equal("response_m", "1"), 50, action="Add") + when(
        equal("response_n", "3"), 50, action="Add"
    )

    found = old(body, rules, kind="fill_in_multiple_blanks_question")

    assert (found.kind, found.content["stem"]) == ("cloze", "<p>Màu [[g1]] và [[g2]]</p>")
    assert [one["text"] for one in found.key["gaps"]["g1"]["accepted"]] == ["đỏ", "do"]


def test_dropdowns_are_gaps_to_choose_in():
    body = said("Lề [a]") + lid("response_a", {"1": "30", "2": "20"}, label="a")

    found = old(body, when(equal("response_a", "2")), kind="multiple_dropdowns_question")

    assert found.content["gaps"][0]["choices"][1]["text"] == "20"
    assert found.key["gaps"]["g1"]["correct"] == ["c2"]


def test_a_typed_answer_has_its_share_and_its_remark():
    body = (
        said("Tên?")
        + '<response_str ident="r"><render_fib><response_label ident="x"/></render_fib></response_str>'
    )
    rules = when(equal("r", "VNeID")) + when(equal("r", "vneid app"), 50)

    found = old(body, rules, kind="short_answer_question")

    assert found.kind == "short_answer"
    assert [(one["text"], one["credit"]) for one in found.key["accepted"]] == [
        ("VNeID", "1"),
        ("vneid app", "0.5"),
    ]


@pytest.mark.parametrize(
    ("test", "value", "tolerance"),
    [
        ('<varequal respident="r">5</varequal>', "5", "0"),
        ('<vargte respident="r">4</vargte><varlte respident="r">6</varlte>', "5", "1"),
        (
            '<or><varequal respident="r">5</varequal><and><vargt respident="r">4.5</vargt>'
            '<varlte respident="r">5.5</varlte></and></or>',
            "5",
            "0.5",
        ),
    ],
)  # fmt: skip
def test_numbers_exact_within_a_margin_or_a_range(test, value, tolerance):
    body = said("Mấy?") + '<response_str ident="r"><render_fib fibtype="Decimal"/></response_str>'

    found = old(body, when(test), kind="numerical_question").key["accepted"]

    assert [(one["value"], one["tolerance"]) for one in found] == [(value, tolerance)]


def test_an_order_is_read_by_its_places():
    body = said("Xếp") + lid("r", {"a": "một", "b": "hai", "c": "ba"}, many="Ordered")
    test = "".join(
        f'<varequal respident="r" index="{n}">{one}</varequal>' for n, one in enumerate("cab", start=1)
    )

    found = old(body, when(test))

    assert (found.kind, found.key["order"]) == ("ordering", ["c3", "c1", "c2"])


def test_a_text_asks_nothing_and_a_formula_question_is_named():
    assert old(said("Đọc"), "", kind="text_only_question").rejected == "not_a_question"
    body = said("x?") + '<response_str ident="r"><render_fib/></response_str>'
    assert old(body, "", kind="calculated_question").rejected == "calculated"


def test_a_mapping_gives_each_choice_its_weight():
    mapping = '<mapping lowerBound="0" upperBound="2" defaultValue="-1"><mapEntry mapKey="A" mappedValue="1"/><mapEntry mapKey="B" mappedValue="1"/></mapping>'  # noqa: E501
    body = '<p>Chọn</p><choiceInteraction responseIdentifier="R" maxChoices="0">' + "".join(
        f'<simpleChoice identifier="{x}">{x}</simpleChoice>' for x in "ABC"
    )
    item = f"{HEAD}{declared('R', 'multiple', 'identifier', ['A', 'B'], mapping)}<itemBody>{body}</choiceInteraction></itemBody>"
    item += '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response"/></assessmentItem>'

    found = parse_qti(item.encode()).drafts[0]

    assert (found.kind, found.key["scoring"], found.points) == ("multiple_choice", "right_minus_wrong", "2")


def test_gaps_of_every_form_stand_where_they_stood():
    body = (
        '<p>Lề <inlineChoiceInteraction responseIdentifier="A"><inlineChoice identifier="x">trái</inlineChoice>'
        '<inlineChoice identifier="y">phải</inlineChoice></inlineChoiceInteraction> rộng '
        '<textEntryInteraction responseIdentifier="B" expectedLength="5"/> mm</p>'
    )
    declarations = declared("A", "single", "identifier", ["x"]) + declared("B", "single", "float", ["30"])
    equals = '<equal toleranceMode="absolute" tolerance="5 5"><variable identifier="B"/><correct identifier="B"/></equal>'
    rules = (
        '<responseCondition><responseIf><match><variable identifier="A"/><correct identifier="A"/></match>'
        '<setOutcomeValue identifier="SCORE"><sum><variable identifier="SCORE"/><baseValue baseType="float">1</baseValue></sum></setOutcomeValue>'  # noqa: E501
        f"</responseIf></responseCondition><responseCondition><responseIf>{equals}"
        '<setOutcomeValue identifier="SCORE"><sum><variable identifier="SCORE"/><baseValue baseType="float">2</baseValue></sum></setOutcomeValue>'  # noqa: E501
        "</responseIf></responseCondition>"
    )
    outcome = '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>'

    found = new(body, declarations + outcome, rules)

    assert found.content["stem"] == "<p>Lề [[g1]] rộng [[g2]] mm</p>"
    assert [gap["kind"] for gap in found.content["gaps"]] == ["choice", "number"]
    assert (found.key["gaps"]["g2"]["accepted"][0]["tolerance"], found.key["gaps"]["g2"]["weight"]) == (
        "5",
        "2",
    )
    assert found.points == "3"


def test_words_dragged_into_gaps_are_choices_of_every_gap():
    body = (
        '<gapMatchInteraction responseIdentifier="R"><gapText identifier="W" matchMax="1">trái</gapText>'
        '<gapText identifier="V" matchMax="1">phải</gapText><p>Lề <gap identifier="G1"/> và <gap identifier="G2"/></p>'
        "</gapMatchInteraction>"
    )

    found = new(body, declared("R", "multiple", "directedPair", ["W G1", "V G2"]))

    assert found.content["stem"] == "<p>Lề [[g1]] và [[g2]]</p>"
    assert (found.key["gaps"]["g1"]["correct"], found.key["gaps"]["g2"]["correct"]) == (["c1"], ["c2"])


def test_what_cannot_be_asked_is_named():
    body = '<associateInteraction responseIdentifier="R"/>'
    assert (new(body, "").rejected, new(body, "").detail) == ("type_not_held", "associateInteraction")
    two = '<choiceInteraction responseIdentifier="R"/><orderInteraction responseIdentifier="S"/>'
    assert new(two, "").rejected == "several_parts"
    assert new("<p>Đọc</p>", "").rejected == "not_a_question"


def test_a_package_keeps_the_order_and_sections_of_its_test_and_brings_its_pictures():
    out = io.BytesIO()
    Image.new("RGB", (8, 6), "red").save(out, "PNG")
    choices = '<choiceInteraction responseIdentifier="R" maxChoices="1"><simpleChoice identifier="A"><img src="../media/x.png" alt="đỏ"/></simpleChoice><simpleChoice identifier="B">b</simpleChoice></choiceInteraction>'  # noqa: E501
    item = f"{HEAD}{declared('R', 'single', 'identifier', ['A'])}<itemBody><p>Màu?</p>{choices}</itemBody></assessmentItem>"
    test = (
        '<assessmentTest><testPart><assessmentSection title="Chương 1"><assessmentSection title="Mục 2">'
        '<assessmentItemRef href="items/b.xml"/></assessmentSection></assessmentSection></testPart></assessmentTest>'
    )
    resources = "".join(
        f'<resource type="imsqti_{kind}_xmlv2p1" href="{name}"/>'
        for kind, name in (("item", "items/a.xml"), ("item", "items/b.xml"), ("test", "test.xml"))
    )
    package = zip_of(
        {
            "imsmanifest.xml": f"<manifest><resources>{resources}</resources></manifest>".encode(),
            "items/a.xml": item.replace("Màu?", "A?").encode(),
            "items/b.xml": item.replace("Màu?", "B?").encode(),
            "test.xml": test.encode(),
            "media/x.png": out.getvalue(),
        }
    )

    parsed = parse_qti(package)

    assert [(d.content["stem"], d.category) for d in parsed.drafts] == [
        ("<p>B?</p>", ("Chương 1", "Mục 2")),
        ("<p>A?</p>", ()),
    ]
    assert len(parsed.pictures) == 1
    assert all("questions-pending" in d.content["choices"][0]["text"] and d.lost == () for d in parsed.drafts)


def test_a_hot_spot_needs_its_picture():
    out = io.BytesIO()
    Image.new("RGB", (40, 30)).save(out, "PNG")
    body = (
        '<hotspotInteraction responseIdentifier="R" maxChoices="1"><prompt>Ở đâu?</prompt>'
        '<object data="p.png" type="image/png">bản đồ</object><hotspotChoice identifier="A" shape="circle" coords="10,10,5"/><hotspotChoice identifier="B" shape="rect" '  # noqa: E501
        'coords="20,5,30,15"/></hotspotInteraction>'
    )
    item = f"{HEAD}{declared('R', 'single', 'identifier', ['B'])}<itemBody>{body}</itemBody></assessmentItem>"

    alone = parse_qti(item.encode()).drafts[0]
    whole = parse_qti(zip_of({"q.xml": item.encode(), "p.png": out.getvalue()})).drafts[0]

    assert alone.rejected == "no_picture"
    assert (whole.content["picture"]["width"], whole.content["regions"][1]["coords"]) == (40, [20, 5, 30, 15])
    assert whole.key["correct"] == ["c2"]


def test_a_formula_of_an_item_is_kept_as_far_as_it_is_shown_and_what_changes_its_meaning_is_told():
    from lxml import etree

    from quizzes.importers.formulas import formula_of

    def told(inside):
        root = etree.fromstring(f'<m:math xmlns:m="http://www.w3.org/1998/Math/MathML">{inside}</m:math>')
        found = formula_of(root)
        return found.markup, found.lost

    assert told("<m:mi>x</m:mi> <m:mo>&lt;</m:mo><m:mn>1</m:mn>") == (
        "<math><mi>x</mi><mo>&lt;</mo><mn>1</mn></math>",
        "",
    )
    assert told(
        "<m:semantics><m:mrow><m:mi>x</m:mi></m:mrow><m:annotation>x</m:annotation></m:semantics>"
    ) == ("<math><mrow><mrow><mi>x</mi></mrow></mrow></math>", "")
    assert told('<m:mfenced open="[" separators=";"><m:mi>a</m:mi><m:mi>b</m:mi></m:mfenced>') == (
        "<math><mrow><mo>[</mo><mi>a</mi><mo>;</mo><mi>b</mi><mo>)</mo></mrow></math>",
        "",
    )
    assert told('<m:menclose notation="updiagonalstrike"><m:mi>a</m:mi></m:menclose>') == (
        "<math><mrow><mi>a</mi></mrow></math>",
        "a",
    )
