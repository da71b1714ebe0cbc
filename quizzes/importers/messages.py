"""The sentence for each code a parser gives, and the names it speaks of. English msgids; those who show them translate."""


def _(text: str) -> str:
    return text


SENTENCES = {
    # why a question is not imported
    "not_yet": _("Recognised as “%(detail)s”. This type cannot be imported yet; add it by hand later."),
    "unclear": _("Neither choices nor an answer were found, so its type cannot be told."),
    "no_mark": _("No right answer is marked. Underline it, put * before it, or add a line “Đáp án: B”."),
    "all_marked": _("Every choice is marked as right."),
    "marks_disagree": _("The marks disagree about the right answer: %(detail)s. Nothing was guessed."),
    "marked_otherwise": _(
        "The rest of the file marks right answers in another way (%(detail)s), so this mark may mean something else. "
        "Nothing was guessed."
    ),
    "count_disagrees": _(
        "The question asks for another number of right choices than are marked (%(detail)s)."
    ),
    "several_in_single": _("Several choices are marked, but this part has one right choice per question."),
    "key_names_no_choice": _("The answer “%(detail)s” names no choice of this question."),
    "choices_out_of_order": _("The letters of the choices are not in order: %(detail)s."),
    "invalid": _("%(detail)s"),
    "repeated": _("The same question stands in this file twice."),
    "number_repeated": _("Two questions carry this number, so the answer table cannot be matched to them."),
    "not_an_object": _("This entry is not a question."),
    # what the author should know
    "picture_not_kept": _(
        "A picture cannot be taken over yet. The question comes in as a draft: add the picture, then put it in use."
    ),
    "outcome_tags": _("Outcome tags such as %(detail)s were taken out of the wording."),
    "group_text": _("The shared text of a group was put before each of its questions."),
    "outside_questions": _("Text outside the questions was left out: %(detail)s."),
    "answer_table_used": _("The answer table at the end was read (%(detail)s answers)."),
    "answer_for_nobody": _("The answer table names questions that are not in the file: %(detail)s."),
    "equal_choices": _("Two choices of this question read the same."),
    "no_questions": _("No questions were found in this file."),
    "unchanged": _("Questions that were in the bank already, unchanged: %(detail)s."),
}

MARKS = {
    "underline": _("underline"),
    "bold": _("bold"),
    "colour": _("colour"),
    "highlight": _("highlight"),
    "star": _("asterisk"),
    "answer_line": _("answer line"),
    "answer_table": _("answer table"),
    "file_key": _("the file's own key"),
}

TYPES = {
    "single_choice": _("single choice"),
    "multiple_choice": _("multiple choice"),
    "true_false": _("true or false"),
    "true_false_group": _("group of true or false"),
    "matching": _("matching"),
    "ordering": _("ordering"),
    "numerical": _("numerical"),
    "short_answer": _("short answer"),
    "cloze": _("gap fill"),
    "essay": _("essay"),
    "unclear": _("unclear"),
}
