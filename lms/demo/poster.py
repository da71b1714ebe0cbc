"""The demo campaign's poster, drawn here: three sentences on an A4 sheet."""

import io
from pathlib import Path

import fontpkg_be_vietnam_pro
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1240, 1754  # A4 at 150 dots an inch
DPI = 150
BLUE, INK, PAPER, PALE = "#0b4f8a", "#14181f", "#ffffff", "#fff3d1"
TITLE = ("KHÔNG ĐỌC", "MÃ OTP", "CHO BẤT KỲ AI")
SENTENCES = (
    ("1", "Cán bộ không hỏi mã OTP.", "Ai hỏi là lừa đảo."),
    ("2", "Cán bộ không gửi đường", "liên kết để cài ứng dụng."),
    ("3", "Nghi ngờ thì tắt máy.", "Gọi lại số của xã, phường."),
)
FOOT = ("Làm thủ tục trên mạng: dichvucong.gov.vn", "Hướng dẫn tại xã, phường là miễn phí.")
DESCRIPTION = (
    "Không đọc mã OTP cho bất kỳ ai. 1. Cán bộ không hỏi mã OTP, ai hỏi là lừa đảo. 2. Cán bộ không gửi đường "
    "liên kết để cài ứng dụng. 3. Nghi ngờ thì tắt máy, gọi lại số của xã, phường."
)


def poster() -> Image.Image:
    """The sheet, ready to be saved as a picture or for a printer."""
    sheet = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((0, 0, WIDTH, 640), fill=BLUE)
    for number, line in enumerate(TITLE):
        pen.text((WIDTH / 2, 70 + number * 180), line, font=_font("Bold", 136), fill=PAPER, anchor="ma")
    for number, (mark, first, second) in enumerate(SENTENCES):
        top = 710 + number * 270
        pen.rounded_rectangle((60, top, WIDTH - 60, top + 230), radius=18, fill=PALE)
        pen.ellipse((95, top + 45, 235, top + 185), fill=BLUE)
        pen.text((165, top + 115), mark, font=_font("Bold", 84), fill=PAPER, anchor="mm")
        pen.text((280, top + 38), first, font=_font("Bold", 58), fill=INK)
        pen.text((280, top + 122), second, font=_font("Regular", 58), fill=INK)
    for number, line in enumerate(FOOT):
        pen.text((WIDTH / 2, 1560 + number * 76), line, font=_font("SemiBold", 46), fill=BLUE, anchor="ma")
    return sheet


def poster_bytes(kind: str) -> bytes:
    """The poster as PNG for the page, or as PDF for a printer."""
    file = io.BytesIO()
    if kind == "PDF":
        poster().save(file, "PDF", resolution=DPI, title="Không đọc mã OTP cho bất kỳ ai")
    else:
        poster().quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()


def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    folder = Path(fontpkg_be_vietnam_pro.ROOT) / "files"
    return ImageFont.truetype(str(folder / f"BeVietnamPro-{weight}.ttf"), size)
