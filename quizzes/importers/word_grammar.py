"""How Vietnamese teachers write questions in Word: the forms a line can take."""

import re

from content.vietnamese import fold
from quizzes.importers.lines import Line

QUESTION = re.compile(
    r"^\s*(?:câu\s+hỏi|câu|question)\s*(?:số\s*)?(\d{1,4})\s*(?:[.:)\-–]\s*|\s+|$)", re.IGNORECASE
)
NUMBERED = re.compile(r"^\s*(\d{1,4})\s*[.):]\s+(?=\S)")
LETTERED = re.compile(r"(?:([*•])\s?)?\b([A-Z]|[a-z])\s*[.)]\s*")
FIRST_LETTER = re.compile(r"^\s*([*•]?)\s*([A-Za-z])\s*[.):]\s*")
STARRED = re.compile(r"^\s*\*\s*")
ANSWER = re.compile(
    r"^\s*(?:đáp\s*án(?:\s*đúng)?|đ/?a|answer|trả\s*lời|thứ\s*tự\s*đúng)\s*(?:là\s*)?[:.]\s*(?P<answer>.+)$",
    re.IGNORECASE,
)
EXPLANATION = re.compile(
    r"^\s*(?:(?:giải\s*thích|lời\s*giải|hướng\s*dẫn\s*giải|explanation)\s*[:.]|\^)\s*", re.IGNORECASE
)
GRADING = re.compile(
    r"^\s*(?:gợi\s*ý\s*chấm|hướng\s*dẫn\s*chấm|thang\s*điểm|biểu\s*điểm|rubric)\s*(?:[:.]|$)\s*",
    re.IGNORECASE,
)
PART = re.compile(r"^\s*(?:phần|part)\s+(?:[IVX]+|\d+|[A-Z])\b", re.IGNORECASE)
SEPARATOR = re.compile(r"^\s*\[\s*<\s*br\s*/?\s*>\s*\]\s*$", re.IGNORECASE)
GROUP_STARTS = re.compile(r"^\s*\[\s*<\s*(?:sg|g)\s*>\s*\]\s*", re.IGNORECASE)
GROUP_ENDS = re.compile(r"\s*\[\s*<\s*/\s*(?:sg|g)\s*>\s*\]\s*$", re.IGNORECASE)
THE_END = re.compile(r"^[\s\-–—_*.]*(?:hết|the end)[\s\-–—_*.]*$", re.IGNORECASE)
KEY_TITLE = re.compile(
    r"^\s*(?:bảng\s+)?(?:đáp\s*án|key|answer\s*key)(?:\s+(?:đề|chi tiết|và).{0,60})?\s*:?\s*$", re.IGNORECASE
)
PART_NAME = re.compile(r"^\s*(?:phần|part)\s+([IVX]+|\d+|[A-Z])\b", re.IGNORECASE)
CHAPTER = re.compile(
    r"^\s*(?:chương|chuyên\s*đề|chủ\s*đề|bài|mục|module|học\s*phần)\s+(?:[IVX]+|\d+)\b", re.IGNORECASE
)
NO_CATEGORY = re.compile(r"^\s*[—–-]+\s*$")
SAMPLE = re.compile(
    r"^\s*(?:gợi\s*ý\s*trả\s*lời|bài\s*làm\s*mẫu|đáp\s*án\s*mẫu)\s*(?:[:.]|$)\s*", re.IGNORECASE
)
ANSWER_ALONE = re.compile(r"^\s*(?:đáp\s*án|trả\s*lời|answer)\s*:\s*$", re.IGNORECASE)
POINTS = re.compile(r"\s*[\[(]\s*(\d+(?:[.,]\d+)?)\s*(?:điểm|đ|points?)\s*[\])]\s*[.:]?\s*", re.IGNORECASE)
LEVEL = re.compile(r"\s*[\[(]\s*(nhận biết|thông hiểu|vận dụng cao|vận dụng|NB|TH|VDC|VD)\s*[\])]\s*[.:]?\s*")
KIND_TAG = re.compile(
    r"^\s*\[\s*(một lựa chọn|nhiều lựa chọn|nhóm đúng/sai|đúng/sai|ghép cặp|sắp xếp|trả lời ngắn|trả lời số|điền khuyết|tự luận)"
    r"\s*\]\s*",
    re.IGNORECASE,
)
OUTCOME = re.compile(
    r"\s*[\[(]\s*((?:CLO|PLO|CĐR|LO)\s*\d+(?:\.\d+)*(?:\s*[,;]\s*(?:CLO|PLO|CĐR|LO)\s*\d+)*)\s*[\])]\s*"
)
KEY_PAIR = re.compile(r"(\d{1,4})\s*[.\-:)–]?\s*([A-H](?:\s*[,;&+]\s*[A-H]\b)*)(?![A-Za-z])")
TRUE_OR_FALSE = re.compile(r"\s*[\[(]\s*(đ|đúng|s|sai|true|false|t|f)\s*[\])]\s*\.?\s*$", re.IGNORECASE)
PAIRING = re.compile(r"^\s*(?:\d+\s*[-–→:.]\s*[a-z]\s*[;,.]?\s*){2,}$", re.IGNORECASE)
SEQUENCE = re.compile(
    r"^\s*\(?(?:[a-h]|\d)\)?(?:\s*(?:[-–→,;>]|->)\s*\(?(?:[a-h]|\d)\)?){2,}\s*\.?$", re.IGNORECASE
)
NUMBER = re.compile(
    r"^\s*[-+−]?\d+(?:[.,\s]\d+)*\s*(?:%|[a-zà-ỹ²³/°]{0,12})\s*\.?"
    r"(?:\s*(?:±|\+/-)\s*\d+(?:[.,]\d+)?\s*%?|\s*\(\s*(?:sai\s*số|±)[^()]{1,30}\))?\s*\.?$",
    re.IGNORECASE,
)
LETTERS = re.compile(r"^\s*\(?([A-H])\)?(?:\s*(?:[,;&+]|và|and)\s*\(?([A-H])\)?)*\s*\.?$")
GAP = re.compile(r"_{3,}|\.{5,}|…{2,}|\{\d+\}|\[\d+\]")
HOW_MANY = re.compile(
    r"chọn\s+(?:đúng\s+)?(\d|hai|ba|bốn|năm)\s+(?:phương án|đáp án|ý|câu|lựa chọn)", re.IGNORECASE
)
SEVERAL = re.compile(
    r"chọn\s+(?:tất cả|các|những|nhiều)\s+(?:các\s+)?(?:phương án|đáp án|ý|câu|lựa chọn)", re.IGNORECASE
)
LEVELS = {
    "nb": 1, "nhan biet": 1, "th": 2, "thong hieu": 2, "vd": 3, "van dung": 3, "vdc": 4, "van dung cao": 4,
}  # fmt: skip
"""The four levels of Vietnamese test matrices on our scale of five."""
KIND_NAMES = {
    "single_choice": "một lựa chọn",
    "multiple_choice": "nhiều lựa chọn",
    "true_false": "đúng/sai",
    "true_false_group": "nhóm đúng/sai",
    "matching": "ghép cặp",
    "ordering": "sắp xếp",
    "short_answer": "trả lời ngắn",
    "numerical": "trả lời số",
    "cloze": "điền khuyết",
    "essay": "tự luận",
}
"""How a question may name its own type: “Câu 3. [Sắp xếp] …”."""
_WORDS = {"hai": 2, "ba": 3, "bốn": 4, "năm": 5}
_TRUE, _FALSE = {"dung", "d", "true", "t"}, {"sai", "s", "false", "f"}
_HINTS = {
    "mot lua chon": "single_choice",
    "mot dap an": "single_choice",
    "nhieu lua chon": "multiple_choice",
    "nhieu dap an": "multiple_choice",
    "dung/sai": "true_false",
    "dung / sai": "true_false",
    "dung hoac sai": "true_false",
    "dung sai": "true_false",
    "ghep": "matching",
    "noi cot": "matching",
    "sap xep": "ordering",
    "dien khuyet": "cloze",
    "dien vao": "cloze",
    "tra loi ngan": "short_answer",
    "tu luan": "essay",
}
_ESSAY_VERBS = ("neu ", "trinh bay", "phan tich", "hay ", "vi sao", "tai sao", "so sanh", "lien he", "binh luan", "tinh huong",
    "chung minh", "giai thich")  # fmt: skip


def hint_of(text: str) -> str:
    """The type a part's heading or a stem names, or ""."""
    folded = " ".join(fold(text).split())
    return next((kind for words, kind in _HINTS.items() if words in folded), "")


def kind_told(text: str) -> str:
    """The type a question names in brackets at its beginning, or ""."""
    found = KIND_TAG.match(text)
    return next((kind for kind, name in KIND_NAMES.items() if found and name == found.group(1).lower()), "")


def level_of(text: str) -> int:
    return LEVELS[" ".join(fold(text).split())]


def truth_of(text: str) -> bool | None:
    word = fold(text).strip(" .()[]:")
    if word in _TRUE:
        return True
    return False if word in _FALSE else None


def asks_to_write(text: str) -> bool:
    folded = fold(text).lstrip()
    return any(folded.startswith(verb) or f". {verb}" in folded for verb in _ESSAY_VERBS)


def begins_with_task(text: str) -> bool:
    """Whether the first words tell the learner to write something."""
    return fold(text).lstrip().startswith(_ESSAY_VERBS)


def wanted_count(text: str) -> int | None:
    """How many right choices the stem asks for ("chọn 2 phương án")."""
    found = HOW_MANY.search(text)
    if not found:
        return None
    word = found.group(1).lower()
    return _WORDS.get(word) or int(word)


def letters_in(answer: str) -> tuple[str, ...]:
    """The letters of "B" or "A, C"; nothing when the answer is something else."""
    if not LETTERS.match(answer.strip()):
        return ()
    return tuple(dict.fromkeys(re.findall(r"\b[A-H]\b", answer)))


def split_choices(line: Line) -> list[tuple[str, bool, Line, Line]]:
    """Choices written on one line: (letter, starred, the letter's own formatting, text). Empty if it is no such line.

    Further choices on the line follow a tab or two blanks and carry the next letter of the alphabet.
    """
    first = FIRST_LETTER.match(line.text)
    if not first:
        return []
    starts = [(first.start(), first.start(2), first.end(), bool(first.group(1)))]
    letters = [first.group(2)]
    for match in LETTERED.finditer(line.text, first.end()):
        before = line.text[: match.start()]
        blanks = before[len(before.rstrip()) :]
        if match.group(2) == chr(ord(letters[-1]) + 1) and ("\t" in blanks or len(blanks) > 1):
            starts.append((match.start(), match.start(2), match.end(), bool(match.group(1))))
            letters.append(match.group(2))
    ends = [start for start, *_rest in starts[1:]] + [len(line.text)]
    return [
        _choice(line, letter, is_starred, line.cut(letter_at, letter_at + 1), line.cut(text_at, end))
        for letter, (_start, letter_at, text_at, is_starred), end in zip(letters, starts, ends, strict=True)
    ]


def _choice(
    line: Line, letter: str, is_starred: bool, mark: Line, text: Line
) -> tuple[str, bool, Line, Line]:
    """A star may stand before the letter or before the text."""
    star = STARRED.match(text.text)
    return (letter, True, mark, text.cut(star.end())) if star else (letter, is_starred, mark, text)
