"""What authors enter about a course or a lesson, beside the page's own text. Kept with the draft; services apply it."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy
from wagtail.admin.widgets import AdminDateInput

from content.gate_forms import GatedPageForm
from content.vietnamese import slugify
from courses.audience import people_in
from courses.circles import circle_of_courses, circle_of_lessons
from courses.details import course_details, lesson_details
from courses.models.course import Audience, ChangeMeaning, Chapter, Course, Lesson, PeriodKind
from courses.permissions import AUTHORS
from people.access import organisations_for
from people.models import Organisation, User
from quizzes.models import Quiz

CHANGE = ("change_meaning", "change_note")


class LinesField(forms.CharField):
    """A list, one entry a line."""

    widget = forms.Textarea

    def prepare_value(self, value: object) -> object:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: object) -> list[str]:  # type: ignore[override] # a CharField that gives lines
        lines = value if isinstance(value, list) else (super().to_python(value) or "").splitlines()
        return [line for raw in lines if (line := " ".join(str(raw).split()))]


def _whole_number(label: Any, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=32767, required=False, **options)


class DetailsForm(GatedPageForm):
    """A page form whose extra fields live in ``page.details``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = self.instance.details or self.recorded()
        for name in self.detail_names():
            if name in kept:
                self.initial[name] = kept[name]

    @classmethod
    def detail_names(cls) -> list[str]:
        return list(cls.declared_fields)

    def recorded(self) -> dict[str, Any]:
        raise NotImplementedError

    def entered(self) -> dict[str, Any]:
        """The extra fields as plain values, fit for JSON."""
        plain: dict[str, Any] = {}
        for name in self.detail_names():
            value = self.cleaned_data.get(name)
            if hasattr(value, "pk"):
                value = value.pk
            elif isinstance(value, QuerySet):
                value = [row.pk for row in value]
            elif isinstance(value, date):
                value = value.isoformat()
            plain[name] = value
        return plain

    def save(self, commit: bool = True) -> Any:
        self.instance.details = self.entered()
        if not self.instance.slug:
            self.instance.slug = self.free_slug()
        return super().save(commit=commit)

    def free_slug(self) -> str:
        """An address among the sisters of this page."""
        base = slugify(self.instance.title)[:200].strip("-") or "trang"
        taken = set(self.parent_page.get_children().values_list("slug", flat=True))
        slug, number = base, 2
        while slug in taken:
            slug, number = f"{base}-{number}", number + 1
        return slug


class CoursePageForm(DetailsForm):
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    code = forms.CharField(
        label=_("Course code"), max_length=40, help_text=_("For example CPDT-101; fixed once published.")
    )
    organisation = forms.ModelChoiceField(
        label=_("Owned and certified by"),
        queryset=Organisation.objects.none(),
        help_text=_("Only organisations in which you may write courses."),
    )
    summary = forms.CharField(label=_("Summary"), widget=forms.Textarea, required=False)
    goals = LinesField(
        label=_("What learners will be able to do"), required=False, help_text=_("One goal a line.")
    )
    audience = forms.MultipleChoiceField(
        label=_("Audience"), choices=Audience.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    chapters = LinesField(
        label=_("Chapters"),
        required=False,
        help_text=_(
            "One chapter a line, in order; an English title may follow after a bar: Tổng quan | Overview."
        ),
    )
    min_lessons_percent = forms.IntegerField(
        label=_("Share of lessons to finish, in percent"),
        min_value=0,
        max_value=100,
        initial=100,
        validators=[MaxValueValidator(100)],
    )
    final_quiz = forms.ModelChoiceField(label=_("Final quiz"), queryset=Quiz.objects.none(), required=False)
    periods = _whole_number(_("Periods"), help_text=_("Tiết, as on the certificate."))
    final_quiz_periods = _whole_number(_("Periods of the final quiz"))
    certificate_kind = forms.ChoiceField(label=_("Certificate"), required=False)
    is_open_for_enrolment = forms.BooleanField(
        label=_("Learners may enrol themselves"), required=False, initial=True
    )
    training_kind = forms.CharField(label=_("Kind of training"), max_length=120, required=False)
    legal_basis = LinesField(label=_("Legal basis"), required=False, help_text=_("One document a line."))
    review_by = forms.DateField(label=_("To be reviewed by"), widget=AdminDateInput, required=False)
    final_quiz_weight = _whole_number(
        _("Weight of the final quiz"),
        initial=1,
        help_text=_("Beside the quizzes of lessons; 0: the final quiz does not count in the grade."),
    )
    prerequisites = forms.ModelMultipleChoiceField(
        label=_("Courses to complete first"),
        queryset=Course.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only learners who have completed all of these can enrol."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = organisations_for(self.for_user, AUTHORS) if self.for_user else Organisation.objects.none()
        fields = self.fields
        if "organisation" in fields:
            fields["organisation"].queryset = mine
            fields["final_quiz"].queryset = Quiz.objects.filter(organisation__in=mine)
            others = Course.objects.filter(Q(status=Course.Status.PUBLISHED) | Q(organisation__in=mine))
            fields["prerequisites"].queryset = others.exclude(pk=self.instance.course_id or 0).order_by(
                "code"
            )
            fields["certificate_kind"].choices = [
                ("", pgettext("certificate", "None")),
                *settings.COURSES_CERTIFICATE_KINDS,
            ]
            fields["code"].disabled = self.course is not None and self.course.status != Course.Status.DRAFT

    @property
    def course(self) -> Course | None:
        return self.instance.course if self.instance.course_id else None

    def recorded(self) -> dict[str, Any]:
        return course_details(self.course) if self.course else {}

    def clean_code(self) -> str:
        code = " ".join(str(self.cleaned_data["code"]).split())
        others = Course.objects.filter(code__iexact=code)
        if self.course:
            others = others.exclude(pk=self.course.pk)
        if code and others.exists():
            raise forms.ValidationError(_("There is a course with this code already."), code="code_taken")
        return code

    def clean_prerequisites(self) -> QuerySet[Course]:
        wanted: QuerySet[Course] = self.cleaned_data["prerequisites"]
        circle = circle_of_courses(self.course.pk, [one.pk for one in wanted]) if self.course else ""
        if circle:
            raise forms.ValidationError(
                _("These courses would wait for each other in a circle: %(circle)s. Take one of them out."),
                code="circle",
                params={"circle": circle},
            )
        return wanted

    def clean_chapters(self) -> list[str]:
        chapters: list[str] = self.cleaned_data["chapters"]
        if (
            self.course
            and len(chapters)
            < Chapter.objects.filter(course=self.course, lessons__isnull=False).distinct().count()
        ):
            raise forms.ValidationError(
                _("A chapter that holds lessons cannot be removed; move its lessons first."),
                code="chapter_in_use",
            )
        return chapters


class SharedLessonField(forms.ModelChoiceField):
    def label_from_instance(self, lesson: Lesson) -> str:
        return f"{lesson.course.code} – {lesson}"


def lessons_to_share(person: User, besides: int | None) -> QuerySet[Lesson]:
    """Published lessons of a person's organisations with a text of their own. None where this lesson is itself a source."""
    lessons = Lesson.objects.filter(
        is_published=True,
        text_source=None,
        course__organisation__in=organisations_for(person, AUTHORS),
    )
    if besides and Lesson.objects.filter(text_source=besides).exists():
        return lessons.none()
    return lessons.exclude(pk=besides or 0).select_related("course").order_by("course__code", "position")


class LessonPageForm(DetailsForm):
    number = forms.CharField(
        label=pgettext_lazy("lesson", "Number"),
        max_length=20,
        required=False,
        help_text=_("As printed, for example 2.1."),
    )
    chapter = forms.ModelChoiceField(label=_("Chapter"), queryset=Chapter.objects.none(), required=False)
    position = forms.IntegerField(
        label=_("Position in the course"),
        min_value=1,
        max_value=9999,
        required=False,
        help_text=_("Empty: at the end. Giving the place of another lesson puts this one before it."),
    )
    text_source = SharedLessonField(
        label=_("Text of another lesson"),
        queryset=Lesson.objects.none(),
        required=False,
        help_text=_(
            "Learners read that lesson's published text here and it is written there, once for all its courses. "
            "What is written in this lesson is then not shown."
        ),
    )
    title_en = forms.CharField(label=_("Title in English"), max_length=250, required=False)
    code = forms.CharField(label=_("Lesson code"), max_length=60, required=False)
    periods = _whole_number(_("Periods"))
    minutes = _whole_number(_("Reading minutes"), help_text=_("0 or empty: counted from the text."))
    is_mandatory = forms.BooleanField(label=_("Mandatory"), required=False, initial=True)
    period_kind = forms.ChoiceField(
        label=_("Kind of periods"), choices=PeriodKind.choices, initial=PeriodKind.THEORY, required=False
    )
    min_minutes = _whole_number(
        _("Minutes to be read at least"),
        help_text=_(
            "0 or empty: no minimum. The server counts while the lesson is open and in view; it cannot see whether somebody reads."
        ),
    )
    quiz = forms.ModelChoiceField(
        label=_("Quiz at the end of the lesson"),
        queryset=Quiz.objects.none(),
        required=False,
        help_text=_("The lesson can be finished only after this quiz has been passed."),
    )
    quiz_weight = _whole_number(_("Weight of this quiz in the grade"), initial=1)
    opens_on = forms.DateField(label=_("Opens on"), widget=AdminDateInput, required=False)
    opens_after = forms.ModelChoiceField(
        label=_("Opens after the lesson"),
        queryset=Lesson.objects.none(),
        required=False,
        help_text=_("It must be finished first; with its quiz, if it has one."),
    )
    opens_for = forms.ModelChoiceField(
        label=_("Only for people of"), queryset=Organisation.objects.none(), required=False
    )
    change_meaning = forms.ChoiceField(
        label=_("What this change means for people in the middle"),
        choices=ChangeMeaning.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    change_note = forms.CharField(
        label=_("What has changed"),
        max_length=300,
        required=False,
        help_text=_("One sentence for learners; shown with the two choices that tell them."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in CHANGE:  # each change is asked about afresh
            self.initial.pop(name, None)
        mine = organisations_for(self.for_user, AUTHORS) if self.for_user else Organisation.objects.none()
        if "quiz" in self.fields:
            others = Lesson.objects.filter(course=self.course_id).exclude(pk=self.instance.lesson_id or 0)
            self.fields["opens_after"].queryset = others.order_by("position")
            self.fields["quiz"].queryset = Quiz.objects.filter(organisation__in=mine)
            self.fields["opens_for"].queryset = mine
        if self.instance.lesson_id:
            self.initial.setdefault("position", self.instance.lesson.position)
        if "chapter" in self.fields:
            self.fields["chapter"].queryset = Chapter.objects.filter(course=self.course_id)
        if "text_source" in self.fields and self.for_user:
            self.fields["text_source"].queryset = lessons_to_share(self.for_user, self.instance.lesson_id)

    def clean_change_meaning(self) -> str:
        meaning: str = self.cleaned_data["change_meaning"]
        lesson = self.instance.lesson if self.instance.lesson_id else None
        is_changed = {"title", "body"} & set(self.changed_data)
        if not meaning and "action-publish" in self.data and is_changed and lesson and lesson.is_published:
            people = people_in(lesson)
            if people.done or people.reading:
                raise forms.ValidationError(
                    _(
                        "%(done)s people have finished this lesson and %(reading)s are reading it. "
                        "Choose what the change means for them, then publish."
                    ),
                    code="meaning",
                    params={"done": people.done, "reading": people.reading},
                )
        return meaning

    def clean_period_kind(self) -> str:
        return self.cleaned_data["period_kind"] or PeriodKind.THEORY

    def clean_opens_after(self) -> Lesson | None:
        wanted: Lesson | None = self.cleaned_data["opens_after"]
        lesson = self.instance.lesson if self.instance.lesson_id else None
        circle = circle_of_lessons(lesson, wanted.pk) if lesson and wanted else ""
        if circle:
            raise forms.ValidationError(
                _("These lessons would wait for each other in a circle: %(circle)s. Choose another one."),
                code="circle",
                params={"circle": circle},
            )
        return wanted

    @property
    def course_id(self) -> int | None:
        if self.instance.lesson_id:
            return int(self.instance.lesson.course_id)
        return int(self.parent_page.specific.course_id) if self.parent_page else None

    def recorded(self) -> dict[str, Any]:
        lesson: Lesson | None = self.instance.lesson if self.instance.lesson_id else None
        return lesson_details(lesson) if lesson else {}

    def entered(self) -> dict[str, Any]:
        entered = super().entered() | {"course": self.course_id}
        if "position" not in self.changed_data:
            del entered["position"]
        return entered
