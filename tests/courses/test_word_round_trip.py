"""Course → Word → course: nothing that Word can hold is lost. ``make word-courses`` tries 200, the suite the first 30."""

import os
import random
from html import escape

import pytest

from content.documents.lessons import PictureFile
from content.sanitising import clean_rich_text
from content.word import read_word
from content.word.to_html import runs_html
from content.word.tree import Run
from courses.exporters.word import ChapterSheet, CourseSheet, LessonSheet, write_course
from courses.importers.splitting import chapters_of, split_document
from courses.importers.word import parse_lesson
from tests.support.files import make_png

MATHS = (
    "<math><mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac></math>",
    '<math display="block"><msup><mrow><mi>x</mi></mrow><mrow><mn>2</mn></mrow></msup></math>',
)
LINE = "hồ sơ & dịch vụ công <trực tuyến> 1. a) - + Hình 1. Chương II Điều 5. “Đúng hạn” Câu 1. Bảng 2"
WORDS = [*LINE.split(), "x\u00a0y"]


def words(r, most=8):
    return " ".join(r.choice(WORDS) for _ in range(r.randrange(1, most))).strip()


def escaped(r):
    return escape(words(r), quote=False)


def inline(r):
    """A line of runs, no two neighbours alike."""
    runs = []
    for _ in range(r.randrange(1, 5)):
        kind = r.randrange(9)
        run = Run(
            text=words(r),
            is_bold=kind in {1, 7},
            is_italic=kind in {2, 7},
            is_underlined=kind == 3,
            is_struck=kind == 4,
            is_code=kind == 8,
            vertical={5: "sub", 6: "super"}.get(kind, ""),
        )
        if runs and (runs[-1].is_bold, runs[-1].vertical) == (run.is_bold, run.vertical):
            run = Run(text=words(r), href=f"https://chinhphu.vn/a?b=1&c={len(runs)}")
        runs.append(run)
    html = runs_html(runs)
    if r.random() < 0.2:
        html += f"<br/>{escaped(r)}"
    return html + (r.choice(MATHS) if r.random() < 0.2 else "")


def listed(r, depth=0):
    tag = r.choice(["ul", "ol", 'ol type="a"', 'ol type="I"'])
    items = ""
    for _ in range(r.randrange(1, 4)):
        deeper = listed(r, depth + 1) if depth < 2 and r.random() < 0.3 else ""
        items += f"<li>{inline(r)}{deeper}</li>"
    return f"<{tag}>{items}</{tag.split()[0]}>"


def rich(r, headings=True):
    parts, was_list = [], False
    for _ in range(r.randrange(1, 6)):
        kind = r.randrange(5)
        if kind == 0 and not was_list:
            parts.append(listed(r))
        elif kind == 1 and headings:
            level = r.choice([2, 3, 4])
            parts.append(f"<h{level}>{inline(r).replace('<br/>', ' ')}</h{level}>")
        elif kind == 2 and headings:
            parts.append("<hr/>")
        else:
            parts.append(f"<p>{inline(r)}</p>")
        was_list = kind == 0
    return "".join(parts)


def table(r):
    columns = r.randrange(1, 5)
    rows = ["".join(f"<th>{escaped(r)}</th>" for _ in range(columns))] if r.random() < 0.6 else []
    for _ in range(r.randrange(1, 4)):
        if columns > 1 and r.random() < 0.4:
            rows.append(f'<td colspan="{columns}">{inline(r)}</td>')
        elif columns > 1 and r.random() < 0.4:
            rest = "<td></td>" * (columns - 1)
            rows += [
                f'<td rowspan="2">{escaped(r)}</td>{rest}',
                rest.replace("<td></td>", f"<td>{inline(r)}</td>", 1),
            ]
        else:
            head = f"<th>{escaped(r)}</th>" if r.random() < 0.3 else f"<td>{inline(r)}{listed(r, 2)}</td>"
            rows.append(head + f"<td>{inline(r)}</td>" * (columns - 1))
    return f"<table><tbody>{''.join(f'<tr>{row}</tr>' for row in rows)}</tbody></table>"


def block(r):
    kind = r.choice(["text", "text", "image", "table", "steps", "callout", "quote", "page_break"])
    caption = words(r).replace("\xa0", " ") if r.random() < 0.5 else ""
    value = {
        "text": lambda: clean_rich_text(rich(r)),
        "image": lambda: {
            "image": r.choice([1, 2]),
            "alt": words(r).replace("\xa0", " "),
            "is_decorative": False,
            "caption": caption,
        },
        "table": lambda: {"caption": caption, "html": clean_rich_text(table(r))},
        "steps": lambda: {
            "start": r.choice([1, 1, 4]),
            "steps": [
                clean_rich_text(f"<p>{inline(r)}</p>{listed(r, 1) if r.random() < 0.3 else ''}")
                for _ in range(3)
            ],
        },
        "callout": lambda: {
            "tone": r.choice(["info", "warn", "ok"]),
            "title": caption,
            "text": clean_rich_text(rich(r, headings=False)),
        },
        "quote": lambda: {"text": clean_rich_text(f"<p>{inline(r)}</p>"), "source": caption},
        "page_break": lambda: None,
    }[kind]()
    return {"type": kind, "value": value}


def course(number):
    r = random.Random(number)
    ids = iter(f"{number:016x}{index:016x}" for index in range(1, 99))
    parts = []
    for _ in range(r.randrange(1, 4)):
        has_chapter = r.random() < 0.8
        lessons = tuple(
            LessonSheet(
                uuid=next(ids),
                title=words(r).title(),
                number=r.choice(["", "2.1", "Bài 3"]),
                periods=r.randrange(5),
                body=[block(r) for _ in range(r.randrange(0, 7))],
            )
            for _ in range(r.randrange(0 if has_chapter else 1, 4))
        )
        parts.append(
            ChapterSheet(
                uuid=next(ids) if has_chapter else "", title=words(r) if has_chapter else "", lessons=lessons
            )
        )
    return CourseSheet(
        uuid=next(ids),
        title=words(r),
        issuer="Học viện Hành chính và Quản trị công",
        code="MC-01",
        goals=[words(r)],
        legal_basis=["Nghị định 30/2020/NĐ-CP"],
        periods=8,
        parts=parts,
        pictures={1: PictureFile(data=make_png()), 2: PictureFile(data=make_png(30, 30))},
    )


def told(block, number_of_picture):
    """A block as both sides can be compared: pictures by their bytes, headings of tables without their scope."""
    if block["type"] == "image":
        value = block["value"]
        return "image", number_of_picture(value), value["caption"]
    return block["type"], block["value"]


def came_back(sheet):
    data, problems = write_course(sheet)
    document = read_word(data, filename="de-cuong.docx")
    return document, split_document(document, level=2), problems


@pytest.mark.parametrize("number", range(int(os.environ.get("WORD_COURSES", "30"))))
def test_a_generated_course_comes_back_equal(number):
    sheet = course(number)

    document, pieces, problems = came_back(sheet)

    assert problems == ()
    assert document.title == " ".join(sheet.title.split())
    assert [c for c in chapters_of(document) if c[1]] == [
        (" ".join(p.title.split()), p.uuid) for p in sheet.parts if p.uuid
    ]
    lessons = [piece for piece in pieces if piece.given_lesson]
    wanted = [(part.uuid, lesson) for part in sheet.parts for lesson in part.lessons]
    assert [(p.given_chapter, p.given_lesson, p.given_number, p.title) for p in lessons] == [
        (chapter, lesson.uuid, lesson.number, " ".join(lesson.title.split())) for chapter, lesson in wanted
    ]
    assert pieces[0].is_front_matter
    for piece, (_chapter, lesson) in zip(lessons, wanted, strict=True):
        parsed = parse_lesson(piece.document, keeps_levels=True)

        def found(value, parsed=parsed, piece=piece):
            picture = parsed.pictures[value["picture"]]
            return piece.document.media[picture.key].data, picture.alt

        def given(value):
            return sheet.pictures[value["image"]].data, value["alt"]

        assert [told(b, found) for b in parsed.blocks] == [told(b, given) for b in lesson.body]
