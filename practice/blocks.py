"""What a scenario is built of: one block for each kind of screen, every part a plain field with a word of help.

English stands in the folded part of each block, with what most screens do not need.
"""

from collections.abc import Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup
from wagtail.fields import StreamField

from practice.examples import EXAMPLES

KEY = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LINES_HELP = _("An empty line begins a new paragraph; lines that begin with “- ” become a list.")


def _line(label: Promise, *, is_required: bool = True, help: Promise | str = "", most: int = 250) -> Any:
    return blocks.CharBlock(label=label, required=is_required, help_text=help, max_length=most)


def _lines(label: Promise, *, help: Promise | str = "") -> Any:
    return blocks.TextBlock(label=label, required=False, help_text=help, max_length=2000, rows=3)


def _target() -> Any:
    return blocks.RegexBlock(
        regex=KEY,
        label=_("leads to"),
        required=False,
        max_length=60,
        help_text=_("The key of a screen. Empty: the screen that stands next."),
        error_messages={"invalid": _("A key has small letters, digits and hyphens only: nop-ho-so.")},
    )


class OptionBlock(blocks.StructBlock):
    """Something to choose; a mistake is explained."""

    label = _line(_("what can be chosen"), most=200)
    is_mistake = blocks.BooleanBlock(
        label=_("this is a mistake"),
        required=False,
        help_text=_("It is explained and counted. With “leads to” one sees what comes of it."),
    )
    sentence = _line(
        _("what is said of it"), is_required=False, help=_("Why it is right or wrong."), most=400
    )
    goes_to = _target()
    label_en = _line(_("what can be chosen, in English"), is_required=False, most=200)
    sentence_en = _line(_("what is said of it, in English"), is_required=False, most=400)

    class Meta:
        icon = "tick-inverse"
        label = _("Option")
        label_format = "{label}"
        form_layout = BlockGroup(
            children=["label", "is_mistake", "sentence"], settings=["goes_to", "label_en", "sentence_en"]
        )


class AnswerRuleBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        label=_("rule"),
        choices=[
            ("accents", _("is written with Vietnamese accents")),
            ("digits", _("has exactly so many digits")),
            ("min_length", _("has at least so many characters")),
            ("max_length", _("has at most so many characters")),
            ("past", _("is a day not after today")),
            ("future", _("is a day not before today")),
            ("equals", _("is this and nothing else")),
            ("contains", _("contains this")),
        ],
    )
    value = _line(
        _("number or text of the rule"),
        is_required=False,
        help=_("For example 12 for twelve digits; the right code or option for “is this”."),
    )
    sentence = _line(
        _("sentence when it is broken"), help=_("What is wrong, and what would be right."), most=400
    )
    sentence_en = _line(_("sentence in English"), is_required=False, most=400)

    class Meta:
        icon = "check"
        label = _("Rule")
        label_format = "{kind}"
        form_layout = BlockGroup(children=["kind", "value", "sentence"], settings=["sentence_en"])


class FieldOptionBlock(blocks.StructBlock):
    label = _line(_("option"), most=200)
    goes_to = _target()
    label_en = _line(_("option in English"), is_required=False, most=200)

    class Meta:
        icon = "tick-inverse"
        label = _("Option")
        label_format = "{label}"
        form_layout = BlockGroup(children=["label"], settings=["goes_to", "label_en"])


class FieldBlock(blocks.StructBlock):
    """One box of a form, with its rules and the value "fill in for me" writes."""

    label = _line(_("name of the field"), most=200)
    kind = blocks.ChoiceBlock(
        label=_("kind"),
        choices=[
            ("text", _("short text")),
            ("long", _("long text")),
            ("number", _("digits")),
            ("date", _("date")),
            ("phone", _("telephone number")),
            ("choice", _("choice from a list")),
            ("checkbox", _("box to tick")),
        ],
        default="text",
    )
    is_required = blocks.BooleanBlock(label=_("has to be filled in"), required=False, default=True)
    sample = _line(
        _("made-up value"),
        is_required=False,
        most=500,
        help=_(
            "Written by “Fill in for me”; it has to keep the rules. Dates as 02/11/2026, or days from today: +10. "
            "A choice: the option word for word."
        ),
    )
    help = _line(_("help"), is_required=False, help=_("Stands above the field."), most=300)
    options = blocks.ListBlock(FieldOptionBlock(), label=_("options of a choice"), default=[])
    rules = blocks.ListBlock(AnswerRuleBlock(), label=_("rules"), default=[])
    label_en = _line(_("name of the field in English"), is_required=False, most=200)
    help_en = _line(_("help in English"), is_required=False, most=300)

    class Meta:
        icon = "form"
        label = _("Field")
        label_format = "{label}"
        form_layout = BlockGroup(
            children=["label", "kind", "is_required", "sample", "rules"],
            settings=["help", "options", "label_en", "help_en"],
        )


class PracticeFileBlock(blocks.StructBlock):
    name = _line(_("name of the file"), help=_("With its ending, for example giay-chung-sinh.jpg."), most=100)
    megabytes = blocks.FloatBlock(label=_("size in MB"), min_value=0.01, max_value=500)
    fault = blocks.ChoiceBlock(
        label=_("how the picture is"),
        choices=[
            ("good", _("clear and complete")),
            ("blurry", _("blurry")),
            ("cropped", _("a corner is missing")),
            ("glare", _("light covers the letters")),
            ("wrong_document", _("another paper")),
        ],
        default="good",
        help_text=_("Size and type are compared with the limits by themselves."),
    )
    sentence = _line(
        _("what is said of it"), is_required=False, help=_("Empty: a sentence of our own."), most=400
    )
    sentence_en = _line(_("what is said of it, in English"), is_required=False, most=400)

    class Meta:
        icon = "image"
        label = _("Practice file")
        label_format = "{name}"
        form_layout = BlockGroup(
            children=["name", "megabytes", "fault"], settings=["sentence", "sentence_en"]
        )


class DocumentBlock(blocks.StructBlock):
    label = _line(_("paper to attach"), most=200)
    max_megabytes = blocks.FloatBlock(label=_("at most, in MB"), default=6, min_value=0.1, max_value=500)
    types = _line(
        _("types accepted"), help=_("Endings with commas between them: pdf, jpg, jpeg, png."), most=100
    )
    files = blocks.ListBlock(
        PracticeFileBlock(),
        label=_("practice files"),
        min_num=1,
        help_text=_("At least one has to pass; the others teach what goes wrong."),
    )
    help = _line(_("help"), is_required=False, most=300)
    label_en = _line(_("paper to attach, in English"), is_required=False, most=200)
    help_en = _line(_("help in English"), is_required=False, most=300)

    class Meta:
        icon = "doc-full"
        label = _("Paper")
        label_format = "{label}"
        form_layout = BlockGroup(
            children=["label", "max_megabytes", "types", "files"], settings=["help", "label_en", "help_en"]
        )


class FactBlock(blocks.StructBlock):
    term = _line(_("name"), help=_("For example: fee, collecting body, amount."), most=100)
    fact = _line(_("value"), most=200)
    term_en = _line(_("name in English"), is_required=False, most=100)
    fact_en = _line(_("value in English"), is_required=False, most=200)

    class Meta:
        icon = "list-ul"
        label = _("Line of the bill")
        form_layout = BlockGroup(children=["term", "fact"], settings=["term_en", "fact_en"])


class StageBlock(blocks.StructBlock):
    label = _line(_("state of the dossier"), most=120)
    when = _line(_("when"), is_required=False, most=60)
    text = _line(_("what it means"), is_required=False, most=400)
    state = blocks.ChoiceBlock(
        label=_("place in the story"),
        choices=[("done", _("done")), ("now", _("now")), ("next", _("still to come"))],
        default="done",
    )
    label_en = _line(_("state of the dossier, in English"), is_required=False, most=120)
    when_en = _line(_("when, in English"), is_required=False, most=60)
    text_en = _line(_("what it means, in English"), is_required=False, most=400)

    class Meta:
        icon = "history"
        label = _("Stage")
        label_format = "{label}"
        form_layout = BlockGroup(
            children=["label", "when", "text", "state"], settings=["label_en", "when_en", "text_en"]
        )


def _options(*, help: Promise) -> Any:
    return blocks.ListBlock(OptionBlock(), label=_("options"), default=[], help_text=help)


def _layout(own: Sequence[str], *, has_next: bool = True, has_trial: bool = True) -> BlockGroup:
    settings = ["slip", "hint", "title_en", "text_en", "slip_en", "hint_en"]
    if has_trial:
        settings[2:2] = ["trial", "trial_text", "trial_text_en"]
    if has_next:
        settings.insert(0, "goes_to")
    return BlockGroup(children=["key", "title", "text", *own], settings=settings)


class ScreenBlock(blocks.StructBlock):
    """What every screen has: a key others lead to, a title, a text, a hint."""

    key = blocks.RegexBlock(
        regex=KEY,
        label=pgettext_lazy("name of a screen", "key"),
        max_length=60,
        help_text=_("A short name other screens lead to, for example nop-ho-so."),
        error_messages={"invalid": _("A key has small letters, digits and hyphens only: nop-ho-so.")},
    )
    title = _line(_("title"), most=150)
    text = _lines(_("text"), help=LINES_HELP)
    slip = _lines(
        _("made-up message"),
        help=_("A text message or a code of the exercise, printed on the page. Never a real one."),
    )
    hint = _lines(_("hint"), help=_("Shown when somebody asks for it."))
    title_en = _line(_("title in English"), is_required=False, most=150)
    text_en = _lines(_("text in English"))
    slip_en = _lines(_("made-up message in English"))
    hint_en = _lines(_("hint in English"))

    class Meta:
        label_format = "{key}: {title}"
        preview_template = "practice/blocks/preview.html"
        template = "practice/_walk_screen.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        from practice.playing import walked

        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["screen"] = walked(self.name, self.get_prep_value(value))
        return context


class OnwardBlock(ScreenBlock):
    """A screen after which another comes."""

    goes_to = _target()
    trial = blocks.ChoiceBlock(
        label=_("something goes wrong here"),
        required=False,
        choices=[("line_lost", _("the line is lost")), ("session_expired", _("the session has expired"))],
        help_text=_("Only for those who ask for trials when they begin."),
    )
    trial_text = _lines(_("what to do then"), help=_("What happened, what was kept, how to go on."))
    trial_text_en = _lines(_("what to do then, in English"))


class MessageBlock(OnwardBlock):
    class Meta:
        icon = "info-circle"
        label = _("Message")
        description = _("Something to read, then the next screen")
        form_layout = _layout([])
        preview_value = EXAMPLES["message"]


class ChoiceBlock(OnwardBlock):
    options = _options(help=_("At least one that is no mistake."))

    class Meta:
        icon = "help"
        label = _("Question with options")
        description = _("A question with options; each may lead to another screen")
        form_layout = _layout(["options"])
        preview_value = EXAMPLES["choice"]


class FormBlock(OnwardBlock):
    fields = blocks.ListBlock(FieldBlock(), label=_("fields"))

    class Meta:
        icon = "form"
        label = _("Form")
        description = _("Fields to fill in, checked in the browser")
        form_layout = _layout(["fields"])
        preview_value = EXAMPLES["form"]


class UploadBlock(OnwardBlock):
    documents = blocks.ListBlock(DocumentBlock(), label=_("papers to attach"))

    class Meta:
        icon = "upload"
        label = _("Attaching papers")
        description = _("Made-up files to choose from: too big, blurry, the wrong type")
        form_layout = _layout(["documents"])
        preview_value = EXAMPLES["upload"]


class PaymentBlock(OnwardBlock):
    facts = blocks.ListBlock(FactBlock(), label=_("the bill"))
    options = _options(help=_("Ways to pay, of which some are traps."))

    class Meta:
        icon = "clipboard-list"
        label = _("Pretended payment")
        description = _("A bill to check and ways to pay; no money moves")
        form_layout = _layout(["facts", "options"])
        preview_value = EXAMPLES["payment"]


class TrackingBlock(OnwardBlock):
    stages = blocks.ListBlock(StageBlock(), label=_("history of the dossier"))
    options = _options(help=_("What one could do now. Empty: one just goes on."))

    class Meta:
        icon = "history"
        label = _("Tracking of a dossier")
        description = _("The states a dossier goes through, and what to do at each")
        form_layout = _layout(["stages", "options"])
        preview_value = EXAMPLES["tracking"]


class FinishBlock(ScreenBlock):
    """An end of the exercise: the result stands below its text."""

    class Meta:
        icon = "flag"
        label = _("End with the result")
        description = _("Mistakes made, what was learned, the link to the real site")
        form_layout = _layout([], has_next=False, has_trial=False)
        preview_value = EXAMPLES["finish"]


ScenarioBody = StreamField(
    [
        ("message", MessageBlock()),
        ("choice", ChoiceBlock()),
        ("form", FormBlock()),
        ("upload", UploadBlock()),
        ("payment", PaymentBlock()),
        ("tracking", TrackingBlock()),
        ("finish", FinishBlock()),
    ],
    verbose_name=_("screens"),
    collapsed=True,
    help_text=_("The first screen begins the exercise. It ends at an “End with the result”."),
)
