"""What an author sends while bringing lessons from Word."""

from dataclasses import replace
from typing import Any, cast

from django import forms
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from content.models import WordImport
from content.word.tree import Changes
from courses.import_access import courses_importable_by
from courses.importers.choosing import NEW_CHAPTER, Choices, Decision, PieceChoice
from courses.models import Course
from courses.services.import_plans import ImportPlan, PlannedPiece
from people.access import Person

MOST_DESCRIBED = 100
"""Of so many pictures the descriptions are asked on one screen; the others are described in the editor."""
MOST_FIELDS = 950
"""Django refuses a form of more than 1,000 values; pictures give way to lessons."""
LEVELS = {0: _("One lesson"), 1: _("One lesson for each Heading 1"), 2: _("One lesson for each Heading 2")}
DECISIONS: dict[str, Any] = {
    "word": _("Take over what Word says, as a draft"),
    "site": _("Keep what stands on the site"),
    "both": _("Keep both: Word's text becomes a new draft"),
}


class ChooseFileForm(forms.Form):
    course = forms.ModelChoiceField(label=_("Course"), queryset=Course.objects.none())
    file = forms.FileField(
        label=_("Word file"),
        help_text=_("A .docx file of at most 30 MB. Nothing is written before you have checked it."),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
        allow_empty_file=True,  # judged with the other files, by its bytes
    )
    level = forms.TypedChoiceField(
        label=_("What becomes of it"),
        choices=[
            ("", _("One lesson; a file imported before is divided as it was then")),
            (1, LEVELS[1]),
            (2, _("One lesson for each Heading 2, in chapters made of the Headings 1")),
        ],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        initial="",
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = courses_importable_by(person)  # type: ignore[attr-defined]


class CheckForm(forms.Form):
    """Everything an author may choose about a checked file; what is not sent stays as it is shown."""

    level = forms.TypedChoiceField(
        label=_("Divide into"), coerce=int, required=False, widget=forms.RadioSelect
    )
    has_house_tones = forms.BooleanField(
        label=_("Set tone marks in the house style (hoà → hòa)"), required=False
    )

    def __init__(
        self, *args: Any, plan: ImportPlan, batch: WordImport, course: Course, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._plan, self._batch = plan, batch
        self._chapters = self._chapter_choices(course)
        self._file_fields()
        for piece in plan.pieces:
            self._piece_fields(piece)
        for index, gone in enumerate(plan.gone):
            if gone.site.lesson.is_published:
                self._tick(f"withdraw_{index}", gone.is_withdrawn)
        self._most_described = max(min((MOST_FIELDS - len(self.fields)) // 2, MOST_DESCRIBED), 0)
        for picture in self.pictures_asked:
            self._picture_fields(picture["index"], picture["picture"])

    def _file_fields(self) -> None:
        counts = self._batch.parsed["levels"]
        levels = cast("forms.ChoiceField", self.fields["level"])
        levels.choices = [(0, LEVELS[0])] + [
            (level, _counted(LEVELS[level], int(counts.get(str(level), 0)))) for level in (1, 2)
        ]
        self.initial["level"] = self._plan.choices.level or 0
        self.initial["has_house_tones"] = self._plan.choices.has_house_tones
        if self._batch.parsed["has_changes"]:
            self.fields["changes"] = forms.ChoiceField(
                label=_("Changes tracked in Word"),
                choices=[("accept", _("Accept all")), ("refuse", _("Refuse all"))],
                required=False,
                widget=forms.RadioSelect,
            )
            self.initial["changes"] = self._plan.choices.changes
        if self._plan.candidates:
            self.fields["previous"] = forms.ChoiceField(
                label=_("This file is"),
                choices=[("", _("a new file")), *map(_version, self._plan.candidates)],
                required=False,
            )
            self.initial["previous"] = self._plan.choices.previous or ""
        if self._plan.has_moved:
            self._tick("takes_order", self._plan.choices.takes_order, _("Take over the order of the file"))
        for number, found in self._batch.parsed["questions"].items():
            if found["imported"]:
                self._tick(f"self_check_{number}", int(number) not in self._plan.choices.questions_as_text)

    def _piece_fields(self, piece: PlannedPiece) -> None:
        at = piece.index
        self._tick(f"take_{at}", piece.is_taken)
        self.fields[f"title_{at}"] = forms.CharField(label=_("Title of the lesson"), max_length=250)
        self.initial[f"title_{at}"] = piece.lesson.title
        self.fields[f"chapter_{at}"] = forms.ChoiceField(
            label=_("Chapter"), choices=self._chapters, required=False
        )
        self.initial[f"chapter_{at}"] = piece.chapter
        if piece.decisions:
            self.fields[f"decision_{at}"] = forms.ChoiceField(
                label=_("What becomes of this lesson"),
                choices=[(one, DECISIONS[one]) for one in piece.decisions],
                required=False,
                widget=forms.RadioSelect,
            )
            self.initial[f"decision_{at}"] = piece.decision

    def _picture_fields(self, index: int, picture: Any) -> None:
        self.fields[f"alt_{index}"] = forms.CharField(
            label=_("What the picture shows"), required=False, max_length=1000
        )
        self.initial[f"alt_{index}"] = picture.alt
        self._tick(f"decorative_{index}", picture.is_decorative, _("Only decoration"))

    def _tick(self, name: str, value: bool, label: Any = "") -> None:
        self.fields[name] = forms.BooleanField(label=label, required=False)
        self.initial[name] = value

    def _chapter_choices(self, course: Course) -> list[tuple[str, str]]:
        proposed = dict.fromkeys(p.chapter for p in self._plan.pieces if p.chapter.startswith(NEW_CHAPTER))
        return [
            ("", gettext("No chapter")),
            *((str(chapter.pk), chapter.title) for chapter in course.chapters.all()),
            *(
                (one, gettext("New chapter: %(title)s") % {"title": one.removeprefix(NEW_CHAPTER)})
                for one in proposed
            ),
        ]

    @property
    def pictures_asked(self) -> list[dict[str, Any]]:
        """Pictures whose words may be written here, with the lesson they stand in."""
        found = [
            {"picture": picture, "piece": piece}
            for piece in self._plan.pieces
            if piece.is_taken
            for picture in piece.lesson.pictures
        ]
        for index, one in enumerate(found):
            one["index"] = index
        return found[: self._most_described]

    def chosen(self) -> Choices:
        """The choices as they are now. Call after ``is_valid``."""
        sent, plan = self.cleaned_data, self._plan
        asked = self.pictures_asked
        return replace(
            plan.choices,
            level=self._sent("level", plan.choices.level),
            has_house_tones=sent["has_house_tones"],
            changes=cast("Changes", self._sent("changes", plan.choices.changes)),
            previous=sent.get("previous", plan.choices.previous),
            takes_order=sent.get("takes_order", plan.choices.takes_order),
            pieces={**plan.choices.pieces, **{p.piece.key: self._piece(p) for p in plan.pieces}},
            alternatives=self._described(),
            decorative={
                **plan.choices.decorative,
                **{one["picture"].ref: sent[f"decorative_{one['index']}"] for one in asked},
            },
            withdrawn=tuple(
                str(gone.site.lesson.uuid)
                for index, gone in enumerate(plan.gone)
                if sent.get(f"withdraw_{index}")
            ),
            questions_as_text=tuple(
                int(number)
                for number, found in self._batch.parsed["questions"].items()
                if found["imported"] and not sent.get(f"self_check_{number}", False)
            ),
        )

    def _sent(self, name: str, otherwise: Any) -> Any:
        value = self.cleaned_data.get(name, "")
        return otherwise if value == "" else value

    def _piece(self, piece: PlannedPiece) -> PieceChoice:
        """What differs from the proposal is a choice; the rest goes on following the file."""
        sent, at = self.cleaned_data, piece.index
        known = self._plan.choices.of(piece.piece.key)
        title = " ".join(sent[f"title_{at}"].split())
        chapter = sent[f"chapter_{at}"]
        return PieceChoice(
            is_taken=sent[f"take_{at}"],
            title="" if title == piece.piece.title else title,
            chapter=None if known.chapter is None and chapter == piece.chapter else chapter,
            decision=cast("Decision", self._sent(f"decision_{at}", piece.decision)),
        )

    def _described(self) -> dict[str, str]:
        """Words for pictures that are not the file's own."""
        sent, known = self.cleaned_data, dict(self._plan.choices.alternatives)
        for one in self.pictures_asked:
            said, picture = sent[f"alt_{one['index']}"], one["picture"]
            if said != picture.alt:
                known[picture.ref] = said
        return known


def _counted(label: Any, count: int) -> str:
    lessons = ngettext("%(count)s lesson", "%(count)s lessons", count) % {"count": count}
    return f"{label} ({lessons})"


def _version(batch: WordImport) -> tuple[str, str]:
    when = f"{localtime(batch.applied_at):%d/%m/%Y %H:%M}" if batch.applied_at else ""
    return str(batch.uuid), gettext("a new version of %(name)s, imported on %(when)s") % {
        "name": batch.filename,
        "when": when,
    }


def heading_button(act: str) -> tuple[int, int] | None:
    """What a button beside a heading says: ``head:12:2`` is paragraph 12, level 2. Anything else is None."""
    parts = act.split(":")
    if len(parts) != 3 or parts[0] != "head" or not all(part.isdecimal() for part in parts[1:]):
        return None
    return int(parts[1]), min(int(parts[2]), 6)
