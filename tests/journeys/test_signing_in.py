"""A learner comes in by the door, finds it usable on a phone, and goes out again."""

import pytest

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_wrong_password_gets_a_sentence_and_the_right_one_opens(
    page_360, learner, axe, gates, screen
) -> None:
    page = page_360
    page.goto("/dang-nhap/")
    axe(page)
    gates(page)
    screen(page, "sign-in-360")

    page.fill("[name=login]", learner.email)
    page.fill("[name=password]", "khong-phai-mat-khau")
    page.click("main button[type=submit]")
    assert page.locator("[role=alert], .ui-error-summary").first.is_visible()
    axe(page)

    page.fill("[name=login]", learner.email)
    page.fill("[name=password]", "mat-khau-dai-12")
    page.click("main button[type=submit]")
    page.wait_for_url("**/cua-toi/")
    axe(page)
    gates(page)


def test_the_door_works_without_javascript_and_at_a_desk(open_page, learner, sign_in, axe, gates) -> None:
    page = open_page({"width": 1280, "height": 900}, java_script_enabled=False)
    sign_in(page, learner)
    assert page.url.endswith("/cua-toi/")
