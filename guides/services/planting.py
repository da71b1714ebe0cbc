"""The lists under which citizens' pages stand."""

from django.db import transaction
from wagtail.models import Page

from guides.models import DirectoryPage, GlossaryPage, LocalIndexPage, ServiceIndexPage

DIRECTORIES = (
    {
        "slug": "hoi-chon",
        "title": "Tôi cần giấy tờ gì?",
        "title_en": "What papers do I need?",
        "intro": "Trả lời vài câu hỏi để biết trường hợp của bạn cần gì. Không phải khai họ tên, không lưu câu trả lời.",
        "intro_en": "Answer a few questions to learn what your case needs. No name is asked, no answer is stored.",
    },
    {
        "slug": "tung-buoc",
        "title": "Làm từng bước",
        "title_en": "Step by step",
        "intro": "Những việc gồm nhiều thủ tục, xếp theo thứ tự nên làm.",
        "intro_en": "Things that take several procedures, in the order in which to do them.",
    },
    {
        "slug": "hoi-dap",
        "title": "Hỏi đáp",
        "title_en": "Questions and answers",
        "intro": "Câu hỏi nhiều người gửi đến, trả lời ngắn gọn.",
        "intro_en": "Questions that many people ask, with short answers.",
    },
    {
        "slug": "giai-thich",
        "title": "Giải thích",
        "title_en": "Explained",
        "intro": "Chính sách và quy định mới, nói bằng lời dễ hiểu.",
        "intro_en": "New policies and rules in plain words.",
    },
    {
        "slug": "tin-tuc",
        "title": "Tin tức",
        "title_en": "News",
        "intro": "Điều mới về dịch vụ công trực tuyến.",
        "intro_en": "What is new about online public services.",
        "is_newest_first": True,
    },
    {
        "slug": "chien-dich",
        "title": "Chiến dịch tuyên truyền",
        "title_en": "Campaigns",
        "intro": "Áp phích, bài phát thanh và tài liệu để xã, phường, trường học dùng ngay.",
        "intro_en": "Posters, broadcast texts and materials for communes, wards and schools.",
    },
)
"""The lists every site begins with; editors may rename them and add others."""


@transaction.atomic
def plant_citizens_pages(*, home: Page) -> list[Page]:
    """Make the lists that are not there yet; calling it again changes nothing. Returns all of them."""
    if not ServiceIndexPage.objects.exists():
        home.add_child(instance=ServiceIndexPage(title="Dịch vụ công", slug="dich-vu"))
    if not GlossaryPage.objects.exists():
        home.add_child(instance=GlossaryPage(title="Thuật ngữ", slug="thuat-ngu"))
    if not LocalIndexPage.objects.exists():
        home.add_child(instance=LocalIndexPage(title="Địa phương", slug="dia-phuong"))
    known = set(home.get_children().values_list("slug", flat=True))
    for values in DIRECTORIES:
        if values["slug"] not in known:
            home.add_child(instance=DirectoryPage(**values))
    return [
        ServiceIndexPage.objects.get(),
        GlossaryPage.objects.get(),
        LocalIndexPage.objects.get(),
        *DirectoryPage.objects.child_of(home),
    ]
