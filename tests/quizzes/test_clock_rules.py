"""The clock of deadlines does not jump (fault 15)."""

from datetime import UTC, datetime, timedelta

import pytest

from quizzes.clock import SteadyClock

T0 = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
HOLD = timedelta(seconds=120)


class World:
    """A wall clock somebody may set, a monotonic one nobody can, and perhaps the database's."""

    def __init__(self, database=False):
        self.passed, self.step, self.database_step = 1000.0, timedelta(), timedelta()
        witness = (lambda: self.true + self.database_step) if database else (lambda: None)
        self.clock = SteadyClock(
            hold=HOLD, wall=lambda: self.true + self.step, monotonic=lambda: self.passed, witness=witness
        )

    @property
    def true(self):
        return T0 + timedelta(seconds=self.passed - 1000)

    def after(self, seconds):
        self.passed += seconds
        return self.clock.now()


@pytest.fixture
def world():
    found = World()
    assert found.clock.now() == T0
    return found


def test_it_follows_small_corrections_at_once(world):
    world.step = timedelta(seconds=3)
    assert world.after(10) == T0 + timedelta(seconds=13)
    world.step = timedelta(seconds=-2)
    assert world.after(10) == T0 + timedelta(seconds=18)


@pytest.mark.parametrize("hours", [1, -1, 24, -24])
def test_fault_15_a_step_is_not_believed_for_two_minutes(world, hours, caplog):
    world.step = timedelta(hours=hours)
    assert world.after(1) == T0 + timedelta(seconds=1)
    assert world.after(118) == T0 + timedelta(seconds=119)
    assert [record.message for record in caplog.records].count("clock.stepped") == 1
    assert world.after(10) == T0 + timedelta(seconds=129) + world.step


def test_a_step_that_is_put_right_leaves_no_trace(world):
    world.step = timedelta(hours=1)
    world.after(60)
    world.step = timedelta()
    assert world.after(1) == T0 + timedelta(seconds=61)
    world.step = timedelta(hours=1)
    assert world.after(119) == T0 + timedelta(seconds=180), "a new step is held anew"


def test_the_database_must_agree_before_a_step_is_believed():
    world = World(database=True)
    world.clock.now()
    world.step = timedelta(hours=1)
    world.after(1)
    assert world.after(500) == T0 + timedelta(seconds=501)
    world.database_step = timedelta(hours=1)
    assert world.after(60) == T0 + timedelta(seconds=561), (
        "not asked again before the next two minutes are over"
    )
    assert world.after(120) == T0 + timedelta(seconds=681, hours=1)


def test_a_process_that_starts_with_a_wrong_clock_begins_with_the_databases_time():
    world = World(database=True)
    world.step = timedelta(hours=1)
    assert world.clock.now() == T0
    assert world.after(10) == T0 + timedelta(seconds=10)
