"""Pictures for pages that are passed on: where each is, and the doors they leave by. Only of what everybody may read."""

import io
from urllib.parse import urlsplit

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.context import Context
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page

from content.models import PublicPage, make_public, title_in_language
from courses.models import Course
from lms.models import HomePage
from lms.search_sources import KINDS
from lms.share_picture import Picture, kept_picture

YEAR = 31_536_000


def picture_address(context: Context) -> str:
    """The picture of the page that is shown; of the site where the page has none of its own. Asks the database nothing."""
    page = context.get("page")
    course = getattr(context.get("view"), "course", None)
    if isinstance(course, Course):
        picture, address = _of_course(course), reverse("lms:course_picture", args=[course.slug])
    elif isinstance(page, PublicPage) and page.pk and not isinstance(page, HomePage):
        picture, address = _of_page(page), reverse("lms:page_picture", args=[page.pk])
    else:
        picture, address = _of_site(), reverse("lms:site_picture")
    return f"{address}?v={picture.version}"


@require_safe
def page_picture(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Drafts, private pages and what is no page for everybody have none."""
    page = get_object_or_404(Page.objects.live().public(), pk=pk).specific
    if not isinstance(page, PublicPage):
        raise Http404
    return _shown(request, _of_page(page))


@require_safe
def course_picture(request: HttpRequest, slug: str) -> HttpResponseBase:
    return _shown(request, _of_course(get_object_or_404(Course.objects.published(), slug=slug)))


@require_safe
def site_picture(request: HttpRequest) -> HttpResponseBase:
    return _shown(request, _of_site())


def _shown(request: HttpRequest, picture: Picture) -> HttpResponseBase:
    """Always the picture of today; whoever asks for it by its version may keep it for ever."""
    response = FileResponse(io.BytesIO(kept_picture(picture)), content_type="image/png")
    if request.GET.get("v") == picture.version:
        patch_cache_control(response, public=True, max_age=YEAR, immutable=True)
    else:
        make_public(response)
    return response


def _of_page(page: Page) -> Picture:
    names = [str(kind.name) for kind in KINDS if isinstance(page, kind.models)]
    return _picture(f"trang-{page.pk}", title_in_language(page), names[0] if names else "")


def _of_course(course: Course) -> Picture:
    return _picture(f"khoa-hoc-{course.slug}", course.display_title, _("Course"))


def _of_site() -> Picture:
    return _picture("chung", settings.WAGTAIL_SITE_NAME, "")


def _picture(name: str, title: str, kicker: str) -> Picture:
    return Picture(
        name=name,
        title=title,
        kicker=kicker,
        site=settings.WAGTAIL_SITE_NAME,
        host=urlsplit(settings.SITE_URL).netloc,
        language=get_language() or "vi",
    )
