"""The only writers of banks, questions and their wordings, and of what a quiz asks."""

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from content.sanitising import TextTooLarge, clean_inline, clean_rich_text, strip_all
from content.vietnamese import fold
from people.models import Organisation, User
from quizzes.errors import AuthoringRefused
from quizzes.items import Content, Key, ShapeError, read_content, read_key, validate
from quizzes.items.wording import sentence_for
from quizzes.models import Item, ItemVersion, QuestionBank, Quiz, QuizSection, SectionItem

MAX_POINTS = Decimal("1000")
DIFFICULTIES = range(1, 6)


@transaction.atomic
def create_bank(
    *, name: str, organisation: Organisation, now: datetime, description: str = ""
) -> QuestionBank:
    """Open a question bank of an organisation; its name is unique there."""
    name = _tidy(name)
    if not name:
        raise AuthoringRefused(_("Give the question bank a name."), code="no_name")
    _refuse_taken_name(name, organisation)
    return QuestionBank.objects.create(
        name=name,
        organisation=organisation,
        description=description.strip(),
        search_text=fold(name),
        created_at=now,
    )


@transaction.atomic
def update_bank(*, bank: QuestionBank, name: str, description: str) -> QuestionBank:
    """Rename or describe a bank; it stays with its organisation."""
    bank = QuestionBank.objects.select_for_update().get(pk=bank.pk)
    name = _tidy(name)
    if name != bank.name:
        _refuse_taken_name(name, bank.organisation)
    bank.name, bank.description, bank.search_text = name, description.strip(), fold(name)
    bank.save(update_fields=["name", "description", "search_text"])
    return bank


@transaction.atomic
def publish_item_version(
    *,
    bank: QuestionBank,
    code: str,
    kind: str,
    content: Mapping[str, Any],
    key: Mapping[str, Any],
    points: Decimal = Decimal(1),
    difficulty: int = 2,
    by: User | None = None,
    now: datetime,
    is_draft: bool = False,
) -> ItemVersion:
    """Write a question, or a new wording of it; an equal wording returns the one that stands.

    Earlier wordings stay as they were asked. A new wording puts the question in use unless ``is_draft``.
    HTML is sanitised here, so what is compared and stored is what will be shown.
    """
    clean_content, clean_key = clean_wording(kind=kind, content=content, key=key)
    _refuse_bad_marks(points, difficulty)
    code = _tidy(code)
    if not code:
        raise AuthoringRefused(_("Give the question a code."), code="no_code")
    QuestionBank.objects.select_for_update().get(pk=bank.pk)
    item, _is_new = Item.objects.select_for_update().get_or_create(bank=bank, code=code)
    wording = {
        "kind": kind,
        "content": clean_content.to_json(),
        "key": clean_key.to_json(),
        "points": Decimal(points).quantize(Decimal("0.01")),
        "difficulty": difficulty,
    }
    if item.current is not None and all(getattr(item.current, f) == v for f, v in wording.items()):
        return item.current
    last = item.versions.aggregate(last=Max("number"))["last"] or 0
    version = ItemVersion.objects.create(item=item, number=last + 1, created_at=now, created_by=by, **wording)
    item.current = version
    item.search_text = search_text_of(code=code, content=clean_content)
    item.state = item.state if is_draft else Item.State.IN_USE
    item.save(update_fields=["current", "search_text", "state"])
    return version


@transaction.atomic
def set_item_state(*, item: Item, state: str) -> Item:
    """Put a question in use, back into draft, or retire it. Attempts that hold it keep it."""
    item = Item.objects.select_for_update().get(pk=item.pk)
    if state == Item.State.IN_USE and item.current_id is None:
        raise AuthoringRefused(_("This question has no wording yet."), code="no_version")
    item.state = Item.State(state)
    item.save(update_fields=["state"])
    return item


def clean_wording(*, kind: str, content: Mapping[str, Any], key: Mapping[str, Any]) -> tuple[Content, Key]:
    """The sanitised wording, or a refusal that names everything wrong with it."""
    try:
        clean_content = read_content(kind, content).cleaned(rich=clean_rich_text, inline=clean_inline)
        clean_key = read_key(kind, key).cleaned(rich=clean_rich_text, inline=clean_inline)
    except ShapeError as error:
        raise AuthoringRefused(_(sentence_for(error.code)), code=error.code, codes=(error.code,)) from error
    except TextTooLarge as error:
        raise AuthoringRefused(_("A text of this question is too long."), code="too_large") from error
    codes = tuple(validate(kind, clean_content.to_json(), clean_key.to_json()))
    if codes:
        raise AuthoringRefused(
            " ".join(_(sentence_for(code)) for code in codes), code="invalid_wording", codes=codes
        )
    return clean_content, clean_key


def search_text_of(*, code: str, content: Content) -> str:
    """What a question is found by: its code, stem and choices, without accents."""
    choices = " ".join(str(c.get("text", "")) for c in content.to_json().get("choices", []))
    return " ".join(fold(strip_all(f"{code} {content.stem} {choices}")).split())


@transaction.atomic
def create_quiz(*, title: str, organisation: Organisation, now: datetime, **settings: Any) -> Quiz:
    """Make a quiz with no sections yet. ``settings`` are fields of ``Quiz`` (time limit, attempts, policy…)."""
    title = _tidy(title)
    if not title:
        raise AuthoringRefused(_("Give the quiz a title."), code="no_title")
    return Quiz.objects.create(title=title, organisation=organisation, created_at=now, **settings)


@transaction.atomic
def add_section(
    *,
    quiz: Quiz,
    items: Sequence[Item] = (),
    draw_from: QuestionBank | None = None,
    draw_count: int | None = None,
    title: str = "",
) -> QuizSection:
    """Add a part at the end of a quiz: these questions, or so many drawn from a bank."""
    if bool(items) == (draw_from is not None):
        raise AuthoringRefused(
            _("A section holds either chosen questions or a number drawn from a bank."), code="section_shape"
        )
    if draw_from is not None and (draw_count is None or draw_count < 1):
        raise AuthoringRefused(_("Say how many questions to draw."), code="no_draw_count")
    Quiz.objects.select_for_update().get(pk=quiz.pk)
    last = quiz.sections.aggregate(last=Max("position"))["last"] or 0
    section = QuizSection.objects.create(
        quiz=quiz,
        position=last + 1,
        title=_tidy(title),
        draw_from=draw_from,
        draw_count=draw_count if draw_from is not None else None,
    )
    SectionItem.objects.bulk_create(
        SectionItem(section=section, item=item, position=position)
        for position, item in enumerate(dict.fromkeys(items), start=1)
    )
    return section


def _refuse_taken_name(name: str, organisation: Organisation) -> None:
    if QuestionBank.objects.filter(organisation=organisation, name=name).exists():
        raise AuthoringRefused(
            _("This organisation has a question bank with this name already."), code="name_taken"
        )


def _refuse_bad_marks(points: Decimal, difficulty: int) -> None:
    if not 0 < Decimal(points) <= MAX_POINTS:
        raise AuthoringRefused(_("Points must be above 0 and at most 1,000."), code="bad_points")
    if difficulty not in DIFFICULTIES:
        raise AuthoringRefused(_("Difficulty is a number from 1 to 5."), code="bad_difficulty")


def _tidy(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))
