"""What our reader keeps of real Word files, beside mammoth and pandoc on the same files: ``python -m benchmarks.word_fidelity``.

The truth was counted by hand in each ``document.xml`` and stands in ``tests/content/fidelity/*.json``. ``told`` says which
elements a file holds that are no part of a lesson (a letterhead) or cannot be kept, and under which problem they are told.
"""

import json
import shutil
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import lxml.html

from content.word import read_word
from content.word.tree import Block, Paragraph, WordDocument
from tests.support.word_files import all_kinds

ROOT = Path(__file__).resolve().parent.parent
TRUTHS = ROOT / "tests" / "content" / "fidelity"
KINDS = ("headings", "list_items", "cells", "pictures", "footnotes", "equations", "links", "drawings")
_FORMATS = {"a": "letter", "A": "letter", "i": "roman", "I": "roman"}


@dataclass(slots=True)
class Score:
    """Per kind: how many the file holds, how many were kept, how many are told; and the others' counts."""

    name: str
    truth: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    mammoth: Counter[str] = field(default_factory=Counter)
    pandoc: Counter[str] = field(default_factory=Counter)

    @property
    def silent(self) -> int:
        return sum(max(self.truth[kind] - self.kept[kind] - self.told[kind], 0) for kind in KINDS)

    @property
    def share(self) -> float:
        """Of what belongs to a lesson."""
        wanted = sum(self.truth.values()) - sum(self.told.values())
        return sum(min(self.kept[kind], self.truth[kind]) for kind in KINDS) / wanted if wanted else 1.0


def bytes_of(truth: dict, shared: Path) -> bytes:
    return (shared / truth["file"]).read_bytes() if truth["file"] else all_kinds()


def score(truth: dict, data: bytes, *, name: str) -> Score:
    document = read_word(data, filename=name)
    found = Score(name=name)
    codes = {problem.code for problem in document.problems}
    found.truth = Counter({kind: truth.get(kind, 0) for kind in KINDS[2:]})
    found.truth["headings"] = len(truth["headings"])
    found.truth["list_items"] = sum(truth["list_items"].values())
    found.kept = _counted(document)
    found.kept["headings"] = _in_order(truth["headings"], document)
    found.kept["list_items"] = sum((_items(document) & Counter(truth["list_items"])).values())
    for code, kinds in truth["told"].items():
        if code in codes:
            found.told.update(kinds)
    found.mammoth = _counted_in_html(_mammoth(data), truth)
    found.pandoc = _counted_in_html(_pandoc(data), truth)
    return found


def _in_order(labels: list[str], document: WordDocument) -> int:
    """How many of the headings were found, in their order."""
    texts = iter(b.text for b in document.blocks if isinstance(b, Paragraph) and b.heading)
    return sum(any(text.startswith(label) for text in texts) for label in labels)


def _items(document: WordDocument) -> Counter[str]:
    counts: Counter[str] = Counter()
    for block in document.blocks:
        place = block.list_place if isinstance(block, Paragraph) and not block.heading else None
        if place:
            kind = _FORMATS.get(place.number_format, place.kind)
            deeper = f"-{place.level + 1}" if place.level and not place.is_typed else ""
            counts[f"{kind}{deeper}"] += 1
    return counts


def _counted(document: WordDocument) -> Counter[str]:
    counts: Counter[str] = Counter(footnotes=len(document.footnotes))
    _count(document.blocks, counts)
    return counts


def _count(blocks: tuple[Block, ...], counts: Counter[str]) -> None:
    for block in blocks:
        if isinstance(block, Paragraph):
            counts["pictures"] += len(block.pictures)
            counts["equations"] += sum(bool(run.mathml) for run in block.runs)
            counts["links"] += len({run.href for run in block.runs if run.href})
            continue
        for row in block.rows:
            for cell in row:
                counts["cells"] += 1
                _count(cell.blocks, counts)


def _mammoth(data: bytes) -> str:
    try:
        import mammoth
    except ImportError:
        return ""
    return str(mammoth.convert_to_html(BytesIO(data)).value)


def _pandoc(data: bytes) -> str:
    if shutil.which("pandoc") is None:
        return ""
    command = ["pandoc", "-f", "docx", "-t", "html", "--mathml", "--track-changes=accept", "-"]
    answer = subprocess.run(command, input=data, capture_output=True, check=False, timeout=120)
    if answer.returncode:
        print(f"pandoc refused a file: {answer.stderr.decode().strip()}", file=sys.stderr)
    return answer.stdout.decode()


def _counted_in_html(html: str, truth: dict) -> Counter[str]:
    """What another reader made of the same bytes; nothing where it is not installed."""
    if not html:
        return Counter()
    tree = lxml.html.fragment_fromstring(html, create_parent="div")
    texts = iter(element.text_content() for element in tree.iter("h1", "h2", "h3", "h4", "h5", "h6"))
    notes = [li for li in tree.iter("li") if li.get("id", "").startswith(("footnote-", "endnote-", "fn"))]
    links = [a.get("href") for a in tree.iter("a") if a.get("href")]
    return Counter(
        headings=sum(any(text.startswith(label) for text in texts) for label in truth["headings"]),
        list_items=sum(1 for _ in tree.iter("li")) - len(notes),
        cells=sum(1 for _ in tree.iter("td", "th")),
        pictures=sum(1 for _ in tree.iter("img")),
        footnotes=len(notes),
        equations=sum(1 for _ in tree.iter("math")),
        links=sum(1 for link in links if "note-" not in link and not link.startswith("#fn")),
    )


def all_scores(shared: Path) -> list[Score]:
    scores = []
    for path in sorted(TRUTHS.glob("*.json")):
        truth = json.loads(path.read_text())
        scores.append(score(truth, bytes_of(truth, shared), name=path.stem))
    return scores


def cost(data: bytes) -> tuple[float, float]:
    """Seconds and MiB a child process needs to read a file."""
    began = time.monotonic()
    # VmHWM and not ru_maxrss: the latter remembers how large the process was that started this one.
    code = (
        "import sys;from content.word.child import _answer;"
        "sys.stdout.write(str(len(_answer(sys.stdin.buffer.read(),'+a.docx'))));"
        "sys.stderr.write(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], input=data, capture_output=True, cwd=ROOT, check=True, timeout=120
    )
    return time.monotonic() - began, int(answer.stderr) / 1024


def _cell(found: Score, kind: str) -> str:
    if not found.truth[kind]:
        return "–"
    told = f"+{found.told[kind]} told" if found.told[kind] else ""
    return f"{found.kept[kind]}{told} / {found.truth[kind]} ({found.mammoth[kind]}, {found.pandoc[kind]})"


def main() -> None:
    shared = ROOT.parent / "shared"
    print("| File | " + " | ".join(KINDS) + " | kept | silent |")
    print("| --- |" + " ---: |" * (len(KINDS) + 2))
    for found in all_scores(shared):
        cells = [_cell(found, kind) for kind in KINDS]
        print(f"| {found.name} | " + " | ".join(cells) + f" | {found.share:.1%} | {found.silent} |")
    print("\nours / in the file (mammoth, pandoc)\n")
    for name in ("30_2020_ND_CP.docx", "30_2020_ND_CP_phu-luc-I.docx"):
        seconds, mebibytes = cost((shared / "data" / "docx-vi" / name).read_bytes())
        print(f"{name}: {seconds:.1f} s, {mebibytes:.0f} MiB in a child process")


if __name__ == "__main__":
    main()
