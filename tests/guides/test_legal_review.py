"""A replaced decree lists every page to review, and says so on the pages that cite it."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from courses.models import LegalDocument
from guides.legal_review import cited_lines, pages_touched
from guides.models import GuidePage
from people.models import Role
from tests.support.people import make_person
from tests.support.queries import count_queries

URL = "/huong-dan/nop-ho-so-truc-tuyen/"
OLD, NEW = "61/2018/NĐ-CP", "118/2025/NĐ-CP"


@pytest.fixture
def editor(organisation):
    return make_person("Hoàng Ngọc Mai", organisation=organisation, role=Role.MINISTRY_EDITOR)


@pytest.fixture
def decree(site) -> LegalDocument:
    return entered(OLD)


def entered(number: str, **fields) -> LegalDocument:
    document = LegalDocument(number=number, title=f"Nghị định {number}", **fields)
    document.full_clean()
    document.save()
    return document


def replace(decree: LegalDocument, day: date) -> None:
    decree.valid_to, decree.replaced_by = day, entered(NEW)
    decree.full_clean()
    decree.save()


def cite(page, **texts: str):
    for name, text in texts.items():
        setattr(page, name, text)
    page.save_revision().publish()
    return page


def touched_titles(person) -> set[str]:
    return {page.title for row in pages_touched(person=person, day=localdate()) for page in row.pages}


def test_sources_legal_basis_and_text_are_searched(services, guides, decree, editor):
    LegalDocument.objects.exclude(pk=decree.pk).delete()
    guide = cite(guides["HD-02"], sources=f"Nghị định {OLD} về một cửa")
    service = cite(services["DV-01"], legal_basis=f"Nghị định số {OLD}")
    in_text = cite(services["DV-02"], summary=f"Theo Nghị định {OLD}.")
    assert touched_titles(editor) == set()

    replace(decree, date(2025, 7, 1))

    assert touched_titles(editor) == {guide.title, service.title, in_text.title}
    row = pages_touched(person=editor, day=localdate())[0]
    assert (row.document.number, row.document.replaced_by) == (OLD, NEW)


def test_a_page_put_right_leaves_the_list(guides, decree, editor):
    guide = cite(guides["HD-02"], sources=f"Nghị định {OLD}")
    replace(decree, date(2025, 7, 1))
    assert guide.title in touched_titles(editor)

    cite(guide, sources=f"Nghị định {NEW}")

    assert guide.title not in touched_titles(editor)


def test_only_what_is_published_and_what_one_may_edit(guides, decree, editor, instructor):
    guide = cite(guides["HD-02"], sources=f"Nghị định {OLD}")
    replace(decree, date(2025, 7, 1))

    assert touched_titles(instructor) == set()
    guide.unpublish()
    assert guide.title not in touched_titles(editor)


@pytest.mark.parametrize(("field", "page"), [("sources", "guide"), ("legal_basis", "service")])
def test_readers_see_that_a_source_holds_no_longer(services, guides, decree, client_for, field, page):
    shown = guides["HD-02"] if page == "guide" else services["DV-01"]
    cite(shown, **{field: f"Nghị định {OLD}\nLuật <b>khác</b>"})
    address = shown.get_url_parts()[2]
    assert "Hết hiệu lực" not in client_for().get(address).content.decode()

    replace(decree, date(2025, 7, 1))
    html = client_for().get(address).content.decode()

    assert "Hết hiệu lực" in html
    assert f"{OLD} được thay thế bằng {NEW} từ ngày 01/07/2025." in html
    assert "&lt;b&gt;khác" in html


def test_lines_without_numbers_are_left_alone(site):
    lines = cited_lines(["Trang chính thức dichvucong.gov.vn", ""])

    assert [(line.text, line.ended) for line in lines] == [
        ("Trang chính thức dichvucong.gov.vn", []),
        ("", []),
    ]


def test_the_register_and_the_courses_list_lead_to_the_pages(guides, decree, editor, instructor, client_for):
    cite(guides["HD-02"], sources=f"Nghị định {OLD}")
    replace(decree, date(2025, 7, 1))
    desk = f"{reverse('guides_desk')}#van-ban"

    register = client_for(editor).get(reverse("legal_documents:index"))
    assert register.status_code == 200, "a ministry editor keeps the register too"
    assert desk in register.content.decode()
    assert reverse("courses_impact") not in register.content.decode()

    both = make_person(
        "Lê Văn Tám", organisation=editor.memberships.get().organisation, role=Role.ADMINISTRATOR
    )
    html = client_for(both).get(reverse("courses_impact")).content.decode()
    assert f'<a href="{desk}">' in html
    assert desk not in client_for(instructor).get(reverse("courses_impact")).content.decode()
    assert reverse("courses_impact") in client_for(both).get(reverse("guides_desk")).content.decode()


def test_the_cost_is_flat(guides, make_guides, decree, editor):
    GuidePage.objects.update(sources=f"Nghị định {OLD}")
    replace(decree, date(2025, 7, 1))
    pages_touched(person=editor, day=localdate())
    before, _ = count_queries(lambda: pages_touched(person=editor, day=localdate()))
    make_guides(5)

    assert count_queries(lambda: pages_touched(person=editor, day=localdate()))[0] <= before
