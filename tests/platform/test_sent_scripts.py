"""What a page's scripts weigh as they are really sent (experience §5.2): built by collectstatic, Brotli, hashed names."""

import json
import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command

from lms.bundling import CannotBundle, bundled

pytest.importorskip("minify")
BUDGET = 6_000
HELPS = 900
"""Bytes more where a page has questions with helps of their own (moving lines, counting words)."""


@pytest.fixture(scope="module")
def sent(tmp_path_factory):
    """The folder that a nation's web server hands out, and its manifest."""
    folder = tmp_path_factory.mktemp("static")
    from django.test import override_settings

    backend = {"BACKEND": "lms.static_files.SmallStaticFiles", "OPTIONS": {"location": str(folder)}}
    with override_settings(
        STATIC_ROOT=str(folder),
        STORAGES={
            "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
            "staticfiles": backend,
        },
    ):
        call_command("collectstatic", interactive=False, verbosity=0)
    return folder, json.loads((folder / "staticfiles.json").read_text())["paths"]


def weight(sent, *names):
    folder, paths = sent
    return sum(len((folder / (paths[name] + ".br")).read_bytes()) for name in names)


def test_an_attempt_page_loads_at_most_six_kilobytes_of_script(sent):
    page = ["ui/js/core.js", "quizzes/attempt.js"]
    assert weight(sent, *page) <= BUDGET
    assert weight(sent, *page, "quizzes/asking.js") <= BUDGET + HELPS
    assert weight(sent, "quizzes/rich.js") <= 1_500


@pytest.mark.parametrize("script", ["courses/lesson.js", "guides/guide.js"])
def test_pages_that_are_read_load_far_less(sent, script):
    assert weight(sent, "ui/js/core.js", script) <= 2_000


def test_a_lesson_with_notes_and_offline_reading_stays_small(sent):
    page = ["ui/js/core.js", "courses/lesson.js", "courses/study.js"]
    assert weight(sent, *page) <= BUDGET
    assert weight(sent, *page, "ui/js/reading.js") <= BUDGET + HELPS
    assert weight(sent, "courses/sw.js") <= 1_500


def test_a_guide_that_is_kept_and_read_aloud_stays_small(sent):
    assert weight(sent, "ui/js/article.js", "guides/guide.js") <= BUDGET - 2_500
    folder, paths = sent
    assert "import" not in (folder / paths["ui/js/article.js"]).read_text()
    assert weight(sent, "lms/sw.js") <= 2_700


def test_an_exercise_is_played_by_little_script(sent):
    assert weight(sent, "ui/js/page.js", "practice/player.js") <= BUDGET + 2_500
    folder, paths = sent
    assert "import" not in (folder / paths["practice/player.js"]).read_text()


def test_a_bundle_imports_nothing_by_name(sent):
    folder, paths = sent
    script = (folder / paths["quizzes/attempt.js"]).read_text()
    assert not re.search(r"\bimport\s*[{*\"']|import\([\"']", script)


def test_the_sources_are_served_as_they_are_while_working():
    source = Path(str(finders.find("quizzes/attempt.js"))).read_text()
    assert 'from "./queue.js";' in source
    assert len(brotli.compress(source.encode())) > 0


@pytest.mark.parametrize(
    "source",
    [
        'import queue from "./queue.js";',
        'import "../queue.js";',
        "export default 1;",
        "export let a = 1;",
        "const here = import.meta.url;",
        'import { a } from "./a.js";',
    ],
)
def test_a_form_that_is_not_known_is_refused_and_not_half_sent(source):
    with pytest.raises(CannotBundle):
        bundled("a.js", lambda _name: source)


def test_names_of_two_modules_do_not_meet():
    files = {
        "a.js": 'import { f } from "./b.js";\nimport { g } from "./c.js";\nconst x = 1;\nconsole.log(x, f(), g());',
        "b.js": "const x = 2;\nexport function f() { return x; }",
        "c.js": 'import { f } from "./b.js";\nconst x = 3;\nexport const g = () => x + f();',
    }
    sent = bundled("a.js", files.__getitem__)
    assert sent.count("=2") == 1
    assert "import" not in sent


def test_a_module_wanted_for_what_it_does_runs_once_and_before():
    files = {
        "a.js": 'import "./b.js";\nimport "./c.js";\nconsole.log("last");',
        "b.js": 'console.log("first");',
        "c.js": 'import "./b.js";\nconst x = "second";\nconsole.log(x);',
    }
    sent = bundled("a.js", files.__getitem__)
    assert [sent.count(f"{word}") for word in ("first", "second", "last")] == [1, 1, 1]
    assert sent.index("first") < sent.index("second") < sent.index("last")


def test_what_a_module_gives_it_still_gives():
    assert "export{open}" in bundled("a.js", lambda _name: "export function open() { return 1; }")
