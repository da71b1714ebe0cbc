"""The demo's pages for citizens beside the guides: services, terms, helpers, news."""

from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from guides.importing_helpers import read_way
from guides.importing_local import read_local
from guides.importing_services import read_service
from guides.importing_terms import read_terms
from guides.models import AlertBanner, DirectoryPage, LocalIndexPage, ServiceIndexPage, Topic
from guides.services import add_terms, publish_local_page, publish_service, publish_way
from lms.demo.campaigns import load_articles
from lms.demo.files import DATA, texts_in
from people.models import User

BANNER = {
    "message": "Bản trình diễn. Làm thủ tục thật tại dichvucong.gov.vn.",
    "message_en": "A demonstration. For real procedures go to dichvucong.gov.vn.",
    "link_text": "Mở cổng chính thức",
    "link_text_en": "Open the official portal",
    "link_url": "https://dichvucong.gov.vn/",
}
BANNER_DAYS = 365
WAYS = ("hoi-chon", "tung-buoc")
REVIEWED, REVIEW_BY = date(2026, 11, 23), date(2027, 5, 23)
TOPICS = [
    ("con-nho", "Sinh con, trẻ nhỏ", "Birth and small children"),
    ("gia-dinh", "Hôn nhân, gia đình", "Marriage and family"),
    ("cu-tru", "Cư trú", "Residence"),
    ("giay-to", "Giấy tờ cá nhân", "Personal papers"),
    ("di-lai", "Lái xe, đi lại", "Driving"),
    ("viec-lam", "Việc làm, bảo hiểm", "Work and insurance"),
    ("kinh-doanh", "Kinh doanh", "Business"),
]


def load_citizens_pages(*, editor: User, now: datetime) -> None:
    """Publish what is not there yet; what editors changed stays as they have it."""
    for position, (code, name, name_en) in enumerate(TOPICS, start=11):
        Topic.objects.get_or_create(
            code=code, defaults={"name": name, "name_en": name_en, "position": position * 10}
        )
    terms = read_terms((DATA / "glossary.json").read_text(encoding="utf-8"))
    add_terms(drafts=terms, last_reviewed=REVIEWED, review_by=REVIEW_BY)
    index = ServiceIndexPage.objects.get()
    for source in texts_in("services"):
        publish_service(index=index, draft=read_service(source), by=editor)
    for slug in WAYS:
        parent = DirectoryPage.objects.get(slug=slug)
        for path in sorted((DATA / "ways").glob(f"{slug}-*.json")):
            publish_way(parent=parent, draft=read_way(path.read_text(encoding="utf-8")), by=editor)
    load_articles(editor=editor)
    for path in sorted((DATA / "local").glob("*.json")):
        draft = read_local(path.read_text(encoding="utf-8"))
        publish_local_page(index=LocalIndexPage.objects.get(), draft=draft, today=localdate(now), by=editor)
    if not AlertBanner.objects.exists():
        AlertBanner.objects.create(starts_at=now, ends_at=now + timedelta(days=BANNER_DAYS), **BANNER)
