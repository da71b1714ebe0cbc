"""First reading: the document cut into questions as they stand, with their choices, answers and tables. Nothing judged yet."""

import re
from dataclasses import replace

from content.word.tree import Paragraph, Picture, Table, WordDocument
from quizzes.importers import word_grammar as grammar
from quizzes.importers.drafts import Note
from quizzes.importers.lines import Line, lines_of
from quizzes.importers.word_answer_tables import answer_in_line, answers_in, pairs_in_line
from quizzes.importers.word_labels import label_at
from quizzes.importers.word_raw import RawChoice, RawQuestion, Reading, image_html, raw_table

_CERTAIN = frozenset({"code", "difficulty", "points", "scoring", "other_answer", "state", "feedback_correct", "feedback_partial",
    "feedback_wrong"})  # fmt: skip
"""Labels no stem begins a line with; the others count only after a question's text has ended."""
_MAX_LEVELS = 6


def read_questions(document: WordDocument) -> Reading:
    """Cut a document into questions; text that belongs to none is named in a note."""
    return _Reader(document).read()


class _Reader:
    def __init__(self, document: WordDocument) -> None:
        self._document = document
        self._found = Reading()
        self._current: RawQuestion | None = None
        self._part = self._part_name = self._key_part = ""
        self._chapters: list[str] = []
        self._label = ""
        self._is_key = False
        self._is_over = False
        self._group: list[Line] | None = None
        self._outside: list[str] = []
        self._goes_to = "stem"
        paragraphs = [b for b in document.blocks if isinstance(b, Paragraph)]
        self._style = _numbering_of(paragraphs)
        places = [p.list_place for p in paragraphs if p.list_place and _is_real_number(p)]
        self._found.style = self._style
        self._list_id = places[0].list_id if places else ""

    def read(self) -> Reading:
        for block in self._document.blocks:
            if isinstance(block, Table):
                self._table(block)
            else:
                self._paragraph(block)
        if self._outside:
            self._note("info", self._outside[0], "outside_questions", ", ".join(self._outside[:12]))
        return self._found

    def _note(self, severity: str, where: str, code: str, detail: str = "") -> None:
        self._found.notes.append(Note(severity=severity, where=where, code=code, detail=detail))  # type: ignore[arg-type]

    def _paragraph(self, paragraph: Paragraph) -> None:
        where = f"đoạn {paragraph.number}"
        images = self._images(paragraph.pictures)
        for index, line in enumerate(lines_of(paragraph, where, images)):
            if line.text:
                self._line(line, paragraph, is_first=index == 0)
            else:
                self._pictures_alone(line)
        lost = len(paragraph.pictures) - len(images)
        if lost and self._current:
            self._current.lost_pictures += [picture.alt for picture in paragraph.pictures][:lost]

    def _images(self, pictures: tuple[Picture, ...]) -> tuple[str, ...]:
        """The pictures that can be kept, as HTML."""
        found = []
        for picture in pictures:
            media = self._document.media.get(picture.key)
            address = media and self._found.box.add(name=media.filename, data=media.data, alt=picture.alt)
            if address:
                found.append(image_html(address, picture))
        return tuple(found)

    def _pictures_alone(self, line: Line) -> None:
        """A paragraph of pictures only belongs to what stands above it."""
        current = self._current
        if current is None or self._is_over or self._is_key:
            if self._group is not None:
                self._group.append(line)
        elif self._goes_to == "choice" and current.choices:
            last = current.choices[-1]
            last.text = replace(last.text, images=(*last.text.images, *line.images))
        else:
            self._lines_now(current).append(line)

    def _lines_now(self, current: RawQuestion) -> list[Line]:
        """The list that the lines of a question go to just now."""
        if self._goes_to == "label":
            return current.labels[self._label]
        return {
            "explanation": current.explanation,
            "grading": current.grading,
            "sample": current.sample,
        }.get(self._goes_to, current.stem)

    def _line(self, line: Line, paragraph: Paragraph, *, is_first: bool) -> None:
        text = line.text
        if grammar.SEPARATOR.match(text):
            self._current = None
        elif grammar.THE_END.match(text):
            self._current, self._is_over = None, True
        elif grammar.ANSWER_ALONE.match(text) and self._current and not text.isupper():
            self._goes_to = "answer"
        elif grammar.KEY_TITLE.match(text):
            self._current, self._is_key = None, True
        elif self._is_chapter(paragraph, text, is_first=is_first):
            self._open_chapter(paragraph, text)
        elif named := grammar.PART_NAME.match(text):
            self._open_part(named.group(1).upper(), text)
        elif grammar.GROUP_STARTS.match(text) or grammar.GROUP_ENDS.search(text):
            self._group_line(line, paragraph, is_first=is_first)
        elif not self._starts_question(line, paragraph, is_first=is_first):
            self._inside(line, paragraph)

    def _open_part(self, name: str, text: str) -> None:
        """A part of the questions, or of their answers when the key has begun."""
        self._current = None
        if self._is_key or self._is_over:
            self._key_part = name
        else:
            self._part, self._part_name = grammar.hint_of(text), name

    def _is_chapter(self, paragraph: Paragraph, text: str, *, is_first: bool) -> bool:
        if not is_first or paragraph.is_title or not paragraph.heading or grammar.QUESTION.match(text):
            return False
        if grammar.PART_NAME.match(text) and (grammar.hint_of(text) or paragraph.is_fake_heading):
            return False
        return not paragraph.is_fake_heading or bool(grammar.CHAPTER.match(text))

    def _open_chapter(self, paragraph: Paragraph, text: str) -> None:
        """A heading names the category of the questions after it; a dash names none."""
        self._current, self._is_key, self._is_over = None, False, False
        level = min(paragraph.heading, len(self._chapters) + 1, _MAX_LEVELS)
        name = " ".join(text.split())[:200]
        self._chapters = [] if grammar.NO_CATEGORY.match(text) else [*self._chapters[: level - 1], name]

    def _group_line(self, line: Line, paragraph: Paragraph, *, is_first: bool) -> None:
        """``[<sg>]`` opens a shared text, which lasts until the first question; ``[</sg>]`` closes the group."""
        start, end = grammar.GROUP_STARTS.match(line.text), grammar.GROUP_ENDS.search(line.text)
        rest = line.cut(start.end() if start else 0, end.start() if end else None)
        if start:
            self._current, self._group = None, []
            self._note("info", line.where, "group_text")
        if rest.text:
            self._line(rest, paragraph, is_first=is_first)
        if end:
            self._current, self._group = None, None

    def _starts_question(self, line: Line, paragraph: Paragraph, *, is_first: bool) -> bool:
        match = grammar.QUESTION.match(line.text)
        if not match and self._style == "number" and not self._is_key:
            match = grammar.NUMBERED.match(line.text)
        if match:
            answer = answer_in_line(line.text[match.end() :]) if self._is_key or self._is_over else ""
            if answer:
                self._found.answers[self._key_part, str(int(match.group(1)))] = answer
            else:
                self._open(line.where, match.group(1), line.cut(match.end()))
            return True
        place = paragraph.list_place
        if self._style == "list" and is_first and place and _is_real_number(paragraph):
            is_question = place.list_id == self._list_id and place.level == 0
            if is_question:
                self._open(line.where, str(place.start), line)
            return is_question
        is_next = self._style == "" and (self._current is None or bool(self._current.choices))
        if is_next and self._is_plain(line, paragraph):
            self._open(line.where, "", line)
            return True
        return False

    def _is_plain(self, line: Line, paragraph: Paragraph) -> bool:
        """In a file without numbers, a line that can only be the beginning of the next question."""
        text = line.text
        return not (
            self._is_key
            or self._is_over
            or paragraph.is_title
            or paragraph.heading
            or paragraph.list_place
            or grammar.split_choices(line)
            or grammar.ANSWER.match(text)
            or grammar.EXPLANATION.match(text)
            or grammar.STARRED.match(text)
            or grammar.SAMPLE.match(text)
            or grammar.GRADING.match(text)
            or label_at(line)
            or self._goes_to in {"explanation", "label", "sample", "grading"}
        )

    def _open(self, where: str, number: str, rest: Line) -> None:
        self._is_over = self._is_key = False
        number = number.lstrip("0") or number
        name = f"Câu {number or len(self._found.questions) + 1}"
        self._current = RawQuestion(
            where=name,
            number=number,
            part=self._part,
            part_name=self._part_name,
            category=tuple(self._chapters),
        )
        self._current.shared = list(self._group or [])
        self._found.questions.append(self._current)
        self._goes_to = "stem"
        told = grammar.KIND_TAG.match(rest.text)
        if told:
            self._current.told = grammar.kind_told(rest.text)
            rest = rest.cut(told.end())
        self._add_to_stem(rest)

    def _add_to_stem(self, line: Line) -> None:
        current = self._current
        if current is None:
            return
        for pattern, keep in (
            (grammar.POINTS, "points"),
            (grammar.LEVEL, "level"),
            (grammar.OUTCOME, "outcome"),
        ):
            found = pattern.search(line.text)
            if not found or (found.start() > 0 and found.end() < len(line.text)):
                continue
            self._note_tag(current, keep, found.group(1))
            line = line.cut(found.end()) if found.start() == 0 else line.cut(0, found.start())
        if line.text or line.images:
            current.stem.append(line)

    def _note_tag(self, current: RawQuestion, keep: str, text: str) -> None:
        """What stands in brackets at an end of a stem: points, level, outcomes."""
        if keep == "points":
            current.points = text.replace(",", ".")
        elif keep == "level":
            current.level = grammar.level_of(text)
        else:
            current.outcomes += [name.strip() for name in re.split(r"[,;]", text)]

    def _inside(self, line: Line, paragraph: Paragraph) -> None:
        current = self._current
        answer = grammar.ANSWER.match(line.text)
        if current is None or self._is_key or self._is_over:
            self._outside_question(line)
        elif label := label_at(line):
            self._labelled(current, *label, line)
        elif answer:
            said = answer.group("answer").strip()
            current.answer = f"{current.answer}\n{said}" if current.answer else said
            current.sample.append(line.cut(answer.start("answer")))
            self._goes_to = "answer"
        elif match := grammar.SAMPLE.match(line.text):
            current.sample.append(line.cut(match.end()))
            self._goes_to = "sample"
        elif match := grammar.EXPLANATION.match(line.text):
            current.explanation.append(line.cut(match.end()))
            self._goes_to = "explanation"
        elif match := grammar.GRADING.match(line.text):
            current.grading.append(line.cut(match.end()))
            self._goes_to = "grading"
        elif not self._choices(line, paragraph):
            self._goes_on(line)

    def _labelled(self, current: RawQuestion, name: str, value: Line, line: Line) -> None:
        is_certain = name in _CERTAIN or name.startswith("remark:")
        if self._goes_to == "stem" and not is_certain and not current.labels:
            self._add_to_stem(line)
            return
        self._goes_to, self._label = "label", name
        current.labels.setdefault(name, []).append(value)

    def _choices(self, line: Line, paragraph: Paragraph) -> bool:
        current = self._current
        if current is None or self._goes_to in {"explanation", "grading", "answer", "sample", "label"}:
            return False
        split = grammar.split_choices(line)
        place = paragraph.list_place
        star = grammar.STARRED.match(line.text)
        if not split and star and not current.choices and self._style != "list":
            rest = line.cut(star.end())
            split = [
                (letter, True, mark, text) for letter, _starred, mark, text in grammar.split_choices(rest)
            ]
        if split and split[0][0].upper() in {"A", _next_letter(current)}:
            texts = _with_images([text for *_rest, text in split], line.images)
            current.has_unplaced_pictures |= 0 < len(line.images) != len(split) > 1
            for (letter, is_starred, mark, _text), text in zip(split, texts, strict=True):
                self._add_choice(letter, is_starred, mark, text)
        elif place and not place.is_typed and line.runs:
            text = line.cut(star.end()) if star else line
            self._add_choice(_next_letter(current), bool(star), text, text)
        else:
            return False
        self._goes_to = "choice"
        return True

    def _add_choice(self, letter: str, is_starred: bool, mark: Line, text: Line) -> None:
        if self._current is not None:
            self._current.choices.append(
                RawChoice(letter=letter, is_starred=is_starred, mark=mark, text=text)
            )

    def _goes_on(self, line: Line) -> None:
        """A line without a mark of its own continues what stands above it."""
        current = self._current
        if current is None:
            return
        if self._goes_to == "stem":
            self._add_to_stem(line)
        elif self._goes_to in {"explanation", "grading", "sample", "label"}:
            self._lines_now(current).append(line)
        elif self._goes_to == "answer" and not current.choices:
            current.answer = f"{current.answer}\n{line.text}".strip()
            current.sample.append(line)
        elif self._goes_to == "choice" and current.choices and _continues(line):
            last = current.choices[-1]
            last.text = Line(
                text=f"{last.text.text} {line.text}",
                runs=(*last.text.runs, line.runs[0], *line.runs),
                where=last.text.where,
                images=(*last.text.images, *line.images),
            )
        else:
            self._outside.append(line.where)

    def _outside_question(self, line: Line) -> None:
        if self._is_key or self._is_over:
            pairs = pairs_in_line(line.text)
            if pairs:
                self._add_answers(pairs)
                return
        if self._group is not None:
            self._group.append(line)
        elif line.where not in self._outside:
            self._outside.append(line.where)

    def _add_answers(self, answers: dict[str, str]) -> None:
        self._found.answers.update({(self._key_part, number): said for number, said in answers.items()})

    def _table(self, table: Table) -> None:
        raw = raw_table(table, self._images)
        is_key = self._is_key or self._is_over
        answers = answers_in(raw.texts, is_key=is_key)
        if answers and (is_key or self._current is None or len(answers) > 1):
            self._add_answers(answers)
        elif self._current is None or self._is_over:
            self._outside.append(f"bảng {table.number}")
        elif _holds_choices(table):
            for row in table.rows:
                for cell in row:
                    for block in cell.blocks:
                        if isinstance(block, Paragraph):
                            self._paragraph(block)
        elif self._goes_to == "grading":
            self._current.grading_tables.append(raw)
        else:
            self._current.tables.append(raw)


def _numbering_of(paragraphs: list[Paragraph]) -> str:
    """How this file numbers its questions: "word" (Câu 1), "number" (1.), "list" (a real list) or "" (not at all)."""
    texts = [line.text for p in paragraphs for line in lines_of(p, "")]
    if any(grammar.QUESTION.match(text) for text in texts):
        return "word"
    if any(grammar.NUMBERED.match(text) for text in texts):
        return "number"
    return "list" if any(_is_real_number(p) for p in paragraphs) else ""


def _is_real_number(paragraph: Paragraph) -> bool:
    place = paragraph.list_place
    return bool(place and place.kind == "number" and not place.is_typed)


def _next_letter(question: RawQuestion) -> str:
    return chr(ord("A") + min(len(question.choices), 25))


def _continues(line: Line) -> bool:
    return not grammar.STARRED.match(line.text)


def _holds_choices(table: Table) -> bool:
    first = [
        " ".join(block.text for block in cell.blocks if isinstance(block, Paragraph)).strip()
        for row in table.rows
        for cell in row
    ]
    return len(first) > 1 and all(grammar.FIRST_LETTER.match(text) for text in first if text)


def _with_images(texts: list[Line], images: tuple[str, ...]) -> list[Line]:
    """Pictures of a line with several choices: one each when there are as many, else all with the last."""
    bare = [replace(text, images=()) for text in texts]
    if len(images) == len(bare):
        return [replace(text, images=(image,)) for text, image in zip(bare, images, strict=True)]
    return [*bare[:-1], replace(bare[-1], images=images)]
