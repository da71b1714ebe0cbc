"""Files of an essay: by content, within limits, behind a door, gone when taken back."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from quizzes.marking_desk import code_of
from quizzes.models import ResponseFile
from quizzes.services.attempts import submit_attempt
from quizzes.services.starting import start_attempt
from tests.support.every_kind import every_kind_quiz
from tests.support.quizzes import answers_of

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def attempt(organisation, learner, now):
    return start_attempt(quiz=every_kind_quiz(organisation, now, kinds=["essay"]), learner=learner, now=now)


@pytest.fixture
def client(client_for, learner):
    return client_for(learner)


def page(attempt):
    return reverse("quizzes:attempt", kwargs={"uuid": attempt.uuid, "slot": 1})


def door(file):
    return reverse("quizzes:response_file", kwargs={"uuid": file.uuid})


def upload(client, attempt, name="bai-lam.pdf", data=PDF, **more):
    listed = [str(file.uuid) for file in ResponseFile.objects.all()]
    revision = getattr(attempt.slots.select_related("response").get(), "response", None)
    fields = {
        "q1-answer": "Bài làm",
        "q1-answer-files": listed,
        "q1-base_revision": revision.revision if revision else 0,
        "q1-file": SimpleUploadedFile(name, data),
        "go": "upload-1",
    }
    return client.post(page(attempt), fields | more)


def office(*names):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return out.getvalue()


def test_a_file_comes_in_and_goes_out_as_a_download(client, attempt):
    assert upload(client, attempt, name="..\\bài <1>.pdf").status_code == 302
    file = ResponseFile.objects.get()
    assert file.name == "bài 1.pdf"
    assert str(file.uuid) in file.file.name
    assert answers_of(attempt)[1] == {"text": "Bài làm", "files": [str(file.uuid)]}
    assert file.name in client.get(page(attempt)).content.decode()

    reply = client.get(door(file))
    assert b"".join(reply.streaming_content) == PDF
    assert reply["Content-Disposition"].startswith("attachment")
    assert reply["X-Content-Type-Options"] == "nosniff"


def test_the_door_is_for_the_learner_and_for_those_who_mark(
    client_for, client, attempt, colleague, instructor
):
    upload(client, attempt)
    file = ResponseFile.objects.get()
    assert client_for(colleague).get(door(file)).status_code == 404
    assert client_for(instructor).get(door(file)).status_code == 200
    assert client_for(None).get(door(file)).status_code == 302


@pytest.mark.parametrize("is_anonymous", [True, False])
def test_a_marker_learns_no_name_from_a_file_of_a_quiz_marked_without_names(
    client_for, client, attempt, instructor, is_anonymous
):
    attempt.quiz.marks_anonymously = is_anonymous
    attempt.quiz.save()
    for _time in range(2):
        upload(client, attempt, name="Nguyen-Thi-Lan.PDF")
    first, second = ResponseFile.objects.order_by("pk")
    code = code_of(attempt.uuid)
    told = [client_for(instructor).get(door(file))["Content-Disposition"] for file in (first, second)]

    if is_anonymous:
        assert told == [
            f'attachment; filename="bai-lam-{code}-1.pdf"',
            f'attachment; filename="bai-lam-{code}-1-2.pdf"',
        ]
    else:
        assert all("Nguyen-Thi-Lan" in one for one in told)
    assert "Nguyen-Thi-Lan" in client.get(door(first))["Content-Disposition"], (
        "their own name for the learner"
    )


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("bai.exe", PDF, "Chỉ nhận các loại tệp"),
        ("bai.pdf", b"MZ\x90\x00" + b"a" * 200, "không đúng với tên"),
        ("bai.pdf", b"", "rỗng"),
        ("bai.pdf", PDF + b"x" * 5_000_000, "lớn hơn 5 MB"),
        ("bai.docx", office("a.txt"), "không đúng với tên"),
        ("bai.docx", b"PK\x03\x04" + b"\x00" * 40, "không đúng với tên"),
        ("khong-duoi", PDF, "Chỉ nhận các loại tệp"),
    ],
)
def test_what_is_refused_is_told_and_leaves_nothing(client, attempt, name, data, sentence):
    reply = upload(client, attempt, name=name, data=data)
    assert reply.status_code == 422
    assert sentence in reply.content.decode()
    assert not ResponseFile.objects.exists()
    assert answers_of(attempt)[1] == {"text": "Bài làm", "files": []}, "the text is kept all the same"


def test_word_files_and_the_limit_of_two(client, attempt):
    assert (
        upload(client, attempt, "a.docx", office("[Content_Types].xml", "word/document.xml")).status_code
        == 302
    )
    assert upload(client, attempt).status_code == 302
    reply = upload(client, attempt)
    assert reply.status_code == 422
    assert "nhiều nhất 2 tệp" in reply.content.decode()
    assert ResponseFile.objects.count() == 2


def test_a_file_is_taken_back_while_the_attempt_runs(client, attempt, django_capture_on_commit_callbacks):
    upload(client, attempt)
    file = ResponseFile.objects.get()
    storage, name = file.file.storage, file.file.name
    with django_capture_on_commit_callbacks(execute=True):
        upload(client, attempt, go=f"drop-1-{file.uuid}")
    assert not ResponseFile.objects.exists()
    assert not storage.exists(name)
    assert answers_of(attempt)[1]["files"] == []


def test_nothing_comes_in_after_handing_in(client, attempt, now):
    submit_attempt(attempt=attempt, now=now)
    upload(client, attempt)
    assert not ResponseFile.objects.exists()


def test_somebody_elses_file_is_not_shown_in_ones_own_answer(client, client_for, attempt, colleague, now):
    upload(client, attempt)
    file = ResponseFile.objects.get()
    other = start_attempt(quiz=attempt.quiz, learner=colleague, now=now)
    thief = client_for(colleague)
    fields = {"q1-answer": "x", "q1-answer-files": str(file.uuid), "q1-base_revision": 0}
    thief.post(page(other), fields)
    assert file.name not in thief.get(page(other)).content.decode()
    assert thief.get(door(file)).status_code == 404
