"""A real Celery worker, on whichever broker and database the suite was given: from a completion to a certificate."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from certificates.models import Certificate
from jobs import services
from jobs.models import Job
from tests.support.certificates import give_right, make_completion, make_course
from tests.support.people import make_organisation, make_person

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.worker, pytest.mark.slow]


def database_url() -> str:
    """The address of this test's own copy of the database, for another process."""
    facts = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{facts['NAME']}"
    login = facts["USER"] + (f":{facts['PASSWORD']}" if facts["PASSWORD"] else "")
    return f"postgres://{login}@{facts['HOST'] or 'localhost'}:{facts['PORT'] or 5432}/{facts['NAME']}"


@pytest.fixture
def worker(tmp_path, monkeypatch):
    """A worker process on this test's database; the broker is Redis where the suite has one, else a folder."""
    broker = os.environ.get("CELERY_BROKER_URL", "filesystem://")
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.platform.worker_settings",
        "DATABASE_URL": database_url(),
        "CELERY_BROKER_URL": broker,
        "LMS_VAR_DIR": str(tmp_path),
        "LMS_TEST_ROOT": str(settings.TEST_ROOT),
        "LMS_TEST_QUEUE": f"test-{os.getpid()}",
    }
    for folder in ("broker", "broker-control"):
        (tmp_path / folder).mkdir()

    def start() -> subprocess.Popen:
        command = [sys.executable, "-m", "celery", "-A", "lms", "worker", "-c", "1", "--loglevel", "WARNING"]
        command += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)
        processes.append(process)
        return process

    processes: list[subprocess.Popen] = []
    start.environment = environment
    yield start
    for process in processes:
        try:
            os.killpg(process.pid, 9)
        except ProcessLookupError:
            continue
        process.wait(10)


def send(environment: dict[str, str], job: Job) -> None:
    """Tell the worker of a job, from a process that has the worker's settings."""
    code = f"import django; django.setup(); from jobs.tasks import run_job; run_job.delay({job.pk})"
    subprocess.run(
        [sys.executable, "-c", "import lms;" + code], cwd=ROOT, env=environment, check=True, timeout=60
    )


def wait_for(condition) -> None:
    until = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < until, "the worker did not do it"
        time.sleep(0.2)


def test_a_killed_worker_delays_a_certificate_and_the_next_one_issues_it_once(worker):
    organisation = make_organisation("HVHC", "Học viện Hành chính")
    give_right(organisation)
    now = timezone.now()
    course = make_course(organisation, now)
    learner = make_person("Nguyễn Thị Lan", organisation=organisation)
    completion = make_completion(learner, course, now)
    job = services.enqueue(
        kind="courses.announce_completion",
        key=f"courses.announce_completion:{completion.uuid}",
        payload={"completion": str(completion.uuid)},
    )
    first = worker()
    send(worker.environment, job)
    os.killpg(first.pid, 9)
    first.wait(10)
    Job.objects.update(leased_until=timezone.now() - timezone.timedelta(seconds=1))

    worker()
    for unfinished in Job.objects.exclude(
        status=Job.Status.DONE
    ):  # the first may have come as far as the next job
        send(worker.environment, unfinished)
    wait_for(lambda: Certificate.objects.exclude(pdf_sha256="").exists())

    assert Certificate.objects.filter(learner=learner).count() == 1
    assert Job.objects.get(pk=job.pk).status == Job.Status.DONE
