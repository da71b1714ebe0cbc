"""A course with everything that belongs to it, as its author and reviewer look it over before it goes out."""

import json
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from django.conf import settings
from wagtail.blocks.stream_block import StreamValue
from wagtail.models import Page, WorkflowState

from content.accessibility import Barrier, barriers_in
from courses.models import Course, CoursePage, LessonPage
from courses.permissions import may_approve
from people.models import User

_BLOCKS = LessonPage._meta.get_field("body").stream_block


class Standing(StrEnum):
    """Where the newest words of a page stand."""

    LIVE = "live"
    DRAFT = "draft"
    WAITING = "waiting"
    SENT_BACK = "sent_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A page of the course: the course's own, or a lesson's in its newest draft."""

    page: CoursePage | LessonPage
    title: str
    chapter: str
    standing: Standing
    asked_by: int | None = None
    """Who asked for the review it is in, by key."""
    barriers: tuple[Barrier, ...] = ()
    is_empty: bool = False
    """A lesson that nobody has written yet; it stays 'in preparation' when the others go out."""

    @property
    def is_open(self) -> bool:
        """Whether there is something to publish and nobody has been asked to review it yet."""
        return self.standing in {Standing.DRAFT, Standing.SENT_BACK} and not self.is_empty


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeCourse:
    course: Course
    own: Part
    lessons: tuple[Part, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """The lessons, then the course: it appears in the catalogue when what it holds can be read."""
        return (*self.lessons, self.own)

    @property
    def open_parts(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.is_open)

    @property
    def waiting(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.standing is Standing.WAITING)

    @property
    def unwritten(self) -> tuple[Part, ...]:
        """Lessons without a text, which learners see as "in preparation"."""
        return tuple(part for part in self.lessons if part.is_empty)


def whole_course(course: Course) -> WholeCourse:
    """Everything, in the order of the course; in its newest draft. As many queries for forty lessons as for one."""
    own = CoursePage.objects.select_related("latest_revision").get(course=course)
    pages = list(
        LessonPage.objects.filter(lesson__course=course)
        .select_related("lesson__chapter", "latest_revision")
        .order_by("lesson__position")
    )
    reviews = _reviews([own, *pages])
    return WholeCourse(
        course=course,
        own=Part(
            page=own,
            title=own.draft_title,
            chapter="",
            standing=_standing(own, reviews),
            asked_by=_review(own, reviews)[1],
        ),
        lessons=tuple(
            _lesson(page, blocks, reviews) for page, blocks in zip(pages, _texts(pages), strict=True)
        ),
    )


Reviews = dict[str, tuple[str, int | None]]
"""By the key of a page: the status of the review it is in, and who asked for it."""


def _reviews(pages: list[CoursePage | LessonPage]) -> Reviews:
    open_reviews = WorkflowState.objects.active().filter(object_id__in=[str(page.pk) for page in pages])
    rows = open_reviews.filter(
        base_content_type__app_label="wagtailcore", base_content_type__model="page"
    ).values_list("object_id", "status", "requested_by")
    return {key: (status, asked_by) for key, status, asked_by in rows}


def _texts(pages: list[LessonPage]) -> list[list[StreamValue.StreamChild]]:
    """The blocks of each page's newest draft, read as one text: pictures and films of all of them in one query each."""
    raws = [
        json.loads(page.latest_revision.content["body"])
        if page.latest_revision
        else page.body.get_prep_value()
        for page in pages
    ]
    known = [[block for block in raw if block["type"] in _BLOCKS.child_blocks] for raw in raws]
    blocks = iter(_BLOCKS.to_python([block for raw in known for block in raw]))
    return [list(islice(blocks, len(raw))) for raw in known]


def _lesson(page: LessonPage, blocks: list[StreamValue.StreamChild], reviews: Reviews) -> Part:
    return Part(
        page=page,
        title=page.draft_title,
        chapter=page.lesson.chapter.title if page.lesson.chapter else "",
        standing=_standing(page, reviews),
        asked_by=_review(page, reviews)[1],
        barriers=tuple(barriers_in(blocks)),
        is_empty=not blocks and page.lesson.text_source_id is None,
    )


def _review(page: Page, reviews: Reviews) -> tuple[str, int | None]:
    return reviews.get(str(page.pk), ("", None))


def _standing(page: Page, reviews: Reviews) -> Standing:
    status = _review(page, reviews)[0]
    if status == WorkflowState.STATUS_IN_PROGRESS:
        return Standing.WAITING
    if status == WorkflowState.STATUS_NEEDS_CHANGES:
        return Standing.SENT_BACK
    return Standing.LIVE if page.live and not page.has_unpublished_changes else Standing.DRAFT


def may_publish_at_once(whole: WholeCourse, person: User) -> bool:
    """Without four eyes whoever may publish the course's page publishes all of it."""
    if person.is_superuser:
        return True
    return not settings.COURSES_FOUR_EYES and whole.own.page.permissions_for_user(person).can_publish()


def to_approve(whole: WholeCourse, person: User) -> tuple[Part, ...]:
    """What waits for this person: not what they asked to be reviewed themselves."""
    if not may_approve(person, whole.own.page) and not person.is_superuser:
        return ()
    return tuple(part for part in whole.waiting if person.is_superuser or part.asked_by != person.pk)
