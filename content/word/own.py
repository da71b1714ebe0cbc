"""Styles and bookmarks of Word files we write ourselves: read back, they say what a paragraph was. Pure.

The names are those an author sees in Word's list of styles. A paragraph in one of them is what it says: nothing about it is
guessed from bold letters or a typed mark.
"""

TEXT = "Nội dung bài"
STEP, STEP_GOES_ON = "Bước", "Bước (tiếp)"
CALLOUTS = {"info": "Khung thông tin", "warn": "Khung lưu ý", "ok": "Khung kết quả"}
CALLOUT_TITLES = {tone: f"{name} (tên)" for tone, name in CALLOUTS.items()}
QUOTE, SOURCE = "Trích dẫn", "Nguồn trích dẫn"
PICTURE_CAPTION, TABLE_CAPTION = "Chú thích hình", "Tên bảng"
HEADER_CELL, CELL = "Ô tiêu đề", "Ô bảng"
RULE = "Đường kẻ"
CODE = "Mã"
STYLES = frozenset(
    {TEXT, STEP, STEP_GOES_ON, QUOTE, SOURCE, PICTURE_CAPTION, TABLE_CAPTION, HEADER_CELL, CELL, RULE}
    | set(CALLOUTS.values())
    | set(CALLOUT_TITLES.values())
)
COURSE_MARK, CHAPTER_MARK, LESSON_MARK = "lms_khoa_", "lms_chuong_", "lms_bai_"
"""Bookmarks on headings; the record's uuid follows in 32 hexadecimal digits (Word allows 40 characters in all)."""
NO_CHAPTER = "0" * 32
"""After ``CHAPTER_MARK`` on a lesson's heading: it stands in no chapter, whatever stands above it."""
NUMBER_MARK = "lms_so_"
"""The printed number a lesson's heading begins with, as hexadecimal UTF-8."""
BLOCK_MARK = "lms_khoi_"
"""Where a block of a lesson begins."""


def begins_block(anchors: tuple[str, ...]) -> bool:
    """Whether our export marked a paragraph as the first of a block."""
    return any(name.startswith(BLOCK_MARK) for name in anchors)


def tone_of(style: str) -> tuple[str, bool]:
    """The tone of a callout's paragraph and whether it is its title; ("", False) for other styles."""
    for tone, name in CALLOUTS.items():
        if style in {name, CALLOUT_TITLES[tone]}:
            return tone, style == CALLOUT_TITLES[tone]
    return "", False
