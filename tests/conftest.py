"""Fixtures used everywhere. The database is migrated once per set of migrations and copied for each worker."""

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connections
from django.test import Client
from django.utils import translation

from tests.support.people import make_organisation, make_person

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def _migrations_fingerprint() -> str:
    import django
    import wagtail

    digest = hashlib.sha256(f"{django.__version__} {wagtail.__version__}".encode())
    for path in sorted(ROOT.glob("*/migrations/*.py")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _point_at(name: str) -> None:
    connection = connections["default"]
    connection.close()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def _sqlite_copy(worker: str) -> Path:
    folder = Path(tempfile.gettempdir()) / f"lms-test-db-{os.getuid()}"
    folder.mkdir(exist_ok=True)
    template = folder / f"{_migrations_fingerprint()}.sqlite3"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not template.exists():
            draft = template.with_suffix(".draft")
            draft.unlink(missing_ok=True)
            _point_at(str(draft))
            call_command("migrate", verbosity=0, interactive=False)
            connections["default"].close()
            draft.rename(template)
    copy = folder / f"{template.stem}-{worker}-{os.getpid()}.sqlite3"
    shutil.copy(template, copy)
    return copy


def _postgres_copy(worker: str) -> str:
    template = f"lms_test_{_migrations_fingerprint()}"
    mine = f"{template}_{worker}_{os.getpid()}"
    connection = connections["default"]

    def run(statement: str, *, fetch: bool = False) -> object:
        with connection._nodb_cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchone() if fetch else None

    lock_path = Path(tempfile.gettempdir()) / f"lms-test-pg-{os.getuid()}.lock"
    with lock_path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if run(f"SELECT 1 FROM pg_database WHERE datname = '{template}'", fetch=True) is None:
            run(f'CREATE DATABASE "{template}_draft"')
            _point_at(f"{template}_draft")
            call_command("migrate", verbosity=0, interactive=False)
            connection.close()
            run(f'ALTER DATABASE "{template}_draft" RENAME TO "{template}"')
        run(f'CREATE DATABASE "{mine}" TEMPLATE "{template}"')
    return mine


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: object) -> Iterator[None]:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    vendor = connections["default"].vendor
    original = settings.DATABASES["default"]["NAME"]
    with django_db_blocker.unblock():
        if vendor == "sqlite":
            copy = _sqlite_copy(worker)
            _point_at(str(copy))
        else:
            name = _postgres_copy(worker)
            _point_at(name)
    yield
    with django_db_blocker.unblock():
        if vendor == "sqlite":
            connections["default"].close()
            for suffix in ("", "-wal", "-shm"):
                Path(f"{copy}{suffix}").unlink(missing_ok=True)
        else:
            _point_at(str(original))
            with connections["default"]._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    cache.clear()


@pytest.fixture(autouse=True)
def _vietnamese() -> None:
    """A request to /en/ leaves its language behind in the thread; the next test starts in ours."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(scope="session", autouse=True)
def _tidy_files() -> Iterator[None]:
    yield
    shutil.rmtree(settings.TEST_ROOT, ignore_errors=True)


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.fixture
def organisation(db: None) -> object:
    """A training institution with everything a certificate needs printed."""
    return make_organisation("HVHC", "Học viện Hành chính")


@pytest.fixture
def learner(organisation: object) -> object:
    return make_person("Nguyễn Thị Lan", organisation=organisation, role="learner")


@pytest.fixture
def colleague(organisation: object) -> object:
    return make_person("Trần Văn Bình", organisation=organisation, role="learner")


@pytest.fixture
def instructor(organisation: object) -> object:
    return make_person("Phạm Thu Hà", organisation=organisation, role="instructor")


@pytest.fixture
def registrar(organisation: object) -> object:
    return make_person("Lê Minh Đức", organisation=organisation, role="registrar")


@pytest.fixture
def site(db: None) -> object:
    """The planted page tree: home, guides, courses."""
    from lms.services import plant_site

    return plant_site()


@pytest.fixture
def client_for() -> Callable[[object], Client]:
    """A client signed in as somebody; ``client_for(None)`` is anonymous."""

    def make(person: object | None = None) -> Client:
        client = Client()
        if person is not None:
            client.force_login(person)
        return client

    return make


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of public sample files that live beside the project; tests that need it are skipped without it."""
    if not SHARED.is_dir():
        pytest.skip("the folder ../shared with sample files is not here")
    return SHARED
