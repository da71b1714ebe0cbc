"""The sentence for each thing that can be wrong with a question: English msgids, translated where they are shown."""


def _(text: str) -> str:
    """Marks a sentence for the catalogue; pure modules do not translate."""
    return text


SENTENCES = {
    "unknown_kind": _("This type of question is not known here."),
    "malformed": _("The question is not stored as its type asks."),
    "stem_empty": _("The question has no text."),
    "too_few_choices": _("A choice question needs at least two choices."),
    "too_many_choices": _("A choice question holds at most 26 choices."),
    "choice_ids_not_unique": _("Two choices carry the same mark."),
    "choice_empty": _("A choice has no text."),
    "no_correct_choice": _("No choice is marked as right."),
    "more_than_one_correct": _("A single-choice question has exactly one right choice."),
    "correct_not_unique": _("The same choice is named right twice."),
    "correct_not_a_choice": _("The right answer names a choice that is not there."),
    "unknown_scoring": _("This way of scoring is not known."),
    "feedback_for_no_choice": _("A remark belongs to a choice that is not there."),
}


def sentence_for(code: str) -> str:
    return SENTENCES[code]
