"""The demonstration: all of it, once."""

import re

import pytest
from django.apps import apps
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Page

from certificates.models import Certificate
from courses.models import Completion, Course, Lesson
from guides.models import GuidePage
from people.models import Organisation, User

pytestmark = pytest.mark.django_db


def rows() -> dict[str, int]:
    return {
        model._meta.label: model.objects.count() for model in apps.get_models() if hasattr(model, "objects")
    }


@pytest.fixture
def demo(db, capsys) -> str:
    call_command("load_demo")
    return capsys.readouterr().out


def test_the_demo_holds_what_it_promises_and_loads_once(demo):
    assert GuidePage.objects.live().count() == 5
    assert Course.objects.published().count() == 4
    assert Lesson.objects.filter(is_published=True).count() == 6
    assert User.objects.count() == 8
    assert Completion.objects.count() == Certificate.objects.count() == 1
    assert Organisation.objects.get(code="HVHC").names.count() == 2
    before = rows()

    call_command("load_demo")

    assert rows() == before


def test_the_demo_prints_who_can_sign_in(demo, client_for):
    for line in ("lan@hocvienso.example", "VT0001", "Mật khẩu chung"):
        assert line in demo
    client = client_for()
    for person in User.objects.all():
        assert client.login(email=person.email, password=re.search(r"Mật khẩu chung: (\S+)", demo).group(1))


def test_every_link_a_stranger_can_follow_leads_somewhere(demo, client_for):
    client = client_for()
    queue, seen, broken = ["/", "/en/"], set(), []
    while queue:
        path = queue.pop()
        if path in seen:
            continue
        seen.add(path)
        response = client.get(path, follow=True)
        if response.status_code != 200:
            broken.append((path, response.status_code))
            continue
        html = response.content.decode() if "html" in response["Content-Type"] else ""
        for found in re.findall(r'<a [^>]*href="(/[^"#]*)', html):
            link = found.replace("&amp;", "&")
            if not link.startswith(("/static/", "/media/")):
                queue.append(link)

    assert broken == []
    assert len(seen) > 25
    assert reverse("lms:search") + "?q=" in " ".join(seen)


def test_the_tree_is_sound(demo):
    assert not any(Page.find_problems())
