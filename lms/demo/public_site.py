"""The demo's public side: home page, guides, exercises, statements."""

from dataclasses import asdict
from datetime import datetime

from django.utils.timezone import localdate

from content.models import StandardPage
from guides.importing import read_guide
from guides.models import GuideIndexPage, GuidePage, PublicServicePage, Topic
from guides.services import publish_guide
from lms.demo.citizens import load_citizens_pages
from lms.demo.files import exercises, texts_in
from lms.demo.statements import statements
from lms.models import HomePage
from lms.services import plant_site
from people.models import User
from practice.importing import read_scenario
from practice.models import ScenarioIndexPage, ScenarioPage
from practice.services import publish_scenario
from quizzes.models import Quiz

TOPICS = [
    ("tai-khoan", "Tài khoản và đăng nhập", "Accounts and signing in"),
    ("nop-ho-so", "Nộp hồ sơ", "Submitting a dossier"),
    ("thanh-toan", "Nộp phí, lệ phí", "Paying fees"),
    ("theo-doi", "Theo dõi hồ sơ", "Tracking a dossier"),
    ("an-toan", "An toàn trên mạng", "Staying safe online"),
]
GUIDES_TRIED = {
    "HD-01": "dang-nhap-bang-vneid",
    "HD-02": "nop-ho-so-va-nop-phi",
    "HD-03": "nop-ho-so-va-nop-phi",
    "HD-04": "theo-doi-va-bo-sung-ho-so",
}
SERVICES_TRIED = dict.fromkeys(("DV-01", "DV-02", "DV-03"), "nop-ho-so-va-nop-phi")
POPULAR = "nộp hồ sơ\nđăng nhập VNeID\nthanh toán trực tuyến\nmã hồ sơ"
WARNING = "Cán bộ không gọi điện đòi mã OTP hay đòi cài ứng dụng."
HOTLINE, HOURS = "18001096", "7 giờ đến 21 giờ hằng ngày"
HELP_PLACE = "Đến Trung tâm phục vụ hành chính công xã, phường gần nhất. Hướng dẫn là miễn phí."


def load_public_site(*, editor: User, now: datetime) -> HomePage:
    """Plant the page tree and publish guides, exercises and statements that are not there yet."""
    home, today = plant_site(), localdate(now)
    for position, (code, name, name_en) in enumerate(TOPICS, start=1):
        Topic.objects.get_or_create(
            code=code, defaults={"name": name, "name_en": name_en, "position": position * 10}
        )
    _publish_guides(editor)
    load_citizens_pages(editor=editor, now=now)
    for source in exercises():
        publish_scenario(index=ScenarioIndexPage.objects.get(), draft=read_scenario(source), by=editor)
    _choose_exercises(editor)
    for statement in statements():
        if not StandardPage.objects.filter(slug=statement.slug).exists():
            home.refresh_from_db()
            page = StandardPage(reviewed_on=today, **asdict(statement))
            home.add_child(instance=page)
            page.save_revision(user=editor).publish(user=editor, skip_permission_checks=True)
    if not home.warning_text:
        home.refresh_from_db()
        home.popular_searches, home.warning_text = POPULAR, WARNING
        home.warning_page = GuidePage.objects.filter(topic__code="an-toan").first()
        home.save_revision(user=editor).publish(user=editor, skip_permission_checks=True)
    return home


def ask_in_guide(*, editor: User, code: str, quiz: Quiz) -> None:
    """Let a guide end with a self-check, unless its editors gave it one."""
    guide = GuidePage.objects.get(code=code)
    if any(block.block_type == "self_check" for block in guide.body):
        return
    guide.body.append(("self_check", {"quiz": str(quiz.uuid)}))
    guide.save_revision(user=editor).publish(user=editor, skip_permission_checks=True)


def _publish_guides(editor: User) -> None:
    index = GuideIndexPage.objects.get()
    if not index.hotline:
        index.hotline, index.hotline_hours, index.help_place = HOTLINE, HOURS, HELP_PLACE
        index.save_revision(user=editor).publish(user=editor, skip_permission_checks=True)
    for source in texts_in("guides"):
        publish_guide(index=index, draft=read_guide(source), by=editor)


def _choose_exercises(editor: User) -> None:
    """Send readers of a guide or a service to the exercise that goes with it, unless its editors have chosen."""
    exercises = dict(ScenarioPage.objects.live().values_list("slug", "pk"))
    for model, chosen in ((GuidePage, GUIDES_TRIED), (PublicServicePage, SERVICES_TRIED)):
        for page in model.objects.filter(code__in=chosen, exercise=None):
            page.exercise_id = exercises[chosen[page.code]]
            page.save_revision(user=editor).publish(user=editor, skip_permission_checks=True)
