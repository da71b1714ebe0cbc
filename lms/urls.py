"""Addresses: Vietnamese without diacritics at the root, English under /en/, names in English."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from lms import media, offline, sharing, views
from lms.sitemap import robots, site_map

lms_patterns = (
    [
        path("tim-kiem/", views.search, name="search"),
        path("tim-kiem/goi-y/", views.suggest, name="suggest"),
        path("cua-toi/", views.my_learning, name="my_learning"),
        path("og/trang.png", sharing.site_picture, name="site_picture"),
        path("og/<int:pk>.png", sharing.page_picture, name="page_picture"),
        path("og/khoa-hoc/<slug:slug>.png", sharing.course_picture, name="course_picture"),
        path("ngoai-tuyen/", offline.shelf, name="offline"),
        path("manifest.webmanifest", offline.manifest, name="manifest"),
    ],
    "lms",
)

styleguide = [path("", include("ui.urls"))] if settings.DEBUG or settings.UI_STYLEGUIDE else []

# In production a web server or an object store hands out the pictures.
media_patterns = [path("media/<path:path>", media.picture, name="media")] if settings.LMS_SERVE_MEDIA else []

urlpatterns = [
    path("suc-khoe/", views.health, name="health"),
    path("sitemap.xml", site_map, name="sitemap"),
    path("sw.js", offline.worker, name="public_worker"),
    path("robots.txt", robots, name="robots"),
    path("quan-tri/", include(wagtailadmin_urls)),
    path("tai-lieu/", include(wagtaildocs_urls)),
    path("", include("content.urls")),
    *media_patterns,
    *i18n_patterns(
        path(
            "", include("courses.urls")
        ),  # first those that are asked for most: each pattern is tried in turn
        path("", include("quizzes.urls")),
        path("", include(lms_patterns)),
        *styleguide,
        path("", include("people.urls")),
        path("", include("certificates.urls")),
        path("", include("guides.urls")),
        path("", include("practice.urls")),
        path("", include("listening.urls")),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]

handler429 = "lms.errors.too_many_requests"  # asked for by allauth
