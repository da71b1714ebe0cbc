"""Doors to an account: two names, one sentence for every mistake, and no way to learn who has an account."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import (
    Argon2PasswordHasher,
    check_password,
    identify_hasher,
    make_password,
)
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import translation

from lms.settings import accounts
from people.models import User
from tests.support.people import make_person

PASSWORD = "mat-khau-dai-12"
MISMATCH = "Địa chỉ thư điện tử hoặc mã cán bộ, hoặc mật khẩu, không đúng."
pytestmark = pytest.mark.django_db


def sign_in(login: str, password: str = PASSWORD, *, client: Client | None = None, **extra: str) -> object:
    return (client or Client()).post("/dang-nhap/", {"login": login, "password": password, **extra})


@pytest.fixture
def officer(organisation: object) -> User:
    return make_person("Hoàng Văn Nam", organisation=organisation, staff_code="CB-0042")


def test_addresses_are_vietnamese_and_names_are_allauths() -> None:
    assert reverse("account_login") == "/dang-nhap/"
    assert reverse("account_logout") == "/dang-xuat/"
    assert reverse("account_signup") == "/dang-ky/"
    assert reverse("account_reset_password") == "/quen-mat-khau/"
    assert reverse("people:account") == "/tai-khoan/"
    with translation.override("en"):
        assert reverse("account_login") == "/en/dang-nhap/"


def test_people_sign_in_with_their_address_or_their_staff_code(officer: User) -> None:
    for name in (officer.email, officer.email.upper(), "CB-0042", " cb-0042 "):
        response = sign_in(name)

        assert response.status_code == 302, name
        assert response.url == "/cua-toi/"


def test_a_wrong_password_and_an_unknown_name_get_the_same_sentence(officer: User) -> None:
    for login in (officer.email, "CB-0042", "nobody@example.vn", "CB-9999"):
        response = sign_in(login, "sai-mat-khau-roi")

        assert response.status_code == 200
        assert MISMATCH in response.content.decode()
        assert "sessionid" not in response.cookies or not response.wsgi_request.user.is_authenticated


def test_a_sixth_wrong_password_says_how_long_to_wait(officer: User) -> None:
    client = Client()
    for _ in range(5):
        sign_in(officer.email, "sai-mat-khau-roi", client=client)

    refused = sign_in(officer.email, "sai-mat-khau-roi", client=client)
    right = sign_in(officer.email, client=client)

    for response in (refused, right):
        assert response.status_code == 429
        assert "5 phút" in response.content.decode()
        assert response.headers["Retry-After"] == "300"


def test_nobody_can_lock_another_person_out_from_elsewhere(officer: User) -> None:
    stranger, owner = Client(REMOTE_ADDR="192.0.2.7"), Client(REMOTE_ADDR="198.51.100.9")
    for _ in range(6):
        locked = sign_in(officer.email, "sai-mat-khau-roi", client=stranger)

    assert locked.status_code == 429
    assert sign_in(officer.email, client=owner).url == "/cua-toi/"


def test_a_training_room_behind_one_address_gets_in(organisation: object) -> None:
    people = [make_person(f"Học Viên {n}", organisation=organisation) for n in range(40)]

    assert {sign_in(person.email).status_code for person in people} == {302}


def test_hammering_the_door_gives_a_page_for_people(officer: User, settings: object) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "3/m/ip"}
    client = Client()
    for number in range(3):
        sign_in(f"ai-do-{number}@example.vn", "sai-mat-khau-roi", client=client)

    response = sign_in(officer.email, client=client)

    assert response.status_code == 429
    assert "1 phút" in response.content.decode()
    assert response.headers["Retry-After"] == "60"


@pytest.mark.parametrize(
    ("target", "landing"),
    [
        ("/khoa-hoc/ky-so/", "/khoa-hoc/ky-so/"),
        ("https://evil.example/", "/cua-toi/"),
        ("//evil.example/", "/cua-toi/"),
        ("/\\evil.example/", "/cua-toi/"),
        ("javascript:alert(1)", "/cua-toi/"),
    ],
)
def test_after_signing_in_only_own_addresses_are_followed(officer: User, target: str, landing: str) -> None:
    assert sign_in(officer.email, next=target).url == landing


def test_a_closed_account_does_not_open(officer: User) -> None:
    officer.is_active = False
    officer.save()

    response = sign_in(officer.email)

    assert "_auth_user_id" not in response.wsgi_request.session


def test_an_unconfirmed_address_gets_a_link_and_no_entry(organisation: object) -> None:
    person = make_person("Đỗ Thị Hoa", organisation=organisation, is_email_confirmed=False)

    response = sign_in(person.email)

    assert response.url == "/xac-nhan-email/"
    assert "_auth_user_id" not in response.wsgi_request.session
    assert "/xac-nhan-email/" in mail.outbox[0].body


def sign_up(email: str, client: Client | None = None, **extra: str) -> object:
    fields = {"full_name": "  Vũ  Thị Mai ", "email": email, "password1": PASSWORD, "password2": PASSWORD}
    return (client or Client()).post("/dang-ky/", {**fields, **extra})


def test_a_new_person_confirms_the_address_and_is_in() -> None:
    client = Client()
    response = sign_up("Mai@Example.vn", client)
    person = User.objects.get(email="mai@example.vn")
    link = re.search(r"/xac-nhan-email/[^/\s]+/", mail.outbox[0].body).group()

    shown = client.get(link)
    client.post(link)

    assert response.url == "/xac-nhan-email/"
    assert person.full_name == "Vũ Thị Mai"
    assert person.staff_code is None
    assert person.language == "vi"
    assert "Vũ Thị Mai" in shown.content.decode()
    assert EmailAddress.objects.get(user=person).verified
    assert sign_in("mai@example.vn").url == "/cua-toi/"


def test_two_people_without_staff_code_can_sign_up() -> None:
    assert sign_up("mot@example.vn").status_code == 302
    cache.clear()
    assert sign_up("hai@example.vn").status_code == 302
    assert User.objects.filter(staff_code=None, email__in=["mot@example.vn", "hai@example.vn"]).count() == 2


def test_signing_up_does_not_tell_who_has_an_account(officer: User) -> None:
    known = sign_up(officer.email)
    cache.clear()
    unknown = sign_up("chua-ai-dung@example.vn")

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert "đã có tài khoản" in mail.outbox[0].body
    assert [m.to for m in mail.outbox] == [[officer.email], ["chua-ai-dung@example.vn"]]


def test_asking_for_a_new_password_does_not_tell_who_has_an_account(officer: User) -> None:
    known = Client().post("/quen-mat-khau/", {"email": officer.email})
    unknown = Client().post("/quen-mat-khau/", {"email": "chua-ai-dung@example.vn"})

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert [m.to for m in mail.outbox] == [[officer.email], ["chua-ai-dung@example.vn"]]


def test_a_new_password_works_and_its_link_works_once(officer: User) -> None:
    client = Client()
    client.post("/quen-mat-khau/", {"email": officer.email})
    link = re.search(r"/quen-mat-khau/[0-9a-z]+-[^/\s]+/", mail.outbox[0].body).group()

    form = client.get(link)
    done = client.post(form.url, {"password1": "mat-khau-moi-99", "password2": "mat-khau-moi-99"})
    again = Client().get(link)

    assert done.url == "/quen-mat-khau/xong/"
    assert sign_in(officer.email, "mat-khau-moi-99").url == "/cua-toi/"
    assert "không còn dùng được" in again.content.decode()


def test_mail_speaks_the_persons_language(officer: User) -> None:
    officer.language = "en"
    officer.save()

    Client().post("/quen-mat-khau/", {"email": officer.email})

    assert "Open this link to choose a new password" in mail.outbox[0].body
    assert mail.outbox[0].subject.startswith("[Học viện số] ")


def test_a_weak_password_is_refused_with_reasons() -> None:
    response = sign_up("yeu@example.vn", password1="12345", password2="12345")

    assert response.status_code == 200
    assert 'id="id_password1_error"' in response.content.decode()
    assert not User.objects.filter(email="yeu@example.vn").exists()


def test_signing_out_needs_a_post(officer: User) -> None:
    client = Client()
    client.force_login(officer)

    asked = client.get("/dang-xuat/")
    still_in = client.get("/tai-khoan/").status_code
    client.post("/dang-xuat/")

    assert asked.status_code == 200
    assert still_in == 200
    assert client.get("/tai-khoan/").status_code == 302


def test_a_form_without_its_token_gets_a_sentence(officer: User) -> None:
    response = Client(enforce_csrf_checks=True).post(
        "/dang-nhap/", {"login": officer.email, "password": PASSWORD}
    )

    assert response.status_code == 403
    assert "gửi lại" in response.content.decode()


def test_passwords_are_stored_with_argon2(settings: object) -> None:
    settings.PASSWORD_HASHERS = accounts.PASSWORD_HASHERS

    stored = make_password(PASSWORD)

    assert identify_hasher(stored).algorithm == "argon2"
    assert "$m=19456,t=2,p=1$" in stored  # decision 0012


def test_a_password_stored_with_other_figures_is_accepted_and_stored_anew(settings: object) -> None:
    settings.PASSWORD_HASHERS = accounts.PASSWORD_HASHERS
    earlier = Argon2PasswordHasher().encode(PASSWORD, "muoi-cua-thang-truoc")
    renewed: list[str] = []

    assert check_password(PASSWORD, earlier, setter=renewed.append)
    assert renewed == [PASSWORD]
