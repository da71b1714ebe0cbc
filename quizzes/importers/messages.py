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
    "items_missing": _("An answer is given, but what it speaks of (choices, columns, steps) was not found."),
    "statement_open": _("For some statements it is not said whether they are true or false."),
    "not_a_number": _("The answer “%(detail)s” is not a number."),
    "several_units": _("The accepted answers have different units: %(detail)s."),
    "gaps_disagree": _("The gaps and the answers are not equal in number (gaps / answers: %(detail)s)."),
    "several_parts": _(
        "This question has several parts of different types (%(detail)s), which cannot be asked as one."
    ),
    "several_targets": _("A line is matched with several answers, which is not possible here."),
    "too_many_listed": _("This question lists too many things (%(detail)s)."),
    "cell_missing": _("The cell in column “%(detail)s” is empty."),
    "cell_not_read": _("A cell cannot be read. Column and content: %(detail)s."),
    "no_picture": _("The picture of this question is not in the file (%(detail)s)."),
    "entry_malformed": _("This entry does not say what a question of the type “%(detail)s” needs."),
    "too_many_answers": _("It has more than %(detail)s answers or gaps."),
    "no_right_answer": _("No answer earns points, so nothing would be right."),
    "no_answer_line": _("The line “ANSWER: X” is missing after the choices."),
    "answer_without_choices": _("There is an answer line, but no choices before it."),
    "brace_missing": _(
        "A brace { or } is missing, or stands where none may stand. Write \\{ or \\} for a sign of the text."
    ),
    "pair_without_arrow": _("A pair has no arrow ->: %(detail)s."),
    "gap_without_answer": _("Gap %(detail)s has no right answer that can be read."),
    "no_gaps": _("No gaps were found in this text."),
    "not_a_question": _("This is a text for reading and asks nothing, so it is not a question."),
    "random_question": _(
        "This stands for a question drawn at random. Draw from the bank in the quiz instead."
    ),
    "calculated": _(
        "This question makes its numbers from a formula (%(detail)s), which has no counterpart here."
    ),
    "type_not_held": _("A question of the type “%(detail)s” has no counterpart here."),
    # what the author should know
    "not_a_question_sheet": _(
        "This is a text, not a sheet of questions: of its %(detail)s numbered paragraphs hardly any asks something, has an "
        "answer or marked choices. Begin questions with “Câu 1.” and mark the right answers."
    ),
    "mended_xml": _(
        "The XML of this file is not well-formed (%(detail)s). What could be read came in as drafts; look at each of them."
    ),
    "cell_formula": _(
        "A cell in column “%(detail)s” holds a formula. Formulas are not evaluated; the cell counts as empty."
    ),
    "cell_error": _("A cell in column “%(detail)s” holds an error of Excel; it counts as empty."),
    "cell_date": _(
        "A cell in column “%(detail)s” holds a date, perhaps made by Excel from what was typed. Format the column as text."
    ),
    "missing_part": _("The package names a file that is not in it: %(detail)s."),
    "broken_part": _("A file of the package cannot be read: %(detail)s."),
    "picture_unplaced": _(
        "Several choices on one line share the pictures of this line, so it cannot be told which belongs where. "
        "The question comes in as a draft."
    ),
    "outcome_tags": _("Outcome tags such as %(detail)s were taken out of the wording and kept as tags."),
    "group_text": _("The shared text of a group was put before each of its questions."),
    "outside_questions": _("Text outside the questions was left out: %(detail)s."),
    "answer_table_used": _("The answer table at the end was read (%(detail)s answers)."),
    "answer_for_nobody": _("The answer table names questions that are not in the file: %(detail)s."),
    "equal_choices": _("Two choices of this question read the same."),
    "no_questions": _("No questions were found in this file."),
    "encoding_assumed": _(
        "The file does not say how its letters are stored. They were read as %(detail)s: check a few words with accents."
    ),
    "controls_removed": _("Signs that nobody sees (control characters) were taken out of the text."),
    "category_told": _("What the file says about this category was not kept: %(detail)s."),
    "category_empty": _("A category without questions was not made: %(detail)s."),
    "older_versions": _(
        "Only the newest version of each question is taken; %(detail)s older ones were left out."
    ),
    "picture_refused": _("A picture could not be taken over: %(detail)s. The question comes in as a draft."),
    "lost": _("%(detail)s"),
    "unchanged": _("Questions that were in the bank already, unchanged: %(detail)s."),
}

FIELDS = {
    # what one side says about a question and the other cannot hold
    "question": _("the whole question"),
    "kind": _("the type"),
    "title": _("the title (questions here have a code)"),
    "code": _("the code"),
    "points": _("the points"),
    "difficulty": _("the difficulty"),
    "state": _("whether it is in use"),
    "hidden": _("hidden in the file: it comes in as a draft"),
    "category": _("the category"),
    "tags": _("a tag"),
    "language": _("the language"),
    "source": _("the source"),
    "legal_basis": _("the legal basis"),
    "feedback": _("the general remark"),
    "feedback_correct": _("the remark for a right answer"),
    "feedback_partial": _("the remark for a partly right answer"),
    "feedback_wrong": _("the remark for a wrong answer"),
    "choice_feedback": _("remarks on choices"),
    "rest_feedback": _("the remark for any other answer"),
    "hints": _("hints"),
    "penalty": _("points taken off for each hint"),
    "scoring": _("the way of scoring (the nearest one was written)"),
    "grading": _("the way of scoring (by position instead)"),
    "answer": _("an accepted answer that cannot be read"),
    "ignore_case": _("whether capitals count"),
    "ignore_accents": _("accents that do not count"),
    "ignore_spaces": _("blanks that do not count"),
    "number_format": _("the way of writing numbers"),
    "units": _("units"),
    "units_left": _("units before the number"),
    "units_offered": _("the units to choose from"),
    "unit_grading": _("the way a wrong unit is scored"),
    "formatting": _("bold, tables and other formatting"),
    "styling": _("colours, sizes and alignment"),
    "choice_layout": _("a list or table in a choice or remark"),
    "picture": _("a picture"),
    "picture_missing": _("a picture that is not in the file"),
    "picture_elsewhere": _("a picture on another site"),
    "picture_broken": _("a picture that cannot be read"),
    "attachment": _("an attached file"),
    "media": _("sound, video or an embedded page"),
    "formula": _("a formula"),
    "program": _("a script or form"),
    "shuffle": _("choices that keep their order"),
    "numbering": _("the numbering of choices"),
    "select_some": _("only some of the things to order are shown"),
    "used_once": _("each word may be used once"),
    "gap_ticks": _("a gap in which choices are ticked"),
    "gap_layout": _("how the choices of a gap are laid out"),
    "gap_size": _("the width of a gap"),
    "gap_weight": _("the weight of a gap"),
    "essay_format": _("the form of the answer"),
    "word_limits": _("the limits of words"),
    "files": _("the number of files"),
    "file_kinds": _("the kinds of files"),
    "response_required": _("the text may be left out"),
    "attachments_required": _("the number of files that must come along"),
    "template": _("the text learners start from"),
    "guidance": _("guidance for markers"),
    "rubric": _("the rubric"),
    "sample": _("the sample answer"),
    "open_range": _("a limit that is itself not accepted"),
    "shape": _("an ellipse (a circle was taken)"),
    "placeholder": _("a value that is drawn anew each time"),
    "pattern": _("a pattern of accepted answers"),
    "answer_feedback": _("remarks on accepted answers"),
    "shows_regions": _("whether the regions are drawn"),
    "other": _("a field that is not known here"),
}

REFUSALS = {
    # why a whole file is not read
    "unknown_format": _(
        "This file is in no format that can be read here (%(detail)s). Use Word, Excel, GIFT, Aiken, Moodle XML, "
        "a Moodle backup, QTI or JSON."
    ),
    "too_many_questions": _("This file holds more than %(detail)s questions. Divide it and try again."),
    "too_large": _("This file is larger than 30 MB. Divide it into smaller files and try again."),
    "too_costly": _(
        "This file is too complicated to be read safely. Divide it into smaller files and try again."
    ),
    "broken": _("This file is damaged and cannot be read. Export it again and try once more."),
    "not_text": _("This file is not readable text. Save it as UTF-8 text and try again."),
    "not_questions": _("This JSON file does not hold questions."),
    "has_dtd": _("This file contains a DTD (DOCTYPE), which is not allowed. Export it again without one."),
    "bad_xml": _("This XML file is not well-formed: %(detail)s. Export it again and try once more."),
    "not_this_format": _("This file does not hold what its format asks for: %(detail)s is missing."),
    "zip_bomb": _("This file unpacks to far more than it should, so it was not opened."),
    "unsafe_names": _("This file holds parts with forbidden names, so it was not opened."),
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
    "hotspot": _("place in a picture"),
    "unclear": _("unclear"),
    "description": _("text without a question"),
    "drag_marker": _("marks on a picture"),
    "calculated": _("calculated"),
    "random": _("drawn at random"),
    "other": _("another type"),
}
