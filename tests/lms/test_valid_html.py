"""Every public page of the demonstration, in both languages: valid HTML, no cookie, nothing from or to another host."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from tests.support.public_pages import Seen, foreign_loads, walk_public_pages

pytestmark = pytest.mark.once
VALIDATOR = Path(__file__).resolve().parents[1] / "vendor" / "html-validate"
LINKED_FROM_NOWHERE = ("/en/khong-co-trang-nay/", "/khong-co-trang-nay/")
ACCOUNTS = ("account_login", "account_signup", "account_reset_password")


@pytest.fixture(scope="module")
def pages(_demo_of_module: None, django_db_blocker: object) -> list[Seen]:
    with django_db_blocker.unblock():
        return walk_public_pages(("/", "/en/"))


@pytest.fixture(scope="module")
def validator() -> list[str]:
    program = VALIDATOR / "node_modules" / ".bin" / "html-validate"
    if shutil.which("node") is None:
        pytest.skip("no Node here, so HTML is not validated (Debian: sudo apt-get install nodejs npm)")
    if not program.exists():
        pytest.skip(f"html-validate is not here: npm ci --ignore-scripts --prefix {VALIDATOR}")
    return [str(program), "--config", str(VALIDATOR / ".htmlvalidate.json"), "--formatter"]


def test_both_languages_are_walked_as_far_as_they_go(pages: list[Seen]) -> None:
    paths = {page.path for page in pages if page.is_page}
    vietnamese = {path for path in paths if not path.startswith("/en/")}

    assert {f"/en{path}" for path in vietnamese if "?" not in path} <= paths
    assert len(vietnamese) >= 80
    assert [page.path for page in pages if page.answer.status_code >= 400] == [], "links that lead nowhere"


@pytest.mark.django_db
def test_the_html_is_valid(pages: list[Seen], validator: list[str], tmp_path: Path) -> None:
    answers = [(page.path, page.answer.content) for page in pages if page.is_page]
    answers += [(path, Client().get(path).content) for path in LINKED_FROM_NOWHERE]
    answers += [(reverse(name), Client().get(reverse(name)).content) for name in ACCOUNTS]
    paths = {}
    for number, (path, content) in enumerate(answers):
        file = tmp_path / f"{number}.html"
        file.write_bytes(content)
        paths[str(file)] = path
    told = tmp_path / "report.json"  # through a pipe Node tells no more than 64 KB
    said = subprocess.run(
        [*validator, f"json={told}", str(tmp_path)], capture_output=True, text=True, check=False, timeout=120
    )

    report = json.loads(told.read_text())
    assert len(report) <= len(answers)
    assert [
        f"{paths[file['filePath']]}:{found['line']} {found['ruleId']}: {found['message']}"
        for file in report
        for found in file["messages"]
    ] == [], said.stderr


def test_the_validator_does_find_something(validator: list[str], tmp_path: Path) -> None:
    file = tmp_path / "broken.html"
    file.write_text(
        '<!doctype html><html><head><title>x</title></head><body><a href="/"><a href="/">x</a></a>'
        '<input id="a"><p id="a"></p><img src="https://example.org/x.png"></body></html>'
    )
    told = tmp_path / "report.json"
    subprocess.run([*validator, f"json={told}", str(file)], capture_output=True, check=False, timeout=60)

    rules = {found["ruleId"] for found in json.loads(told.read_text())[0]["messages"]}
    assert {"element-permitted-content", "no-dup-id", "wcag/h37", "element-required-attributes"} & rules


def test_nobody_is_given_a_cookie_and_nothing_is_fetched_elsewhere(pages: list[Seen]) -> None:
    assert [page.path for page in pages if page.answer.cookies] == []
    assert {page.path: foreign for page in pages if page.is_page and (foreign := foreign_loads(page))} == {}


def test_every_page_may_be_kept_whole_for_everybody(pages: list[Seen]) -> None:
    """Checking a certificate is the exception: it is counted against guessing."""
    private = {page.path for page in pages if page.is_page and not page.is_for_everybody}

    assert private == {"/xac-minh/", "/en/xac-minh/"}
    for page in pages:
        if page.is_for_everybody:
            assert "stale-while-revalidate" in page.answer["Cache-Control"], page.path
            assert {part.strip().lower() for part in page.answer.get("Vary", "").split(",")} <= {"", "cookie"}


ENGLISH = re.compile(
    r"\b(and|your|you|this|with|from|which|please|search|page|next|previous|read|more|sign|in order|results?|minutes?)\b",
    re.IGNORECASE,
)


def test_vietnamese_pages_speak_vietnamese(pages: list[Seen]) -> None:
    """What is said in English on them is marked as such: the door to the other language, a term in English."""
    found = {}
    for page in pages:
        if page.is_page and page.path.partition("?")[0].split("/")[1] != "en":
            body = html.fromstring(page.answer.content.decode()).body
            for other in body.xpath(".//script|.//style|.//code|.//*[@lang='en']|.//*[@translate='no']"):
                other.drop_tree()
            found[page.path] = sorted(set(ENGLISH.findall(" ".join(body.itertext()))))

    assert len(found) > 60
    assert {path: words for path, words in found.items() if words} == {}
