"""A few questions, and then what somebody in this case needs."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index
from wagtail.url_routing import RouteResult

from content.official import official_host
from content.vietnamese import slugify
from guides.deciding import Answer, Chart, Fault, Place, Problem, Question, problems_of, walk, walks
from guides.helper_blocks import HelperQuestionBlock, HelperResultBlock
from guides.models.in_english import InEnglish
from guides.models.reviewed import ReviewedPage

SENTENCES = {
    Fault.EMPTY: _("A helper needs at least one question and one result."),
    Fault.KEY_TWICE: _("The key “%(key)s” is given twice."),
    Fault.FEW_ANSWERS: _("The question “%(words)s” needs at least two answers."),
    Fault.SAME_ADDRESS: _("Two answers of “%(key)s” have the same address: change the words of “%(words)s”."),
    Fault.NO_ADDRESS: _("The answer “%(words)s” of “%(key)s” needs letters or digits."),
    Fault.LEADS_NOWHERE: _("An answer of “%(key)s” leads to a key that is not there: %(words)s."),
    Fault.CIRCLE: _("From “%(key)s” one may come back to where one was: answers may not go in a circle."),
    Fault.UNREACHED: _("No answer leads to “%(key)s”."),
}


def sentence_of(problem: Problem) -> str:
    return str(SENTENCES[problem.fault]) % {"key": problem.key, "words": problem.words}


class DecisionHelperPage(InEnglish, ReviewedPage):
    """Questions as data; the answers stand in the address, so that a result can be passed on. Nothing is stored."""

    translated_bodies = ("questions", "results")
    questions = StreamField(
        [("question", HelperQuestionBlock())], verbose_name=_("questions"), collapsed=True
    )
    results = StreamField([("result", HelperResultBlock())], verbose_name=_("results"), collapsed=True)

    content_panels: ClassVar = [
        *ReviewedPage.first_panels,
        FieldPanel("questions", help_text=_("The first question is where readers begin.")),
        FieldPanel("results"),
        *ReviewedPage.last_panels,
    ]
    search_fields: ClassVar = [
        *ReviewedPage.search_fields,
        *InEnglish.english_fields,
        index.SearchField("questions"),
        index.SearchField("results"),
    ]
    parent_page_types: ClassVar = ["guides.DirectoryPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "guides/decision_helper_page.html"

    class Meta:
        verbose_name = _("decision helper")
        verbose_name_plural = _("decision helpers")

    @property
    def chart(self) -> Chart:
        return Chart(
            questions=tuple(
                Question(
                    key=block.value["key"],
                    text=block.value["text"],
                    answers=tuple(
                        Answer(label=row["label"], address=slugify(row["label"]), goes_to=row["goes_to"])
                        for row in block.value["answers"]
                    ),
                )
                for block in self.questions
            ),
            results=tuple(block.value["key"] for block in self.results),
        )

    def mistakes(self) -> dict[str, Any]:
        found = super().mistakes()
        problems = [sentence_of(problem) for problem in problems_of(self.chart)]
        if problems:
            found["questions"] = [ValidationError(sentence) for sentence in problems]
        foreign = [
            block.value["title"]
            for block in self.results
            if block.value["official_url"] and not official_host(block.value["official_url"])
        ]
        if foreign:
            found["results"] = _("An official link begins with https:// and its host ends in .gov.vn.")
        return found

    def place_at(self, answers: tuple[str, ...]) -> Place:
        return walk(self.chart, answers)

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        if self.live and path_components:
            return RouteResult(self, kwargs={"answers": tuple(path_components)})
        return super().route(request, path_components)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A combination of answers that nobody offered is answered with a sentence, and is no page (404)."""
        response = super().serve(request, *args, **kwargs)
        if response.context_data["place"].is_lost:  # type: ignore[attr-defined] # a TemplateResponse
            response.status_code = 404
            response.is_final = True  # type: ignore[attr-defined] # read by lms.middleware.Redirects
        return response

    def get_cached_paths(self) -> list[str]:
        """Every answer has an address of its own, which caches in front keep too."""
        return ["/", *(f"/{'/'.join(answers)}/" for answers in walks(self.chart))]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from guides.showing import helper_context

        context = super().get_context(request, *args, **kwargs)
        return {**context, **helper_context(self, answers=kwargs.get("answers", ()))}
