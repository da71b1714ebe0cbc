"""From a completed course to one numbered, typeset and announced certificate."""

import hashlib
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.utils import timezone

from certificates.errors import IssueRefused, RegisterIsClosed
from certificates.models import Certificate, CertificateEvent, RegisterCounter
from certificates.models.certificate import pdf_path
from certificates.rendering.claims import Claims, digest_of
from certificates.rendering.pdf import render_pdf
from certificates.rendering.word import render_word
from certificates.services import issue_certificate, reconcile_certificates, render_certificate
from certificates.services.documents import read_pdf
from courses.models import Enrolment
from courses.signals import course_completed
from jobs.models import Job
from jobs.services import enqueue, run, run_due_jobs
from tests.support.certificates import give_right, make_certificate, make_completion, make_course
from tests.support.people import make_organisation, make_person
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def completion(learner, organisation, now):
    give_right(organisation)
    return make_completion(learner, make_course(organisation, now), now)


def test_everything_printed_is_copied_at_issue(completion, learner, organisation, now):
    certificate = issue_certificate(completion=completion, now=now)
    before = dict(certificate.claims)
    learner.full_name = "Tên Khác"
    learner.save()
    type(completion.enrolment.course).objects.update(title="Khóa khác")

    again = Certificate.objects.get(pk=certificate.pk)

    assert again.claims == before
    assert again.claims["learner_name"] == "Nguyễn Thị Lan"
    assert again.claims_sha256 == digest_of(again.claims)
    assert again.register_number == "0001/2026/CN-HVHC"
    assert again.claims["verify_url"].endswith(f"/c/{again.serial}")
    assert [event.kind for event in again.events.all()] == ["issued"]


def test_issuing_twice_is_one_certificate_and_one_number(completion, now):
    first = issue_certificate(completion=completion, now=now)

    assert issue_certificate(completion=completion, now=now + timedelta(days=1)) == first
    assert Certificate.objects.count() == 1
    assert RegisterCounter.objects.get().last_number == 1
    assert Job.objects.filter(kind="certificates.render").count() == 1


def test_numbers_have_no_gap_even_when_an_issue_fails(learner, colleague, organisation, now, monkeypatch):
    give_right(organisation)
    first = issue_certificate(
        completion=make_completion(learner, make_course(organisation, now), now), now=now
    )
    second = make_completion(colleague, make_course(organisation, now), now)
    with monkeypatch.context() as patch:
        patch.setattr(CertificateEvent.objects, "create", lambda **_: (_ for _ in ()).throw(RuntimeError))
        with pytest.raises(RuntimeError):
            issue_certificate(completion=second, now=now)

    certificate = issue_certificate(completion=second, now=now)

    assert (first.register_sequence, certificate.register_sequence) == (1, 2)


def test_the_year_of_the_register_is_the_year_on_the_wall_clock(completion, now):
    new_year_here = timezone.make_aware(timezone.datetime(2027, 1, 1, 0, 30))

    certificate = issue_certificate(completion=completion, now=new_year_here)

    assert certificate.register_number == "0001/2027/CN-HVHC"
    assert certificate.claims["issued_on"] == "2027-01-01"


def test_the_nearest_body_with_the_right_issues(learner, organisation, now):
    below = make_organisation("KHOA", "Khoa Đào tạo", parent=organisation)
    lower = make_organisation("BM", "Bộ môn", parent=below)
    give_right(organisation, signatory_name="Người Trên")
    give_right(below, signatory_name="Người Gần")

    certificate = issue_certificate(
        completion=make_completion(learner, make_course(lower, now), now), now=now
    )

    assert certificate.issuer == below
    assert certificate.claims["signatory_name"] == "Người Gần"
    assert certificate.claims["parent_name"] == "Học viện Hành chính"


@pytest.mark.parametrize(
    ("right", "code"),
    [
        (None, "no_authority"),
        ({"since": date(2026, 12, 1)}, "no_authority"),
        ({"until": date(2026, 11, 23)}, "no_authority"),
    ],
)
def test_without_a_right_in_force_nothing_is_issued(learner, organisation, now, right, code):
    from certificates.services.set_up import ensure_kind

    ensure_kind()
    if right is not None:
        give_right(organisation, **right)

    with pytest.raises(IssueRefused) as refusal:
        issue_certificate(completion=make_completion(learner, make_course(organisation, now), now), now=now)

    assert refusal.value.code == code
    assert not Certificate.objects.exists()
    assert not RegisterCounter.objects.filter(last_number__gt=0).exists()


def test_a_body_elsewhere_lends_nobody_its_right(learner, organisation, now):
    give_right(make_organisation("KHAC", "Trường khác"))

    with pytest.raises(IssueRefused, match="Học viện Hành chính"):
        issue_certificate(completion=make_completion(learner, make_course(organisation, now), now), now=now)


def test_eligibility_is_read_again_at_the_moment_of_issue(completion, now):
    Enrolment.objects.filter(pk=completion.enrolment_id).update(status=Enrolment.Status.WITHDRAWN)

    with pytest.raises(IssueRefused) as refusal:
        issue_certificate(completion=completion, now=now)

    assert refusal.value.code == "enrolment_withdrawn"


def test_completing_a_course_leads_to_document_and_one_letter(completion, learner):
    course_completed.send(sender=type(completion), completion=completion)
    run_due_jobs()
    course_completed.send(sender=type(completion), completion=completion)
    run_due_jobs()

    certificate = Certificate.objects.get()
    document = read_pdf(certificate=certificate)
    assert document.startswith(b"%PDF")
    assert hashlib.sha256(document).hexdigest() == certificate.pdf_sha256
    [letter] = mail.outbox
    assert letter.to == [learner.email]
    assert certificate.register_number in letter.body
    assert str(certificate.uuid) in letter.body
    assert "<a href=" in letter.alternatives[0].content


def test_a_course_without_a_certificate_issues_none(learner, organisation, now):
    completion = make_completion(learner, make_course(organisation, now, certificate_kind=""), now)

    course_completed.send(sender=type(completion), completion=completion)

    assert not Certificate.objects.exists()


def test_a_letter_in_english_goes_to_who_reads_english(completion, learner, now):
    learner.language = "en"
    learner.save()
    issue_certificate(completion=completion, now=now)
    run_due_jobs()

    assert mail.outbox[0].subject.startswith("Your certificate")


def test_without_authority_the_announcing_job_fails_in_words_that_help(learner, organisation, now):
    from certificates.services.set_up import ensure_kind
    from jobs.registry import register

    ensure_kind()
    completion = make_completion(learner, make_course(organisation, now), now)
    register(
        "test.announce", lambda _payload: course_completed.send(sender=None, completion=completion) and None
    )
    enqueue(kind="test.announce", key="test.announce", payload={}, now=now)
    moment = now
    for _try in range(6):
        run_due_jobs(now=moment)
        moment += timedelta(hours=1)

    job = Job.objects.get(key="test.announce")
    assert job.status == Job.Status.FAILED
    assert "Học viện Hành chính" in job.last_error
    assert "Traceback" not in job.last_error
    assert "IssueRefused" not in job.last_error


@pytest.mark.parametrize("left", ["nothing", "half a file", "the whole file"])
def test_a_worker_killed_between_file_and_row_leaves_one_document(completion, now, left):
    certificate = issue_certificate(completion=completion, now=now)
    document = render_pdf(Claims.from_dict(certificate.claims))
    storage, path = Certificate._meta.get_field("pdf").storage, pdf_path(certificate, "")
    if left != "nothing":
        storage.save(path, ContentFile(document if left == "the whole file" else document[:1000]))

    render_certificate(certificate=certificate, now=now)
    render_certificate(certificate=certificate, now=now)

    certificate.refresh_from_db()
    folder = path.rpartition("/")[0]
    assert certificate.pdf.name == path
    assert read_pdf(certificate=certificate) == document
    assert [name for name in storage.listdir(folder)[1] if str(certificate.uuid) in name] == [
        f"{certificate.uuid}.pdf"
    ]
    run_due_jobs()
    assert len(mail.outbox) == 1


def test_typesetting_asks_no_questions(completion, now):
    certificate = issue_certificate(completion=completion, now=now)
    claims = Claims.from_dict(certificate.claims)

    asked, _ = count_queries(lambda: (render_pdf(claims), render_word(claims)))

    assert asked == 0


def test_a_file_that_was_changed_on_disk_is_not_handed_out(completion, now):
    certificate = render_certificate(certificate=issue_certificate(completion=completion, now=now), now=now)
    with certificate.pdf.storage.open(certificate.pdf.name, "wb") as file:
        file.write(b"%PDF-1.7 forged")

    assert read_pdf(certificate=certificate) is None


def test_reconciling_mends_what_was_missed_and_then_rests(completion, now):
    assert reconcile_certificates(now=now) == 1
    certificate = Certificate.objects.get()
    [job] = Job.objects.filter(kind="certificates.render")
    Job.objects.filter(pk=job.pk).update(status=Job.Status.DONE)

    assert reconcile_certificates(now=now) == 1
    run(job.pk)
    certificate.refresh_from_db()

    assert certificate.pdf
    assert reconcile_certificates(now=now) == 0


def test_reconciling_goes_on_after_a_refusal(learner, colleague, organisation, now):
    elsewhere = make_organisation("KHAC", "Nơi chưa được giao")
    make_completion(learner, make_course(elsewhere, now), now)
    give_right(organisation)
    make_completion(colleague, make_course(organisation, now), now)

    assert reconcile_certificates(now=now) == 1
    assert Certificate.objects.get().learner == colleague


def test_the_register_can_not_be_changed_or_shortened(learner, organisation, now):
    certificate = make_certificate(learner, organisation, now)
    event = certificate.events.get()
    certificate.claims["learner_name"] = "Kẻ Mạo Danh"

    for attempt in (
        certificate.save,
        lambda: certificate.save(update_fields=["claims"]),
        certificate.delete,
        lambda: Certificate.objects.all().delete(),
        lambda: Certificate.objects.update(claims={}),
        lambda: Certificate.objects.bulk_update([certificate], ["claims"]),
        event.save,
        event.delete,
        lambda: CertificateEvent.objects.all().delete(),
        lambda: CertificateEvent.objects.update(reason="x"),
    ):
        with pytest.raises(RegisterIsClosed):
            attempt()

    assert Certificate.objects.get().claims["learner_name"] == "Nguyễn Thị Lan"


def test_the_post_printed_is_the_titled_one_of_that_day(organisation, now):
    person = make_person("Y Hơmŭt Niê", organisation=organisation, title="Chuyên viên chính")
    make_organisation("X", "X")

    certificate = make_certificate(person, organisation, now)

    assert certificate.claims["learner_post"] == "Chuyên viên chính"
    assert certificate.claims["learner_unit"] == "Học viện Hành chính"
