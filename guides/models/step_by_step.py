"""Guides and services in the order in which somebody needs them."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from guides.helper_blocks import StageBlock
from guides.models.in_english import InEnglish
from guides.models.reviewed import ReviewedPage


class StepByStepPage(InEnglish, ReviewedPage):
    """A whole way, such as doing a procedure online for the first time. Stages may be alternatives or for some only."""

    translated_bodies = ("stages",)
    stages = StreamField([("stage", StageBlock())], verbose_name=_("stages"), collapsed=True)

    content_panels: ClassVar = [*ReviewedPage.first_panels, FieldPanel("stages"), *ReviewedPage.last_panels]
    search_fields: ClassVar = [
        *ReviewedPage.search_fields,
        *InEnglish.english_fields,
        index.SearchField("stages"),
    ]
    parent_page_types: ClassVar = ["guides.DirectoryPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "guides/step_by_step_page.html"

    class Meta:
        verbose_name = _("step-by-step page")
        verbose_name_plural = _("step-by-step pages")

    def mistakes(self) -> dict[str, Any]:
        found = super().mistakes()
        if not self.stages:
            found["stages"] = _("A way has at least one stage.")
        elif self.stages[0].value["kind"] == StageBlock.OR:
            found["stages"] = _("There is no step before the first one that it could replace.")
        elif any(
            block.value["kind"] != StageBlock.THEN and not block.value["condition"] for block in self.stages
        ):
            found["stages"] = _(
                "Say when for each step that replaces another one or is for some people only."
            )
        return found

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from guides.showing import stages_context

        return {**super().get_context(request, *args, **kwargs), **stages_context(self)}
