"""The sentence for each thing that can be wrong with a question: English msgids, translated where they are shown."""


def _(text: str) -> str:
    """Marks a sentence for the catalogue; pure modules do not translate."""
    return text


SENTENCES = {
    "unknown_kind": _("This type of question is not known here."),
    "malformed": _("The question is not stored as its type asks."),
    "bad_number": _("A number is not written as the file format asks, for example 0.5."),
    # what the learner reads
    "stem_empty": _("The question has no text."),
    "too_few_choices": _("A choice question needs at least two choices."),
    "too_many_choices": _("A choice question holds at most 26 choices."),
    "choice_ids_not_unique": _("Two choices carry the same mark."),
    "choice_empty": _("A choice has no text."),
    "choices_alike": _("Two of the things to be put in order read the same."),
    # which choices are right
    "no_correct_choice": _("No choice is marked as right."),
    "more_than_one_correct": _("A single-choice question has exactly one right choice."),
    "correct_not_unique": _("The same choice is named right twice."),
    "correct_not_a_choice": _("The right answer names a choice that is not there."),
    "unknown_scoring": _("This way of scoring is not known."),
    "feedback_for_no_choice": _("A remark belongs to a choice that is not there."),
    "weight_out_of_range": _("A weight is not between -1 and 1."),
    "weight_for_no_choice": _("A weight belongs to a choice that is not there."),
    "no_full_credit": _("No answer to this question, or to one of its gaps, earns full points."),
    # statements that are true or false
    "too_few_statements": _("A group of true or false needs at least two statements."),
    "too_many_statements": _("A group of true or false holds at most 26 statements."),
    "statement_ids_not_unique": _("Two statements carry the same mark."),
    "statement_empty": _("A statement has no text."),
    "statement_without_answer": _("For a statement it is not said whether it is true or false."),
    "answer_for_no_statement": _("The key answers a statement that is not there."),
    "scale_of_other_length": _(
        "The scale needs one step for each number of right statements, from none to all."
    ),
    "scale_not_rising": _("The scale must begin with 0, never fall, and end with 1."),
    # pairs
    "too_few_sources": _("A matching question needs at least two lines to be matched."),
    "too_many_sources": _("A matching question holds at most 26 lines to be matched."),
    "source_ids_not_unique": _("Two lines to be matched carry the same mark."),
    "source_empty": _("A line to be matched has no text."),
    "too_few_targets": _("A matching question needs at least two answers to match with."),
    "too_many_targets": _("A matching question holds at most 26 answers to match with."),
    "target_ids_not_unique": _("Two answers to match with carry the same mark."),
    "target_empty": _("An answer to match with has no text."),
    "targets_alike": _("Two answers to match with read the same."),
    "source_without_target": _("A line to be matched has no right answer."),
    "pair_for_no_source": _("A pair begins with a line that is not there."),
    "pair_to_no_target": _("A pair leads to an answer that is not there."),
    # order
    "order_not_complete": _("The right order must name each choice exactly once."),
    # typed answers
    "accepted_missing": _("No accepted answer is given."),
    "too_many_accepted": _("At most 100 accepted answers can be given."),
    "accepted_text_empty": _("An accepted answer has no text."),
    "pattern_accepts_all": _("A pattern made of stars only would accept every answer."),
    "credit_out_of_range": _("The credit of an accepted answer is not between 0 and 1."),
    "unknown_number_format": _("Numbers are read the Vietnamese or the English way; another way is named."),
    "tolerance_negative": _("A tolerance is below 0."),
    "unknown_tolerance": _("A tolerance is either absolute or relative; another kind is named."),
    "tolerance_of_zero": _("A relative tolerance says nothing for the number 0; give an absolute one."),
    "unit_empty": _("A unit has no name."),
    "units_not_unique": _("The same unit is named twice."),
    "unit_factor_not_positive": _("The factor of a unit must be above 0."),
    "unknown_unit_policy": _("A unit is not asked, optional or required; another rule is named."),
    "units_missing": _("A unit is judged, but no unit is named."),
    "unit_penalty_out_of_range": _("What a wrong unit costs is not between 0 and 1."),
    "offered_unit_empty": _("A unit to choose has no name."),
    "offered_units_not_unique": _("The same unit is offered twice."),
    "units_offered_in_vain": _("Units are offered, but the unit is not judged."),
    "no_right_unit_offered": _("None of the offered units is right."),
    # gaps
    "no_gaps": _("The text has no gaps."),
    "too_many_gaps": _("A text holds at most 200 gaps."),
    "gap_ids_not_unique": _("Two gaps carry the same mark."),
    "gap_id_not_a_word": _(
        "The mark of a gap is made of letters without accents, digits, - and _, at most 20 of them."
    ),
    "mark_without_gap": _("The text marks a gap that is not described."),
    "gap_without_mark": _("A gap is described that the text does not mark."),
    "mark_twice": _("The same gap is marked twice in the text."),
    "mark_inside_tag": _("A gap is marked where learners see no text."),
    "gap_without_key": _("A gap has no right answer."),
    "key_for_no_gap": _("The key answers a gap that is not there."),
    "unknown_gap_kind": _("A gap is to choose, for text or for a number; another kind is named."),
    "gap_size_out_of_range": _("The width of a gap is a number from 0 to 100."),
    "gap_weight_not_positive": _("The weight of a gap must be above 0."),
    "gap_key_of_other_kind": _("The key of a gap does not fit its kind."),
    # essays
    "unknown_essay_format": _("An essay is written as plain or formatted text; another form is named."),
    "words_out_of_range": _("A number of words is too small."),
    "max_words_below_min": _("The most words allowed are fewer than the least words asked."),
    "file_count_out_of_range": _("The number of files is from 0 to 20."),
    "file_size_out_of_range": _("The size of a file is from 1 to 200 MB."),
    "file_kinds_missing": _("Files are allowed, but it is not said of which kinds."),
    "file_kind_not_known": _("A kind of file is named by its ending, such as pdf or docx."),
    "rubric_ids_not_unique": _("Two lines of the rubric carry the same mark."),
    "rubric_line_empty": _("A line of the rubric has no text."),
    "rubric_without_points": _("A line of the rubric has no points."),
    # regions of a picture
    "picture_missing": _("The question has no picture."),
    "picture_not_ours": _("The picture must be one that was uploaded here."),
    "picture_without_words": _("The picture is not described for those who cannot see it."),
    "picture_without_size": _("The width and height of the picture are missing or too large."),
    "no_regions": _("No region is drawn on the picture."),
    "too_many_regions": _("A picture holds at most 26 regions."),
    "region_ids_not_unique": _("Two regions carry the same mark."),
    "region_without_label": _("A region has no name."),
    "unknown_region_shape": _("A region is a rectangle, a circle or a polygon; another shape is named."),
    "polygon_too_few_corners": _("A polygon needs at least three corners."),
    "region_not_drawn": _("The coordinates of a region make no figure."),
    "region_outside_picture": _("A region lies outside the picture."),
}


def sentence_for(code: str) -> str:
    return SENTENCES[code]
