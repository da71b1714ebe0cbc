"""A person's own doors: signing in, and the account page."""

from allauth.account.views import LoginView
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from people.access import posts_of
from people.forms import LanguageForm, ThemeForm
from people.models import User
from people.services import change_person_language


class SignInView(LoginView):
    """allauth's door; after too many wrong passwords it answers 429, with the time to wait."""

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        if form.has_error(NON_FIELD_ERRORS, "too_many_login_attempts"):
            response.status_code = 429
            response.headers["Retry-After"] = str(settings.ACCOUNT_LOCK_SECONDS)
        return response


sign_in = SignInView.as_view()


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Who I am here, and the doors to everything that protects my account."""
    person = _person(request)
    return render(
        request,
        "people/account.html",
        {
            "person": person,
            "posts": posts_of(person, day=timezone.localdate()),
            "may_edit": person.has_perm("wagtailadmin.access_admin"),
            "language_form": LanguageForm(initial={"language": person.language}),
            "theme_form": ThemeForm(initial={"theme": request.COOKIES.get("theme", "device")}),
        },
    )


@login_required
@require_POST
def change_language(request: HttpRequest) -> HttpResponse:
    form = LanguageForm(request.POST)
    if form.is_valid():
        change_person_language(person=_person(request), language=form.cleaned_data["language"])
        messages.success(request, _("The language is saved."))
    else:
        messages.error(request, _("Choose one of the languages in the list."))
    return redirect("people:account")


@login_required
@require_POST
def change_theme(request: HttpRequest) -> HttpResponse:
    """Kept in the browser: the same person may want dark pages on the phone and light ones in the office."""
    response = redirect("people:account")
    form = ThemeForm(request.POST)
    if form.is_valid() and form.cleaned_data["theme"] != "device":
        response.set_cookie(
            "theme",
            form.cleaned_data["theme"],
            max_age=settings.ACCOUNT_THEME_COOKIE_SECONDS,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 - both callers are behind login_required
    return request.user
