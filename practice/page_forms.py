"""What stops a scenario from being published (never from being saved as a draft)."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from wagtail.blocks.stream_block import StreamBlockValidationError, StreamValue

from content.gate_forms import GatedPageForm
from practice.rules import Problem, problems_in
from practice.scenario import read_screens
from practice.sentences import sentence_of


def stream_error(problems: Sequence[Problem]) -> StreamBlockValidationError:
    """The problems as errors of the screens, each at its block."""
    at: dict[int, list[str]] = defaultdict(list)
    for problem in problems:
        if problem.screen is not None:
            at[problem.screen].append(sentence_of(problem))
    error = StreamBlockValidationError(
        block_errors={place: ValidationError(told, code="scenario") for place, told in at.items()},
        non_block_errors=[sentence_of(problem) for problem in problems if problem.screen is None],
    )
    error.message = _("The exercise cannot be played yet. Mend what is marked at the screens:")
    return error


def problems_of(body: StreamValue) -> list[Problem]:
    return problems_in(read_screens(body.get_prep_value()), today=localdate())


class ScenarioPageForm(GatedPageForm):
    """Saves every draft; publishes only what can be played to an end."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        body = cleaned.get("body")
        if body is not None and not self.is_deferred_validation and (problems := problems_of(body)):
            self.add_error("body", stream_error(problems))
        return cleaned
