"""Enter a certificate in the register: check, lock, number, freeze, promise the document."""

import logging
import secrets
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from certificates.eligibility import Facts, refusal_for
from certificates.errors import IssueRefused
from certificates.models import (
    Certificate,
    CertificateEvent,
    CertificateKind,
    IssuingAuthority,
    RegisterCounter,
)
from certificates.rendering.claims import Claims, digest_of, one_line
from certificates.rendering.serial import new_serial
from certificates.services.documents import promise_document, promise_document_again
from content.vietnamese import fold
from courses.models import Completion, Enrolment
from people.models import Membership, Organisation, User

logger = logging.getLogger("lms.certificates")


@transaction.atomic
def issue_certificate(*, completion: Completion, now: datetime) -> Certificate:
    """Record that a learner has earned the certificate of a course.

    Everything printed is copied now: later edits to the course, the learner's name or the template never change it.
    Issuing twice is harmless: the second call returns the first certificate, revoked or not.

    Raises:
        IssueRefused: with a sentence for staff, when it is not earned or nobody may issue it.
    """
    completion = (
        Completion.objects.select_for_update(of=("self",))
        .select_related("enrolment__course__organisation", "enrolment__learner")
        .get(pk=completion.pk)
    )
    source = f"completion:{completion.uuid}"
    if issued := Certificate.objects.filter(source=source).first():
        return issued
    day = timezone.localdate(now)
    authority = _authority_for(completion, now)
    claims, year, sequence = _claims_for(completion, authority, now)
    certificate = Certificate.objects.create(
        serial=claims.serial,
        kind=authority.kind,
        issuer=authority.organisation,
        register_year=year,
        register_sequence=sequence,
        register_number=claims.register_number,
        learner=completion.enrolment.learner,
        source=source,
        claims=claims.to_dict(),
        claims_sha256=digest_of(claims.to_dict()),
        issued_at=now,
        search_text=_search_text(claims),
    )
    CertificateEvent.objects.create(
        certificate=certificate, kind=CertificateEvent.Kind.ISSUED, recorded_at=now
    )
    promise_document(certificate=certificate, now=now)
    logger.info("certificate.issued", extra={"certificate": str(certificate.uuid), "on": day.isoformat()})
    return certificate


def reconcile_certificates(*, now: datetime, days: int = 180) -> int:
    """Mend what a failed receiver or a lost message left: earned and not issued, issued and not typeset. Returns how many.

    Completions older than ``days`` have been looked at before; a command may ask for more.
    """
    earned = (
        Completion.objects.filter(
            completed_at__gte=now - timedelta(days=days), enrolment__status=Enrolment.Status.COMPLETED
        )
        .exclude(enrolment__course__certificate_kind="")
        .order_by("pk")
    )
    mended = sum(_issue_if_missed(chunk, now) for chunk in _batched(earned.iterator(chunk_size=500), 500))
    untypeset = Certificate.objects.filter(pdf="").order_by("pk")[:1000]
    return mended + sum(promise_document_again(certificate=certificate, now=now) for certificate in untypeset)


def _batched(rows: Iterable[Completion], size: int) -> Iterator[list[Completion]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, size)):
        yield batch


def _issue_if_missed(completions: Sequence[Completion], now: datetime) -> int:
    by_source = {f"completion:{completion.uuid}": completion for completion in completions}
    known = Certificate.objects.filter(source__in=by_source).values_list("source", flat=True)
    issued = 0
    for source in by_source.keys() - set(known):
        try:
            issue_certificate(completion=by_source[source], now=now)
            issued += 1
        except IssueRefused as refusal:
            logger.warning("certificate.refused", extra={"source": source, "code": refusal.code})
    return issued


def _authority_for(completion: Completion, now: datetime) -> IssuingAuthority:
    """The right to issue, read now; refuses with a sentence that says what staff can do about it."""
    enrolment = completion.enrolment
    course, day = enrolment.course, timezone.localdate(now)
    kind = CertificateKind.objects.filter(code=course.certificate_kind).first()
    authority = _nearest_authority(course.organisation, kind, now) if kind else None
    refusal = refusal_for(
        Facts(
            kind_wanted=course.certificate_kind,
            kind_is_known=kind is not None,
            kind_is_in_force=kind is not None
            and CertificateKind.objects.valid_on(day).filter(pk=kind.pk).exists(),
            enrolment_is_standing=enrolment.status == Enrolment.Status.COMPLETED,
            learner_has_name=bool(one_line(enrolment.learner.full_name)),
            issuer_is_authorised=authority is not None,
        )
    )
    if refusal or authority is None:
        named = {
            "course": course.code,
            "organisation": str(course.organisation),
            "kind": course.certificate_kind,
        }
        raise IssueRefused(_sentences()[refusal or "no_authority"] % named, code=refusal or "no_authority")
    return authority


def _sentences() -> dict[str, str]:
    return {
        "no_certificate_promised": _("Course %(course)s gives no certificate."),
        "unknown_kind": _(
            "Course %(course)s promises a certificate of kind “%(kind)s”, which does not exist. Correct the course."
        ),
        "kind_not_in_force": _("Certificates of kind “%(kind)s” may not be issued on this day."),
        "enrolment_withdrawn": _("The learner is no longer enrolled on course %(course)s."),
        "no_name": _("The learner has no name on record. Enter the full name, then try again."),
        "no_authority": _(
            "Neither %(organisation)s nor a body above it has the right to issue “%(kind)s”. "
            "Record the right to issue, then try again."
        ),
    }


def _nearest_authority(
    organisation: Organisation, kind: CertificateKind, now: datetime
) -> IssuingAuthority | None:
    """The right of the body itself or of the nearest one above it."""
    step = Organisation.steplen
    lineage = [organisation.path[:end] for end in range(step, len(organisation.path) + 1, step)]
    return (
        IssuingAuthority.objects.valid_on(timezone.localdate(now))
        .filter(kind=kind, organisation__path__in=lineage)
        .select_related("organisation", "kind")
        .order_by("-organisation__depth", "-valid_from", "-pk")
        .first()
    )


def _next_number(authority: IssuingAuthority, year: int) -> int:
    """Take the next number of this register; the lock is held until the entry is committed, so none is skipped."""
    counter, _created = RegisterCounter.objects.get_or_create(
        organisation=authority.organisation, kind=authority.kind, year=year
    )
    counter = RegisterCounter.objects.select_for_update().get(pk=counter.pk)
    counter.last_number += 1
    counter.save(update_fields=["last_number"])
    return counter.last_number


def _claims_for(
    completion: Completion, authority: IssuingAuthority, now: datetime
) -> tuple[Claims, int, int]:
    enrolment, issuer, kind = completion.enrolment, authority.organisation, authority.kind
    course, learner, day = enrolment.course, enrolment.learner, timezone.localdate(now)
    parent, post = issuer.get_parent(), _post_of(learner, now)
    year = day.year
    sequence = _next_number(authority, year)
    serial = new_serial(secrets.choice)
    issuer_name, issuer_name_en = issuer.name_on(day), issuer.name_on(day, language="en")
    claims = Claims(
        serial=serial,
        verify_url=f"{settings.SITE_URL.rstrip('/')}/c/{serial}",
        register_number=kind.number_pattern.format(seq=sequence, year=year, org=issuer.abbreviation),
        kind_code=kind.code,
        kind_name=one_line(kind.name),
        kind_name_en=one_line(kind.name_en),
        issuer_code=issuer.code,
        issuer_name=one_line(issuer_name),
        issuer_name_en=one_line(issuer_name_en) if issuer_name_en != issuer_name else "",
        parent_name=one_line(parent.name_on(day)) if parent else "",
        learner_name=one_line(learner.full_name),
        learner_born_on=learner.birth_date.isoformat() if learner.birth_date else "",
        learner_post=one_line(post.title) if post else "",
        learner_unit=one_line(post.organisation.name_on(day)) if post else "",
        course_code=course.code,
        course_title=one_line(course.title),
        course_title_en=one_line(course.title_en),
        training_kind=one_line(course.training_kind),
        periods=course.periods,
        studied_from=timezone.localdate(enrolment.enrolled_at).isoformat(),
        studied_to=timezone.localdate(completion.completed_at).isoformat(),
        result="Đạt",
        result_en="Passed",
        place=one_line(issuer.seat),
        signatory_office=one_line(authority.signatory_office),
        signatory_name=one_line(authority.signatory_name),
        issued_on=day.isoformat(),
        issued_at=timezone.localtime(now).isoformat(timespec="seconds"),
    )
    return claims, year, sequence


def _post_of(learner: User, now: datetime) -> Membership | None:
    """The post to print: a titled one before an untitled one, the newest first."""
    posts = learner.memberships.valid_on(timezone.localdate(now)).select_related("organisation")
    return min(posts.order_by("-valid_from", "-pk"), key=lambda post: not post.title, default=None)


def _search_text(claims: Claims) -> str:
    said = (claims.learner_name, claims.course_title, claims.course_code, claims.register_number)
    return fold(" ".join((*said, claims.serial, claims.learner_unit)))
