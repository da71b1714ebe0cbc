"""One good wording of every kind of question, and wordings drawn at random with their right answers."""

from decimal import Decimal

from hypothesis import strategies as st


def named(prefix, *texts):
    return [{"id": f"{prefix}{n}", "text": text} for n, text in enumerate(texts, start=1)]


GOOD = {
    "single_choice": (
        {"stem": "<p>Lề trái của văn bản hành chính?</p>", "choices": named("c", "20 mm", "30 mm", "10 mm")},
        {"correct": ["c2"], "scoring": "all_or_nothing", "feedback": "", "choice_feedback": {"c1": "Hẹp."}},
    ),
    "multiple_choice": (
        {"stem": "<p>Chọn các loại chữ ký số.</p>", "choices": named("c", "Cá nhân", "Viết tay", "Cơ quan")},
        {"correct": ["c1", "c3"], "scoring": "proportional", "feedback": "", "choice_feedback": {}},
    ),
    "true_false": (
        {"stem": "<p>Hồ sơ nộp trực tuyến có giá trị như hồ sơ giấy.</p>"},
        {"correct": True, "choice_feedback": {"false": "Xem lại Nghị định."}, "feedback": ""},
    ),
    "true_false_group": (
        {"stem": "<p>Về văn bản điện tử:</p>", "statements": named("s", "Ký số", "In ra", "Gửi thư", "Lưu")},
        {
            "correct": {"s1": True, "s2": False, "s3": True, "s4": False},
            "scoring": "scale",
            "scale": ["0", "0.1", "0.25", "0.5", "1"],
            "choice_feedback": {"s2": "Không cần in."},
            "feedback": "",
        },
    ),
    "matching": (
        {
            "stem": "<p>Ghép việc với nơi làm.</p>",
            "sources": named("s", "Khai sinh", "Hộ chiếu"),
            "targets": named("t", "Ủy ban xã", "Công an", "Tòa án"),
        },
        {
            "pairs": {"s1": "t1", "s2": "t2"},
            "scoring": "proportional",
            "choice_feedback": {"s1": "Cấp xã."},
            "feedback": "",
        },
    ),
    "ordering": (
        {"stem": "<p>Xếp các bước.</p>", "choices": named("c", "Nộp", "Tiếp nhận", "Xử lý", "Trả kết quả")},
        {"order": ["c1", "c2", "c3", "c4"], "scoring": "pairwise", "feedback": ""},
    ),
    "short_answer": (
        {"stem": "<p>Thủ đô của Việt Nam?</p>"},
        {
            "accepted": [
                {"text": "Hà Nội", "credit": "1", "is_pattern": False, "feedback": "Đúng."},
                {"text": "*Nội", "credit": "0.5", "is_pattern": True, "feedback": ""},
            ],
            "ignore_case": True,
            "ignore_accents": False,
            "ignore_spaces": False,
            "feedback": "",
        },
    ),
    "numerical": (
        {"stem": "<p>Khổ A4 cao bao nhiêu?</p>", "number_format": "vi", "units": ["mm", "cm"]},
        {
            "accepted": [
                {
                    "value": "297",
                    "tolerance": "0.5",
                    "tolerance_kind": "absolute",
                    "credit": "1",
                    "feedback": "Đúng.",
                }
            ],
            "units": [{"text": "mm", "factor": "1"}, {"text": "cm", "factor": "0.1"}],
            "unit_policy": "required",
            "unit_penalty": "0.5",
            "feedback": "",
        },
    ),
    "cloze": (
        {
            "stem": "<p>Thủ đô là [[g1]], có [[g2]] quận; cơ quan [[g3]].</p>",
            "gaps": [
                {"id": "g1", "kind": "text", "size": 10},
                {"id": "g2", "kind": "number", "number_format": "vi", "size": 4},
                {"id": "g3", "kind": "choice", "choices": named("c", "bộ", "sở"), "size": 0},
            ],
        },
        {
            "gaps": {
                "g1": {
                    "weight": "2",
                    "accepted": [{"text": "Hà Nội", "credit": "1", "is_pattern": False, "feedback": ""}],
                    "ignore_case": True,
                    "ignore_accents": True,
                    "ignore_spaces": False,
                },
                "g2": {
                    "weight": "1",
                    "accepted": [
                        {
                            "value": "12",
                            "tolerance": "0",
                            "tolerance_kind": "absolute",
                            "credit": "1",
                            "feedback": "",
                        }
                    ],
                    "units": [],
                    "unit_policy": "none",
                    "unit_penalty": "1",
                },
                "g3": {
                    "weight": "1",
                    "correct": ["c2"],
                    "scoring": "all_or_nothing",
                    "choice_feedback": {"c1": "Cấp trung ương."},
                },
            },
            "feedback": "",
        },
    ),
    "essay": (
        {
            "stem": "<p>Nêu lợi ích của dịch vụ công trực tuyến.</p>",
            "format": "plain",
            "min_words": 50,
            "max_words": 200,
            "files": {"max_count": 2, "max_mb": 5, "kinds": ["pdf", "docx"]},
            "template": "<p>Mở bài</p>",
        },
        {
            "rubric": [{"id": "r1", "text": "Đủ ý", "points": "1.5"}],
            "guidance": "<p>Chấm theo ý.</p>",
            "sample": "<p>Bài mẫu.</p>",
            "feedback": "",
        },
    ),
    "hotspot": (
        {
            "stem": "<p>Chọn nơi ký tên.</p>",
            "picture": {"src": "/media/mau.png", "alt": "Mẫu công văn", "width": 600, "height": 800},
            "regions": [
                {"id": "r1", "label": "Góc phải", "shape": "rect", "coords": [400, 600, 600, 800]},
                {"id": "r2", "label": "Con dấu", "shape": "circle", "coords": [100, 100, 50]},
                {"id": "r3", "label": "Lề", "shape": "poly", "coords": [0, 0, 50, 0, 0, 50]},
            ],
            "shows_regions": True,
        },
        {"correct": ["r1"], "scoring": "all_or_nothing", "feedback": "", "choice_feedback": {"r3": "Lề."}},
    ),
}
"""By kind: content and key, exactly as they are stored."""

REMARKS = {
    "feedback": "<p>Chung</p>",
    "feedback_correct": "<p>Đúng</p>",
    "feedback_partial": "<p>Gần đúng</p>",
    "feedback_wrong": "<p>Sai</p>",
    "hints": ["<p>Gợi ý</p>"],
}

D = Decimal
words = st.text(alphabet="abcđêôơưáàảãạ ", min_size=1, max_size=12).filter(str.strip)
fractions = st.integers(0, 20).map(lambda n: str(D(n) / 20))


@st.composite
def _choices(draw, least=2, most=6):
    return named("c", *draw(st.lists(words, min_size=least, max_size=most)))


def _ids(things):
    return [thing["id"] for thing in things]


@st.composite
def _picks(draw, kind):
    things = draw(_choices())
    ids = _ids(things)
    most = 1 if kind == "single_choice" else len(ids)
    correct = draw(st.lists(st.sampled_from(ids), min_size=1, max_size=most, unique=True))
    scorings = ["all_or_nothing", "proportional", "right_minus_wrong"]
    scoring = draw(st.sampled_from([*scorings, *(["weighted"] if kind != "hotspot" else [])]))
    key = {"correct": correct, "scoring": scoring}
    if scoring == "weighted":
        wrong = {one: str(-D(draw(fractions))) for one in ids if one not in correct}
        share = str((D(1) / len(correct)).quantize(D("0.00001")))
        key["weights"] = dict.fromkeys(correct, share) | wrong
    content = {"stem": "<p>?</p>", "choices": things}
    if kind == "hotspot":
        regions = [
            {"id": one, "label": one, "shape": "rect", "coords": [n, n, n + 5, n + 5]}
            for n, one in enumerate(ids)
        ]
        content = {**GOOD["hotspot"][0], "regions": regions}
    return content, key, {"choices": correct}


@st.composite
def _true_false(draw):
    side = draw(st.booleans())
    return {"stem": "?"}, {"correct": side}, {"value": side}


@st.composite
def _group(draw):
    statements = draw(_choices())
    correct = {one: draw(st.booleans()) for one in _ids(statements)}
    steps = sorted(draw(st.lists(fractions, min_size=len(correct) - 1, max_size=len(correct) - 1)), key=D)
    key = {"correct": correct, "scoring": draw(st.sampled_from(["scale", "proportional", "all_or_nothing"]))}
    if key["scoring"] == "scale":
        key["scale"] = ["0", *steps, "1"]
    return {"stem": "?", "statements": statements}, key, {"values": correct}


@st.composite
def _matching(draw):
    sources = named("s", *draw(st.lists(words, min_size=2, max_size=5)))
    targets = named("t", *(f"đích {n}" for n in range(draw(st.integers(2, 6)))))
    pairs = {one: draw(st.sampled_from(_ids(targets))) for one in _ids(sources)}
    key = {"pairs": pairs, "scoring": draw(st.sampled_from(["proportional", "all_or_nothing"]))}
    return {"stem": "?", "sources": sources, "targets": targets}, key, {"pairs": pairs}


@st.composite
def _ordering(draw):
    things = named("c", *(f"bước {n}" for n in range(draw(st.integers(2, 7)))))
    order = draw(st.permutations(_ids(things)))
    key = {"order": list(order), "scoring": draw(st.sampled_from(["exact", "position", "pairwise"]))}
    return {"stem": "?", "choices": things}, key, {"order": list(order)}


@st.composite
def _text_rule(draw):
    right = draw(words)
    others = [{"text": text, "credit": draw(fractions)} for text in draw(st.lists(words, max_size=3))]
    flags = {f"ignore_{what}": draw(st.booleans()) for what in ("case", "accents", "spaces")}
    return {"accepted": [{"text": right}, *others], **flags}, right


@st.composite
def _number_rule(draw):
    value = draw(st.decimals(-10_000, 10_000, places=3, allow_nan=False).map(lambda d: D(f"{d:f}")))
    kind = draw(st.sampled_from(["absolute", "relative"]))
    rule = {
        "accepted": [{"value": str(value), "tolerance": draw(fractions), "tolerance_kind": kind}],
        "unit_policy": draw(st.sampled_from(["none", "optional", "required"])),
        "unit_penalty": draw(fractions),
    }
    if value == 0:
        rule["accepted"][0]["tolerance_kind"] = "absolute"
    if rule["unit_policy"] != "none":
        rule["units"] = [{"text": "m", "factor": "1"}, {"text": "km", "factor": "0.001"}]
    return rule, f"{value:f}".replace(".", ",")


@st.composite
def _numerical(draw):
    rule, typed = draw(_number_rule())
    answer = {"text": typed, "unit": "m"} if rule["unit_policy"] != "none" else {"text": typed}
    units = ["m", "km"] if "units" in rule else []
    return {"stem": "?", "number_format": "vi", "units": units}, rule, answer


@st.composite
def _short(draw):
    rule, right = draw(_text_rule())
    return {"stem": "?"}, rule, {"text": " ".join(right.split())}


@st.composite
def _cloze(draw):
    gaps, keys, answer = [], {}, {}
    for number, kind in enumerate(
        draw(st.lists(st.sampled_from(["choice", "text", "number"]), min_size=1, max_size=4))
    ):
        gap = f"g{number}"
        gaps.append({"id": gap, "kind": kind})
        if kind == "choice":
            gaps[-1]["choices"] = draw(_choices())
            answer[gap] = draw(st.sampled_from(_ids(gaps[-1]["choices"])))
            rule = {"correct": [answer[gap]]}
        elif kind == "text":
            rule, right = draw(_text_rule())
            answer[gap] = " ".join(right.split())
        else:
            rule, answer[gap] = draw(_number_rule())
            answer[gap] += " m" if "units" in rule else ""
        keys[gap] = {**rule, "weight": str(draw(st.integers(1, 4)))}
    stem = "<p>" + " ".join(f"[[{gap['id']}]]" for gap in gaps) + "</p>"
    return {"stem": stem, "gaps": gaps}, {"gaps": keys}, {"gaps": answer}


SCORED = {
    "single_choice": _picks("single_choice"),
    "multiple_choice": _picks("multiple_choice"),
    "hotspot": _picks("hotspot"),
    "true_false": _true_false(),
    "true_false_group": _group(),
    "matching": _matching(),
    "ordering": _ordering(),
    "short_answer": _short(),
    "numerical": _numerical(),
    "cloze": _cloze(),
}
"""By kind that a machine scores: a strategy of content, key, and an answer that earns full points."""


@st.composite
def scored(draw):
    """A kind with a wording and a right answer."""
    kind = draw(st.sampled_from(sorted(SCORED)))
    return (kind, *draw(SCORED[kind]))
