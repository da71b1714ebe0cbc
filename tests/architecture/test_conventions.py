"""Names, sizes, services, personal data, migrations: the habits of the house."""

import ast
import re

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from people.models import User
from tests.architecture.floors import ROOMS, ROOT

FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "base", "manager", "processor", "core", "shared"}
LONGEST_FILE = 400
LONGEST_SETTINGS = 250


def our_files():
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            if "migrations" not in path.parts:
                yield path


def test_no_module_has_a_name_that_says_nothing():
    bad = [str(p) for p in our_files() if p.stem in FORBIDDEN_NAMES and "settings" not in p.parts]
    assert bad == []


def test_files_are_short_enough_to_hold_in_the_head():
    long = {
        str(p.relative_to(ROOT)): n
        for p in our_files()
        if (n := len(p.read_text().splitlines())) > LONGEST_FILE
    }
    assert long == {}
    for path in (ROOT / "lms" / "settings").glob("*.py"):
        assert len(path.read_text().splitlines()) <= LONGEST_SETTINGS, path.name


def public_functions(path):
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def service_files():
    for room in ROOMS:
        yield from (ROOT / room).glob("services.py")
        yield from (ROOT / room / "services").glob("*.py")


# The first argument of these is the thing itself and reads better without its name.
POSITIONAL_ALLOWED = {"announce_grade", "run", "report_progress", "due_job_ids", "read_word_safely"}


def test_services_take_keywords_and_are_annotated():
    for path in service_files():
        for function in public_functions(path):
            where = f"{path.relative_to(ROOT)}:{function.name}"
            positional = [a.arg for a in function.args.args]
            assert not positional or function.name in POSITIONAL_ALLOWED, (
                f"{where} takes {positional} by position"
            )
            assert function.returns is not None, f"{where} does not say what it returns"
            assert ast.get_docstring(function) or len(function.body) <= 12, (
                f"{where} says nothing about itself"
            )


def test_services_and_pure_rooms_know_no_request():
    for path in service_files():
        assert not re.search(r"HttpRequest|django\.contrib import messages", path.read_text()), path


def test_every_model_with_a_person_in_it_says_why():
    for model in apps.get_models():
        if model._meta.app_label not in ROOMS or model._meta.auto_created:
            continue
        has_person = model is User or any(
            isinstance(f, (models.ForeignKey, models.OneToOneField)) and f.related_model is User
            for f in model._meta.local_fields
        )
        is_wagtail_media = model.__name__ in {"ContentImage", "ContentDocument"}
        if has_person and not is_wagtail_media:
            facts = getattr(model, "personal_data", {})
            assert set(facts) == {"what", "why", "how_long", "how_erased"}, model.__name__


def test_migrations_have_names():
    for room in ROOMS:
        for path in (ROOT / room / "migrations").glob("0*.py"):
            assert not re.search(r"_auto_|_alter_|_add_.*_more", path.stem), path


@pytest.mark.django_db
def test_the_migrations_say_what_the_models_say():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_hooks_files_only_register():
    for path in ROOT.glob("*/wagtail_hooks.py"):
        tree = ast.parse(path.read_text())
        classes = [n.name for n in tree.body if isinstance(n, ast.ClassDef)]
        assert classes == [], f"{path}: classes live in viewsets.py"


def test_every_room_introduces_itself():
    for room in ROOMS:
        readme = ROOT / room / "README.md"
        assert readme.exists(), f"{room} has no README.md"
        assert 5 <= len(readme.read_text().splitlines()) <= 60


def test_decisions_are_short_and_indexed():
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text()
    for path in folder.glob("0*.md"):
        assert len(path.read_text().splitlines()) <= 60, path.name
        assert path.name in index, f"{path.name} is not in the index"


def test_links_in_the_docs_lead_somewhere():
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("*/README.md")]:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text()):
            if re.match(r"[a-z]+:", target):
                continue
            assert (path.parent / target).exists(), f"{path.relative_to(ROOT)} links to {target}"


def test_the_register_of_personal_data_is_up_to_date():
    call_command("describe_personal_data", check=True)
