"""A person's own page, the second factor and the devices."""

import re
from collections.abc import Callable
from urllib.parse import unquote

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.urls import reverse

from people.models import Role, User
from tests.people.test_signing_in import PASSWORD, sign_in
from tests.support.queries import assert_max_queries

pytestmark = pytest.mark.django_db


def confirm_again(client: Client) -> None:
    """Before the protection of an account changes, the password is asked for once more."""
    assert client.get("/tai-khoan/bao-mat/ung-dung/bat/").url.startswith("/tai-khoan/xac-nhan/")
    assert client.post("/tai-khoan/xac-nhan/", {"password": PASSWORD}).status_code == 302


def current_code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_the_account_page_shows_only_ones_own_posts(
    learner: User, colleague: User, client_for: Callable[[object], Client]
) -> None:
    client = client_for(learner)
    with assert_max_queries(6):  # session, person, 2 × permissions, posts, and the savepoint of nothing else
        html = client.get("/tai-khoan/").content.decode()

    assert learner.email in html
    assert "Học viện Hành chính" in html
    assert colleague.email not in html
    assert "/quan-tri/" not in html


def test_editors_find_their_desk(instructor: User, client_for: Callable[[object], Client]) -> None:
    from django.contrib.auth.models import Permission

    instructor.user_permissions.add(Permission.objects.get(codename="access_admin"))

    assert 'href="/quan-tri/"' in client_for(instructor).get("/tai-khoan/").content.decode()


@pytest.mark.parametrize(
    "name",
    [
        "people:account",
        "account_email",
        "account_change_password",
        "usersessions_list",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_view_recovery_codes",
    ],
)
def test_strangers_are_asked_to_sign_in(name: str) -> None:
    response = Client().get(reverse(name))

    assert response.status_code == 302
    assert unquote(response.url).startswith("/dang-nhap/?next=/tai-khoan/")


def test_the_language_of_mail_and_desk_is_a_choice_of_two(
    learner: User, client_for: Callable[[object], Client]
) -> None:
    client = client_for(learner)

    client.post("/tai-khoan/ngon-ngu/", {"language": "en"})
    client.post("/tai-khoan/ngon-ngu/", {"language": "xx"})

    learner.refresh_from_db()
    assert learner.language == "en"
    assert learner.wagtail_userprofile.preferred_language == "en"
    assert client.get("/tai-khoan/ngon-ngu/").status_code == 405


def test_devices_are_listed_and_the_others_can_be_signed_out(learner: User) -> None:
    here, elsewhere = Client(), Client(HTTP_USER_AGENT="Máy ở nhà <b>")
    for client in (here, elsewhere):
        sign_in(learner.email, client=client)
        client.get("/tai-khoan/")

    html = here.get("/tai-khoan/thiet-bi/").content.decode()
    here.post("/tai-khoan/thiet-bi/")

    assert "Máy ở nhà &lt;b&gt;" in html
    assert here.get("/tai-khoan/").status_code == 200
    assert elsewhere.get("/tai-khoan/").status_code == 302


@pytest.fixture
def _staff_need_it(settings: object) -> None:
    settings.PEOPLE_SECOND_FACTOR_ROLES = [Role.INSTRUCTOR.value]


@pytest.mark.usefixtures("_staff_need_it")
def test_staff_without_a_second_factor_may_only_set_it_up(instructor: User, learner: User) -> None:
    staff, plain = Client(), Client()
    sign_in(instructor.email, client=staff)
    sign_in(learner.email, client=plain)

    confirm_again(staff)

    assert staff.get("/en/tai-khoan/").url == "/en/tai-khoan/bao-mat/"
    for path in ("/tai-khoan/", "/quan-tri/", "/styleguide/"):
        assert staff.get(path).url == "/tai-khoan/bao-mat/", path
    for name in ("mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn", "account_email"):
        assert staff.get(reverse(name)).status_code == 200, name
    assert plain.get("/tai-khoan/").status_code == 200


@pytest.mark.usefixtures("_staff_need_it")
def test_staff_set_up_an_app_and_then_need_its_code(instructor: User) -> None:
    client = Client()
    sign_in(instructor.email, client=client)
    confirm_again(client)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret

    done = client.post(reverse("mfa_activate_totp"), {"code": current_code(secret)}, follow=True)
    codes = re.findall(r'<li class="ui-code">(\w+)</li>', done.content.decode())

    assert '<svg xmlns="http://www.w3.org/2000/svg"' in page.content.decode()
    assert "style=" not in page.content.decode()
    assert client.get("/tai-khoan/").status_code == 200
    assert len(codes) == 10
    later = Client()
    asked = sign_in(instructor.email, client=later)
    assert asked.url == "/dang-nhap/buoc-hai/"
    assert later.get("/tai-khoan/").status_code == 302
    wrong = later.post(asked.url, {"code": "000000"})
    assert wrong.status_code == 200
    later.post(asked.url, {"code": codes[0]})
    assert later.get("/tai-khoan/").status_code == 200


def test_a_secret_is_never_shown_again(learner: User) -> None:
    Authenticator.objects.create(
        user=learner, type="totp", data={"secret": get_adapter().encrypt("ABCDEFGHIJKLMNOP")}
    )
    client = Client()
    client.force_login(learner)

    assert "ABCDEFGHIJKLMNOP" not in client.get(reverse("mfa_index")).content.decode()


def test_changing_the_password_needs_the_old_one(learner: User) -> None:
    client = Client()
    sign_in(learner.email, client=client)
    new = {"password1": "mat-khau-moi-99", "password2": "mat-khau-moi-99"}

    refused = client.post("/tai-khoan/mat-khau/", {"oldpassword": "sai", **new})
    changed = client.post("/tai-khoan/mat-khau/", {"oldpassword": PASSWORD, **new})

    assert refused.status_code == 200
    assert changed.status_code == 302
    assert sign_in(learner.email, "mat-khau-moi-99").status_code == 302


def test_the_colours_are_remembered_by_the_browser_and_rendered_by_the_server(
    learner: User, client_for: Callable[[object], Client]
) -> None:
    client = client_for(learner)

    client.post("/tai-khoan/giao-dien/", {"theme": "dark"})
    dark = client.get("/tai-khoan/").content.decode()
    client.post("/tai-khoan/giao-dien/", {"theme": '"><script>'})
    plain = client.get("/tai-khoan/").content.decode()

    assert '<html lang="vi" data-theme="dark">' in dark
    assert '<html lang="vi">' in plain


def test_a_single_confirmed_address_offers_nothing_to_choose(
    learner: User, client_for: Callable[[object], Client]
) -> None:
    EmailAddress.objects.update_or_create(
        user=learner, email=learner.email, defaults={"verified": True, "primary": True}
    )
    client = client_for(learner)
    assert "action_remove" not in client.get("/tai-khoan/email/").content.decode()

    EmailAddress.objects.create(user=learner, email="khac@example.vn", verified=False, primary=False)
    html = client.get("/tai-khoan/email/").content.decode()
    assert "action_remove" in html
    assert "action_send" in html
