"""The list of our screens: who opens each and where it is. ``test_every_screen`` walks it, and misses nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from secrets import choice

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from wagtail.models import Page, get_page_models

from certificates.rendering.serial import new_serial
from content.topics import topic_names
from courses.models import Course, CoursePage, LegalDocument, LessonPage
from guides.links import key_of
from guides.models import GuidePage, LinkCheck, LinkUse
from listening.models import Feedback, PageDay
from listening.tokens import confirm_token, end_token
from practice.models import ScenarioPage
from tests.support.scene import Scene

PAGE = "page:"
Fill = Callable[[Scene], dict[str, object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """``name`` is a URL name, or ``page:Model`` for a page of the tree; ``who`` is a key of the scene, "" a stranger.

    ``within`` is the part that is our own work: all of it, or what stands inside Wagtail's frame.
    """

    name: str
    who: str = ""
    fill: Fill = field(default=lambda _scene: {})
    query: str = ""
    status: int = 200
    within: str = "html"
    pictures: tuple[int, ...] = ()
    """Widths in which the Vietnamese screen is kept for docs/screens, under ``picture``."""
    picture: str = ""

    def address(self, scene: Scene, language: str) -> str:
        with translation.override(language):
            if self.name.startswith(PAGE):
                page = _page_models()[self.name.removeprefix(PAGE)].objects.live().order_by("pk")[0]
                return str(page.get_url_parts()[2]) + self.query
            return reverse(self.name, kwargs=self.fill(scene)) + self.query


def _page_models() -> dict[str, type[Page]]:
    return {model.__name__: model for model in get_page_models()}


def _course(scene: Scene) -> dict[str, object]:
    return {"slug": scene.begun.slug}


def _running(scene: Scene) -> dict[str, object]:
    return {"uuid": scene.running.uuid}


def _first_scenario() -> dict[str, object]:
    return {"slug": ScenarioPage.objects.live().order_by("pk")[0].slug}


def _running_quiz(scene: Scene) -> dict[str, object]:
    return {"quiz": scene.running.quiz.uuid}


PUBLIC = [
    Screen(name="page:HomePage", picture="home", pictures=(360,)),
    Screen(name="page:GuideIndexPage"),
    Screen(name="page:GuidePage", picture="guide", pictures=(360,)),
    Screen(name="page:ServiceIndexPage"),
    Screen(name="page:ServiceIndexPage", query="chu-de/cu-tru/"),
    Screen(name="page:PublicServicePage"),
    Screen(name="page:GlossaryPage"),
    Screen(name="page:DirectoryPage"),
    Screen(name="page:LocalIndexPage"),
    Screen(name="page:LocalPage"),
    Screen(name="page:DecisionHelperPage"),
    Screen(name="page:DecisionHelperPage", query="o-nha-hoac-noi-khac-khong-co-giay-chung-sinh/"),
    Screen(name="page:DecisionHelperPage", query="o-nuoc-ngoai/"),
    Screen(name="page:DecisionHelperPage", query="khong-co-cau-tra-loi-nay/", status=404),
    Screen(name="page:StepByStepPage"),
    Screen(name="page:NewsPage"),
    Screen(name="page:ExplainerPage"),
    Screen(name="page:QuestionPage"),
    Screen(name="page:CampaignPage"),
    Screen(name="guides:helpers"),
    Screen(name="page:ScenarioIndexPage"),
    Screen(name="page:ScenarioPage", picture="practice", pictures=(360,)),
    Screen(name="practice:worksheet", fill=lambda _s: _first_scenario()),
    Screen(name="page:StandardPage"),
    Screen(name="lms:search", query="?q=ho+so", picture="search", pictures=(360,)),
    Screen(name="lms:search", query="?q=khong+co+gi+nhu+the"),
    Screen(name="lms:search", query="?q=nopoj+hoof+sow"),
    Screen(name="lms:offline"),
    Screen(name="courses:catalogue", picture="catalogue", pictures=(360,)),
    Screen(name="courses:detail", fill=_course),
    Screen(name="certificates:verify"),
    Screen(name="certificates:verification", fill=lambda s: {"serial": s.certificate.serial}),
    Screen(name="certificates:verification", fill=lambda s: {"serial": s.revoked.serial}),
    Screen(name="certificates:verification", fill=lambda _s: {"serial": "AAAAAAAAAAAAAAAAAA"}, status=400),
    Screen(name="certificates:verification", fill=lambda _s: {"serial": new_serial(choice)}, status=404),
    Screen(name="quizzes:self_check", fill=lambda s: {"uuid": s.self_check.uuid}),
    Screen(name="listening:thanks"),
    Screen(name="listening:thanks", query="?v=khong-con-dung", status=400),
    Screen(name="listening:bulletin"),
    Screen(name="listening:asked"),
    Screen(name="listening:confirm", fill=lambda _s: {"token": _news_token()}),
    Screen(name="listening:confirm", fill=lambda _s: {"token": "khong-con-dung"}, status=400),
    Screen(name="listening:confirmed"),
    Screen(
        name="listening:end", fill=lambda _s: {"token": end_token("11111111-1111-4111-8111-111111111111")}
    ),
    Screen(name="listening:open_data"),
    Screen(name="listening:receive", status=405),
    Screen(name="ui:styleguide"),
    Screen(name="account_login"),
    Screen(name="account_signup"),
    Screen(name="account_reset_password"),
    Screen(name="account_reset_password_done"),
    Screen(name="account_reset_password_from_key", fill=lambda s: s.reset_address),
    Screen(
        name="account_reset_password_from_key", fill=lambda _s: {"uidb36": "1", "key": "abc-khong-con-dung"}
    ),
    Screen(name="account_reset_password_from_key_done"),
    Screen(name="account_email_verification_sent"),
    Screen(name="account_confirm_email", fill=lambda s: {"key": s.confirmation}),
    Screen(name="account_confirm_email", fill=lambda _s: {"key": "khong-con-dung"}),
    Screen(name="account_inactive"),
]

LEARNING = [
    Screen(name="lms:my_learning", who="huong"),
    Screen(name="certificates:mine", who="huong"),
    Screen(name="lms:my_learning", who="binh", picture="my-learning", pictures=(360, 1280)),
    Screen(name="courses:catalogue", who="binh", query="?q=ho+so&so-tiet=24"),
    Screen(name="courses:detail", who="binh", fill=_course),
    Screen(name="courses:detail", who="binh", fill=lambda s: {"slug": s.finished.slug}),
    Screen(
        name="courses:lesson",
        who="binh",
        fill=lambda s: {"slug": s.begun.slug, "position": s.lesson.position},
    ),
    Screen(name="courses:notes", who="binh", fill=_course),
    Screen(name="courses:search", who="binh", fill=_course, query="?q=van+ban"),
    Screen(name="courses:search", who="binh", fill=_course, query="?q=khong+he+co"),
    Screen(name="courses:shelf", who="binh"),
    Screen(name="courses:survey", who="binh", fill=lambda s: {"slug": s.finished.slug}),
    Screen(name="courses:quiz", who="binh", fill=_course),
    Screen(name="courses:quiz", who="binh", fill=lambda s: {"slug": s.finished.slug}),
    Screen(name="quizzes:attempt", who="binh", fill=lambda s: {"uuid": s.running.uuid, "slot": 1}),
    Screen(name="quizzes:overview", who="binh", fill=_running),
    Screen(name="quizzes:result", who="binh", fill=lambda s: {"uuid": s.closed.uuid}),
    Screen(name="certificates:mine", who="binh"),
    Screen(name="certificates:detail", who="binh", fill=lambda s: {"uuid": s.certificate.uuid}),
    Screen(name="certificates:register", who="duc", picture="register", pictures=(1280,)),
    Screen(name="certificates:register", who="duc", query="?q=khong+co+ai"),
    Screen(name="certificates:detail", who="duc", fill=lambda s: {"uuid": s.revoked.uuid}),
    Screen(name="certificates:revoke", who="duc", fill=lambda s: {"uuid": s.certificate.uuid}),
]

ACCOUNT = [
    *(
        Screen(name=name, who="binh")
        for name in (
            "people:account",
            "account_logout",
            "account_email",
            "account_change_password",
            "account_reauthenticate",
            "usersessions_list",
            "mfa_index",
            "mfa_activate_totp",
            "mfa_list_webauthn",
            "mfa_add_webauthn",
        )
    ),
    *(
        Screen(name=name, who="quantri")
        for name in (
            "people:account",
            "mfa_index",
            "mfa_reauthenticate",
            "mfa_deactivate_totp",
            "mfa_view_recovery_codes",
            "mfa_generate_recovery_codes",
            "mfa_list_webauthn",
            "mfa_reauthenticate_webauthn",
        )
    ),
    Screen(name="account_set_password", who="brought"),
    Screen(name="mfa_edit_webauthn", who="quantri", fill=lambda s: {"pk": s.key.pk}),
    Screen(name="mfa_remove_webauthn", who="quantri", fill=lambda s: {"pk": s.key.pk}),
]


def _bank(scene: Scene) -> dict[str, object]:
    return {"uuid": scene.bank.uuid}


DESK = ".quizzes-bank"
"""The desk of a question bank, inside Wagtail's frame."""


def _item(scene: Scene) -> dict[str, object]:
    return {"uuid": scene.bank.uuid, "item": scene.item.uuid}


def _quiz(scene: Scene) -> dict[str, object]:
    return {"quiz": scene.quiz.uuid}


def _feedback(_scene: Scene) -> dict[str, object]:
    """What a reader says, and figures of the week, so that charts and tables stand on the desk."""
    today = timezone.localdate()
    for ago in range(7):
        PageDay.objects.get_or_create(
            day=today - timedelta(days=ago), path="/huong-dan/", language="vi", defaults={"views": 40 + ago}
        )
    said, _created = Feedback.objects.get_or_create(
        path="/huong-dan/", language="vi", kind="wrong", words="Lệ phí đã đổi.", created_on=today
    )
    return {"uuid": said.uuid}


def _waiting(_scene: Scene) -> dict[str, object]:
    """Something of each kind for the editor's desk: an overdue review, a broken link, a document that has ended."""
    today = timezone.localdate()
    guide = GuidePage.objects.live().order_by("pk")[0]
    GuidePage.objects.filter(pk=guide.pk).update(
        review_by=today - timedelta(days=3), sources="Nghị định 61/2018/NĐ-CP"
    )
    link, _created = LinkCheck.objects.get_or_create(
        key=key_of("https://khong-con.gov.vn/"),
        defaults={
            "address": "https://khong-con.gov.vn/",
            "host": "khong-con.gov.vn",
            "noted_at": timezone.now(),
            "checked_at": timezone.now(),
            "detail": "404",
            "broken_since": today,
        },
    )
    LinkUse.objects.get_or_create(link=link, page_key=guide.translation_key)
    document = LegalDocument(number="61/2018/NĐ-CP", title="Cơ chế một cửa", valid_to=today)
    if not LegalDocument.objects.filter(number=document.number).exists():
        document.full_clean()
        document.save()
    return {}


EDITORS = [
    Screen(name="quizzes_banks", who="ha", within="main"),
    Screen(name="quizzes_bank", who="ha", within="main", fill=_bank),
    Screen(name="quizzes_bank_facts", who="ha", within=DESK, fill=_bank),
    Screen(name="quizzes_categories", who="ha", within=DESK, fill=_bank),
    Screen(
        name="quizzes_category",
        who="ha",
        within=DESK,
        fill=lambda s: {"uuid": s.bank.uuid, "category": s.bank.categories.get().uuid},
    ),
    Screen(name="quizzes_sharing", who="ha", within=DESK, fill=_bank),
    Screen(name="quizzes_duplicates", who="ha", within=DESK, fill=_bank),
    Screen(name="quizzes_export", who="ha", within=DESK, fill=_bank),
    Screen(name="quizzes_item_add", who="ha", within="main", fill=_bank),
    Screen(name="quizzes_item_add", who="ha", within=DESK, fill=_bank, query="?loai=cloze"),
    Screen(name="quizzes_item", who="ha", within=DESK, fill=_item),
    Screen(name="quizzes_item_about", who="ha", within=DESK, fill=_item),
    Screen(name="quizzes_item_compare", who="ha", within=DESK, fill=_item),
    Screen(name="quizzes_item_preview", who="ha", within="main", fill=_item),
    Screen(name="quizzes_marking", who="ha", within=DESK),
    *(
        Screen(name=name, who="ha", within=DESK, fill=lambda s: {"uuid": s.quiz.uuid})
        for name in ("quizzes_marking_queue", "quizzes_regrades")
    ),
    Screen(name="quizzes_quiz_add", who="ha", within="main", fill=_bank),
    Screen(
        name="quizzes_quiz",
        who="ha",
        within="main",
        fill=lambda s: {"uuid": s.bank.uuid, "quiz": s.quiz.uuid},
    ),
    Screen(name="quizzes_statistics_list", who="ha", within=DESK),
    Screen(name="quizzes_statistics", who="ha", within=DESK, fill=_running_quiz),
    Screen(name="quizzes_gradebook", who="ha", within=DESK, fill=_running_quiz),
    Screen(name="quizzes_import", who="ha", within="main", fill=lambda s: {"uuid": s.question_files.checked}),
    Screen(name="quizzes_import", who="ha", within="main", fill=lambda s: {"uuid": s.question_files.applied}),
    Screen(
        name="quizzes_import",
        who="ha",
        within="main",
        fill=lambda s: {"uuid": s.question_files.refused},
        status=422,
    ),
    Screen(name="quizzes_quizzes", who="ha", within=DESK),
    Screen(name="quizzes_compose", who="ha", within=DESK, fill=_quiz),
    Screen(name="quizzes_rules", who="ha", within=DESK, fill=_quiz),
    Screen(name="quizzes_accommodations", who="ha", within=DESK, fill=_quiz),
    Screen(name="quizzes_rule_add", who="ha", within=DESK, fill=_quiz),
    Screen(name="quizzes_fixed_add", who="ha", within=DESK, fill=_quiz),
    Screen(name="quizzes_section", who="ha", within=DESK, fill=lambda s: {**_quiz(s), "position": 1}),
    Screen(name="courses_copy", who="ha", within="main", fill=_course),
    Screen(name="courses_from_word", who="ha", within="main"),
    Screen(name="courses_whole", who="ha", within="main", fill=lambda s: {"uuid": s.begun.uuid}),
    Screen(name="content_translations", who="ha", within="main"),
    Screen(
        name="content_translation",
        who="ha",
        within="main",
        fill=lambda s: {"pk": LessonPage.objects.live().order_by("pk")[0].pk},
    ),
    Screen(name="courses_import:choose", who="ha", within="main"),
    Screen(
        name="courses_import:check", who="ha", within="main", fill=lambda s: {"uuid": s.lesson_files.checked}
    ),
    Screen(
        name="courses_import:check", who="ha", within="main", fill=lambda s: {"uuid": s.lesson_files.waiting}
    ),
    Screen(
        name="courses_import:check", who="ha", within="main", fill=lambda s: {"uuid": s.lesson_files.refused}
    ),
    Screen(
        name="courses_import:check", who="ha", within="main", fill=lambda s: {"uuid": s.lesson_files.applying}
    ),
    Screen(
        name="courses_import:check", who="ha", within="main", fill=lambda s: {"uuid": s.lesson_files.applied}
    ),
    Screen(
        name="courses_import:check", who="ha", within="main", fill=lambda s: {"uuid": s.lesson_files.undone}
    ),
    Screen(name="courses_import:preview", who="ha", fill=lambda s: {"uuid": s.lesson_files.checked}),
    Screen(name="courses_export:word", who="ha", within="main", fill=lambda s: {"uuid": _course_uuid()}),
    Screen(name="courses_impact", who="ha", within="main"),
    Screen(name="legal_documents:index", who="ha", within="main"),
    Screen(name="courses_surveys", who="ha", within="main"),
    Screen(name="courses_survey", who="ha", within="main", fill=lambda s: {"uuid": s.finished.uuid}),
    Screen(name="guides_reviews", who="mai", within="main"),
    Screen(name="guides_from_word", who="mai", within="main"),
    Screen(name="guides_desk", who="mai", within="main", fill=_waiting),
    Screen(name="jobs:failed", who="quantri", within="main"),
    Screen(name="listening_feedback", who="mai", within="main", fill=_feedback),
    Screen(name="listening_dashboard", who="mai", within="main"),
    Screen(name="listening_desk", who="mai", within="main"),
]


def _news_token() -> str:
    topics = [name.code for name in topic_names()]
    return confirm_token(
        subscription="11111111-1111-4111-8111-111111111111", topics=topics, language=get_language() or "vi"
    )


def _course_uuid() -> object:
    return Course.objects.order_by("pk")[0].uuid


def _first(model: type[Page]) -> dict[str, object]:
    return {"page_id": model.objects.live().order_by("pk")[0].pk}


# Wagtail's own screens, where our panels, blocks and widgets stand. First, because its editor says goodbye to the server
# when it is left, and there must still be one.
WAGTAILS = [
    Screen(name="wagtailadmin_pages:edit", who="ha", fill=lambda _s: _first(CoursePage), within="main"),
    Screen(name="wagtailadmin_pages:edit", who="mai", fill=lambda _s: _first(GuidePage), within="main"),
    Screen(name="wagtailadmin_pages:edit", who="mai", fill=lambda _s: _first(ScenarioPage), within="main"),
    # Wagtail gives the rich text of a block without a label no name; the table editor beside it is ours.
    Screen(
        name="wagtailadmin_pages:edit",
        who="ha",
        fill=lambda _s: _first(LessonPage),
        within=".content-table-editor",
    ),
    Screen(name="wagtailadmin_home", who="mai", within="main"),
]

GROUPS = {"public": PUBLIC, "signed in": LEARNING + ACCOUNT, "editors": WAGTAILS + EDITORS}

# Seen on the way in, by the walk itself.
ON_THE_WAY = {"mfa_authenticate"}

# Made by the walk out of what goes wrong: the pages that no address has.
REFUSALS = {"403.html", "403_csrf.html", "404.html", "429.html", "500.html"}

NOT_SCREENS = {
    "health": "JSON",
    "legal_documents:index_results": "the lower part of legal_documents:index",
    "robots": "a list for search engines",
    "sitemap": "XML for search engines",
    "public_worker": "a script",
    "lms:manifest": "JSON",
    "people:change_language": "POST only",
    "people:change_theme": "POST only",
    "account_confirm_login_code": "sign-in by code is turned off: leads to the sign-in page",
    "mfa_login_webauthn": "JSON; without a script it leads to the sign-in page",
    "mfa_download_recovery_codes": "a file",
    "courses:enrol": "POST only",
    "courses:withdraw": "POST only",
    "courses:resume": "leads to a lesson",
    "courses:place": "POST only",
    "courses:note": "POST only",
    "courses:notes_file": "a file",
    "courses:sync": "JSON",
    "courses:service_worker": "a script",
    "courses:lesson_quiz": "shows what courses:quiz shows, with the lesson above it",
    "courses:finish": "POST only",
    "quizzes:submit": "POST only",
    "quizzes:save": "POST only",
    "quizzes:state": "JSON",
    "quizzes:receipt": "a file",
    "quizzes:beat": "POST only",
    "quizzes:number": "JSON",
    "quizzes:response_file": "a file",
    "quizzes:again": "shows what quizzes:self_check shows",
    "certificates:verification_json": "JSON",
    "certificates:pdf": "a file",
    "certificates:word": "a file",
    "courses_import:picture": "a file",
    "guides_from_word_check": "needs a file that was checked: test_an_editors_day",
    "guides_from_word_picture": "a file",
    "guides_from_word_discard": "POST only",
    "courses_export:word_file": "a file",
    "courses_import:undo": "POST only",
    "courses_import:discard": "POST only",
    "quizzes_statistics_question": "needs counted attempts: test_reading_statistics",
    "quizzes_statistics_csv": "a file",
    "quizzes_statistics_xlsx": "a file",
    "quizzes_statistics_docx": "a file",
    "quizzes_gradebook_xlsx": "a file",
    "quizzes_gradebook_csv": "a file",
    "quizzes_copy": "POST only",
    "quizzes_accommodation_end": "POST only",
    "quizzes_fitting": "JSON",
    "quizzes_section_act": "POST only",
    "quizzes_upload": "POST only",
    "quizzes_item_state": "POST only",
    "quizzes_chosen": "POST only",
    "quizzes_sharing_end": "POST only",
    "quizzes_duplicate_retire": "POST only",
    "quizzes_preview": "POST only; shows what quizzes_item_preview shows",
    "quizzes_examples": "POST only; a piece of the form of a question",
    "quizzes_import_apply": "POST only",
    "quizzes_import_undo": "POST only",
    **dict.fromkeys(
        (
            "quizzes_marking_next",
            "quizzes_marking_claim",
            "quizzes_marking_save",
            "quizzes_marking_release",
            "quizzes_override_total",
            "quizzes_override",
            "quizzes_annul",
            "quizzes_regrade_preview",
            "quizzes_regrade_apply",
            "quizzes_paper_check",
            "quizzes_paper_enter",
        ),
        "POST only",
    ),
    **dict.fromkeys(
        (
            "quizzes_marking_file",
            "quizzes_decision_draft",
            "quizzes_decision",
            "quizzes_paper_template",
            "quizzes_paper_file",
            "quizzes_export_file",
            "quizzes_xlsx_template",
        ),
        "a file",
    ),
    **dict.fromkeys(
        (
            "quizzes_marking_essay",
            "quizzes_sitting",
            "quizzes_regrade",
            "quizzes_recognise",
            "quizzes_paper",
            "quizzes_paper_one",
        ),
        "walked by test_a_marker.py, with answers to mark",
    ),
    "jobs:retry": "POST only",
    "practice:worksheet_word": "a file",
    "guides:handout": "a file",
    "guides:handout_word": "a file",
    "guides:poster": "a file",
    "listening:atom": "a file",
    "listening:open_data_csv": "a file",
    "listening:open_data_json": "JSON",
    "listening_csv": "a file",
    "listening_xlsx": "a file",
    "listening_reopen": "POST only",
    "content:media": "a file",
    "content:captions": "a file",
    "quizzes:copy": "a file",
    "lms:suggest": "JSON",
    **dict.fromkeys(("lms:page_picture", "lms:course_picture", "lms:site_picture"), "a picture"),
    **dict.fromkeys(
        (
            f"wagtailadmin_api:{kind}:{name}"
            for kind in ("images", "documents")
            for name in ("listing", "detail", "find")
        ),
        "JSON",
    ),
    **dict.fromkeys(
        (
            f"wagtailsnippetchoosers_content_contentmedia:{name}"
            for name in ("choose", "choose_results", "chosen", "chosen_multiple")
        ),
        "a window of Wagtail's own within its editor",
    ),
    **dict.fromkeys(
        (
            f"wagtailsnippets_content_contentmedia:{name}"
            for name in ("list", "list_results", "edit", "delete", "usage", "history", "history_results")
        ),
        "Wagtail's own desk; it needs an uploaded film",
    ),
}

PAGES_NOT_SCREENS = {
    "Page": "Wagtail's own root",
    "CourseIndexPage": "its address is courses:catalogue",
    "CoursePage": "leads to courses:detail",
    "LessonPage": "leads to courses:lesson",
    "VideoPage": "the demo ships no film; test_handouts_and_helpers walks it",
}


def page_names() -> set[str]:
    return set(_page_models())


def our_addresses() -> set[str]:
    """Every URL name of our rooms and of the account pages we dress; what only Wagtail shows is left out."""
    return set(_names(get_resolver().url_patterns, ""))


def _names(patterns: list[URLPattern | URLResolver], space: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _names(pattern.url_patterns, inner)
        elif pattern.name and not pattern.lookup_str.startswith(("wagtail.", "django.")):
            yield f"{space}{pattern.name}"
