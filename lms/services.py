"""What the front hall itself sets up: the trunk of the page tree."""

from django.contrib.auth.models import Permission
from django.db import transaction
from django.db.models import Q
from wagtail.models import Locale, Page, Site

from content.services.search_words import load_everyday_words
from courses.models import CourseIndexPage
from courses.services.editors import REGISTER, WRITING, grant_page_permissions, let_edit_pages
from guides.models import GuideIndexPage
from guides.services import plant_citizens_pages, set_up_guide_review
from lms.models import HomePage
from people.models import Role
from practice.models import ScenarioIndexPage

# What ministry editors keep beside pages.
SNIPPETS = ("topic", "glossaryterm", "alertbanner")


@transaction.atomic
def plant_site(*, hostname: str = "localhost", port: int = 80) -> HomePage:
    """Make the home page, the lists of guides, of exercises and of courses if they are not there yet."""
    Locale.objects.get_or_create(language_code="vi")
    root = Page.get_first_root_node()
    if root is None:
        root = Page.add_root(title="Root", slug="root")
    home = HomePage.objects.first()
    if home is None:
        Page.objects.filter(depth=2, slug="home").delete()
        root.refresh_from_db()
        home = root.add_child(instance=HomePage(title="Học viện số", slug="trang-chu"))
    if not GuideIndexPage.objects.exists():
        home.add_child(instance=GuideIndexPage(title="Hướng dẫn", slug="huong-dan"))
    if not ScenarioIndexPage.objects.exists():
        home.add_child(instance=ScenarioIndexPage(title="Tập làm dịch vụ công", slug="mo-phong"))
    if not CourseIndexPage.objects.exists():
        home.add_child(instance=CourseIndexPage(title="Khóa học", slug="khoa-hoc"))
    load_everyday_words()
    grant_page_permissions()
    _let_guides_be_edited(home, plant_citizens_pages(home=home))
    Site.objects.exclude(is_default_site=True).filter(root_page=home).delete()
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": hostname, "port": port, "root_page": home, "site_name": home.title},
    )
    return home


def _let_guides_be_edited(home: HomePage, lists: list[Page]) -> None:
    """Ministry editors write and publish what citizens read and practise; administrators the
    whole site.
    """
    guides = GuideIndexPage.objects.get()
    snippets = Permission.objects.filter(
        Q(content_type__app_label="guides", content_type__model__in=SNIPPETS)
        | Q(content_type__app_label="content", content_type__model__in=["everydayword", "bestanswer"])
        | Q(content_type__app_label="courses", codename__in=REGISTER)
    )
    for page in (guides, ScenarioIndexPage.objects.get(), *lists):
        let_edit_pages(role=Role.MINISTRY_EDITOR, page=page, actions=WRITING).permissions.add(*snippets)
    set_up_guide_review(index=guides)
    let_edit_pages(role=Role.ADMINISTRATOR, page=home, actions=WRITING).permissions.add(*snippets)
