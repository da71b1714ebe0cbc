"""Several workers at once, each with its own connection, on a database that really commits."""

import threading
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.utils import timezone

from jobs import services
from jobs.models import Job
from jobs.registry import register
from jobs.services import enqueue, run

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def all_at_once(works):
    """Start every piece of work at the same moment; raise what any of them raised."""
    gate, errors = threading.Barrier(len(works)), []

    def start(work):
        try:
            gate.wait()
            work()
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=start, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    if errors:
        raise errors[0]


def test_two_workers_never_do_the_same_job():
    done, lock = Counter(), threading.Lock()

    def handler(payload):
        with lock:
            done[payload["n"]] += 1

    register("test.count", handler)
    now = timezone.now()
    ids = [enqueue(kind="test.count", key=f"count:{n}", payload={"n": n}, now=now).pk for n in range(20)]

    all_at_once([lambda: [run(pk) for pk in ids]] * 4)

    assert done == Counter(dict.fromkeys(range(20), 1))
    assert set(Job.objects.values_list("status", "tries")) == {("done", 1)}


def test_the_same_wish_from_many_hands_is_one_job():
    now = timezone.now()

    all_at_once([lambda: enqueue(kind="test.count", key="one", payload={"n": 0}, now=now)] * 6)

    assert Job.objects.filter(key="one").count() == 1


def test_a_long_job_keeps_its_lease_by_its_heartbeat(settings):
    settings.JOBS_LEASE_SECONDS = 1.5
    pause = threading.Event()
    seen = []

    def long_work(payload):
        pause.wait(3)
        seen.append(payload["job_id"])

    register("test.long", long_work)
    job = enqueue(kind="test.long", key="long", payload={}, now=timezone.now())
    stolen = []

    def thief():
        pause_here = threading.Event()
        for _ in range(9):
            pause_here.wait(0.3)
            claimed = services._claim(job.pk, timezone.now())
            if claimed is not None and claimed.tries > 1:
                stolen.append(claimed)

    def worker():
        run(job.pk)

    worker_thread = threading.Thread(target=lambda: (worker(), connections.close_all()))
    worker_thread.start()
    pause.wait(0.3)
    thief()
    worker_thread.join(20)

    job.refresh_from_db()
    assert seen == [job.pk]
    assert not stolen
    assert (job.status, job.tries) == ("done", 1)


def test_the_lease_of_a_silent_worker_is_free_again():
    now = timezone.now()
    job = enqueue(kind="test.count", key="silent", payload={"n": 0}, now=now)
    services._claim(job.pk, now)

    assert services._claim(job.pk, now + timedelta(seconds=30)) is None
    assert services._claim(job.pk, now + timedelta(seconds=61)) is not None
    assert connection.is_usable()
