"""Figures and hints in the words of those who write questions."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from quizzes.reporting.numbers import minutes, percent, shown
from quizzes.statistics import Hint, PaperFigures, Reliability, reliability_hint


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """``value`` as printed, ``number`` as typed in a sheet."""

    name: str
    value: str
    number: float | int | None
    meaning: str


def figures_in_words(found: PaperFigures, *, pass_percent: int) -> list[Figure]:
    """The figures of a whole quiz, each with what it means."""
    return [*_results(found, pass_percent), *_shape(found), *_trust(found), *_time(found)]


def _results(found: PaperFigures, pass_percent: int) -> list[Figure]:
    share = found.passed / found.attempts
    return [
        Figure(
            name=_("Attempts"),
            value=shown(found.attempts, 0),
            number=found.attempts,
            meaning=_("Closed and fully graded attempts; %(first)s of them are somebody's first.")
            % {"first": shown(found.first_attempts, 0)},
        ),
        Figure(
            name=_("Attempts that reach the pass mark"),
            value=percent(share),
            number=share,
            meaning=_("Share of attempts with at least %(mark)s %% of the points.") % {"mark": pass_percent},
        ),
        Figure(
            name=_("Mean score (%)"),
            value=shown(found.mean),
            number=found.mean,
            meaning=_("The sum of all scores divided by the number of attempts."),
        ),
        Figure(
            name=_("Median score (%)"),
            value=shown(found.median),
            number=found.median,
            meaning=_("Half of the attempts are below it, half above."),
        ),
        Figure(
            name=_("Standard deviation (%)"),
            value=shown(found.sd),
            number=found.sd,
            meaning=_("How far scores lie from the mean on average. Small: everybody did about the same."),
        ),
    ]


def _shape(found: PaperFigures) -> list[Figure]:
    return [
        Figure(
            name=_("Skewness"),
            value=shown(found.skewness),
            number=found.skewness,
            meaning=_("Below 0: most scores are high with a tail of low ones. Above 0: the other way round."),
        ),
        Figure(
            name=_("Kurtosis (excess)"),
            value=shown(found.kurtosis),
            number=found.kurtosis,
            meaning=_("Above 0: more very high and very low scores than in a bell curve; below 0: fewer."),
        ),
    ]


def _trust(found: PaperFigures) -> list[Figure]:
    reliability = found.reliability
    is_alpha = reliability.method == "alpha"
    return [
        Figure(
            name=_("Cronbach's alpha") if is_alpha else _("Reliability of drawn papers"),
            value=shown(reliability.value),
            number=reliability.value,
            meaning=reliability_in_words(reliability),
        ),
        Figure(
            name=_("Standard error of measurement (%)"),
            value=shown(found.error),
            number=found.error,
            meaning=_(
                "About two thirds of learners have a true score within this distance of the score they got."
            ),
        ),
    ]


def _time(found: PaperFigures) -> list[Figure]:
    return [
        Figure(
            name=_("Mean time (minutes)"),
            value=shown(minutes(found.mean_seconds), 1),
            number=minutes(found.mean_seconds),
            meaning=_("From start to hand-in; attempts on paper are left out."),
        ),
        Figure(
            name=_("Median time (minutes)"),
            value=shown(found.median_minutes, 0),
            number=found.median_minutes,
            meaning=_("In whole minutes. Half of the attempts took less."),
        ),
    ]


def reliability_in_words(found: Reliability) -> str:
    """What the reliability says, or why there is none."""
    if found.reason:
        return str(
            {
                "too_few_attempts": _("Not computed: there are too few attempts."),
                "one_question": _("Not computed: it takes at least two questions."),
                "no_spread": _("Not computed: all attempts have the same score."),
                "papers_differ": _("Not computed: papers have different numbers of questions."),
                "points_differ": _("Not computed: drawn questions are worth different points."),
            }[found.reason]
        )
    if found.method == "intraclass":
        return _(
            "Learners were asked different questions, so alpha does not apply. This is the intraclass correlation "
            "ICC(1,k): what the drawn questions have in common; different difficulty counts as error."
        )
    return _(
        "How far the questions measure the same thing, up to 1. From 0.70 a result can be relied on for a decision."
    )


def advice_on_reliability(found: Reliability) -> str:
    """What to do about a low reliability; empty when there is nothing to say."""
    hint = reliability_hint(found)
    if hint is None or found.value is None:
        return ""
    facts = {"value": shown(found.value), "questions": found.questions, "needed": hint.needed or 0}
    if hint.is_short and hint.needed:
        return (
            _(
                "The reliability is %(value)s, which is low, but a quiz of %(questions)s questions hardly reaches more. "
                "With about %(needed)s questions of this quality it would be 0.70."
            )
            % facts
        )
    return (
        _(
            "The reliability is %(value)s, which is low for a decision. Look at the questions marked below first: "
            "those that do not tell learners apart pull it down."
        )
        % facts
    )


def hint_in_words(hint: Hint) -> str:
    """A hint as a sentence for the author of the question."""
    choices = "; ".join(f"“{label}”" for label in hint.labels)
    sentences = {
        "key_suspect": _("Few get it right, and those who do well on the rest get it wrong: check the key."),
        "negative": _("Those who do well on the rest do worse here: check the wording and the key."),
        "poor": _("It hardly tells those who know from those who do not."),
        "too_easy": _("Nearly everybody gets it right: it tells little about anybody."),
        "too_hard": _("Very few get it right: check that it was taught and that the wording is clear."),
        "below_guessing": _("It earns less than blind guessing would: check the key and the wording."),
        "wrong_attracts": _("A wrong choice attracts those who do well on the rest: %(choices)s."),
        "unpicked": _("Nobody picks %(choices)s: write a more likely wrong choice."),
        "rarely_picked": _("Fewer than 5 %% pick %(choices)s."),
    }
    sentence = sentences[hint.code]
    return sentence % {"choices": choices} if hint.labels else sentence


def hints_in_words(hints: Sequence[Hint]) -> list[tuple[bool, str]]:
    """(is serious, sentence) of each hint."""
    return [(hint.is_serious, hint_in_words(hint)) for hint in hints]


def offer_in_words(value: str, label: str) -> str:
    """An offered value; true and false have no label of their own."""
    return label or (_("True") if value == "true" else _("False"))
