"""Who may write guides, and what the form refuses."""

import pytest
from django.urls import reverse

from guides.models import GuideIndexPage
from people.models import Role
from tests.support.people import make_person


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.MINISTRY_EDITOR, 200), (Role.ADMINISTRATOR, 200), (Role.INSTRUCTOR, 302), (Role.LEARNER, 403)],
)
def test_ministry_editors_and_administrators_write_guides(guides, organisation, client_for, role, status):
    person = make_person("Hoàng Ngọc Mai", organisation=organisation, role=role)
    index = GuideIndexPage.objects.get()
    add = reverse("wagtailadmin_pages:add", args=["guides", "guidepage", index.pk])
    edit = reverse("wagtailadmin_pages:edit", args=[guides["HD-02"].pk])

    assert client_for(person).get(add).status_code == status
    assert client_for(person).get(edit).status_code == status
    assert client_for(None).get(edit).status_code == 302


def test_the_editing_form_is_vietnamese(guides, organisation, client_for):
    person = make_person("Hoàng Ngọc Mai", organisation=organisation, role=Role.MINISTRY_EDITOR)
    html = (
        client_for(person).get(reverse("wagtailadmin_pages:edit", args=[guides["HD-02"].pk])).content.decode()
    )

    for words in ("đường dẫn chính thức", "hạn rà soát", "những thứ cần chuẩn bị"):
        assert words in html.lower()
