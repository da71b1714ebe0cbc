"""The demo's one drawn picture: a slip that says a dossier was received and when its result is ready."""

import io
from pathlib import Path

import fontpkg_be_vietnam_pro
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1080, 640
INK, PALE, PAPER = "#1b2733", "#5a6b7b", "#ffffff"
LINES = (
    (150, "Mã hồ sơ:", "H40.12-261102-0045"),
    (230, "Người nộp:", "Nguyễn Thị Hòa"),
    (310, "Thủ tục:", "Đăng ký khai sinh"),
    (390, "Ngày tiếp nhận:", "02/11/2026, 9 giờ 15 phút"),
    (470, "Hẹn trả kết quả:", "03/11/2026, trước 16 giờ 30"),
    (550, "Tra cứu, hỏi đáp:", "dichvucong.gov.vn – 1800 1096"),
)
"""Top of each line, its name and what stands there; all of it invented."""


def slip() -> bytes:
    """The picture as PNG, 1080 by 640 points; the same bytes every time."""
    fonts = Path(fontpkg_be_vietnam_pro.ROOT) / "files"
    bold = ImageFont.truetype(str(fonts / "BeVietnamPro-Bold.ttf"), 30)
    name = ImageFont.truetype(str(fonts / "BeVietnamPro-Regular.ttf"), 25)
    said = ImageFont.truetype(str(fonts / "BeVietnamPro-SemiBold.ttf"), 26)
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((8, 8, WIDTH - 9, HEIGHT - 9), outline=INK, width=3)
    for top, text in ((34, "GIẤY TIẾP NHẬN HỒ SƠ"), (76, "VÀ HẸN TRẢ KẾT QUẢ")):
        pen.text((WIDTH / 2, top), text, font=bold, fill=INK, anchor="ma")
    for top, label, value in LINES:
        pen.line((40, top - 10, WIDTH - 40, top - 10), fill="#c9d3dc", width=2)
        pen.text((50, top + 14), label, font=name, fill=PALE)
        pen.text((270, top + 13), value, font=said, fill=INK)
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()
