"""The anchors: a course and its lessons as records that outlive the pages editors write (decision 0001)."""

import uuid

from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from content.translating import Said, said
from courses.models.stamps import Stamped, StampField, StampingQuerySet, new_stamp
from people.models import Organisation
from quizzes.models import Quiz


class Audience(models.TextChoices):
    """Whom a course is for. Free further codes may stand in ``Course.audience``; these can be filtered by."""

    OFFICIALS = "can_bo", _("Officials")
    CIVIL_SERVANTS = "cong_chuc", _("Civil servants")
    PUBLIC_EMPLOYEES = "vien_chuc", _("Public employees")
    COMMUNE_OFFICIALS = "can_bo_cap_xa", _("Commune-level officials")
    ONE_STOP_CLERKS = "cong_chuc_mot_cua", _("One-stop desk staff")
    SERVICE_CENTRES = "trung_tam_phuc_vu_hanh_chinh_cong", _("Public administration service centres")
    SPECIALISTS = "cong_chuc_chuyen_mon", _("Specialist civil servants")


class PeriodKind(models.TextChoices):
    """How the periods of a lesson are spent, as programmes of training count them."""

    THEORY = "theory", _("theory")
    PRACTICE = "practice", _("practice")
    DISCUSSION = "discussion", _("discussion")
    SELF_STUDY = "self_study", _("self-study")


class CourseQuerySet(models.QuerySet["Course"]):
    def published(self) -> "CourseQuerySet":
        return self.filter(status=Course.Status.PUBLISHED)

    def owned_within(self, organisations: object) -> "CourseQuerySet":
        return self.filter(organisation__in=organisations)


class Course(models.Model):
    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        RETIRED = "retired", _("retired")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("code"), max_length=40, unique=True)
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    title = models.CharField(_("title"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    goals = models.JSONField(_("what learners will be able to do"), default=list, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="courses",
        verbose_name=_("owned and certified by"),
    )
    periods = models.PositiveSmallIntegerField(
        _("periods"), default=0, help_text=_("Tiết, as on the certificate.")
    )
    training_kind = models.CharField(_("kind of training"), max_length=120, blank=True)
    audience = models.JSONField(_("audience"), default=list, blank=True)
    legal_basis = models.JSONField(_("legal basis"), default=list, blank=True)
    review_by = models.DateField(_("to be reviewed by"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    is_open_for_enrolment = models.BooleanField(_("learners may enrol themselves"), default=True)
    min_lessons_percent = models.PositiveSmallIntegerField(
        _("share of lessons to finish, in percent"), default=100, validators=[MaxValueValidator(100)]
    )
    final_quiz = models.ForeignKey(
        Quiz, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("final quiz")
    )
    final_quiz_periods = models.PositiveSmallIntegerField(_("periods of the final quiz"), default=0)
    certificate_kind = models.CharField(
        _("certificate"), max_length=40, blank=True, help_text=_("Code of the kind; empty: no certificate.")
    )
    final_quiz_weight = models.PositiveSmallIntegerField(_("weight of the final quiz"), default=1)
    rating = models.DecimalField(_("rating"), max_digits=2, decimal_places=1, null=True, blank=True)
    rating_count = models.PositiveIntegerField(default=0, help_text=_("Ratings counted, in complete groups."))
    version = models.PositiveIntegerField(
        _("version"), default=1, help_text=_("Counts the published changes of its lessons.")
    )
    prerequisites = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="+", verbose_name=_("courses to complete first")
    )
    created_at = models.DateTimeField(_("created"))
    search_key = models.TextField(
        editable=False, default="", help_text=_("Folded words and |audience| marks; written by services.")
    )
    contents_stamp = StampField(editable=False, default=new_stamp)
    words_en = models.JSONField(
        default=dict, blank=True, editable=False, help_text='{"Sau khóa học này": "After this course"}'
    )

    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("courses:detail", kwargs={"slug": self.slug})

    @property
    def title_language(self) -> str:
        return "en" if self.title_en and get_language() == "en" else "vi"

    @property
    def said_summary(self) -> Said:
        return self._said(self.summary)

    @property
    def said_goals(self) -> list[Said]:
        return [self._said(goal) for goal in self.goals]

    @property
    def is_vietnamese_only(self) -> bool:
        """Whether somebody who reads English meets Vietnamese in the description."""
        parts = [self.said_summary, *self.said_goals]
        return get_language() == "en" and any(part.text and part.language != "en" for part in parts)

    def _said(self, text: str) -> Said:
        return said(text, self.words_en if get_language() == "en" else {})

    @property
    def audience_labels(self) -> list[str]:
        labels = dict(Audience.choices)
        return [str(labels.get(code, code)) for code in self.audience]

    @property
    def display_title(self) -> str:
        return self.title_en if self.title_en and get_language() == "en" else self.title


class Chapter(Stamped):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="chapters")
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("title"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)

    course_path = "course"
    objects = StampingQuerySet.as_manager()

    class Meta:
        verbose_name = _("chapter")
        ordering = ["course", "position"]
        constraints = [
            models.UniqueConstraint(name="chapter_position_once_per_course", fields=["course", "position"])
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title_language(self) -> str:
        return "en" if self.title_en and get_language() == "en" else "vi"

    @property
    def display_title(self) -> str:
        return self.title_en if self.title_en and get_language() == "en" else self.title


class Lesson(Stamped):
    """A lesson's identity. Until its page is published it stands in the outline as 'in preparation'."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="lessons")
    chapter = models.ForeignKey(
        Chapter, on_delete=models.PROTECT, null=True, blank=True, related_name="lessons"
    )
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("Order within the course."))
    code = models.CharField(_("code"), max_length=60, blank=True)
    number = models.CharField(
        _("number"), max_length=20, blank=True, help_text=_("As printed, for example 2.1.")
    )
    title = models.CharField(_("title"), max_length=250)
    title_en = models.CharField(_("title in English"), max_length=250, blank=True)
    periods = models.PositiveSmallIntegerField(_("periods"), default=0)
    minutes = models.PositiveSmallIntegerField(_("reading minutes"), default=0)
    period_kind = models.CharField(
        _("kind of periods"), max_length=10, choices=PeriodKind.choices, default=PeriodKind.THEORY
    )
    is_mandatory = models.BooleanField(_("mandatory"), default=True)
    min_minutes = models.PositiveSmallIntegerField(_("minutes to be read at least"), default=0)
    quiz = models.ForeignKey(
        Quiz, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("quiz")
    )
    quiz_weight = models.PositiveSmallIntegerField(_("weight of the quiz"), default=1)
    opens_on = models.DateField(_("opens on"), null=True, blank=True)
    opens_after = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("opens after"),
    )
    opens_for = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("opens for"),
    )
    is_published = models.BooleanField(_("published"), default=False)
    change_meaning = models.CharField(max_length=10, blank=True, editable=False)
    change_note = models.CharField(max_length=300, blank=True, editable=False)
    changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    text_source = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="shown_in",
        verbose_name=_("text of the lesson"),
        help_text=_("The lesson of another course whose text is read here; it is written there."),
    )

    course_path = "course"
    objects = StampingQuerySet.as_manager()

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        ordering = ["course", "position"]
        constraints = [
            models.UniqueConstraint(name="lesson_position_once_per_course", fields=["course", "position"])
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    def get_absolute_url(self) -> str:
        return reverse("courses:lesson", kwargs={"slug": self.course.slug, "position": self.position})

    @property
    def title_language(self) -> str:
        return "en" if self.title_en and get_language() == "en" else "vi"

    @property
    def display_title(self) -> str:
        return self.title_en if self.title_en and get_language() == "en" else self.title


class ChangeMeaning(models.TextChoices):
    """What a published change of a lesson means for people in the middle. The words are what an author chooses by."""

    KEEP = "keep", _("Keep it as done: whoever has finished the lesson stays finished; nobody is told.")
    AGAIN = (
        "again",
        _("Ask to read again: whoever has finished the lesson must finish it once more, and is told why."),
    )
    NEWCOMERS = (
        "newcomers",
        _("Only newcomers: for everybody who is on the course today the lesson counts as finished."),
    )
    ANNOUNCE = (
        "announce",
        _("Announce only: whoever has opened the lesson is told; what is finished stays finished."),
    )


class LessonChange(models.Model):
    """One published change of a lesson that people were in the middle of: what the author chose, and whom it touched."""

    lesson = models.ForeignKey("courses.Lesson", on_delete=models.CASCADE, related_name="changes")
    version = models.PositiveIntegerField(_("version"), help_text=_("Of the course, from this change on."))
    meaning = models.CharField(max_length=10, choices=ChangeMeaning.choices)
    note = models.CharField(_("what has changed"), max_length=300, blank=True)
    published_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)
    people = models.PositiveIntegerField(
        default=0, help_text=_("How many places on the course were touched.")
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("change of a lesson")
        ordering = ["-published_at"]

    def __str__(self) -> str:
        return f"{self.lesson_id} v{self.version}"


class LessonText(Stamped):
    """The reading copy: what publishing a lesson page leaves for learners, so that reading needs no page tree."""

    lesson = models.OneToOneField(Lesson, on_delete=models.CASCADE, related_name="text")
    html = models.TextField()
    headings = models.JSONField(default=list, help_text='[{"id": "cac-buoc", "level": 2, "text": "…"}]')
    paragraphs = models.JSONField(default=list, help_text='[["d-1a2b3c4d", "Mở cổng dịch vụ công."]]')
    search_key = models.TextField(default="", help_text=_("Folded words; written by services."))
    words = models.PositiveIntegerField(default=0)
    html_en = models.TextField(default="", blank=True, help_text=_("Empty where nothing is translated."))
    headings_en = models.JSONField(default=list, blank=True)
    paragraphs_en = models.JSONField(default=list, blank=True)
    is_whole_en = models.BooleanField(default=False)
    published_at = models.DateTimeField()

    course_path = "lesson__course"
    objects = StampingQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("reading copy")

    def __str__(self) -> str:
        return str(self.lesson_id)

    @property
    def shown(self) -> Said:
        """The text in the language of the reader, where somebody has translated it."""
        is_english = get_language() == "en" and bool(self.html_en)
        return Said(text=self.html_en, language="en") if is_english else Said(text=self.html, language="vi")

    @property
    def is_partly_vietnamese(self) -> bool:
        return get_language() == "en" and not self.is_whole_en

    @property
    def places(self) -> list[tuple[str, str]]:
        """Name and words of every paragraph, those of the reader's language first."""
        both = [self.paragraphs, self.paragraphs_en]
        return [
            (name, words)
            for side in (both[::-1] if self.shown.language == "en" else both)
            for name, words in side
        ]

    @property
    def heading_places(self) -> list[tuple[str, str]]:
        return [(str(one["id"]), str(one["text"])) for one in (*self.headings, *self.headings_en)]
