"""The attempt machine against a small model that knows only what a learner was promised.

A short profile runs with the suite; ``make siege-machine`` runs 5,000 sittings of 50 steps (MACHINE_RUNS, MACHINE_STEPS).
Everything happens inside one transaction that is never committed: each run is a savepoint that is rolled back.
"""

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from quizzes.errors import AnswerRefused, AttemptClosed, AttemptRefused, SubmissionHeld, TicketRefused
from quizzes.models import Attempt, Grade, GradeEvent, Quiz, ResponseEvent
from quizzes.services import attempts as machine
from quizzes.services.attempts import Save
from quizzes.services.practising import move_on
from quizzes.services.starting import start_attempt
from quizzes.tickets import issue_ticket, read_ticket
from tests.support.people import make_organisation, make_person
from tests.support.quizzes import answers_of, make_quiz

T0 = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
CHOICES = ["c1", "c2", "c3", "c4"]
RIGHT = "c2"
GRACE, WINDOW = timedelta(seconds=60), timedelta(hours=1)
RUNS, STEPS = int(os.environ.get("MACHINE_RUNS", "60")), int(os.environ.get("MACHINE_STEPS", "25"))


@dataclass
class Sitting:
    """The model of one attempt: what counts in each slot with its revision, where its learner is, how it ended."""

    due: datetime
    grades_late: bool
    is_forward: bool
    answers: dict[int, tuple[int, str]] = field(default_factory=dict)
    reached: int = 1
    is_late: bool = False
    end: str = ""
    log: int = 0

    def tick(self, now: datetime) -> None:
        """Whoever looks after the end finds it closed."""
        if not self.end and now > self.due + GRACE + (WINDOW if self.grades_late else timedelta()):
            self.end = "expired"

    def expects(self, slot: int, choice: str, base: int, is_own_later: bool) -> str:
        revision, current = self.answers.get(slot, (0, None))
        if self.end:
            return "late"
        if self.is_forward and slot < self.reached:
            return "passed"
        return "accepted" if choice == current or base == revision or is_own_later else "conflict"

    def keep(self, slot: int, choice: str, now: datetime) -> int:
        """An accepted answer; the revision the browser is told."""
        revision, current = self.answers.get(slot, (0, None))
        if choice != current:
            revision += 1
            self.answers[slot] = (revision, choice)
        self.is_late = self.is_late or now > self.due + GRACE
        return revision

    def submit(self, now: datetime) -> None:
        if not self.end:
            self.end = "submitted"
            self.is_late = self.is_late or now > self.due + GRACE

    @property
    def score(self) -> int:
        return sum(choice == RIGHT for _revision, choice in self.answers.values())


class AttemptMachine(RuleBasedStateMachine):
    quiz: Quiz
    learner: object

    @initialize(grades_late=st.booleans(), is_forward=st.booleans())
    def begin(self, grades_late, is_forward):
        self.sandbox = transaction.atomic()
        self.sandbox.__enter__()
        self.quiz.late_policy = "grade" if grades_late else "keep"
        self.quiz.navigation = "forward" if is_forward else "free"
        self.quiz.save()
        self.now, self.sittings, self.attempt, self.sequence = T0, [], None, 0
        self.forget_windows()

    def forget_windows(self):
        self.seen, self.sent, self.put = {"phone": {}, "desk": {}}, [], set()

    def teardown(self):
        if hasattr(self, "sandbox"):
            try:
                self.what_was_promised_holds()
            finally:
                transaction.set_rollback(True)
                self.sandbox.__exit__(None, None, None)

    @property
    def model(self) -> Sitting:
        return self.sittings[-1]

    @rule(seconds=st.sampled_from([1, 30, 100, 540, 700, 3700]))
    def time_passes(self, seconds):
        self.now += timedelta(seconds=seconds)
        if self.sittings:
            self.model.tick(self.now)

    @rule()
    def start(self):
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
        due = self.now + timedelta(minutes=10)
        policy, navigation = self.quiz.late_policy, self.quiz.navigation
        self.sittings.append(
            Sitting(due=due, grades_late=policy == "grade", is_forward=navigation == "forward")
        )
        self.forget_windows()
        self.ticket = issue_ticket(attempt=attempt, password=self.learner.password, now=self.now)
        self.has_ticket = True

    def send(self, save, ticket=None):
        return machine.keep_answer(
            attempt=self.attempt.uuid, learner_id=self.learner.pk, save=save, now=self.now, ticket=ticket
        )

    def new_save(self, window, slot, choice, base):
        self.sequence += 1
        return Save(
            slot=slot, answer={"choices": [choice]}, client=window, sequence=self.sequence, base_revision=base
        )

    def own_later(self, window, slot, revision):
        """Whether this very window has put the newest answer, or the same one again, so that it is no rival to itself."""
        return (window, slot, revision) in self.put

    @precondition(lambda self: self.attempt)
    @rule(
        window=st.sampled_from(["phone", "desk"]),
        slot=st.integers(1, 3),
        choice=st.sampled_from(CHOICES),
        is_old=st.booleans(),
    )
    def save(self, window, slot, choice, is_old):
        known = self.seen[window].get(slot, 0)
        base = max(known - 1, 0) if is_old else known
        revision, current = self.model.answers.get(slot, (0, None))
        wanted = self.model.expects(slot, choice, base, self.own_later(window, slot, revision))
        save = self.new_save(window, slot, choice, base)
        saved = self.send(save)
        assert saved.outcome == wanted
        if wanted == "accepted":
            assert saved.revision == self.model.keep(slot, choice, self.now)
            self.put.add((window, slot, saved.revision))
        else:
            assert (saved.revision, saved.answer) == (revision, {"choices": [current]} if current else {})
        if wanted in {"accepted", "conflict"}:
            self.seen[window][slot] = saved.revision
        self.model.log += 1
        self.sent.append((save, saved))

    @precondition(lambda self: self.sent)
    @rule(data=st.data())
    def replay(self, data):
        save, first = data.draw(st.sampled_from(self.sent))
        again = self.send(save)
        assert (again.outcome, again.revision, again.is_replay) == (first.outcome, first.revision, True)

    @precondition(lambda self: self.sent)
    @rule(data=st.data())
    def forge_a_used_number(self, data):
        save, _first = data.draw(st.sampled_from(self.sent))
        other = CHOICES[(CHOICES.index(save.answer["choices"][0]) + 1) % 4]
        forged = Save(
            slot=save.slot,
            answer={"choices": [other]},
            client=save.client,
            sequence=save.sequence,
            base_revision=save.base_revision,
        )
        with pytest.raises(AnswerRefused):
            self.send(forged)

    @precondition(lambda self: self.attempt)
    @rule()
    def sign_out(self):
        machine.void_tickets(learner_id=self.learner.pk)
        if not Attempt.objects.get(pk=self.attempt.pk).is_closed:
            self.has_ticket = False

    @precondition(lambda self: self.sent)
    @rule()
    def replay_with_a_ticket(self):
        ticket = read_ticket(self.ticket, now=self.now)
        hour = WINDOW if self.model.grades_late else timedelta()
        assert (ticket is None) == (self.now > self.model.due + GRACE + hour + timedelta(seconds=1))
        if ticket is None:
            return
        save, first = self.sent[0]
        if self.has_ticket:
            assert self.send(save, ticket).outcome == first.outcome
        else:
            with pytest.raises(TicketRefused):
                self.send(save, ticket)

    @precondition(lambda self: self.attempt)
    @rule(slot=st.integers(1, 3))
    def go_on(self, slot):
        if self.model.end:
            with pytest.raises(AttemptClosed):
                move_on(attempt=self.attempt, past=slot, now=self.now)
            return
        move_on(attempt=self.attempt, past=slot, now=self.now)
        if self.model.is_forward:
            self.model.reached = max(self.model.reached, slot + 1)

    @precondition(lambda self: self.attempt)
    @rule(choice=st.sampled_from(CHOICES), carries=st.booleans(), base=st.integers(0, 2))
    def submit(self, choice, carries, base):
        saves = [self.new_save("phone", 1, choice, base)] if carries else []
        self.model.log += carries
        if carries and not self.model.end:
            revision, _current = self.model.answers.get(1, (0, None))
            wanted = self.model.expects(1, choice, base, self.own_later("phone", 1, revision))
            if wanted == "conflict":
                with pytest.raises(SubmissionHeld):
                    machine.submit_attempt(attempt=self.attempt, now=self.now, unacked=saves)
                return
            if wanted == "accepted":
                self.put.add(("phone", 1, self.model.keep(1, choice, self.now)))
        closed = machine.submit_attempt(attempt=self.attempt, now=self.now, unacked=saves)
        self.model.submit(self.now)
        assert closed.status == self.model.end

    @precondition(lambda self: self.attempt)
    @rule(how=st.sampled_from(["look", "sweep"]))
    def close(self, how):
        if how == "sweep":
            machine.close_overdue_attempts(now=self.now)
        else:
            machine.close_if_overdue(attempt=Attempt.objects.get(pk=self.attempt.pk), now=self.now)
        self.what_was_promised_holds()

    def what_was_promised_holds(self):
        stored = list(Attempt.objects.order_by("number"))
        assert len(stored) == len(self.sittings)
        assert sum(not attempt.is_closed for attempt in stored) <= 1
        for attempt, model in zip(stored, self.sittings, strict=True):
            kept = {slot: answer["choices"][0] for slot, answer in answers_of(attempt).items()}
            assert kept == {slot: choice for slot, (_revision, choice) in model.answers.items()}
            assert ResponseEvent.objects.filter(attempt_item__attempt=attempt).count() == model.log
            if attempt.is_closed:
                assert (attempt.status, attempt.is_late) == (model.end, model.is_late)
                assert attempt.score == model.score
                assert attempt.is_late or attempt.closed_at <= model.due + GRACE
                assert len(attempt.receipt_sha256) == 64
        graded = [attempt for attempt in stored if attempt.is_closed]
        assert GradeEvent.objects.count() == len(graded)
        if graded:
            best = max(attempt.score for attempt in graded)
            assert abs(Grade.objects.get().percent - best * 100 / 3) < 1


@pytest.mark.django_db
def test_the_attempt_machine_keeps_its_promises():
    assert connection.in_atomic_block
    organisation = make_organisation("HVHC", "Học viện Hành chính")
    AttemptMachine.learner = make_person("Nguyễn Thị Lan", organisation=organisation)
    AttemptMachine.quiz = make_quiz(organisation, T0, attempts_allowed=2, time_limit_minutes=10)
    run_state_machine_as_test(
        AttemptMachine,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
