"""The statements of a save, written by hand: the same four on SQLite and PostgreSQL.

A save is the busiest act of the system, and building its queries anew each time costs more than running them.
Values travel as parameters only; the names of tables come from the models.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any
from uuid import UUID

import psycopg
from django.conf import settings
from django.db import connection
from django.db.models import Model

from people.models import User
from quizzes.models import Attempt, AttemptItem, ItemVersion, Response, ResponseEvent

_PLACE = """
SELECT a.id, a.status, a.started_at, a.due_at, a.grace_seconds, a.grades_late, a.is_late, a.focus_losses, a.pastes,
  a.open_from, a.ticket_epoch, u.is_active, u.password, s.id, s.arrangement, s.version_id, v.kind,
  r.revision, r.answer, r.saved_at, r.seconds, e.outcome, e.revision, e.answer, e.received_at,
  (SELECT o.revision FROM {ResponseEvent} o WHERE o.attempt_item_id = s.id AND o.client = %s AND o.sequence < %s
    AND o.outcome = 'accepted' ORDER BY o.sequence DESC LIMIT 1)
FROM {Attempt} a JOIN {User} u ON u.id = a.learner_id
LEFT JOIN {AttemptItem} s ON s.attempt_id = a.id AND s.slot = %s
LEFT JOIN {ItemVersion} v ON v.id = s.version_id
LEFT JOIN {Response} r ON r.attempt_item_id = s.id
LEFT JOIN {ResponseEvent} e ON e.attempt_item_id = s.id AND e.client = %s AND e.sequence = %s
WHERE a.uuid = %s AND a.learner_id = %s"""

PREPARE_THRESHOLD = 5
"""psycopg's own default. Any number will do: it only must not be None."""

# An attempt's own saves wait for each other here; SQLite has taken its one write lock at BEGIN IMMEDIATE.
_LOCK = " FOR NO KEY UPDATE OF a"

_KEEP = """
WITH a AS (SELECT id FROM {Attempt} WHERE id = %s AND status = 'in_progress' AND open_from <= %s FOR NO KEY UPDATE),
r AS (
  INSERT INTO {Response} AS r (attempt_item_id, revision, answer, saved_at, seconds)
  SELECT %s, %s, {json}, %s, %s FROM a
  ON CONFLICT (attempt_item_id) DO UPDATE SET revision = excluded.revision, answer = excluded.answer,
    saved_at = excluded.saved_at, seconds = excluded.seconds WHERE r.revision = %s
  RETURNING attempt_item_id, revision, answer, saved_at)
INSERT INTO {ResponseEvent} (attempt_item_id, client, sequence, outcome, revision, answer, received_at)
SELECT attempt_item_id, %s, %s, 'accepted', revision, answer, saved_at FROM r"""

_EVENT = """
INSERT INTO {ResponseEvent} (attempt_item_id, client, sequence, outcome, revision, answer, received_at)
VALUES (%s, %s, %s, %s, %s, {json}, %s) ON CONFLICT (attempt_item_id, client, sequence) DO NOTHING"""

_ANSWER = """
INSERT INTO {Response} AS r (attempt_item_id, revision, answer, saved_at, seconds)
VALUES (%s, %s, {json}, %s, %s)
ON CONFLICT (attempt_item_id) DO UPDATE SET revision = excluded.revision, answer = excluded.answer,
  saved_at = excluded.saved_at, seconds = excluded.seconds WHERE r.revision = %s"""

_SECONDS = "UPDATE {Response} SET seconds = %s WHERE attempt_item_id = %s AND revision = %s"

_COUNTS = "UPDATE {Attempt} SET focus_losses = %s, pastes = %s, is_late = %s WHERE id = %s"


@cache
def _written(template: str, vendor: str) -> str:
    """A statement in the words of one database."""
    is_postgres = vendor == "postgresql"
    models: tuple[type[Model], ...] = (Attempt, User, AttemptItem, ItemVersion, Response, ResponseEvent)
    return template.format(
        **{model.__name__: model._meta.db_table for model in models},
        json="%s::jsonb" if is_postgres else "%s",
    )


def _run(template: str, values: list[Any]) -> Any:
    """On PostgreSQL as a prepared statement: planning the place of an answer costs several times as much as finding it."""
    statement = _written(template, connection.vendor)
    if connection.vendor != "postgresql" or connection.queries_logged or not settings.QUIZZES_PREPARE_SAVES:
        cursor: Any = connection.cursor()
        cursor.execute(statement, values)
        return cursor
    connection.ensure_connection()
    with connection.wrap_database_errors:
        line: Any = connection.connection
        line.prepare_threshold = (
            PREPARE_THRESHOLD  # Django turns preparing off; its own cursors never prepare
        )
        return psycopg.Cursor(line).execute(statement, values, prepare=True)


def _moment(value: datetime | None) -> datetime | None:
    """SQLite keeps moments in UTC, without saying so."""
    return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


def _stored(moment: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(moment)


@dataclass(slots=True)
class Place:
    """Where an answer goes: the attempt (locked), its owner, the slot, what counts there now, an earlier copy of the save.

    Read in one statement. On PostgreSQL only the attempt's row is surely the newest one, since it may have been
    waited for; what is written to an answer therefore names the revision it was decided on, and is decided again
    when another save was quicker.
    """

    attempt_id: int
    status: str
    started_at: datetime
    due_at: datetime | None
    grace_seconds: int
    grades_late: bool
    is_late: bool
    focus_losses: int
    pastes: int
    open_from: int
    ticket_epoch: int
    is_active: bool
    password: str
    item_id: int
    """0 when the paper has no such slot."""
    arrangement: dict[str, Any]
    version_id: int
    kind: str
    revision: int
    answer: dict[str, Any] | None
    saved_at: datetime | None
    seconds: int
    event_outcome: str
    event_revision: int
    event_answer: dict[str, Any]
    event_received_at: datetime | None
    own_revision: int | None
    """The newest revision that this very page has put by an earlier save."""


def read_place(
    *, uuid: UUID, learner_id: int, slot: int, client: str, sequence: int, is_locked: bool = True
) -> Place | None:
    """The place of a save; None when it is not this learner's. The attempt stays locked until the transaction ends."""
    key = uuid if connection.features.has_native_uuid_field else uuid.hex
    lock = _LOCK if is_locked and connection.features.has_select_for_update else ""
    row = _run(_PLACE + lock, [client, sequence, slot, client, sequence, key, learner_id]).fetchone()
    if row is None:
        return None
    place = Place(*row)
    place.started_at = _moment(place.started_at) or place.started_at
    place.due_at = _moment(place.due_at)
    place.saved_at = _moment(place.saved_at)
    place.event_received_at = _moment(place.event_received_at)
    place.arrangement = _loaded(place.arrangement) or {}
    place.answer = _loaded(place.answer)
    place.event_answer = _loaded(place.event_answer) or {}
    place.item_id = place.item_id or 0
    place.revision = place.revision or 0
    place.seconds = place.seconds or 0
    return place


def _loaded(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str | bytes) else value


def can_keep_at_once() -> bool:
    """Whether answer and event can be written by one statement of its own: PostgreSQL, and no transaction around it."""
    return connection.vendor == "postgresql" and not connection.in_atomic_block


def keep_at_once(
    *,
    place: Place,
    slot: int,
    answer: dict[str, Any],
    client: str,
    sequence: int,
    now: datetime,
    seconds: int,
) -> bool:
    """Answer and event in one statement, which locks the attempt and looks again at everything the decision rested on.

    False, and nothing written, when the attempt was closed, the question left or the answer changed since ``place`` was
    read; ``IntegrityError`` when the same save arrived meanwhile.
    """
    said, moment = json.dumps(answer, ensure_ascii=False), _stored(now)
    values = [
        place.attempt_id,
        slot,
        place.item_id,
        place.revision + 1,
        said,
        moment,
        seconds,
        place.revision,
    ]
    return bool(_run(_KEEP, [*values, client, sequence]).rowcount)


def add_event(
    *,
    item_id: int,
    client: str,
    sequence: int,
    outcome: str,
    revision: int,
    answer: dict[str, Any],
    now: datetime,
) -> bool:
    """Append a save to the log; False when the same one is there already."""
    said = json.dumps(answer, ensure_ascii=False)
    values = [item_id, client, sequence, outcome, revision, said, _stored(now)]
    return bool(_run(_EVENT, values).rowcount)


def put_answer(*, item_id: int, over: int, answer: dict[str, Any], now: datetime, seconds: int) -> bool:
    """Make an answer the one that counts, over the revision it was decided on; False when that is no longer the newest."""
    said = json.dumps(answer, ensure_ascii=False)
    values = [item_id, over + 1, said, _stored(now), seconds, over]
    return bool(_run(_ANSWER, values).rowcount)


def put_seconds(*, item_id: int, revision: int, seconds: int) -> bool:
    """The time used, with an answer that stays as it is; False when it is no longer the newest."""
    return bool(_run(_SECONDS, [seconds, item_id, revision]).rowcount)


def put_counts(*, attempt_id: int, focus_losses: int, pastes: int, is_late: bool) -> None:
    """What the page counted, and whether something came late."""
    _run(_COUNTS, [focus_losses, pastes, is_late, attempt_id])
