"""The attempt machine against a small model that knows only what a learner was promised."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from quizzes.errors import AttemptRefused
from quizzes.models import Attempt, Grade, GradeEvent, ResponseEvent
from quizzes.services.attempts import close_if_overdue, save_response, start_attempt, submit_attempt
from tests.support.people import make_organisation, make_person
from tests.support.quizzes import answers_of, make_quiz

T0 = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
CHOICES = ["c1", "c2", "c3", "c4"]
RIGHT = "c2"


@dataclass
class Sitting:
    """The model of one attempt: answers by slot with their revision, and how it ended."""

    due: datetime
    answers: dict[int, tuple[int, str]] = field(default_factory=dict)
    end: str = ""

    @property
    def score(self) -> int:
        return sum(choice == RIGHT for _revision, choice in self.answers.values())


class AttemptMachine(RuleBasedStateMachine):
    @initialize()
    def begin(self):
        self.sandbox = transaction.atomic()
        self.sandbox.__enter__()
        organisation = make_organisation("HVHC", "Học viện Hành chính")
        self.learner = make_person("Nguyễn Thị Lan", organisation=organisation)
        self.quiz = make_quiz(organisation, T0, attempts_allowed=2, time_limit_minutes=10)
        self.now = T0
        self.sittings: list[Sitting] = []
        self.attempt = None
        self.seen: dict[str, dict[int, int]] = {"phone": {}, "desk": {}}
        self.sequence = 0
        self.sent: list[tuple] = []
        self.receipts: dict[int, str] = {}

    def teardown(self):
        if hasattr(self, "sandbox"):
            transaction.set_rollback(True)
            self.sandbox.__exit__(None, None, None)

    @property
    def model(self) -> Sitting:
        return self.sittings[-1]

    def is_over(self):
        return self.now > self.model.due + timedelta(seconds=60)

    def expire(self):
        if not self.model.end and self.is_over():
            self.model.end = "expired"

    @rule(seconds=st.sampled_from([1, 30, 100, 540, 700]))
    def time_passes(self, seconds):
        self.now += timedelta(seconds=seconds)

    @rule()
    def start(self):
        if self.sittings:
            self.expire()
        running = bool(self.sittings) and not self.model.end
        if not running and len(self.sittings) == 2:
            with pytest.raises(AttemptRefused):
                start_attempt(quiz=self.quiz, learner=self.learner, now=self.now)
            return
        attempt = start_attempt(quiz=self.quiz, learner=self.learner, now=self.now)
        if running:
            assert attempt == self.attempt
            return
        self.attempt = attempt
        self.sittings.append(Sitting(due=self.now + timedelta(minutes=10)))
        self.seen = {"phone": {}, "desk": {}}
        self.sent = []

    @precondition(lambda self: self.attempt)
    @rule(window=st.sampled_from(["phone", "desk"]), slot=st.integers(1, 3), choice=st.sampled_from(CHOICES))
    def save(self, window, slot, choice):
        self.sequence += 1
        base = self.seen[window].get(slot, 0)
        saved = self._send(window, slot, choice, self.sequence, base)
        revision, current = self.model.answers.get(slot, (0, None))
        if self.model.end or self.is_over():
            self.expire()
            assert saved.outcome == "late"
        elif current == choice:
            assert (saved.outcome, saved.revision) == ("accepted", revision)
            self.seen[window][slot] = revision
        elif base == revision:
            assert (saved.outcome, saved.revision) == ("accepted", revision + 1)
            self.model.answers[slot] = (revision + 1, choice)
            self.seen[window][slot] = revision + 1
        else:
            assert saved.outcome == "conflict"
            assert saved.answer == {"choices": [current]}
            self.seen[window][slot] = saved.revision  # the window is told, and shows the newer one
        self.sent.append((window, slot, choice, self.sequence, base, saved))

    @precondition(lambda self: self.sent)
    @rule(data=st.data())
    def replay(self, data):
        window, slot, choice, sequence, base, first = data.draw(st.sampled_from(self.sent))
        again = self._send(window, slot, choice, sequence, base)
        assert (again.outcome, again.revision, again.is_replay) == (first.outcome, first.revision, True)

    def _send(self, window, slot, choice, sequence, base):
        return save_response(
            attempt=self.attempt,
            slot=slot,
            answer={"choices": [choice]},
            client=window,
            sequence=sequence,
            base_revision=base,
            now=self.now,
        )

    @precondition(lambda self: self.attempt)
    @rule()
    def submit(self):
        closed = submit_attempt(attempt=self.attempt, now=self.now)
        self.expire()
        self.model.end = self.model.end or "submitted"
        assert closed.status == self.model.end

    @precondition(lambda self: self.attempt)
    @rule()
    def look(self):
        self.expire()
        assert close_if_overdue(
            attempt=Attempt.objects.get(pk=self.attempt.pk), now=self.now
        ).is_closed == bool(self.model.end)

    @invariant()
    def what_was_promised_holds(self):
        if not getattr(self, "attempt", None):
            return
        stored = list(Attempt.objects.order_by("number"))
        assert len(stored) == len(self.sittings)
        assert sum(not attempt.is_closed for attempt in stored) <= 1
        for attempt, model in zip(stored, self.sittings, strict=True):
            kept = {slot: answer["choices"][0] for slot, answer in answers_of(attempt).items()}
            assert kept == {slot: choice for slot, (_revision, choice) in model.answers.items()}
            if attempt.is_closed:
                assert attempt.status == model.end
                assert attempt.score == model.score
                assert attempt.closed_at <= model.due + timedelta(seconds=60)
                assert self.receipts.setdefault(attempt.pk, attempt.receipt_sha256) == attempt.receipt_sha256
        closed = [model for model in self.sittings if model.end]
        graded = [attempt for attempt in stored if attempt.is_closed]
        assert GradeEvent.objects.count() == len(graded) <= len(closed)
        if graded:
            best = max(attempt.score for attempt in graded)
            assert abs(Grade.objects.get().percent - best * 100 / 3) < 1
        assert ResponseEvent.objects.filter(attempt_item__attempt=self.attempt).count() == len(self.sent)


@pytest.mark.django_db
def test_the_attempt_machine_keeps_its_promises():
    assert connection.in_atomic_block
    run_state_machine_as_test(
        AttemptMachine,
        settings=settings(
            max_examples=60,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
