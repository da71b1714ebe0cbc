"""What the editors' admin posts for a guide, and Word files that are to become one."""

import io

from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from content.models import ContentImage
from guides.models import Topic
from tests.support.files import make_docx, make_png


def guide_form(*blocks: tuple[str, object], **changes: object) -> dict[str, object]:
    """The form of a guide; without blocks it has one of text."""
    facts = {
        "title": "Nộp phí trực tuyến",
        "slug": "nop-phi-truc-tuyen",
        "summary": "Trả phí bằng điện thoại.",
        "topic": Topic.objects.first().pk,
        "audience": "",
        "code": "HD-90",
        "title_en": "",
        "official_url": "https://dichvucong.gov.vn/",
        "minutes_needed": "8",
        "fee": "",
        "time_limit": "",
        "where": "",
        "needs": "",
        "last_reviewed": "2026-11-20",
        "review_by": "2027-05-20",
        "owner_org_role": "communication_ministry",
        "sources": "",
        "to_verify": "",
        "body": streamfield([*blocks] or [text_block()]),
        "comments": inline_formset([]),
    }
    return {**nested_form_data(facts), **changes}


def text_block(html: str = "<p>Mở cổng.</p>", title: str = "Cách làm") -> tuple[str, dict[str, object]]:
    return "text", {"title": title, "text": rich_text(html, features=["bold", "italic", "link", "ol", "ul"])}


def picture_block(image: ContentImage, **changes: object) -> tuple[str, dict[str, object]]:
    return "picture", {"image": image.pk, "alt": "", "caption": "", **changes}


def word_guide(*, with_picture: bool = False, title: str = "Nộp phí trực tuyến") -> bytes:
    """A guide as an editor writes it in Word."""

    def fill(document):
        document.add_heading(title, 0)
        document.add_paragraph("Trả phí, lệ phí hồ sơ bằng điện thoại, không phải đến nơi.")
        facts = (
            ("Lệ phí", "Không thu thêm"),
            ("Thời hạn giải quyết", "Ngay khi trả xong"),
            ("Nơi nộp", "Cổng Dịch vụ công quốc gia"),
            ("Liên kết chính thức", "https://dichvucong.gov.vn/"),
        )
        _table(document, facts)
        document.add_paragraph("Thời gian làm: 8 phút")
        document.add_heading("Bạn cần chuẩn bị", 1)
        for thing in ("Mã hồ sơ", "Tài khoản ngân hàng"):
            document.add_paragraph(thing, style="List Bullet")
        document.add_heading("Các bước nộp", 1)
        document.add_paragraph("Mở cổng và đăng nhập.", style="List Number")
        if with_picture:
            document.add_picture(io.BytesIO(make_png()))
        document.add_paragraph("Chọn Thanh toán.", style="List Number")
        document.add_paragraph("Nhìn kỹ số tiền rồi xác nhận.", style="List Number")
        document.add_heading("Lỗi hay gặp", 1)
        _table(document, (("Lỗi", "Cách tránh"), ("Trả hai lần", "Xem lại biên lai trước.")))
        document.add_paragraph("Cảnh báo: Cán bộ không đòi mã OTP.")
        document.add_heading("Hỏi ai", 1)
        document.add_paragraph("Đến bộ phận một cửa gần nhất.")
        document.add_paragraph("Điện thoại: 18001096")

    return make_docx(fill)


def _table(document, rows) -> None:
    table = document.add_table(rows=len(rows), cols=2)
    for line, (first, second) in zip(table.rows, rows, strict=True):
        line.cells[0].text, line.cells[1].text = first, second
