"""A lesson with a formula is opened in the editor, changed elsewhere and saved: the formula is as it was."""

import pytest
from django.urls import reverse

from courses.models import LessonPage
from courses.services.authoring import add_lesson, create_course

pytestmark = pytest.mark.django_db(transaction=True)
FORMULA = "<math><mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac></math>"


def test_a_formula_outlives_the_editor(site, organisation, instructor, now, open_page, sign_in):
    course = create_course(code="TK-01", title="Thống kê", organisation=organisation, now=now, by=instructor)
    body = [{"type": "text", "value": f"<p>Tỷ lệ {FORMULA} của năm.</p>"}]
    lesson = add_lesson(course=course, title="Tỷ lệ", body=body, by=instructor)
    page = open_page({"width": 1280, "height": 900})
    sign_in(page, instructor)
    page.goto(reverse("wagtailadmin_pages:edit", args=[LessonPage.objects.get(lesson=lesson).pk]))
    text = page.locator(".public-DraftEditor-content").first
    text.wait_for()
    assert "⟦ab⟧" in text.inner_text()

    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Xong.")
    page.locator("[name=title]").fill("Tỷ lệ hồ sơ")  # leaving the text hands it over to the form
    page.wait_for_timeout(1000)
    page.locator("footer button[type=submit]").first.click()

    for _try in range(100):
        saved = (
            LessonPage.objects.get(lesson=lesson).get_latest_revision_as_object().body.raw_data[0]["value"]
        )
        if "Xong." in saved:
            break
        page.wait_for_timeout(100)
    assert "Xong." in saved
    assert FORMULA in saved
    page.wait_for_load_state("networkidle")
