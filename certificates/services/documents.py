"""Turn frozen claims into the stored document, and tell the learner once."""

import hashlib
import logging
from datetime import datetime

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from certificates.errors import DocumentNotReady
from certificates.models import Certificate
from certificates.models.certificate import pdf_path
from certificates.rendering.claims import Claims
from certificates.rendering.pdf import render_pdf
from certificates.rendering.serial import printed
from certificates.rendering.word import render_word
from jobs.models import Job
from jobs.services import enqueue, retry_job

logger = logging.getLogger("lms.certificates")
RENDER = "certificates.render"
NOTIFY = "certificates.notify"


def promise_document(*, certificate: Certificate, now: datetime) -> Job:
    """Write the promise that the document will be typeset; the same certificate twice is one promise."""
    return enqueue(
        kind=RENDER,
        key=f"{RENDER}:{certificate.uuid}",
        payload={"certificate": str(certificate.uuid)},
        now=now,
    )


def promise_document_again(*, certificate: Certificate, now: datetime) -> bool:
    """Promise a document that was promised, made and lost. A failed job is left for staff to see. Says whether it did."""
    job = promise_document(certificate=certificate, now=now)
    if job.status != Job.Status.DONE:
        return False
    retry_job(job=job, now=now)
    return True


def render_certificate(*, certificate: Certificate, now: datetime) -> Certificate:
    """Typeset, store and note the document, then promise one letter to the learner.

    The same claims give the same bytes and always the same place, so a worker killed between the file and the row leaves
    nothing to tidy: the next one finds the file, or half of it, and ends with the same state.
    """
    document = render_pdf(Claims.from_dict(certificate.claims))
    digest = hashlib.sha256(document).hexdigest()
    path = pdf_path(certificate, "")
    _store(path, document)
    with transaction.atomic():
        Certificate.objects.filter(pk=certificate.pk).update(pdf=path, pdf_sha256=digest)
        enqueue(
            kind=NOTIFY,
            key=f"{NOTIFY}:{certificate.uuid}",
            payload={"certificate": str(certificate.uuid)},
            now=now,
        )
    certificate.refresh_from_db()
    logger.info("certificate.rendered", extra={"certificate": str(certificate.uuid)})
    return certificate


def _store(path: str, document: bytes) -> None:
    storage = Certificate._meta.get_field("pdf").storage
    if storage.exists(path):
        with storage.open(path) as stored:
            if stored.read() == document:
                return
        storage.delete(path)
    storage.save(path, ContentFile(document))


def notify_learner(*, certificate: Certificate) -> None:
    """Write to the learner, in their language, that the certificate is there. The job row is the claim: one letter."""
    learner = certificate.learner
    if not learner.email or not learner.is_active:
        return
    with translation.override(learner.language):
        address = settings.SITE_URL.rstrip("/")
        facts = {
            "name": certificate.claims["learner_name"],
            "course": certificate.claims["course_title"],
            "number": certificate.register_number,
            "code": printed(certificate.serial),
            "mine": address + reverse("certificates:detail", kwargs={"uuid": certificate.uuid}),
            "verify": certificate.claims["verify_url"],
            "site_name": settings.WAGTAIL_SITE_NAME,
        }
        letter = EmailMultiAlternatives(
            subject=_("Your certificate: %(course)s") % {"course": facts["course"]},
            body=render_to_string("certificates/email/issued.txt", facts),
            to=[learner.email],
            headers={"Message-ID": f"<certificate-{certificate.uuid}@{_host()}>"},
        )
        letter.attach_alternative(render_to_string("certificates/email/issued.html", facts), "text/html")
        letter.send()
    logger.info("certificate.notified", extra={"certificate": str(certificate.uuid)})


def _host() -> str:
    return settings.SITE_URL.split("//")[-1].split("/")[0].split(":")[0]


def read_pdf(*, certificate: Certificate) -> bytes | None:
    """The stored document; ``None`` while it is being made. Bytes that do not match their digest count as missing."""
    if not certificate.pdf:
        return None
    try:
        with certificate.pdf.open("rb") as stored:
            document = bytes(stored.read())
    except FileNotFoundError:
        logger.exception("certificate.file_lost", extra={"certificate": str(certificate.uuid)})
        return None
    if hashlib.sha256(document).hexdigest() != certificate.pdf_sha256:
        logger.error("certificate.file_changed", extra={"certificate": str(certificate.uuid)})
        return None
    return document


def read_pdf_or_mend(*, certificate: Certificate, now: datetime) -> bytes:
    """The stored document; when it is not there its making is promised again, and the person is told to come back."""
    document = read_pdf(certificate=certificate)
    if document is None:
        promise_document_again(certificate=certificate, now=now)
        raise DocumentNotReady(_("The PDF is being made. It will be here in a minute."))
    return document


def write_word(*, certificate: Certificate) -> bytes:
    """The Word copy, made on request from the frozen claims."""
    return render_word(Claims.from_dict(certificate.claims))
