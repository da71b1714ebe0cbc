"""The shape of what authors of questions send from the desk of a bank."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.models import Organisation
from quizzes.bank_reading import SORTS, Shelf, Wanted
from quizzes.models import BankGrant, Item, ItemTag
from quizzes.models.bank import ItemType
from quizzes.services.describing import Description, Tag, tags_from

LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
KIND_WORDS = {
    "single_choice": _("One of several choices is right."),
    "multiple_choice": _("Several choices may be right; partial credit is possible."),
    "true_false": _("One statement is true or false."),
    "true_false_group": _("Several statements under one text, each true or false."),
    "matching": _("Each line on the left has its answer on the right."),
    "ordering": _("Steps are put in their right order."),
    "short_answer": _("A word or a line is typed and compared."),
    "numerical": _("A number is typed, with a tolerance and perhaps a unit."),
    "cloze": _("Gaps inside a text or a table: words, numbers, choices."),
    "essay": _("A free text or files, read and scored by a person."),
    "hotspot": _("Places are pointed out in a picture."),
}
SORT_NAMES = {
    "code": _("code, A to Z"),
    "-code": _("code, Z to A"),
    "-changed": _("last changed first"),
    "changed": _("longest unchanged first"),
    "difficulty": _("easy ones first"),
    "-difficulty": _("hard ones first"),
}


class BankForm(forms.Form):
    name = forms.CharField(label=_("Name of the question bank"), max_length=200)
    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none())


class BankFactsForm(forms.Form):
    name = forms.CharField(label=_("Name of the question bank"), max_length=200)
    description = forms.CharField(
        label=_("Description"), required=False, max_length=4_000, widget=forms.Textarea(attrs={"rows": 3})
    )


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("File of questions"),
        allow_empty_file=True,
        help_text=_(
            "Word, XLSX, GIFT, Aiken, Moodle XML or backup, QTI, JSON. In Word underline the right answer, or put * before it."
        ),
    )


class FilterForm(forms.Form):
    """What is looked for in a bank. Choices that depend on the bank are filled in by the view."""

    q = forms.CharField(label=_("Search in questions"), required=False, max_length=200)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("all states")), *Item.State.choices]
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("question", "Type"),
        required=False,
        choices=[("", _("all types")), *ItemType.choices],
    )
    category = forms.ChoiceField(label=_("Category"), required=False)
    tag = forms.CharField(
        label=_("Tag, topic, skill or outcome"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"list": "bank-tags", "autocomplete": "off"}),
    )
    difficulty = forms.ChoiceField(
        label=_("Difficulty"),
        required=False,
        choices=[("", _("all")), *((str(n), str(n)) for n in range(1, 6))],
    )
    language = forms.ChoiceField(label=_("Language"), required=False, choices=[("", _("all")), *LANGUAGES])
    used = forms.ChoiceField(
        label=_("Used in quizzes"),
        required=False,
        choices=[("", _("all")), ("yes", _("used")), ("no", _("never used"))],
    )
    author = forms.ChoiceField(label=_("Written by"), required=False)
    figures = forms.ChoiceField(
        label=_("What the answers show"),
        required=False,
        choices=[
            ("", _("all")),
            ("suspect", _("check the key")),
            ("poor", _("low discrimination")),
            ("easy", _("too easy")),
            ("hard", _("too hard")),
            ("none", _("nothing to look at")),
            ("few", _("fewer than 5 answers")),
        ],
    )
    sort = forms.ChoiceField(
        label=_("Sort by"), required=False, choices=[(sort, SORT_NAMES[sort]) for sort in SORTS]
    )

    def __init__(
        self, *args: Any, shelves: Sequence[Shelf], authors: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        categories = [("", _("all")), ("none", _("without a category")), *shelf_choices(shelves)]
        self.fields["category"].choices = categories  # type: ignore[attr-defined]
        self.fields["author"].choices = [("", _("all")), *authors]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What can be understood of the address; a filter that makes no sense is left out."""
        self.is_valid()
        data = self.cleaned_data
        named = {name: data[name] for name in Wanted.__slots__ if data.get(name)}
        return Wanted(words=data.get("q", ""), **named)

    @property
    def narrows(self) -> bool:
        """Whether anything beyond the words typed is asked for."""
        return any(self.data.get(name) for name in self.fields if name not in {"q", "sort"})


def shelf_choices(shelves: Sequence[Shelf]) -> list[tuple[str, str]]:
    return [(str(shelf.uuid), shelf.names) for shelf in shelves]


TAG_FIELDS = {
    "tags": ItemTag.Kind.TAG,
    "topics": ItemTag.Kind.TOPIC,
    "skills": ItemTag.Kind.SKILL,
    "outcomes": ItemTag.Kind.OUTCOME,
}


class DescriptionForm(forms.Form):
    """What is said about a question beside its wording."""

    category = forms.ChoiceField(label=_("Category"), required=False)
    topics = forms.CharField(label=_("Topics"), required=False, max_length=1_000)
    skills = forms.CharField(label=_("Skills"), required=False, max_length=1_000)
    outcomes = forms.CharField(label=_("Learning outcomes"), required=False, max_length=1_000)
    tags = forms.CharField(
        label=pgettext_lazy("question", "Tags"),
        required=False,
        max_length=1_000,
        help_text=_("Divided by commas, in all four fields."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    source = forms.CharField(label=_("Source"), required=False, max_length=300)
    legal_basis = forms.CharField(
        label=_("Legal basis"),
        required=False,
        max_length=300,
        help_text=_("For example: Article 8, Decree 30/2020/NĐ-CP."),
    )

    def __init__(self, *args: Any, shelves: Sequence[Shelf], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("without a category")), *shelf_choices(shelves)]
        self.fields["category"].choices = choices  # type: ignore[attr-defined]

    def description(self, category: Any) -> Description:
        data = self.cleaned_data
        tags = [tag for name, kind in TAG_FIELDS.items() for tag in tags_from(kind=kind, text=data[name])]
        return Description(
            category=category,
            tags=tuple(tags),
            language=data["language"],
            source=data["source"].strip(),
            legal_basis=data["legal_basis"].strip(),
        )


def description_shown(item: Item | None) -> dict[str, Any]:
    """A question's description as the form shows it."""
    if item is None:
        return {"language": "vi"}
    tags = list(item.tags.all())
    named = {field: ", ".join(t.name for t in tags if t.kind == kind) for field, kind in TAG_FIELDS.items()}
    return {
        **named,
        "category": str(item.category.uuid) if item.category else "",
        "language": item.language,
        "source": item.source,
        "legal_basis": item.legal_basis,
    }


class ChosenForm(forms.Form):
    """The questions marked in the list, and what is wanted of them."""

    act = forms.ChoiceField(
        choices=[(act, act) for act in ("state", "move", "tag", "untag")],
        error_messages={
            "required": _("Say what to do with the questions."),
            "invalid_choice": _("Unknown act."),
        },
    )
    state = forms.ChoiceField(label=_("Change the state to"), choices=Item.State.choices, required=False)
    category = forms.ChoiceField(label=_("Move to category"), required=False)
    tag_kind = forms.ChoiceField(label=_("Kind of tag"), choices=ItemTag.Kind.choices, required=False)
    tag_names = forms.CharField(label=_("Tags, divided by commas"), required=False, max_length=500)

    def __init__(self, *args: Any, shelves: Sequence[Shelf], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("no category")), *shelf_choices(shelves)]
        self.fields["category"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("act") == "state" and not data.get("state"):
            self.add_error("state", _("Choose a state."))
        if data.get("act") in {"tag", "untag"} and not self.tags():
            self.add_error("tag_names", _("Write at least one tag."))
        return data

    def tags(self) -> tuple[Tag, ...]:
        kind = self.cleaned_data.get("tag_kind") or ItemTag.Kind.TAG
        return tags_from(kind=kind, text=self.cleaned_data.get("tag_names", ""))


class CategoryForm(forms.Form):
    """A new shelf, or a shelf with another name or place."""

    name = forms.CharField(label=_("Name"), max_length=200)
    parent = forms.ChoiceField(label=_("Inside the category"), required=False)

    def __init__(self, *args: Any, shelves: Sequence[Shelf], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("at the top")), *shelf_choices(shelves)]
        self.fields["parent"].choices = choices  # type: ignore[attr-defined]


class GrantForm(forms.Form):
    """Another organisation's right to a bank."""

    organisation = forms.CharField(
        label=_("Code or short name of the organisation"),
        max_length=120,
        widget=forms.TextInput(attrs={"list": "organisations", "autocomplete": "off"}),
    )
    right = forms.ChoiceField(label=_("Is allowed to"), choices=BankGrant.Right.choices)
    valid_from = forms.DateField(
        label=_("Valid from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    valid_to = forms.DateField(
        label=_("Valid until, not included"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Empty: until it is ended here."),
    )

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].initial = day

    def clean_organisation(self) -> Organisation:
        """The one open organisation with this code, else with this short name."""
        typed = self.cleaned_data["organisation"].strip()
        still_open = Organisation.objects.filter(closed_on__isnull=True)
        found = list(still_open.filter(code__iexact=typed)[:1]) or list(
            still_open.filter(short_name__iexact=typed)[:2]
        )
        if not found:
            raise forms.ValidationError(_("There is no organisation with this code or short name."))
        if len(found) > 1:
            raise forms.ValidationError(_("Several organisations have this short name; write the code."))
        organisation: Organisation = found[0]
        return organisation
