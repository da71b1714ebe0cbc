"""Real files against a truth counted by hand: at least 99 % kept, nothing lost without a word, ours beside another's."""

import io
import json
import unicodedata
import zipfile
from collections import Counter

import pytest
from lxml import etree

from benchmarks.word_fidelity import KINDS, TRUTHS, all_scores, bytes_of, cost
from content.word import read_word
from content.word.package import W
from content.word.tree import all_runs


@pytest.fixture(scope="module")
def scores(shared):
    return {score.name: score for score in all_scores(shared)}


def test_at_least_99_percent_of_every_file_is_kept_and_nothing_is_lost_silently(scores):
    assert len(scores) == len(list(TRUTHS.glob("*.json"))) == 8
    for name, score in scores.items():
        assert score.share >= 0.99, name
        assert score.silent == 0, name


def words_of_the_file(data, within="body"):
    """Every word of the text, read without our reader: what Word writes twice counts once."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    paragraphs = []
    for fallback in root.iter("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"):
        fallback.clear()
    for paragraph in (p for part in root.iter(f"{W}{within}") for p in part.iter(f"{W}p")):
        own = [t.text or "" for t in paragraph.iter(f"{W}t") if next(t.iterancestors(f"{W}p")) is paragraph]
        paragraphs.append("".join(own))
    return Counter(
        letter for text in paragraphs for letter in unicodedata.normalize("NFC", text) if letter.isalnum()
    )


@pytest.mark.parametrize("path", sorted(path.stem for path in TRUTHS.glob("*.json")))
def test_every_letter_of_a_file_is_in_the_tree_or_in_a_part_that_is_told(path, shared):
    data = bytes_of(json.loads((TRUTHS / f"{path}.json").read_text()), shared)

    document = read_word(data, filename="a.docx")

    said = "".join(run.text for run in all_runs(document.blocks))
    missing = words_of_the_file(data) - Counter(letter for letter in said if letter.isalnum())
    told = {problem.code for problem in document.problems} & {"national_header", "signature"}
    # Letterhead and signature of the decree are its two tables and the lines of signs below them.
    allowed = words_of_the_file(data, within="tbl") if told else Counter()
    assert missing <= allowed, missing - allowed


def test_ours_is_never_worse_than_mammoth(scores):
    pytest.importorskip("mammoth")
    for name, score in scores.items():
        for kind in KINDS:
            theirs = min(score.mammoth[kind], score.truth[kind])
            assert score.kept[kind] + score.told[kind] >= theirs, (name, kind)


@pytest.fixture(scope="module")
def annex(shared):
    truth = json.loads((TRUTHS / "decree-30-2020-annex-1.json").read_text())
    return read_word(bytes_of(truth, shared), filename="a.docx")


def test_the_tables_of_the_annex_are_right_cell_by_cell(annex):
    tables = [block for block in annex.blocks if hasattr(block, "rows")]
    layout, sizes = tables[0], tables[2]

    def said(cell):
        return " ".join(block.text for block in cell.blocks)

    assert [said(cell) for cell in layout.rows[1]] == ["1", ":", "Quốc hiệu và Tiêu ngữ"]
    assert (len(sizes.rows), sizes.columns) == (61, 9)
    head = [(said(cell), cell.colspan, cell.rowspan, cell.is_header) for cell in sizes.rows[0]]
    assert head[0] == ("STT", 1, 2, True)
    assert head[-1][1:] == (4, 1, True)
    assert [said(cell) for cell in sizes.rows[3]][1:5] == ["- Quốc hiệu", "In hoa", "12 - 13", "Đứng, đậm"]
    width = [sum(cell.colspan for cell in row) for row in sizes.rows]
    reaching = [sum(c.colspan for r in sizes.rows[:i] for c in r if c.rowspan > 1) for i in (1,)]
    assert width[0] == 9
    assert width[1] + reaching[0] == 9


def test_the_whole_decree_is_read_within_10_seconds_and_300_mib(shared):
    data = (shared / "data" / "docx-vi" / "30_2020_ND_CP.docx").read_bytes()

    seconds, mebibytes = cost(data)

    assert seconds <= 10
    assert mebibytes <= 300
