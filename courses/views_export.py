"""A course taken out as Word: first what the file will not hold, then the file."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from content.vietnamese import slugify
from courses.import_access import get_course_to_export_for
from courses.services.exporting import export_course_to_word

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def report(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What stands in the file and what does not."""
    course = get_course_to_export_for(request.user, uuid)
    _data, problems = export_course_to_word(course=course, today=timezone.localdate())
    return render(request, "courses/export/word.html", {"course": course, "problems": problems})


@require_safe
def word_file(request: HttpRequest, uuid: UUID) -> HttpResponse:
    course = get_course_to_export_for(request.user, uuid)
    data, _problems = export_course_to_word(course=course, today=timezone.localdate())
    name = f"de-cuong-{slugify(course.code) or 'khoa-hoc'}.docx"
    return HttpResponse(
        data,
        content_type=WORD,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )
