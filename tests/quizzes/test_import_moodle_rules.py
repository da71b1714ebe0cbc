"""Moodle XML and backups, type by type. The samples are written by us from Moodle's documentation."""

import base64

import pytest

from quizzes.importers.drafts import PENDING
from quizzes.importers.moodle_backup import parse_moodle_backup
from quizzes.importers.moodle_xml import parse_moodle_xml
from quizzes.items import validate
from tests.support.hostile_questions import tar_of, zip_of
from tests.support.pictures import one_pixel_png

PNG = base64.b64encode(one_pixel_png()).decode()
ANSWERS = '<answer fraction="100"><text>a</text></answer><answer fraction="0"><text>b</text></answer>'


def xml(type: str, inside: str, *, stem: str = "&lt;p&gt;Hỏi&lt;/p&gt;", files: str = "") -> bytes:
    question = (
        f'<question type="{type}"><name><text>Tên</text></name><questiontext format="html"><text>{stem}</text>{files}'
        f"</questiontext>{inside}</question>"
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><quiz>{question}</quiz>'.encode()


def one(type: str, inside: str, **parts):
    (draft,) = parse_moodle_xml(xml(type, inside, **parts)).drafts
    if not draft.rejected:
        assert validate(draft.kind, draft.content, draft.key) == []
    return draft


def lost(draft):
    return {one.field for one in draft.lost}


def test_a_choice_question_keeps_scoring_remarks_hints_labels_code_and_points():
    draft = one(
        "multichoice",
        '<generalfeedback format="html"><text>chung</text></generalfeedback><defaultgrade>2.5</defaultgrade><idnumber>K1</idnumber>'
        "<single>false</single><shuffleanswers>0</shuffleanswers><answernumbering>iii</answernumbering>"
        "<correctfeedback><text>đúng</text></correctfeedback><incorrectfeedback><text>sai</text></incorrectfeedback>"
        '<answer fraction="50"><text>a</text><feedback><text>tốt</text></feedback></answer><answer fraction="50"><text>b</text>'
        '</answer><answer fraction="-50"><text>c</text></answer><answer fraction="-50"><text>d</text></answer>'
        "<hint><text>gợi ý</text></hint><tags><tag><text>topic: Thuế</text></tag><tag><text>language: en</text></tag></tags>",
    )

    assert (draft.kind, draft.key["scoring"], draft.key["correct"]) == (
        "multiple_choice",
        "right_minus_wrong",
        ["c1", "c2"],
    )
    assert (draft.key["feedback"], draft.key["feedback_correct"], draft.key["feedback_wrong"]) == (
        "chung",
        "đúng",
        "sai",
    )
    assert (draft.key["hints"], draft.key["choice_feedback"]) == (["gợi ý"], {"c1": "tốt"})
    assert (draft.code, draft.points, draft.language) == ("K1", "2.5", "en")
    assert [(tag.kind, tag.name) for tag in draft.tags] == [("topic", "Thuế")]
    assert lost(draft) == {"title", "shuffle", "numbering"}


def test_short_answers_know_capitals_and_stars():
    answers = (
        '<answer fraction="100"><text>H*n</text></answer><answer fraction="50"><text>2\\*2</text></answer>'
    )
    draft = one("shortanswer", f"<usecase>1</usecase>{answers}")

    assert [(a["text"], a["is_pattern"], a["credit"]) for a in draft.key["accepted"]] == [
        ("H*n", True, "1"),
        ("2*2", False, "0.5"),
    ]
    assert draft.key["ignore_case"] is False


def test_numbers_have_tolerances_and_units_with_their_penalty():
    draft = one(
        "numerical",
        '<answer fraction="100"><text>23.8</text><tolerance>0.1</tolerance></answer><answer fraction="0"><text>*</text>'
        "<feedback><text>xem lại</text></feedback></answer><units><unit><multiplier>1</multiplier>"
        "<unit_name>m</unit_name></unit><unit>"
        "<multiplier>100</multiplier><unit_name>cm</unit_name></unit></units><unitgradingtype>1</unitgradingtype>"
        "<unitpenalty>0.1</unitpenalty><showunits>1</showunits><unitsleft>1</unitsleft>",
    )

    assert draft.key["accepted"][0] | {} == {
        "value": "23.8",
        "tolerance": "0.1",
        "tolerance_kind": "absolute",
        "credit": "1",
        "feedback": "",
    }
    assert draft.key["units"] == [{"text": "m", "factor": "1"}, {"text": "cm", "factor": "100"}]
    assert (draft.key["unit_policy"], draft.key["unit_penalty"], draft.content["units"]) == (
        "required",
        "0.1",
        ["m", "cm"],
    )
    assert draft.key["feedback_wrong"] == "xem lại"
    assert "units_left" in lost(draft)


def test_matching_shares_equal_answers_and_keeps_those_too_many():
    pair = "<subquestion format='html'><text>{}</text><answer><text>{}</text></answer></subquestion>".format
    draft = one(
        "matching",
        pair("Huế", "miền Trung")
        + pair("Đà Nẵng", "miền Trung")
        + pair("Vinh", "Bắc &lt; Nam")
        + pair("", "miền Tây"),
    )

    assert draft.key["pairs"] == {"s1": "t1", "s2": "t1", "s3": "t2"}
    assert [target["text"] for target in draft.content["targets"]] == [
        "miền Trung",
        "Bắc &lt; Nam",
        "miền Tây",
    ]


def test_an_essay_keeps_limits_files_guidance_and_template():
    draft = one(
        "essay",
        "<responseformat>plain</responseformat><minwordlimit>50</minwordlimit><maxwordlimit>200</maxwordlimit><attachments>3"
        "</attachments><maxbytes>1500000</maxbytes><filetypeslist>.pdf,.DOCX;document</filetypeslist><graderinfo><text>chấm</text>"
        "</graderinfo><responsetemplate><text>Kính gửi</text></responsetemplate><attachmentsrequired>1</attachmentsrequired>",
    )

    assert (draft.content["format"], draft.content["min_words"], draft.content["max_words"]) == (
        "plain",
        50,
        200,
    )
    assert draft.content["files"] == {"max_count": 3, "max_mb": 2, "kinds": ["pdf", "docx"]}
    assert (draft.key["guidance"], draft.content["template"]) == ("chấm", "Kính gửi")
    assert {"file_kinds", "attachments_required"} <= lost(draft)


@pytest.mark.parametrize(
    ("grading", "scoring", "is_lost"),
    [
        ("ALL_OR_NOTHING", "exact", False),
        ("ABSOLUTE_POSITION", "position", False),
        ("RELATIVE_ALL_PREVIOUS_AND_NEXT", "pairwise", False),
        ("LONGEST_ORDERED_SUBSET", "position", True),
    ],
)
def test_ordering_takes_over_the_ways_of_scoring_we_have(grading, scoring, is_lost):
    draft = one("ordering", f"<gradingtype>{grading}</gradingtype><selecttype>ALL</selecttype>{ANSWERS}")

    assert (draft.kind, draft.key["order"], draft.key["scoring"]) == ("ordering", ["c1", "c2"], scoring)
    assert ("grading" in lost(draft)) is is_lost


def test_embedded_answers_have_weights_credits_and_remarks():
    stem = (
        "&lt;p&gt;{2:SHORTANSWER:=Huế#tốt~%50%Hue~*#sai} {1:NM:=3:0.5~%50%3:1} {:MULTICHOICE_V:Vinh~=Hà Nội#đúng} "
        "{1:SAC:=a\\}b\\#c}&lt;/p&gt;"
    )
    draft = one("cloze", "", stem=stem)
    keys = draft.key["gaps"]

    assert draft.content["stem"] == "<p>[[g1]] [[g2]] [[g3]] [[g4]]</p>"
    assert [gap["kind"] for gap in draft.content["gaps"]] == ["text", "number", "choice", "text"]
    assert [(a["text"], a["credit"], a["feedback"]) for a in keys["g1"]["accepted"]] == [
        ("Huế", "1", "tốt"),
        ("Hue", "0.5", ""),
        ("*", "0", "sai"),
    ]
    assert (keys["g1"]["weight"], keys["g1"]["ignore_case"], keys["g4"]["ignore_case"]) == ("2", True, False)
    assert keys["g3"]["correct"] == ["c2"]
    assert keys["g4"]["accepted"][0]["text"] == "a}b#c"
    assert draft.points == "5"
    assert "gap_layout" in lost(draft)


@pytest.mark.parametrize("name", ["MULTIRESPONSE", "MR", "MRH", "MULTIRESPONSE_HS"])
def test_a_gap_to_tick_several_in_costs_a_right_tick_for_each_wrong_one(name):
    draft = one("cloze", "", stem="{1:SA:=a} {2:" + name + ":=a#ja~=b~c}")

    assert draft.content["gaps"][1]["kind"] == "choices"
    assert draft.key["gaps"]["g2"] == {
        "weight": "2",
        "takes_several": True,
        "correct": ["c1", "c2"],
        "scoring": "right_minus_wrong",
        "choice_feedback": {"c1": "ja"},
    }
    assert ("gap_layout" in lost(draft)) == ("H" in name)


@pytest.mark.parametrize(
    ("answers", "scoring", "weights"),
    [
        ("%50%a~%50%b~c", "weighted", {"c1": "0.5", "c2": "0.5"}),
        ("%100%a~%0%b~%50%c", "weighted", {"c1": "0.6666667", "c3": "0.3333333"}),
        (
            "%33.33333%a~%33.33333%b~%33.33333%c~%-50%d",
            "weighted",
            {"c1": "0.3333333", "c2": "0.3333333", "c3": "0.3333333", "c4": "-0.5"},
        ),
        ("%50%a~%50%b~%-50%c", "right_minus_wrong", None),
        ("=a~=b", "right_minus_wrong", None),
        ("=a~b", "right_minus_wrong", None),
    ],
)  # fmt: skip
def test_ticks_in_a_gap_are_worth_what_moodle_gives_for_them(answers, scoring, weights):
    key = one("cloze", "", stem="{1:MR:" + answers + "}").key["gaps"]["g1"]

    assert (key["scoring"], key.get("weights")) == (scoring, weights)


def test_a_gap_to_tick_several_in_of_which_none_earns_is_refused_by_its_number():
    draft = one("cloze", "", stem="{1:SA:=a} {1:MR:a~b}")

    assert (draft.rejected, draft.detail) == ("gap_without_answer", "2")


def test_words_dragged_or_selected_into_a_text_become_gaps_of_their_group():
    words = "".join(
        f"<dragbox><text>{text}</text><group>{group}</group></dragbox>"
        for text, group in (("mèo", 1), ("xanh", 2), ("chó", 1), ("đỏ", 2))
    )
    draft = one("ddwtos", words, stem="Con [[3]] màu [[2]]")

    assert draft.content["stem"] == "Con [[g1]] màu [[g2]]"
    assert [[c["text"] for c in gap["choices"]] for gap in draft.content["gaps"]] == [
        ["mèo", "chó"],
        ["xanh", "đỏ"],
    ]
    assert "used_once" in lost(draft)


def test_statements_of_kprime_are_a_group_of_true_or_false():
    rows = "".join(
        f'<row number="{n}"><optiontext><text>câu {n}</text></optiontext><feedbacktext><text></text></feedbacktext></row>'
        f'<weight rownumber="{n}" columnnumber="1"><value>{n % 2}</value></weight>'
        for n in range(1, 5)
    )
    columns = '<column number="1"/><column number="2"/>'
    draft = one("kprime", f"<scoringmethod><text>kprime</text></scoringmethod>{rows}{columns}")

    assert draft.key["correct"] == {"s1": True, "s2": False, "s3": True, "s4": False}
    assert draft.key["scale"] == ["0", "0", "0", "0.5", "1"]


@pytest.mark.parametrize(
    ("type", "kind", "code"),
    [
        ("description", "description", "not_a_question"),
        ("calculated", "calculated", "calculated"),
        ("calculatedmulti", "calculated", "calculated"),
        ("randomsamatch", "random", "random_question"),
        ("ddmarker", "drag_marker", "type_not_held"),
        ("stack", "other", "type_not_held"),
        ("", "other", "type_not_held"),
    ],
)
def test_types_without_a_counterpart_are_named(type, kind, code):
    draft = one(type, "")

    assert (draft.kind, draft.rejected) == (kind, code)
    assert draft.where.startswith("dòng 1")


def test_pictures_are_kept_once_and_those_that_cannot_stay_are_told():
    img = '&lt;img src="@@PLUGINFILE@@/anh%20m%E1%BB%9Bi.png" alt="sơ đồ"&gt;'
    file = f'<file name="anh mới.png" path="/" encoding="base64">{PNG}</file>'
    stem = img * 2 + "&lt;img src=\"https://example.org/x.png\"&gt;&lt;video src='x'&gt;&lt;/video&gt;"
    parsed = parse_moodle_xml(xml("essay", "", stem=stem, files=file))
    (draft,) = parsed.drafts
    (sha256,) = parsed.pictures

    assert draft.content["stem"].count(f'<img src="{PENDING}{sha256}.png" alt="sơ đồ">') == 2
    assert (parsed.pictures[sha256].alt, parsed.pictures[sha256].data) == ("sơ đồ", one_pixel_png())
    assert {"picture_elsewhere", "media"} <= lost(draft)
    assert draft.is_incomplete


def test_a_hidden_question_comes_in_as_a_draft():
    draft = one(
        "truefalse", "<hidden>1</hidden>" + ANSWERS.replace(">a<", ">true<").replace(">b<", ">false<")
    )

    assert draft.is_incomplete
    assert "hidden" in lost(draft)


# backups


def _backup(questions: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><question_categories><question_category id="1"><name>top</name><parent>0</parent>'
        '</question_category><question_category id="2"><name>Luật</name><parent>1</parent></question_category>'
        f'<question_category id="3"><name>Chương 1</name><parent>2</parent>{questions}</question_category></question_categories>'
    ).encode()


def _question(id: int, qtype: str, plugin: str = "", *, text: str = "Hỏi", parent: int = 0) -> str:
    return (
        f'<question id="{id}"><parent>{parent}</parent><name>Câu {id}</name><questiontext>{text}</questiontext>'
        f"<questiontextformat>1</questiontextformat><generalfeedback></generalfeedback><defaultmark>2.0000000</defaultmark>"
        f"<qtype>{qtype}</qtype><plugin_qtype_{qtype}_question>{plugin}</plugin_qtype_{qtype}_question></question>"
    )


def _answer(id: int, text: str, fraction: str) -> str:
    return (
        f'<answer id="{id}"><answertext>{text}</answertext><answerformat>1</answerformat><fraction>{fraction}</fraction>'
        "<feedback></feedback><feedbackformat>1</feedbackformat></answer>"
    )


CHOICE = f"<answers>{_answer(1, 'a', '1.0')}{_answer(2, 'b', '0.0')}</answers><multichoice id='1'><single>1</single></multichoice>"


def _entry(*versions: tuple[int, str, str], code: str = "K9") -> str:
    told = "".join(
        f"<question_versions id='{n}'><version>{n}</version><status>{status}</status>"
        f"<questions>{question}</questions></question_versions>"
        for n, status, question in versions
    )
    inside = f"<idnumber>{code}</idnumber><question_version>{told}</question_version>"
    return f"<question_bank_entry id='1'>{inside}</question_bank_entry>"


@pytest.mark.parametrize("pack", [tar_of, zip_of])
def test_a_backup_of_version_four_gives_the_newest_version_of_each_entry(pack):
    entries = _entry(
        (1, "ready", _question(1, "multichoice", CHOICE, text="cũ")),
        (2, "ready", _question(2, "multichoice", CHOICE, text="mới")),
    )
    entries += _entry((1, "draft", _question(3, "essay")), code="$@NULL@$")
    data = pack(
        {
            "questions.xml": _backup(f"<question_bank_entries>{entries}</question_bank_entries>"),
            "moodle_backup.xml": b"<x/>",
        }
    )
    parsed = parse_moodle_backup(data)

    assert [(d.kind, d.content["stem"], d.code, d.points, d.is_incomplete) for d in parsed.drafts] == [
        ("single_choice", "mới", "K9", "2", False),
        ("essay", "Hỏi", "", "2", True),
    ]
    assert {d.category for d in parsed.drafts} == {("Luật", "Chương 1")}
    assert [note.code for note in parsed.notes] == ["older_versions"]


def test_a_backup_joins_a_text_with_its_gaps_and_finds_pictures_by_their_hash():
    sha1 = "0123456789" * 4
    part = _question(5, "shortanswer", parent=4, text="{1:SHORTANSWER:=Huế}")
    whole = _question(
        4, "multianswer", "<multianswer id='1'><question>4</question><sequence>5</sequence></multianswer>",
        text="Cố đô {#1} &lt;img src='@@PLUGINFILE@@/hue.png' alt='Huế'&gt;",
    )  # fmt: skip
    files = (
        f"<files><file id='1'><contenthash>{sha1}</contenthash><component>question</component><filearea>questiontext</filearea>"
        "<itemid>4</itemid><filepath>/</filepath><filename>hue.png</filename></file></files>"
    )
    data = tar_of(
        {
            "questions.xml": _backup(f"<questions>{whole}{part}</questions>"),
            "files.xml": files.encode(),
            f"files/01/{sha1}": one_pixel_png(),
            "moodle_backup.xml": b"<x/>",
        }
    )
    parsed = parse_moodle_backup(data)
    (draft,) = parsed.drafts

    assert (draft.kind, len(parsed.pictures)) == ("cloze", 1)
    assert draft.content["stem"].startswith(f'Cố đô [[g1]] <img src="{PENDING}')
    assert draft.key["gaps"]["g1"]["accepted"][0]["text"] == "Huế"


def test_types_of_a_backup_are_read_like_those_of_moodle_xml():
    number = (
        f"<answers>{_answer(1, '3', '1.0')}</answers><numerical_units><numerical_unit><multiplier>1</multiplier><unit>m</unit>"
        "</numerical_unit></numerical_units><numerical_records><numerical_record><answer>1</answer><tolerance>0.5</tolerance>"
        "</numerical_record></numerical_records><numerical_options><numerical_option><showunits>0</showunits><unitgradingtype>0"
        "</unitgradingtype></numerical_option></numerical_options>"
    )
    match = "".join(
        f"<match id='{n}'><questiontext>{a}</questiontext><questiontextformat>1</questiontextformat>"
        f"<answertext>{b}</answertext></match>"
        for n, (a, b) in enumerate((("a", "1"), ("b", "2")), start=1)
    )
    truth = f"<answers>{_answer(1, 'Đúng', '1.0')}{_answer(2, 'Sai', '0.0')}</answers>"
    truth += "<truefalse><trueanswer>1</trueanswer><falseanswer>2</falseanswer></truefalse>"
    select = (
        "<answers>"
        + "".join(
            f"<answer id='{n}'><answertext>{t}</answertext><fraction>0</fraction><feedback>1</feedback></answer>"
            for n, t in enumerate("ab", start=1)
        )
        + "</answers>"
    )
    questions = (
        _question(1, "numerical", number)
        + _question(
            2,
            "match",
            f"<matchoptions><shuffleanswers>1</shuffleanswers></matchoptions><matches>{match}</matches>",
        )
        + _question(3, "truefalse", truth)
        + _question(4, "gapselect", select, text="x [[1]]")
        + _question(
            5,
            "shortanswer",
            f"<answers>{_answer(9, 'ab', '1.0')}</answers><shortanswer><usecase>1</usecase></shortanswer>",
        )
        + _question(
            6, "essay", "<essay><responseformat>plain</responseformat><attachments>0</attachments></essay>"
        )
    )
    parsed = parse_moodle_backup(tar_of({"questions.xml": _backup(f"<questions>{questions}</questions>")}))
    drafts = {draft.kind: draft for draft in parsed.drafts}

    assert all(validate(d.kind, d.content, d.key) == [] for d in parsed.drafts), [
        (d.kind, d.rejected) for d in parsed.drafts
    ]
    assert (drafts["numerical"].key["accepted"][0]["tolerance"], drafts["numerical"].key["unit_policy"]) == (
        "0.5",
        "optional",
    )
    assert drafts["matching"].key["pairs"] == {"s1": "t1", "s2": "t2"}
    assert drafts["true_false"].key["correct"] is True
    assert drafts["cloze"].key["gaps"]["g1"]["correct"] == ["c1"]
    assert drafts["short_answer"].key["ignore_case"] is False
    assert drafts["essay"].content["format"] == "plain"


def test_a_picture_in_a_choice_stays_in_it():
    answers = (
        '<single>true</single><answer fraction="100" format="html"><text><![CDATA[<p>con dấu '
        '<img src="@@PLUGINFILE@@/dau.png" alt="dấu tròn"></p>]]></text>'
        f'<file name="dau.png" path="/" encoding="base64">{PNG}</file></answer>'
        '<answer fraction="0"><text>chữ ký</text></answer>'
    )
    draft = one("multichoice", answers)

    assert draft.content["choices"][0]["text"].startswith('con dấu <img src="/media/questions-pending/')
    assert (lost(draft), draft.is_incomplete) == ({"title"}, False)


def test_a_formula_in_a_text_is_brought_down_to_what_is_shown():
    formula = "<math><semantics><mi>x</mi><annotation>x</annotation></semantics></math>"
    draft = one("essay", "", stem=f"&lt;p&gt;a{formula.replace('<', '&lt;')}b &lt;math&gt; c&lt;/p&gt;")

    assert "<math><mrow><mi>x</mi></mrow></math>b" in draft.content["stem"]
    assert "formula" not in lost(draft)
