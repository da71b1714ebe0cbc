"""Who comes into the editors' admin, and what the others are told."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/quan-tri/", "/quan-tri/ngan-hang-cau-hoi/", "/quan-tri/pages/"])
def test_somebody_who_may_not_edit_is_told_so_and_not_sent_round_in_circles(
    address, site, learner, client_for
):
    response = client_for(learner).get(address)

    assert response.status_code == 403
    assert "Tài khoản của bạn không có quyền" in response.content.decode()


def test_a_stranger_is_asked_to_sign_in_and_an_instructor_is_let_in(site, instructor, client_for):
    assert client_for(None).get("/quan-tri/").url == "/dang-nhap/?next=/quan-tri/"
    assert client_for(instructor).get("/quan-tri/").status_code == 200
