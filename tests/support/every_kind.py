"""An exam with every kind of question, as an author would write it, and a sheet of paper for its picture."""

import copy
import io

from PIL import Image, ImageDraw

from tests.support.quizzes import make_bank, make_item, make_quiz
from tests.support.wordings import GOOD, REMARKS

FORMULA = "<math><mfrac><mn>8</mn><mn>10</mn></mfrac></math>"
TABLE = (
    '<table><thead><tr><th scope="col">Lề</th><th scope="col">Khoảng cách</th></tr></thead><tbody>'
    "<tr><td>Trên, dưới</td><td>20–25 mm</td></tr><tr><td>Trái</td><td>30–35 mm</td></tr></tbody></table>"
)
KINDS = tuple(GOOD)


def wordings():
    """Content and key of each kind; single choice with a table, true or false with a formula."""
    told = copy.deepcopy(GOOD)
    told["single_choice"][0]["stem"] = f"<p>Theo bảng sau, lề trái của văn bản là bao nhiêu?</p>{TABLE}"
    told["true_false"][0]["stem"] = f"<p>Tỷ lệ đạt {FORMULA} bằng 80 %.</p>"
    told["cloze"][0]["stem"] = (
        '<p>Thủ đô là [[g1]], có [[g2]] quận.</p><table><tbody><tr><th scope="row">Cơ quan cấp tỉnh</th>'
        "<td>[[g3]]</td></tr></tbody></table>"
    )
    for content, key in told.values():
        assert content
        key.update(REMARKS)
    return told


def every_kind_quiz(organisation, now, *, kinds=KINDS, **fields):
    bank, told = make_bank(organisation, now), wordings()
    items = [make_item(bank, now, kind=kind, content=told[kind][0], key=told[kind][1]) for kind in kinds]
    settings = {"title": "Mọi loại câu hỏi", "shuffle_items": False} | fields
    return make_quiz(organisation, now, items=items, **settings)


def sheet_of_paper() -> bytes:
    """A drawn official letter, 600 by 800, whose parts the picture question asks for."""
    paper = Image.new("RGB", (600, 800), "white")
    draw = ImageDraw.Draw(paper)
    draw.rectangle((1, 1, 598, 798), outline="gray")
    for top in range(160, 560, 28):
        draw.line((60, top, 540, top), fill="gray", width=3)
    draw.line((330, 60, 540, 60), fill="black", width=4)
    draw.ellipse((60, 60, 140, 140), outline="firebrick", width=5)
    draw.line((430, 700, 560, 660), fill="navy", width=4)
    out = io.BytesIO()
    paper.save(out, "PNG")
    return out.getvalue()
