"""The glossary: its page, its links in texts, and how a change reaches readers."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from content.signals import public_pages_changed
from guides.glossary import all_terms
from guides.importing_terms import read_terms
from guides.models import GlossaryTerm
from guides.services import add_terms
from lms.demo.files import DATA
from tests.support.queries import count_queries

GUIDE = "/huong-dan/nop-ho-so-truc-tuyen/"
DAYS = {"last_reviewed": date(2026, 11, 23), "review_by": date(2027, 5, 23)}


@pytest.fixture
def terms(guides) -> None:
    add_terms(drafts=read_terms((DATA / "glossary.json").read_text(encoding="utf-8")), **DAYS)


def test_the_demo_explains_thirty_terms_in_two_languages(terms):
    assert GlossaryTerm.objects.count() >= 30
    for term in GlossaryTerm.objects.all():
        term.full_clean()
        assert term.term_en
        assert term.definition_en
    said = [phrase.casefold() for term in GlossaryTerm.objects.all() for phrase in term.phrases]
    assert len(said) == len(set(said)), "two terms claim the same words"
    assert add_terms(drafts=read_terms((DATA / "glossary.json").read_text(encoding="utf-8")), **DAYS) == 0


def test_the_page_lists_terms_from_a_to_z(terms, client_for):
    html = client_for().get("/thuat-ngu/").content.decode()

    letters = re.findall(r'<h2 id="[^"]+">(.)</h2>', html)
    assert letters.index("D") < letters.index("Đ") < letters.index("H") < letters.index("V")
    assert '<dt id="ma-ho-so" lang="vi">mã hồ sơ</dt>' in html
    assert "one-stop shop" in html
    assert html.count("<h1") == 1


def test_the_english_page_explains_in_english(terms, client_for):
    html = client_for().get("/en/thuat-ngu/").content.decode()

    assert '<dt id="ma-ho-so" lang="en">dossier code</dt>' in html
    assert "In Vietnamese:" in html


def test_a_guide_links_each_term_once_and_explains_it_below(terms, client_for):
    html = client_for().get(GUIDE).content.decode()

    linked = re.findall(r'<a class="guides-term" href="#tn-([^"]+)">', html)
    assert "ma-ho-so" in linked
    assert "thanh-phan-ho-so" in linked
    assert len(linked) == len(set(linked))
    for key in linked:
        assert html.count(f'id="tn-{key}"') == 1
    assert 'class="guides-term"' not in "".join(re.findall(r"<h[1-6].*?</h[1-6]>", html, re.DOTALL))
    assert "guides/guide.js" in html


def test_in_english_the_meanings_are_english(terms, client_for):
    html = client_for().get("/en" + GUIDE).content.decode()

    assert '<dt id="tn-ma-ho-so" lang="en" tabindex="-1">dossier code</dt>' in html


def test_without_terms_a_page_carries_nothing_of_them(guides, client_for):
    html = client_for().get(GUIDE).content.decode()

    assert "guides-term" not in html
    assert "data-terms" not in html
    assert client_for().get("/thuat-ngu/").status_code == 200


def test_a_term_costs_a_guide_no_question(terms, client_for):
    client = client_for()
    client.get(GUIDE)

    cost, statements = count_queries(lambda: client.get(GUIDE))

    assert cost <= 12, statements
    assert not [sql for sql in statements if "glossaryterm" in sql]


def test_a_change_is_told_and_shown_at_once(terms, client_for):
    told = []
    receiver = lambda **news: told.append(news["sender"])  # noqa: E731
    public_pages_changed.connect(receiver)
    client = client_for()
    assert "dossier code" not in client.get(GUIDE).content.decode()

    term = GlossaryTerm.objects.get(slug="ma-ho-so")
    term.definition = "Số để tra cứu."
    term.save()

    assert "Số để tra cứu." in client.get(GUIDE).content.decode()
    GlossaryTerm.objects.get(slug="ma-ho-so").delete()
    assert "tn-ma-ho-so" not in client.get(GUIDE).content.decode()
    assert told == [GlossaryTerm, GlossaryTerm]
    public_pages_changed.disconnect(receiver)


def test_a_change_that_was_taken_back_is_not_kept(terms, client_for):
    class Stop(Exception):
        pass

    def change_and_stop() -> None:
        with transaction.atomic():
            GlossaryTerm.objects.all()[0].delete()
            all_terms()
            raise Stop

    with pytest.raises(Stop):
        change_and_stop()
    GlossaryTerm.objects.get(slug="ma-ho-so").save()

    assert len(all_terms()) == GlossaryTerm.objects.count()


def test_citizens_pages_do_without_the_shared_cache(terms, client_for, monkeypatch):
    def broken(*_args, **_kwargs):
        raise ConnectionError("cache is away")

    monkeypatch.setattr("guides.kept.cache.get", broken)

    assert "tn-ma-ho-so" in client_for().get(GUIDE).content.decode()


def test_a_term_makes_its_own_address_and_refuses_an_odd_review(db):
    term = GlossaryTerm(term="Đất đai", definition="Đất và nhà.", **DAYS)
    term.full_clean()
    assert term.slug == "dat-dai"

    term.review_by = term.last_reviewed
    with pytest.raises(ValidationError):
        term.full_clean()


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "a|b)(", "&amp;", "\\", "(?P<x>"])
def test_a_hostile_term_is_text(terms, client_for, hostile):
    GlossaryTerm.objects.create(term=hostile, slug="x", definition=f"là {hostile}", **DAYS)

    html = client_for().get(GUIDE).content.decode()
    assert "<script>alert" not in html
    assert "<script>alert" not in client_for().get("/thuat-ngu/").content.decode()


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('[{"term": "x"}]', "no definition"),
        ('[{"term":"x","definition":"y"},{"term":"X","definition":"z"}]', "twice"),
    ],
)
def test_a_list_that_is_not_whole_is_refused(source, words):
    with pytest.raises(ValueError, match=words):
        read_terms(source)
