"""The screens on which a Word file becomes a guide: doors, checks, hostile files, the draft."""

import random

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate

from content.models import ContentImage, WordImport
from guides.models import GuideIndexPage, GuidePage, Topic
from guides.planning import next_review
from people.models import Role
from tests.support.files import make_docx
from tests.support.guide_forms import word_guide
from tests.support.hostile_word import FAMILIES, HEAVY
from tests.support.people import make_person
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic(site):
    return Topic.objects.get_or_create(code="nop-phi", defaults={"name": "Nộp phí"})[0]


@pytest.fixture
def editor(organisation):
    return make_person("Hoàng Ngọc Mai", organisation=organisation, role=Role.MINISTRY_EDITOR)


@pytest.fixture
def desk(editor, client_for, topic):
    return client_for(editor)


def upload(client, data, name="huong-dan.docx"):
    return client.post(reverse("guides_from_word"), {"file": SimpleUploadedFile(name, data)})


def checked(client, data=None):
    answer = upload(client, data or word_guide(with_picture=True))
    assert answer.status_code == 302, answer.content.decode()
    return WordImport.objects.latest("pk")


def posted(chosen, **changes):
    return {
        "title": "Nộp phí trực tuyến",
        "summary": "Trả phí bằng điện thoại.",
        "topic": chosen.pk,
        "official_url": "https://dichvucong.gov.vn/",
        "minutes_needed": "8",
        "fee": "Không thu thêm",
        "review_by": next_review(localdate()).isoformat(),
        "alt_0": "Màn hình đăng nhập",
        **changes,
    }


def at(batch):
    return reverse("guides_from_word_check", args=[batch.uuid])


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.MINISTRY_EDITOR, 200),
        (Role.ADMINISTRATOR, 200),
        (Role.INSTRUCTOR, 302),
        (Role.LEARNER, 403),
        (None, 302),
    ],
)
def test_who_makes_guides_of_word_files(desk, organisation, client_for, role, status):
    batch = checked(desk)
    client = client_for(make_person("Người khác", organisation=organisation, role=role) if role else None)

    for name, arguments in (
        ("guides_from_word", []),
        ("guides_from_word_check", [batch.uuid]),
        ("guides_from_word_picture", [batch.uuid, 0]),
    ):
        assert client.get(reverse(name, args=arguments)).status_code == status, name
    assert client.post(reverse("guides_from_word_discard", args=[batch.uuid])).status_code == (
        302 if status == 200 else status
    )
    assert WordImport.objects.filter(pk=batch.pk).exists() != (status == 200)


def test_a_file_is_checked_and_written_as_a_draft(desk, editor, topic):
    batch = checked(desk)
    page = desk.get(at(batch)).content.decode()
    for words in ("Chưa ghi gì", "Các bước nộp", "3 bước", "18001096", "Tạo bản nháp"):
        assert words in page
    assert not GuidePage.objects.exists()

    answer = desk.post(at(batch), posted(topic))

    guide = GuidePage.objects.get()
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[guide.pk])
    assert (guide.live, guide.slug, guide.owner) == (False, "nop-phi-truc-tuyen", editor)
    assert (guide.where, guide.fee, guide.topic) == ("", "Không thu thêm", topic)
    assert [block.block_type for block in guide.body] == [
        "before",
        "steps",
        "picture",
        "mistakes",
        "notice",
        "help",
    ]
    picture = guide.body[2].value
    assert picture["image"].description == "Màn hình đăng nhập"
    assert picture.alternative == "Màn hình đăng nhập"
    assert guide.barriers() == []
    assert (guide.last_reviewed, guide.review_by) == (localdate(), next_review(localdate()))
    batch.refresh_from_db()
    assert batch.status == WordImport.Status.APPLIED
    assert batch.outcome == {"guide": str(guide.translation_key)}
    assert desk.get(answer.url).status_code == 200


def test_a_file_is_written_once(desk, topic):
    batch = checked(desk)
    first = desk.post(at(batch), posted(topic))

    again = desk.post(at(batch), posted(topic))

    assert again.url == first.url
    assert desk.get(at(batch)).url == first.url
    assert desk.post(reverse("guides_from_word_discard", args=[batch.uuid])).url == first.url
    assert GuidePage.objects.count() == 1


def test_two_guides_of_one_name_have_two_addresses(desk, topic):
    for _time in range(2):
        desk.post(at(checked(desk)), posted(topic))

    assert sorted(GuidePage.objects.values_list("slug", flat=True)) == [
        "nop-phi-truc-tuyen",
        "nop-phi-truc-tuyen-2",
    ]


def test_a_picture_without_words_is_written_and_held_by_the_gate(desk, topic):
    desk.post(at(checked(desk)), posted(topic, alt_0=""))
    assert len(GuidePage.objects.get().barriers()) == 1

    desk.post(at(checked(desk)), posted(topic, alt_0="", decorative_0="on"))
    assert GuidePage.objects.latest("pk").barriers() == []


@pytest.mark.parametrize(
    "changes",
    [
        {"official_url": "https://dichvucong.gov.vn.hotro.com/"},
        {"official_url": "javascript:alert(1)"},
        {"topic": "999999"},
        {"topic": "x"},
        {"minutes_needed": "0"},
        {"minutes_needed": "9" * 30},
        {"review_by": "2020-01-01"},
        {"review_by": "hôm nay"},
        {"title": ""},
        {"title": "a" * 256},
    ],
)
def test_wrong_facts_are_told_and_write_nothing(desk, topic, changes):
    answer = desk.post(at(checked(desk)), posted(topic, **changes))

    assert answer.status_code == 422
    assert "Chưa ghi gì" in answer.content.decode()
    assert not GuidePage.objects.exists()
    assert not ContentImage.objects.exists()


@pytest.mark.parametrize("family", [one for one in FAMILIES if one not in HEAVY])
def test_hostile_files_end_in_a_sentence(desk, family):
    answer = upload(desk, family(random.Random(7)))

    if answer.status_code == 302:  # harmless after all: then it is checked like any other file
        assert desk.get(answer.url).status_code == 200
        return
    assert answer.status_code in {413, 422}
    assert "help-critical" in answer.content.decode()
    assert not WordImport.objects.exists()


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04", make_docx()])
def test_a_file_that_is_no_guide_ends_in_a_sentence(desk, data):
    answer = upload(desk, data)

    assert answer.status_code == 422
    assert "help-critical" in answer.content.decode()
    assert not WordImport.objects.exists()


def test_markup_in_the_text_stays_text(desk, topic):
    def fill(document):
        document.add_heading("<script>alert(1)</script>", 0)
        document.add_paragraph("<img src=x onerror=alert(1)>")
        document.add_heading("Các bước", 1)
        document.add_paragraph("<b onclick=x>Mở</b> <script>alert(2)</script>", style="List Number")

    batch = checked(desk, make_docx(fill))
    page = desk.get(at(batch)).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "<b onclick" not in page

    desk.post(at(batch), posted(topic))
    stored = str(GuidePage.objects.get().body.get_prep_value())
    assert "<script" not in stored
    assert "<b onclick" not in stored


def test_a_guide_has_not_too_many_parts(desk):
    def fill(document):
        for number in range(160):
            document.add_heading(f"Phần {number}", 1)
            document.add_paragraph(f"Nội dung {number}.")

    answer = upload(desk, make_docx(fill))

    assert answer.status_code == 422
    assert "160" in answer.content.decode()


def test_the_small_pictures_are_kept_behind_the_door_and_then_forgotten(desk, topic):
    batch = checked(desk)
    (kept,) = batch.outcome["previews"]
    address = reverse("guides_from_word_picture", args=[batch.uuid, 0])
    assert desk.get(address).status_code == 200
    assert desk.get(reverse("guides_from_word_picture", args=[batch.uuid, 1])).status_code == 404

    desk.post(at(batch), posted(topic))

    assert not storages["private"].exists(kept["name"])
    assert storages["private"].exists(batch.original.name)


def test_the_file_may_be_discarded(desk):
    batch = checked(desk)

    desk.post(reverse("guides_from_word_discard", args=[batch.uuid]))

    assert not WordImport.objects.exists()
    assert not storages["private"].exists(batch.original.name)
    assert desk.get(at(batch)).status_code == 404


def test_the_check_asks_no_more_for_a_longer_file(desk):
    def fill(document):
        document.add_heading("Dài", 0)
        for number in range(40):
            document.add_heading(f"Phần {number}", 1)
            document.add_paragraph(f"Nội dung {number}.")

    short, long = checked(desk), checked(desk, make_docx(fill))
    desk.get(at(short))

    assert count_queries(lambda: desk.get(at(long)))[0] <= count_queries(lambda: desk.get(at(short)))[0]


def test_a_new_guide_is_begun(desk):
    add = reverse("wagtailadmin_pages:add", args=["guides", "guidepage", GuideIndexPage.objects.get().pk])

    page = desk.get(add).content.decode()

    today = localdate()
    assert f'value="{today.isoformat()}"' in page
    assert f'value="{next_review(today).isoformat()}"' in page
    assert "Các bước thực hiện" in page or "C\\u00e1c b\\u01b0" in page
    assert '<option value="https://dichvucong.gov.vn/">' in page


def test_the_topic_is_proposed_where_the_text_says_it(desk, topic):
    page = desk.get(at(checked(desk))).content.decode()
    assert f'<option value="{topic.pk}" selected>' in page
