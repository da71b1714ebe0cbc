"""Fixtures used everywhere. The database is migrated and planted once per set of migrations and copied for each worker.

Django's own test database would be built anew by every worker (10 seconds of migrations each); skipping migrations is
no way out, because Wagtail's root page, locale and full-text tables come from them.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connections
from django.test import Client, TransactionTestCase
from django.utils import translation
from django.utils.translation.reloader import translation_file_changed
from hypothesis import settings as hypothesis_settings

from lms.run.catalogues import compile_catalogues
from tests.support.people import make_organisation, make_person
from ui import shells

pytest_plugins = ["tests.support.browser", "tests.support.once"]

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

# The gate tries the same examples for the same code, so that it says something about the change and not about its luck.
# ``make explore`` looks for new ones; what it finds becomes an ``@example``.
hypothesis_settings.register_profile("gate", derandomize=True, deadline=None)
hypothesis_settings.register_profile("explore", max_examples=1000, deadline=None)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "gate"))

if compile_catalogues(ROOT):  # the suite speaks Vietnamese; what Django has read before this is forgotten
    translation_file_changed(None, Path("django.mo"))


PLANTED_BY = (
    "lms/services.py",
    "guides/services/planting.py",
    "guides/services/reviewing.py",
    "courses/services/editors.py",
    "content/data/search_words.json",
)
"""What makes the trunk of the page tree, which lies in the template: planting it in every test took half a second each."""

DATABASE = {"db", "transactional_db", "live_server"}
OF_SEVERAL_PROGRAMS = ("journey", "worker", "slow")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What runs a browser or a worker beside the test is tried once more, and the summary counts it (decision 0015).

    What touches no database is ``pure``: it says the same on SQLite and on PostgreSQL, and the gate asks it once.
    """
    for item in items:
        if not item.get_closest_marker("django_db") and not DATABASE & set(item.fixturenames):
            item.add_marker(pytest.mark.pure)
        if any(item.get_closest_marker(name) for name in OF_SEVERAL_PROGRAMS):
            item.add_marker(pytest.mark.flaky(reruns=1))
    items.sort(key=_turn)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Why a first try failed: what holds at the second is a fault not yet found."""
    for report in terminalreporter.stats.get("rerun", ()):
        terminalreporter.section(f"first try of {report.nodeid}", sep="-")
        terminalreporter.write_line(report.longreprtext)


def _turn(item: pytest.Item) -> int:
    """A file is one worker's work (what is made once for it is made once); the longest goes first, so that nobody waits last."""
    return 0 if "test_every_screen" in item.nodeid else 1


def _migrations_fingerprint() -> str:
    import django
    import wagtail

    digest = hashlib.sha256(f"{django.__version__} {wagtail.__version__}".encode())
    for path in [*sorted(ROOT.glob("*/migrations/*.py")), *(ROOT / name for name in PLANTED_BY)]:
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _point_at(name: str) -> None:
    connection = connections["default"]
    connection.close()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def _migrate_and_plant() -> None:
    from lms.services import plant_site

    call_command("migrate", verbosity=0, interactive=False)
    plant_site()


class SqliteCopies:
    """One migrated file per set of migrations, kept between runs; each worker works on a copy of it."""

    def __init__(self, worker: str) -> None:
        self.folder = Path(tempfile.gettempdir()) / f"lms-test-db-{os.getuid()}"
        self.folder.mkdir(exist_ok=True)
        self.template = self.folder / f"{_migrations_fingerprint()}.sqlite3"
        self.names = (
            self.folder / f"{self.template.stem}-{worker}-{os.getpid()}-{n}.sqlite3" for n in count()
        )
        self.mine = next(self.names)
        self.kept: dict[str, Path] = {}

    def make(self) -> None:
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not self.template.exists():
                draft = self.template.with_suffix(".draft")
                draft.unlink(missing_ok=True)
                _point_at(str(draft))
                _migrate_and_plant()
                connections["default"].close()
                draft.rename(self.template)
        self.renew()

    def keep(self, name: str) -> None:
        """Put what was made by hand aside, so that later tests begin with a copy of it."""
        connections["default"].close()
        self.kept[name] = next(self.names)
        with closing(sqlite3.connect(self.mine)) as mine, closing(sqlite3.connect(self.kept[name])) as copy:
            mine.backup(copy)

    def renew(self, kept: str = "") -> None:
        """A new name each time: what a page of the last test still sends as it closes must not meet half a file."""
        new = next(self.names)
        shutil.copy(self.kept[kept] if kept else self.template, new)
        self.drop()
        self.mine = new
        _point_at(str(new))

    def close(self) -> None:
        self.drop()
        for path in self.kept.values():
            path.unlink(missing_ok=True)

    def drop(self) -> None:
        connections["default"].close()
        for suffix in ("", "-wal", "-shm", "-journal"):
            Path(f"{self.mine}{suffix}").unlink(missing_ok=True)


class PostgresCopies:
    """The same on PostgreSQL, with its own template databases."""

    def __init__(self, worker: str) -> None:
        self.original = str(settings.DATABASES["default"]["NAME"])
        self.template = f"lms_test_{_migrations_fingerprint()}"
        self.mine = f"{self.template}_{worker}_{os.getpid()}"
        self.kept: dict[str, str] = {}

    def make(self) -> None:
        lock_path = Path(tempfile.gettempdir()) / f"lms-test-pg-{os.getuid()}.lock"
        with lock_path.open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not self._run(f"SELECT 1 FROM pg_database WHERE datname = '{self.template}'", fetch=True):
                self._run(f'DROP DATABASE IF EXISTS "{self.template}_draft"')
                self._run(f'CREATE DATABASE "{self.template}_draft"')
                _point_at(f"{self.template}_draft")
                _migrate_and_plant()
                connections["default"].close()
                _point_at(self.original)
                self._run(f'ALTER DATABASE "{self.template}_draft" RENAME TO "{self.template}"')
            self.renew()

    def keep(self, name: str) -> None:
        """Put what was made by hand aside, so that later tests begin with a copy of it."""
        _point_at(self.original)
        self._run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{self.mine}'")
        self.kept[name] = f"{self.mine}_{name}"
        self._run(f'DROP DATABASE IF EXISTS "{self.kept[name]}"')
        self._run(f'CREATE DATABASE "{self.kept[name]}" TEMPLATE "{self.mine}"')
        _point_at(self.mine)

    def renew(self, kept: str = "") -> None:
        self.drop()
        self._run(f'CREATE DATABASE "{self.mine}" TEMPLATE "{self.kept[kept] if kept else self.template}"')
        _point_at(self.mine)

    def close(self) -> None:
        self.drop()
        for name in self.kept.values():
            self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def drop(self) -> None:
        _point_at(self.original)
        self._run(f'DROP DATABASE IF EXISTS "{self.mine}" WITH (FORCE)')

    def _run(self, statement: str, *, fetch: bool = False) -> object:
        with connections["default"]._nodb_cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchone() if fetch else None


@pytest.fixture(scope="session")
def database_copies(django_test_environment: None, django_db_blocker: object) -> Iterator[object]:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    kind = SqliteCopies if connections["default"].vendor == "sqlite" else PostgresCopies
    copies = kind(worker)
    with django_db_blocker.unblock():
        copies.make()
    _renew_instead_of_flushing(copies)
    yield copies
    with django_db_blocker.unblock():
        copies.close()


@pytest.fixture(scope="session")
def django_db_setup(database_copies: object) -> None:
    """pytest-django asks for this before the first test that touches the database."""


def _renew_instead_of_flushing(copies: object) -> None:
    """A test with real commits ends with a new copy: a flush would take Wagtail's root page and locale along."""

    def end(_case: TransactionTestCase) -> None:
        connections["default"].close()
        copies.renew()

    TransactionTestCase._fixture_teardown = end


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    cache.clear()
    shells.kept.clear()


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
    """The planted page tree (home, guides, services, courses); it lies in the template of the database."""
    from lms.models import HomePage

    return HomePage.objects.get()


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
