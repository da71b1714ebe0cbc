"""The question at the end of a public page. Asks nothing of database, session or reader: it lies in the cached page."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from listening.doors import TRAP
from listening.models import Kind
from listening.models.feedback import LONGEST_PATH
from listening.tokens import AskedPage, page_token
from listening.visits import language_and_path

# What the form sends for each answer: Vietnamese, as the addresses are.
ANSWERS = {"co": Kind.YES, "khong": Kind.NO, "sai": Kind.WRONG}


def page_feedback(request: HttpRequest, page: object = None) -> SafeString:
    """``page`` may be left out: then the answer belongs to the address alone. Drafts are not asked about."""
    language, path = language_and_path(request.path)
    if getattr(request, "is_preview", False) or len(path) > LONGEST_PATH:
        return SafeString("")
    asked = AskedPage(page_id=getattr(page, "pk", None), path=path, language=language)
    return render_to_string("listening/_page_feedback.html", {"token": page_token(asked), "trap": TRAP})
