"""Promises: kept once, kept again after a death, given up in public."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction

from jobs import services
from jobs.models import Job
from jobs.registry import register
from jobs.services import enqueue, purge_finished_jobs, report_progress, retry_job, run, run_due_jobs
from jobs.tasks import sweep
from people.errors import DomainError

pytestmark = pytest.mark.django_db


@pytest.fixture
def done():
    """A kind of job that writes down what it did."""
    calls = []

    def handler(payload):
        calls.append(payload)
        return {"calls": len(calls)}

    register("test.note", handler)
    return calls


def poison(_payload):
    raise ValueError("cannot be done")


def promise(now, key="a", kind="test.note", **payload):
    return enqueue(kind=kind, key=f"test:{key}", payload=payload, now=now)


def test_the_same_wish_twice_is_one_job(done, now):
    assert promise(now, value=1) == promise(now, value=2)
    assert run_due_jobs(now=now) == 1
    assert [call["value"] for call in done] == [1]


def test_a_promise_dies_with_the_transaction_that_made_it(done, now):
    def business() -> None:
        with transaction.atomic():
            promise(now)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        business()

    assert not Job.objects.exists()


def test_a_done_job_keeps_its_result_and_is_not_done_again(done, now):
    job = promise(now)

    assert run(job.pk, now=now)
    assert not run(job.pk, now=now)

    job.refresh_from_db()
    assert (job.status, job.percent, job.result) == ("done", 100, {"calls": 1})


def test_a_job_is_not_done_before_it_is_due(done, now):
    job = promise(now + timedelta(minutes=1))

    assert not run(job.pk, now=now)
    assert run(job.pk, now=now + timedelta(minutes=1))


def test_what_a_job_promises_is_done_in_the_same_round(done, now):
    register("test.parent", lambda _payload: promise(now, "child") and None)
    promise(now, "parent", kind="test.parent")

    assert run_due_jobs(now=now) == 2


def test_a_killed_worker_loses_the_lease_and_the_next_one_does_the_job(done, now, settings):
    job = promise(now)
    assert services._claim(job.pk, now) is not None  # and then SIGKILL: nobody puts it back

    assert not run(job.pk, now=now + timedelta(seconds=settings.JOBS_LEASE_SECONDS - 1))
    assert run(job.pk, now=now + timedelta(seconds=settings.JOBS_LEASE_SECONDS + 1))
    assert len(done) == 1


def test_a_worker_that_comes_back_from_the_dead_overwrites_nothing(now, settings):
    late = now + timedelta(seconds=settings.JOBS_LEASE_SECONDS + 1)
    job = promise(now, kind="test.slow")

    def slow(_payload):
        register("test.slow", lambda _payload: {"by": "the second"})
        assert run(job.pk, now=late)
        return {"by": "the first"}

    register("test.slow", slow)

    assert not run(job.pk, now=now)
    job.refresh_from_db()
    assert job.result == {"by": "the second"}


def test_a_failing_handler_of_a_lost_lease_does_not_reopen_a_done_job(now, settings):
    late = now + timedelta(seconds=settings.JOBS_LEASE_SECONDS + 1)
    job = promise(now, kind="test.slow")

    def slow(_payload):
        register("test.slow", lambda _payload: None)
        run(job.pk, now=late)
        raise ValueError

    register("test.slow", slow)
    run(job.pk, now=now)

    job.refresh_from_db()
    assert job.status == Job.Status.DONE


def test_a_failure_waits_longer_each_time_and_is_given_up_in_public(now, settings):
    register("test.poison", poison)
    job, moment, waits = promise(now, kind="test.poison"), now, []
    for _try in range(settings.JOBS_MAX_TRIES):
        run_due_jobs(now=moment)
        job.refresh_from_db()
        waits.append(job.due_at - moment)
        moment = job.due_at

    assert waits == sorted(waits)
    assert job.status == Job.Status.FAILED
    assert job.last_error == "ValueError: cannot be done"
    assert run_due_jobs(now=moment + timedelta(days=1)) == 0


def test_poison_does_not_hold_up_the_others(done, now):
    register("test.poison", poison)
    for n in range(5):
        promise(now, f"bad {n}", kind="test.poison")
        promise(now, f"good {n}")

    assert run_due_jobs(now=now) == 5
    assert Job.objects.filter(status=Job.Status.DONE).count() == 5


def test_a_job_that_kills_its_workers_is_buried_with_a_sentence(done, now, settings):
    job, moment = promise(now), now
    for _death in range(settings.JOBS_MAX_TRIES):
        assert services._claim(job.pk, moment) is not None
        moment += timedelta(seconds=settings.JOBS_LEASE_SECONDS + 1)

    assert not run(job.pk, now=moment)
    job.refresh_from_db()
    assert job.status == Job.Status.FAILED
    assert "dừng đột ngột" in job.last_error
    assert not done


def test_a_refusal_of_ours_is_kept_as_its_sentence_alone(now):
    def refuse(_payload):
        raise DomainError("Chưa có thẩm quyền cấp.", code="no_authority")

    register("test.refuse", refuse)
    job = promise(now, kind="test.refuse")
    run(job.pk, now=now)

    job.refresh_from_db()
    assert job.last_error == "Chưa có thẩm quyền cấp."


def test_a_kind_nobody_knows_fails_and_harms_nobody(done, now):
    promise(now, "odd", kind="test.nobody")
    promise(now, "good")

    assert run_due_jobs(now=now) == 1
    assert "UnknownJobKind" in Job.objects.get(key="test:odd").last_error


def test_a_failed_job_starts_afresh_when_asked(done, now):
    job = promise(now)
    Job.objects.filter(pk=job.pk).update(status=Job.Status.FAILED, tries=5)

    retry_job(job=job, now=now)
    assert run(job.pk, now=now)

    job.refresh_from_db()
    assert (job.status, job.tries) == ("done", 1)


def test_a_waiting_or_running_job_is_not_restarted(now):
    job = promise(now)
    services._claim(job.pk, now)

    assert retry_job(job=job, now=now).status == Job.Status.RUNNING


def test_progress_is_kept_within_bounds_and_prolongs_the_lease(now):
    job = promise(now - timedelta(minutes=9))
    services._claim(job.pk, now - timedelta(minutes=5))
    job.refresh_from_db()
    before = job.leased_until

    report_progress(job.pk, percent=140, note="x" * 500)

    job.refresh_from_db()
    assert (job.percent, len(job.note)) == (100, 200)
    assert job.leased_until > before


def test_progress_of_an_ended_job_says_nothing(done, now):
    job = promise(now)
    run(job.pk, now=now)

    report_progress(job.pk, percent=3)

    job.refresh_from_db()
    assert (job.percent, job.leased_until) == (100, None)


def test_the_sweep_sends_again_what_nobody_took(now, monkeypatch):
    job = promise(now - timedelta(days=400))
    sent = []
    monkeypatch.setattr(
        "jobs.tasks.run_job.apply_async", lambda args, **options: sent.append((args, options))
    )

    sweep()

    assert [args for args, _ in sent] == [(job.pk,)]
    assert sent[0][1]["expires"] > 0


def test_a_broker_that_is_away_fails_no_request(
    now, settings, monkeypatch, django_capture_on_commit_callbacks
):
    settings.JOBS_DISPATCH = True

    def away(*_args):
        raise ConnectionError

    monkeypatch.setattr("jobs.tasks.run_job.delay", away)
    with django_capture_on_commit_callbacks(execute=True):
        job = promise(now)

    job.refresh_from_db()
    assert job.status == Job.Status.QUEUED


def test_jobs_that_ended_long_ago_are_forgotten_and_others_kept(done, now):
    old, fresh, waiting = (
        promise(now, "old"),
        promise(now, "fresh"),
        promise(now + timedelta(days=9), "waiting"),
    )
    run(old.pk, now=now)
    run(fresh.pk, now=now)
    Job.objects.filter(pk=old.pk).update(done_at=now - timedelta(days=91))

    purge_finished_jobs(before=now - timedelta(days=90))

    assert set(Job.objects.all()) == {fresh, waiting}


def test_the_command_does_what_is_due_and_says_what_is_left(done, now, capsys):
    register("test.poison", poison)
    promise(now - timedelta(days=400), "good")
    promise(now - timedelta(days=400), "bad", kind="test.poison")

    call_command("run_jobs")

    assert capsys.readouterr().out.strip().startswith("1 done, ")
