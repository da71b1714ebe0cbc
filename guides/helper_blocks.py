"""Blocks of decision helpers and of step-by-step pages."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from guides.blocks import PROSE

KEY_HELP = _("A short name without accents, such as noi-sinh. Answers name it to say where they lead.")


def key_block() -> blocks.RegexBlock:
    return blocks.RegexBlock(
        regex=r"\A[a-z0-9]+(?:-[a-z0-9]+)*\Z",
        error_messages={
            "invalid": _("Only small letters without accents, digits, and hyphens between them.")
        },
        label=pgettext_lazy("name of a screen", "key"),
        max_length=40,
        help_text=KEY_HELP,
    )


class HelperAnswerBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("answer"), max_length=150)
    goes_to = blocks.CharBlock(
        label=_("leads to"), max_length=40, help_text=_("The key of a question or of a result.")
    )

    class Meta:
        icon = "arrow-right"
        label = _("Answer")
        untranslated = ("goes_to",)


class HelperQuestionBlock(blocks.StructBlock):
    """One question; it has a screen to itself."""

    key = key_block()
    text = blocks.CharBlock(label=_("question"), max_length=200)
    hint = blocks.CharBlock(label=_("help with answering"), max_length=300, required=False)
    answers = blocks.ListBlock(HelperAnswerBlock(), label=_("answers"), min_num=2, max_num=8)

    class Meta:
        icon = "help"
        label = _("Question")


class HelperResultBlock(blocks.StructBlock):
    """What somebody with these answers needs."""

    key = key_block()
    title = blocks.CharBlock(label=_("title"), max_length=200)
    text = blocks.RichTextBlock(label=_("text"), features=PROSE, required=False)
    papers = blocks.ListBlock(
        blocks.CharBlock(max_length=300, label=_("paper")), label=_("papers"), default=[]
    )
    links = blocks.ListBlock(
        blocks.PageChooserBlock(["guides.PublicServicePage", "guides.GuidePage"], label=_("page")),
        label=_("read on"),
        default=[],
    )
    official_url = blocks.URLBlock(label=_("official link"), required=False)

    class Meta:
        icon = "tick"
        label = _("Result")


class StageBlock(blocks.StructBlock):
    """One stage of a longer way: what follows, what one may do instead, what only some people need."""

    THEN, OR, SOME = "then", "or", "some"
    kind = blocks.ChoiceBlock(
        label=_("kind"),
        choices=[
            (THEN, _("The next step")),
            (OR, _("Instead of the step before")),
            (SOME, _("Only for some people")),
        ],
        default=THEN,
    )
    condition = blocks.CharBlock(
        label=_("when"),
        max_length=200,
        required=False,
        help_text=_("For whom or when; needed for the last two kinds."),
    )
    title = blocks.CharBlock(label=_("title"), max_length=150)
    text = blocks.RichTextBlock(label=_("what to do"), features=PROSE, required=False)
    links = blocks.ListBlock(
        blocks.PageChooserBlock(
            [
                "guides.GuidePage",
                "guides.PublicServicePage",
                "guides.DecisionHelperPage",
                "guides.ExplainerPage",
            ],
            label=_("page"),
        ),
        label=_("guides and services, in order"),
        default=[],
    )

    class Meta:
        icon = "list-ol"
        label = _("Stage")
