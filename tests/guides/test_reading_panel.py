"""Beside the form: how hard a page is to read, with the sentences that make it so."""

import pytest
from django.urls import reverse

from guides.models import GuidePage, QuestionPage
from guides.reading_panel import SHOWN, groups_of
from guides.reviews import reviewed_models
from guides.texts import paragraphs_of, strings_of
from people.models import Role
from tests.support.people import make_person
from tests.support.queries import count_queries

OFFICIAL = "Căn cứ vào hồ sơ, công dân tiến hành thực hiện việc nộp tại UBND."


@pytest.fixture
def editor(organisation):
    return make_person("Hoàng Ngọc Mai", organisation=organisation, role=Role.MINISTRY_EDITOR)


def draft_of(guide: GuidePage, **texts: str) -> GuidePage:
    for name, text in texts.items():
        setattr(guide, name, text)
    guide.save_revision()
    return guide


def form_of(client, page) -> str:
    return client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()


def test_every_sentence_that_is_hard_is_quoted_with_a_proposal(guides, editor, client_for):
    guide = draft_of(guides["HD-02"], summary=OFFICIAL)

    html = form_of(client_for(editor), guide)

    assert f'<q lang="vi">{OFFICIAL}</q>' in html
    assert "“căn cứ vào” → nên viết: <strong>theo</strong>" in html
    assert "“thực hiện việc” → bỏ đi" not in html, "the longer phrase was found"
    assert "Ủy ban nhân dân (UBND)" in html
    assert "không điều nào cản trở việc xuất bản" in html


def test_hints_do_not_keep_anybody_from_publishing(guides, editor):
    guide = draft_of(guides["HD-02"], summary=OFFICIAL)
    guide.get_latest_revision().publish()

    assert GuidePage.objects.get(pk=guide.pk).summary == OFFICIAL


def test_every_type_of_page_has_the_panel(site):
    for model in reviewed_models():
        assert any(type(panel).__name__ == "ReadingPanel" for panel in model.content_panels), model


def test_what_is_read_and_what_is_not(guides):
    guide = guides["HD-02"]
    guide.sources, guide.to_verify, guide.title_en = "Luật căn cứ vào", "ghi chú riêng", "Submitting"

    read = paragraphs_of(guide)
    stored = list(strings_of(guide))

    assert guide.title in read
    assert guide.summary in read
    assert not {"Luật căn cứ vào", "ghi chú riêng", "Submitting"} & set(read)
    assert not any("<" in text for text in read)
    assert "Luật căn cứ vào" in stored
    assert "ghi chú riêng" not in stored
    assert guide.official_url in stored


def test_paragraphs_and_list_items_are_read_one_by_one(site):
    page = QuestionPage(
        title="Hỏi", summary="Đáp", answer="<p>Một.</p><ul><li>Hai &amp; ba</li><li>Bốn</li></ul>"
    )

    assert paragraphs_of(page)[2:] == ["Một.", "Hai & ba", "Bốn"]


def test_an_empty_form_asks_for_a_draft_and_a_full_one_is_cut(guides, editor, client_for):
    from content.plain_language import reading_of

    parent = guides["HD-02"].get_parent()
    html = (
        client_for(editor)
        .get(reverse("wagtailadmin_pages:add", args=["guides", "guidepage", parent.pk]))
        .content.decode()
    )

    assert "Hãy lưu bản nháp" in html
    groups = groups_of(reading_of([OFFICIAL] * 100))
    assert sum(len(hints) for _heading, hints in groups) == SHOWN


def test_the_panel_asks_the_database_nothing(guides):
    guide = GuidePage.objects.get(pk=guides["HD-02"].pk)

    assert count_queries(lambda: paragraphs_of(guide))[0] == 0
