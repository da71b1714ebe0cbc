"""Registration only; what each hook does: https://docs.wagtail.org/en/stable/reference/hooks.html ."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks


@hooks.register("insert_global_admin_css")
def our_colours() -> SafeString:
    """Dress the editors' admin."""
    return format_html('<link rel="stylesheet" href="{}">', static("lms/admin.css"))


@hooks.register("insert_editor_js")
def one_sending_at_a_time() -> SafeString:
    """What is sent and what is saved by itself do not cross."""
    return format_html('<script src="{}"></script>', static("lms/editing.js"))
