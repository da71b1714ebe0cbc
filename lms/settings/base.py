"""Settings shared by every profile. No logic, no imports of our apps; what differs lives beside this file."""

import os

import dj_database_url
from django.utils.translation import gettext_lazy as _

from lms.settings.accounts import *
from lms.settings.edge import *
from lms.settings.editors import *
from lms.settings.guides import *
from lms.settings.listening import *
from lms.settings.places import *
from lms.settings.policies import LEARNER_CSP
from lms.settings.work import *

DEBUG = False
SECRET_KEY = os.environ.get("SECRET_KEY", "")
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("CSRF_TRUSTED_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    "lms",
    "certificates",
    "courses",
    "guides",
    "practice",
    "listening",
    "quizzes",
    "content",
    "jobs",
    "people",
    "ui",
    "lms.wording",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "treebeard",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django.contrib.sitemaps",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "lms.page_cache.PageCache",  # first, so that a kept page is shown with all its headers; counts what it shows
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "listening.middleware.CountVisits",
    "lms.middleware.ContentSecurityPolicy",
    "quizzes.middleware.AnswerDoor",  # saves with a ticket need nothing of what follows
    "django.contrib.sessions.middleware.SessionMiddleware",
    "lms.middleware.PathLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "people.middleware.StaffSecondFactor",
    "lms.middleware.EditorsDoor",
    "courses.middleware.CoursesDoor",
    "lms.middleware.PrivateByDefault",
    "lms.middleware.Redirects",
]

ROOT_URLCONF = "lms.urls"
WSGI_APPLICATION = "lms.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "ui" / "templates"],  # before allauth and wagtail, so that we can dress them
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ui.context.site",
                "guides.banners.public_banners",
            ],
            "builtins": [
                "ui.templatetags.ui",
                "ui.templatetags.phone",
                "ui.templatetags.shells",
                "django.templatetags.i18n",
            ],
        },
    },
]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL", f"sqlite:///{VAR_DIR / 'db.sqlite3'}"), conn_max_age=600
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # WAL + IMMEDIATE: no "database is locked" with several writers. FULL: survives a power cut too.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
            "PRAGMA cache_size=-20000;PRAGMA temp_store=MEMORY;PRAGMA mmap_size=134217728"
        ),
    }

# Public pages kept whole in each process, and for how long at most (decision 0011). 0: none are kept.
PAGES_IN_MEMORY = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "pages",
    "OPTIONS": {"MAX_ENTRIES": 500},
}
LMS_PAGE_CACHE_SECONDS = 60

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale" / "upstream"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["lms.formats"]

# Header and footer: an address ("/…", given its language prefix) or a URL name, and its label.
PARTS = [
    ("/huong-dan/", _("Guides")),
    ("/dich-vu/", _("Public services")),
    ("/mo-phong/", _("Practice")),
    ("courses:catalogue", _("Courses")),
]
UI_NAVIGATION = {
    "public": [*PARTS, ("account_login", _("Sign in"))],
    "learner": [
        ("lms:my_learning", _("My learning")),
        ("courses:catalogue", _("Courses")),
        ("certificates:mine", _("My certificates")),
    ],
    "account": [
        ("people:account", _("My account")),
    ],
    "parts": PARTS,
    "footer": [
        ("/thuat-ngu/", _("Glossary")),
        ("lms:offline", _("Saved pages")),
        ("/tro-giup/", _("Help")),
        ("certificates:verify", _("Verify a certificate")),
        ("listening:open_data", _("Open data")),
        ("/kha-nang-tiep-can/", _("Accessibility")),
        ("/quyen-rieng-tu/", _("Your privacy")),
        ("listening:bulletin", _("News by e-mail")),
        ("/giay-phep/", _("Licences")),
    ],
    "search": [("lms:search", _("Search"))],
}
UI_SHARE_PICTURE = "lms.sharing.picture_address"  # what other sites show of a page that is passed on
# How the site is installed on a telephone and keeps pages there (lms.offline); without these names the buttons are not shown.
UI_PHONE = {"manifest": "lms:manifest", "worker": "public_worker", "shelf": "lms:offline"}
UI_STYLEGUIDE = False  # the living style page; always there under DEBUG

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
LMS_SERVE_MEDIA = False  # the embedded profile hands out pictures itself
# Files that are served only through a door (certificates, imports): never under MEDIA_URL.
PRIVATE_ROOT = VAR_DIR / "private"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(PRIVATE_ROOT), "base_url": None},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
CONTENT_WORD_MAX_BYTES = 30 * 1024 * 1024
CONTENT_MEDIA_MAX_BYTES = 1024 * 1024 * 1024
# How uploaded films leave: "stream" by range from here, "accel" by the web server in front, "redirect" to the object store.
CONTENT_MEDIA_BY = os.environ.get("MEDIA_BY", "stream")
CONTENT_MEDIA_ACCEL_PREFIX = os.environ.get("MEDIA_ACCEL_PREFIX", "/_private/")
# Films on other sites are a link to one of these and nothing more: the browser loads nothing from there before a tap.
CONTENT_EMBED_HOSTS = ["youtube.com", "youtu.be", "vimeo.com", "vtv.vn", "vtc.vn", "chinhphu.vn", "gov.vn"]

# An object store that films are redirected to has to be named, or the browser refuses it.
if MEDIA_ORIGIN := os.environ.get("MEDIA_ORIGIN", ""):
    LEARNER_CSP["media-src"] = [*LEARNER_CSP["media-src"], MEDIA_ORIGIN]
CONTENT_SECURITY_POLICY = {"DIRECTIVES": LEARNER_CSP}

# Where a learner goes after completing a course: a room above courses, which courses does not know.
COURSES_AFTER_COMPLETION_URL_NAME = "certificates:mine"
# A course or lesson is published by a reviewer who did not write it. False: authors publish what they write themselves.
COURSES_FOUR_EYES = os.environ.get("COURSES_FOUR_EYES", "1") == "1"
# Kinds of certificate a course may end with: codes of the room above, and what authors read.
COURSES_CERTIFICATE_KINDS = [("giay-chung-nhan-hoan-thanh", _("Certificate of completion"))]

# How long a step of this machine's clock is not believed when deadlines are concerned.
QUIZZES_CLOCK_HOLD_SECONDS = 120
# Saves of answers as prepared statements (PostgreSQL). 0 behind a pooler that gives each transaction another connection and
# does not know prepared statements (PgBouncer before 1.21).
QUIZZES_PREPARE_SAVES = os.environ.get("QUIZZES_PREPARE_SAVES", "1") == "1"

# A job that nobody finished within its lease is given to the next worker (the database row is the promise).
JOBS_LEASE_SECONDS = 60
JOBS_MAX_TRIES = 5

EMAIL_BACKEND = os.environ.get("EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "") == "1"
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "Học viện số <no-reply@localhost>")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"lms": {"level": "INFO"}},
}
