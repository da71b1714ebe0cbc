"""Who may know whom: imports, foreign keys, templates, addresses."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.models import Page

from tests.architecture.floors import HEIGHT, ROOMS, ROOT, may_lean_on

OURS = set(ROOMS)


def our_models():
    return [m for m in apps.get_models(include_auto_created=False) if m._meta.app_label in OURS]


def relations(model):
    for field in model._meta.get_fields(include_parents=False):
        if isinstance(field, (models.ForeignKey, models.OneToOneField, models.ManyToManyField)):
            yield field, field.related_model


def upward_relations(pairs):
    """(room, field, target room) for every relation that points up or sideways."""
    return [
        (room, name, target)
        for room, name, target in pairs
        if room in OURS and target in OURS and not may_lean_on(room, target)
    ]


def test_every_room_stands_on_a_floor():
    rooms = {p.parent.name for p in ROOT.glob("*/apps.py")}
    assert rooms == OURS


def test_no_key_points_up_or_sideways():
    pairs = [
        (model._meta.app_label, f"{model.__name__}.{field.name}", target._meta.app_label)
        for model in our_models()
        for field, target in relations(model)
    ]
    assert upward_relations(pairs) == []


def test_a_planted_upward_key_is_seen():
    planted = [("quizzes", "Attempt.enrolment", "courses"), ("guides", "GuidePage.course", "courses")]
    assert upward_relations(planted) == planted


def test_no_record_points_to_a_page_and_nothing_is_generic():
    for model in our_models():
        if issubclass(model, Page):
            continue
        for field, target in relations(model):
            assert not issubclass(target, Page), f"{model.__name__}.{field.name} points to a page"
            assert target is not ContentType, f"{model.__name__}.{field.name} is generic"


def test_nothing_cascades_from_one_room_into_another():
    for model in our_models():
        for field, target in relations(model):
            if isinstance(field, models.ManyToManyField) or target._meta.app_label not in OURS - {
                model._meta.app_label
            }:
                continue
            assert field.remote_field.on_delete is not models.CASCADE, (
                f"{model.__name__}.{field.name} cascades"
            )


def test_legal_moments_are_set_by_services():
    for model in our_models():
        if model.__name__ in {"ContentImage", "ContentDocument"}:
            continue  # Wagtail's own columns
        for field in model._meta.local_fields:
            if isinstance(field, (models.DateField, models.DateTimeField)):
                assert not field.auto_now, f"{model.__name__}.{field.name}"
                assert not field.auto_now_add, f"{model.__name__}.{field.name}"


URL_TAG = re.compile(r"{%-?\s*url\s+['\"](?:(\w+):)?[\w-]+['\"]")
INCLUDE_TAG = re.compile(r"{%-?\s*(?:include|extends)\s+['\"]([\w./-]+)['\"]")


def template_faults(room: str, text: str) -> list[str]:
    """What a template of ``room`` names that stands above it."""
    named = [m for m in URL_TAG.findall(text) if m in OURS]
    named += [path.split("/")[0] for path in INCLUDE_TAG.findall(text) if path.split("/")[0] in OURS]
    return [name for name in named if not may_lean_on(room, name)]


def our_templates():
    for room in ROOMS:
        for path in (ROOT / room / "templates").rglob("*"):
            if path.suffix in {".html", ".txt"}:
                yield room, path


def test_templates_name_only_lower_floors():
    faults = {
        str(p.relative_to(ROOT)): found
        for room, p in our_templates()
        if (found := template_faults(room, p.read_text()))
    }
    assert faults == {}
    assert template_faults("quizzes", "{% url 'courses:detail' slug=x %}") == ["courses"]


STYLE = re.compile(r"\sstyle\s*=", re.IGNORECASE)
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)[^>]*>", re.IGNORECASE)
INLINE_HANDLER = re.compile(r"\son(?:click|change|load|submit|error|input)\s*=", re.IGNORECASE)


def test_templates_carry_no_inline_style_or_script():
    for _room, path in our_templates():
        text = path.read_text()
        where = str(path.relative_to(ROOT))
        if "/email/" in where:
            continue
        assert not STYLE.search(text), f"{where}: style="
        assert not INLINE_SCRIPT.search(text), f"{where}: inline script"
        assert not INLINE_HANDLER.search(text), f"{where}: inline handler"


# Every `|safe` needs a reason: HTML that came through content.sanitising, or that we rendered ourselves.
SAFE_ALLOWED = {
    "courses/templates/courses/lesson.html": "LessonText.html: rendered from sanitised blocks at publishing",
    "quizzes/templates/quizzes/admin/preview.html": "hints: cleaned before they were stored or signed",
    **{
        f"quizzes/templates/quizzes/{name}.html": "wordings and what is said of them: cleaned when published"
        for name in (
            "_question",
            "_practice",
            "_essay_review",
            "kinds/_choices",
            "kinds/cloze",
            "kinds/_rich",
            "kinds/essay",
            "kinds/matching",
            "kinds/ordering",
            "kinds/true_false_group",
        )
    },
    "quizzes/templates/quizzes/_judged.html": "wordings, cleaned when published; typed answers, escaped in judging.py",
    **{
        f"quizzes/templates/quizzes/admin/marking/{name}.html": "wordings, cleaned when published; answers, escaped in judging.py"
        for name in ("_answer", "_mark_form", "_sitting_row", "regrades")
    },
    "quizzes/templates/quizzes/import/batch.html": "cleaned by content.sanitising in quizzes.previews",
    "quizzes/templates/quizzes/_review_row.html": "wordings and feedback: cleaned when published",
}


def test_safe_is_used_only_where_we_said_why():
    used = {str(p.relative_to(ROOT)) for _room, p in our_templates() if "|safe" in p.read_text()}
    assert used <= set(SAFE_ALLOWED), used - set(SAFE_ALLOWED)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("room", "line", "contract"),
    [
        ("quizzes", "import courses.models", "Each floor may only lean on the floors below it"),
        ("guides", "import courses.models", "Each floor may only lean on the floors below it"),
        ("courses", "import quizzes.grading", "Back rooms of quizzes are entered only by quizzes"),
        ("people", "import bleach", "Only content.sanitising speaks to bleach and nh3"),
    ],
)
def test_the_import_contracts_fail_when_broken_on_purpose(
    tmp_path: Path, room: str, line: str, contract: str
):
    for name in [*ROOMS]:
        shutil.copytree(
            ROOT / name,
            tmp_path / name,
            ignore=shutil.ignore_patterns("__pycache__", "static", "templates", "locale", "data"),
        )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / room / "planted.py").write_text(line + "\n")

    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode != 0
    assert f"{contract} BROKEN" in done.stdout


def test_the_floors_have_the_expected_order():
    order = ["ui", "people", "jobs", "content", "quizzes", "courses", "certificates", "lms"]
    assert [HEIGHT[room] for room in order] == sorted(HEIGHT[room] for room in order)
    assert HEIGHT["courses"] == HEIGHT["guides"] == HEIGHT["listening"]
