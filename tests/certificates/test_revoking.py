"""Withdrawing a certificate: by the right person, with a reason, once, for all to see."""

import pytest

from certificates.errors import RevocationRefused
from certificates.queries import Status, verification_of
from certificates.services import issue_certificate, revoke_certificate
from tests.support.certificates import make_certificate, make_completion, make_course
from tests.support.people import make_organisation, make_person

pytestmark = pytest.mark.django_db
REASON = "Người học dùng giấy tờ của người khác khi dự thi."


@pytest.fixture
def certificate(learner, organisation, now):
    return make_certificate(learner, organisation, now)


def test_a_revocation_is_a_new_entry_and_the_page_says_so(certificate, registrar, now):
    claims = dict(certificate.claims)
    event = revoke_certificate(certificate=certificate, by=registrar, reason=f"  {REASON} ", now=now)

    assert event.reason == REASON
    assert event.recorded_by == registrar
    assert [e.kind for e in certificate.events.all()] == ["issued", "revoked"]
    certificate.refresh_from_db()
    assert certificate.claims == claims
    found = verification_of(certificate.serial)
    assert (found.status, found.revoked_at) == (Status.REVOKED, now)


@pytest.mark.parametrize("reason", ["", "   ", "sai"])
def test_a_revocation_needs_a_reason(certificate, registrar, now, reason):
    with pytest.raises(RevocationRefused) as refusal:
        revoke_certificate(certificate=certificate, by=registrar, reason=reason, now=now)

    assert refusal.value.code == "no_reason"
    assert verification_of(certificate.serial).status == Status.VALID


def test_a_second_revocation_is_refused_and_changes_nothing(certificate, registrar, now):
    revoke_certificate(certificate=certificate, by=registrar, reason=REASON, now=now)

    with pytest.raises(RevocationRefused) as refusal:
        revoke_certificate(certificate=certificate, by=registrar, reason="Một lý do khác hẳn.", now=now)

    assert refusal.value.code == "already_revoked"
    assert certificate.events.count() == 2


def test_only_who_keeps_this_register_may_revoke(certificate, learner, organisation, now):
    elsewhere = make_organisation("KHAC", "Trường khác")
    for person in (
        learner,
        make_person("Kiểm Toán", organisation=organisation, role="auditor"),
        make_person("Giáo Vụ Khác", organisation=elsewhere, role="registrar"),
    ):
        with pytest.raises(RevocationRefused) as refusal:
            revoke_certificate(certificate=certificate, by=person, reason=REASON, now=now)
        assert refusal.value.code == "not_registrar"


def test_a_revoked_certificate_is_not_issued_again_and_its_number_stays_taken(
    certificate, colleague, registrar, organisation, now
):
    revoke_certificate(certificate=certificate, by=registrar, reason=REASON, now=now)
    completion_pk = certificate.source.removeprefix("completion:")
    from courses.models import Completion

    again = issue_certificate(completion=Completion.objects.get(uuid=completion_pk), now=now)
    other = issue_certificate(
        completion=make_completion(colleague, make_course(organisation, now), now), now=now
    )

    assert again == certificate
    assert verification_of(again.serial).status == Status.REVOKED
    assert other.register_sequence == 2
