"""Lines of a question that say by their first words what they are: "Độ khó: 3", "Nguồn: …", "Khi sai: …". Pure."""

import re
from collections.abc import Callable

from quizzes.importers.lines import SHIELD, Line

LABELS = {
    "code": "Mã câu hỏi",
    "difficulty": "Độ khó",
    "points": "Điểm",
    "tags": "Thẻ",
    "topic": "Chủ điểm",
    "skill": "Kỹ năng",
    "outcome": "Chuẩn đầu ra",
    "language": "Ngôn ngữ",
    "source": "Nguồn",
    "legal_basis": "Căn cứ pháp lý",
    "scoring": "Cách chấm",
    "state": "Trạng thái",
    "other_answer": "Đáp án khác",
    "units": "Đơn vị",
    "weight": "Trọng số",
    "feedback_correct": "Khi đúng",
    "feedback_partial": "Khi đúng một phần",
    "feedback_wrong": "Khi sai",
    "hints": "Gợi ý",
}
"""By the name of the field, how a line that gives it begins; our own writer uses the same words."""
REMARK = re.compile(r"^\s*Nhận xét\s+([A-Za-z]|\d{1,2}|đúng|sai)\s*:\s*", re.IGNORECASE)
_LABEL = re.compile(
    r"^\s*("
    + "|".join(sorted((re.escape(label) for label in LABELS.values()), key=len, reverse=True))
    + r")\s*:\s*",
    re.IGNORECASE,
)
_BY_LABEL = {label.lower(): name for name, label in LABELS.items()}

DRAFT = "bản nháp"
SCORINGS = {
    "all_or_nothing": "đúng hết mới có điểm",
    "proportional": "theo tỷ lệ",
    "right_minus_wrong": "đúng trừ sai",
    "weighted": "trọng số",
    "scale": "thang",
    "exact": "đúng cả dãy",
    "position": "từng vị trí",
    "pairwise": "từng cặp",
}
"""The names of the ways of scoring on a line "Cách chấm: …"."""


def label_at(line: Line) -> tuple[str, Line] | None:
    """The field a line gives, and what it says; None for any other line. Remarks about a choice are ("remark:B", …)."""
    remark = REMARK.match(line.text)
    if remark:
        return f"remark:{remark.group(1).lower()}", line.cut(remark.end())
    found = _LABEL.match(line.text)
    if not found:
        return None
    return _BY_LABEL[found.group(1).lower()], line.cut(found.end())


def text_of(lines: list[Line]) -> str:
    """What the lines say, without mark-up."""
    return " ".join(line.text for line in lines).replace(SHIELD, "").strip()


def html_lines(lines: list[Line], write: Callable[[Line], str] | None = None) -> str:
    """The lines as paragraphs."""
    told = write or (lambda line: line.to_html())
    return "".join(f"<p>{told(line)}</p>" for line in lines if line.text or line.images)
