"""The certificate counter: verification for anybody, documents for their owner, the register for its keeper."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from certificates.access import (
    get_certificate_for,
    get_certificate_to_revoke_for,
    may_read_a_register,
    may_revoke,
    registers_for,
)
from certificates.errors import DocumentNotReady, RevocationRefused
from certificates.forms import RegisterForm, RevokeForm, VerifyForm
from certificates.models import Certificate
from certificates.presenting import preview_of, sentence_of, status_of, verification_as_json
from certificates.queries import (
    certificates_of,
    history_of,
    register_of,
    register_years,
    verification_of,
)
from certificates.services import revoke_certificate
from certificates.services.documents import read_pdf_or_mend, write_word
from courses.queries import learning_of
from people.limits import address_of, is_over_limit
from people.models import User

PER_PAGE = 50
CHECKS_PER_MINUTE = 10
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NOT_FOR_STORES = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}


def _is_over_limit(request: HttpRequest) -> bool:
    return is_over_limit(
        scope="verify", who=address_of(request), limit=CHECKS_PER_MINUTE, seconds=60, now=timezone.now()
    )


def _answer(request: HttpRequest, typed: str) -> HttpResponse:
    """The verification page. Touches neither session nor person: a stranger leaves and takes nothing but the answer."""
    context: dict[str, Any] = {"form": VerifyForm(initial={"ma": typed}), "checked_at": timezone.now()}
    status = 200
    if typed and _is_over_limit(request):
        return _too_often(request, context)
    if typed:
        found = verification_of(typed)
        context |= {"found": found, "sentence": sentence_of(found)}
        status = status_of(found)
    return _show(request, "certificates/verify.html", context, status=status)


def _too_often(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    response = _show(request, "certificates/verify.html", context | {"is_too_often": True}, status=429)
    response["Retry-After"] = "60"
    return response


def _show(request: HttpRequest, template: str, context: dict[str, Any], *, status: int) -> HttpResponse:
    response = render(request, template, context, status=status)
    for name, value in NOT_FOR_STORES.items():
        response[name] = value
    return _final(response)


def _final(response: HttpResponse) -> HttpResponse:
    """An unknown code is an answer, not a lost page: no redirect is looked up for it, so that it costs no more."""
    response.is_final = True  # type: ignore[attr-defined] # read by lms.middleware.Redirects
    return response


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    return _answer(request, request.GET.get("ma", "").strip())


@require_safe
def verification(request: HttpRequest, serial: str) -> HttpResponse:
    return _answer(request, serial)


@require_safe
def verification_json(request: HttpRequest, serial: str) -> HttpResponse:
    """The same answer for machines."""
    if _is_over_limit(request):
        refused = {
            "status": "too_many_requests",
            "message": _("Too many checks. Wait a minute, then try again."),
        }
        return _json(refused, status=429, **{"Retry-After": "60"})
    found = verification_of(serial)
    return _json(verification_as_json(found, checked_at=timezone.now()), status=status_of(found))


def _json(answer: dict[str, Any], *, status: int, **headers: str) -> HttpResponse:
    return _final(
        JsonResponse(
            answer,
            status=status,
            headers=NOT_FOR_STORES | headers,
            json_dumps_params={"ensure_ascii": False},
        )
    )


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    person = cast("User", request.user)
    certificates = list(certificates_of(person))
    learning = learning_of(person, timezone.now())
    ahead = [row for row in learning if row.course.certificate_kind and not row.is_completed]
    waiting = [row for row in learning if row.is_completed] if not certificates else []
    context = {
        "certificates": certificates,
        "ahead": ahead,
        "waiting": waiting,
        "keeps_register": may_read_a_register(person),
    }
    return render(request, "certificates/mine.html", context)


@login_required
@require_safe
def detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    person = cast("User", request.user)
    certificate = get_certificate_for(person, uuid)
    keeps = may_read_a_register(person) and certificate.learner_id != person.pk
    context = {
        "certificate": certificate,
        "preview": preview_of(certificate.claims),
        "history": history_of(certificate) if keeps else [],
        "may_revoke": may_revoke(person, certificate),
    }
    return render(request, "certificates/detail.html", context)


def _or_not_ready(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A document that is still being made is said to be so, with the way back."""

    @wraps(view)
    def shown(request: HttpRequest, uuid: UUID) -> HttpResponse:
        try:
            return view(request, uuid)
        except DocumentNotReady as refusal:
            context = {"sentence": refusal.message, "uuid": uuid}
            response = render(request, "certificates/not_ready.html", context, status=503)
            response["Retry-After"] = "10"
            return response

    return shown


@login_required
@require_safe
@_or_not_ready
def download_pdf(request: HttpRequest, uuid: UUID) -> HttpResponse:
    certificate = get_certificate_for(cast("User", request.user), uuid)
    document = read_pdf_or_mend(certificate=certificate, now=timezone.now())
    return _file(document, certificate, "application/pdf", "pdf")


@login_required
@require_safe
@_or_not_ready
def download_word(request: HttpRequest, uuid: UUID) -> HttpResponse:
    certificate = get_certificate_for(cast("User", request.user), uuid)
    return _file(write_word(certificate=certificate), certificate, WORD_TYPE, "docx")


def _file(data: bytes, certificate: Certificate, content_type: str, ending: str) -> HttpResponse:
    name = f"giay-chung-nhan-{certificate.serial[:6].lower()}.{ending}"
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(
        data,
        content_type=content_type,
        headers={"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"},
    )


@login_required
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    person = cast("User", request.user)
    if not may_read_a_register(person):
        raise PermissionDenied
    organisations = registers_for(person)
    form = RegisterForm(request.GET, years=register_years(organisations))
    form.full_clean()
    wanted = form.cleaned_data
    rows = register_of(
        organisations,
        words=wanted.get("q", ""),
        year=wanted.get("nam"),
        status=wanted.get("trang_thai", ""),
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("trang"))
    context = {"form": form, "page": page, "is_filtered": any(wanted.values())}
    return render(request, "certificates/register.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, uuid: UUID) -> HttpResponse:
    person = cast("User", request.user)
    certificate = get_certificate_to_revoke_for(person, uuid)
    form = RevokeForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            revoke_certificate(
                certificate=certificate, by=person, reason=form.cleaned_data["reason"], now=timezone.now()
            )
        except RevocationRefused as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, _("The certificate has been revoked."))
            return redirect(certificate)
    elif request.method == "POST":
        status = 400
    context = {"certificate": certificate, "form": form}
    return render(request, "certificates/revoke.html", context, status=status)
