"""The screen on which a course is taken again."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from courses.copy_forms import CopyForm
from courses.import_access import courses_importable_by
from courses.services.copying import ask_for_copy, page_of_copy
from people.errors import DomainError


@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, slug: str) -> HttpResponse:
    """Only for those who may write new lessons in the organisation that owns the course."""
    course = courses_importable_by(request.user).filter(slug=slug).first()
    if course is None:
        raise Http404
    form = CopyForm(request.POST or None, course=course)
    if request.method == "POST" and form.is_valid():
        wish = {"final_quiz": "none", **form.cleaned_data}
        try:
            made = ask_for_copy(course=course, now=timezone.now(), by=request.user, **wish)  # type: ignore[arg-type]
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            if made is None:
                messages.success(
                    request, _("The course is long; it is being copied and will appear in the list.")
                )
                return redirect("wagtailadmin_explore_root")
            messages.success(request, _("The course was copied as a draft; nobody is enrolled in it yet."))
            return redirect("wagtailadmin_explore", page_of_copy(course=made))
    status = 422 if request.method == "POST" else 200
    return render(request, "courses/admin/copy.html", {"form": form, "course": course}, status=status)
