"""Problems of a scenario in sentences for its editor."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from practice.rules import Problem
from practice.scenario import Screen


def sentence_of(problem: Problem) -> str:
    """What is wrong, and what would mend it."""
    code = problem.code
    if code == "no_such_screen" and not problem.names["nearest"]:
        code = "nothing_like_it"
    return _SENTENCES[code]() % problem.names


def sentence_with_place(problem: Problem, screens: Sequence[Screen]) -> str:
    """The same with the screen it is about, where there is one."""
    if problem.screen is None:
        return sentence_of(problem)
    screen = screens[problem.screen]
    place = _("Screen %(number)s (%(name)s):") % {
        "number": problem.screen + 1,
        "name": screen.title.vi or screen.key,
    }
    return f"{place} {sentence_of(problem)}"


_SENTENCES: dict[str, Callable[[], str]] = {
    "empty": lambda: _("There is no screen yet. Add at least one, and an end."),
    "too_many": lambda: _("There are more than %(most)s screens. Make two exercises of it."),
    "no_key": lambda: _("This screen has no key, so that no other can lead to it. Give it one."),
    "same_key": lambda: _("Another screen has the key “%(key)s” already. Give this one another key."),
    "no_such_screen": lambda: _(
        "It leads to “%(target)s”, but no screen has this key. The most similar key is “%(nearest)s”."
    ),
    "nothing_like_it": lambda: _(
        "It leads to “%(target)s”, but no screen has this key. Correct it, or add the screen."
    ),
    "no_end": lambda: _("There is no end. Add an “End with the result” as the last screen."),
    "unreachable": lambda: _("No way leads here. Let another screen lead to it, or delete it."),
    "dead_end": lambda: _(
        "The exercise stops here without a result. Let it lead on, or put an end after it."
    ),
    "no_right_option": lambda: _(
        "Every option is a mistake that leads nowhere. Add an option that is right, or say where a mistake leads."
    ),
    "loop": lambda: _(
        "From here one goes round in a circle and never comes to an end: %(ring)s. Let one of these lead out."
    ),
    "no_fields": lambda: _("This form has no field. Add one, or make a message of it."),
    "no_options": lambda: _("“%(label)s” has no options to choose from. Add some."),
    "no_documents": lambda: _("There is no paper to attach. Add one, or make a message of it."),
    "unreadable_rule": lambda: _(
        "A rule of “%(label)s” lacks its number or its text. Fill it in: a whole number for digits and lengths."
    ),
    "sample_missing": lambda: _(
        "“%(label)s” has to be filled in but has no made-up value. Give it one that keeps its rules."
    ),
    "sample_fails": lambda: _(
        "The made-up value of “%(label)s” breaks its own rules, so that “Fill in for me” would fail. Mend one of them."
    ),
    "asks_for_a_secret": lambda: _(
        "“%(label)s” asks for a password or a code. People would type their own: print a made-up one on the screen, "
        "and add the rule “is this and nothing else”."
    ),
    "no_limits": lambda: _("“%(label)s” needs a greatest size and the types that are accepted."),
    "no_good_file": lambda: _(
        "No practice file of “%(label)s” would be accepted. Add one that is clear, small enough and of the right type."
    ),
}
