"""What a guide is built of. Every block is a form of plain fields, so that a guide is filled in rather than laid out."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.fields import StreamField

from content.blocks.picture import PictureBlock
from content.vietnamese import slugify
from quizzes.blocks import SelfCheckBlock

INLINE = ["bold", "italic", "link", "code"]
PROSE = [*INLINE, "ol", "ul"]


def anchor_of(title: str) -> str:
    """The address a titled part has on its page."""
    return slugify(title)[:60].strip("-")


class SectionBlock(blocks.StructBlock):
    """A titled part of a guide; its address on the page is made of its title."""

    heading_level = 2
    """Of its title, as ``content.accessibility`` counts."""
    is_looked_up = False
    """Rather than read through: on a phone it is folded under its title (decision 0020)."""

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        title = value.get("title") or ""
        context["anchor"] = anchor_of(title)
        context["is_folded"] = bool(title) and (self.is_looked_up or bool(value.get("only_some")))
        return context


def only_some() -> blocks.BooleanBlock:
    """The tick by which a titled part is folded on a phone: its title says whom it concerns."""
    return blocks.BooleanBlock(
        label=_("only some readers need this part"),
        help_text=_(
            "On a phone it is folded under its title, which must say whom it is for: “If you have no account yet”. "
            "On a wide screen and on paper it is open."
        ),
        required=False,
    )


class BeforeBlock(SectionBlock):
    title = blocks.CharBlock(label=_("title"), max_length=150)
    things = blocks.ListBlock(
        blocks.CharBlock(label=_("thing to do or to have"), max_length=300), label=_("list")
    )

    class Meta:
        icon = "list-ul"
        label = _("Before you start")
        template = "guides/blocks/before.html"


class StepBlock(blocks.StructBlock):
    """One step: one thing to do."""

    title = blocks.CharBlock(label=_("in a few words"), max_length=150, required=False)
    text = blocks.RichTextBlock(label=_("what to do"), features=INLINE)

    class Meta:
        icon = "arrow-right"
        label = _("Step")


class StepsBlock(SectionBlock):
    title = blocks.CharBlock(label=_("title"), max_length=150)
    intro = blocks.RichTextBlock(label=_("before the steps"), features=PROSE, required=False)
    steps = blocks.ListBlock(StepBlock(), label=_("steps"))
    outro = blocks.RichTextBlock(label=_("after the steps"), features=PROSE, required=False)
    only_some = only_some()

    class Meta:
        icon = "list-ol"
        label = _("Numbered steps")
        template = "guides/blocks/steps.html"


class MistakeBlock(blocks.StructBlock):
    mistake = blocks.CharBlock(label=_("mistake"), max_length=200)
    remedy = blocks.RichTextBlock(label=_("how to avoid it"), features=INLINE)

    class Meta:
        icon = "warning"
        label = _("Mistake")


class MistakesBlock(SectionBlock):
    is_looked_up = True
    title = blocks.CharBlock(label=_("title"), max_length=150)
    mistakes = blocks.ListBlock(MistakeBlock(), label=_("mistakes"))

    class Meta:
        icon = "warning"
        label = _("Common mistakes")
        template = "guides/blocks/mistakes.html"


class AnswerBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("trouble or question"), max_length=200)
    answer = blocks.RichTextBlock(label=_("what to do"), features=INLINE)

    class Meta:
        icon = "help"
        label = _("Answer")


class AnswersBlock(SectionBlock):
    is_looked_up = True
    title = blocks.CharBlock(label=_("title"), max_length=150)
    answers = blocks.ListBlock(AnswerBlock(), label=_("answers"))

    class Meta:
        icon = "help"
        label = _("When something goes wrong")
        template = "guides/blocks/answers.html"


class RowBlock(blocks.StructBlock):
    first = blocks.CharBlock(label=_("first column"), max_length=200)
    second = blocks.RichTextBlock(label=_("second column"), features=INLINE)
    third = blocks.RichTextBlock(label=_("third column"), features=INLINE, required=False)

    class Meta:
        icon = "table"
        label = _("Row")


class TableBlock(SectionBlock):
    """Two or three columns: more do not fit a phone."""

    is_looked_up = True
    title = blocks.CharBlock(label=_("title"), max_length=150)
    first = blocks.CharBlock(label=_("heading of the first column"), max_length=80)
    second = blocks.CharBlock(label=_("heading of the second column"), max_length=80)
    third = blocks.CharBlock(label=_("heading of the third column"), max_length=80, required=False)
    rows = blocks.ListBlock(RowBlock(), label=_("rows"))

    class Meta:
        icon = "table"
        label = _("Table")
        template = "guides/blocks/table.html"


class NoticeBlock(blocks.StructBlock):
    tone = blocks.ChoiceBlock(
        label=_("kind"), choices=[("warn", _("Warning")), ("info", _("Good to know"))], default="warn"
    )
    title = blocks.CharBlock(label=_("title"), max_length=150, required=False)
    text = blocks.RichTextBlock(label=_("text"), features=PROSE)

    class Meta:
        icon = "info-circle"
        label = _("Notice or warning")
        template = "guides/blocks/notice.html"


class HelpBlock(SectionBlock):
    title = blocks.CharBlock(label=_("title"), max_length=150)
    text = blocks.RichTextBlock(label=_("text"), features=PROSE)
    phone = blocks.CharBlock(label=_("telephone"), max_length=40, required=False)
    hours = blocks.CharBlock(label=_("hours"), max_length=100, required=False)
    place = blocks.CharBlock(label=_("place"), max_length=200, required=False)

    class Meta:
        icon = "user"
        label = _("Where to get help")
        template = "guides/blocks/help.html"
        untranslated = ("phone",)


class TextBlock(SectionBlock):
    title = blocks.CharBlock(label=_("title"), max_length=150, required=False)
    text = blocks.RichTextBlock(label=_("text"), features=PROSE)
    only_some = only_some()

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "guides/blocks/text.html"


def reading_blocks() -> list[tuple[str, blocks.Block]]:
    """What every text for citizens is built of: fresh blocks for each page type."""
    return [
        ("before", BeforeBlock()),
        ("steps", StepsBlock()),
        ("notice", NoticeBlock()),
        ("mistakes", MistakesBlock()),
        ("answers", AnswersBlock()),
        ("table", TableBlock()),
        ("text", TextBlock()),
        ("help", HelpBlock()),
    ]


GuideBody = StreamField(
    [*reading_blocks(), ("picture", PictureBlock()), ("self_check", SelfCheckBlock())],
    verbose_name=_("guide"),
    collapsed=True,
)
