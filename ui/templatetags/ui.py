"""Components: ``{% ui_button %}`` and its family.

Every component takes keyword arguments; an unknown keyword, tone, icon or hook fails at once,
so that a typo is found by the first test and not by a reader.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.core.serializers.json import DjangoJSONEncoder
from django.forms import BaseForm, BoundField
from django.forms.widgets import (
    CheckboxInput,
    CheckboxSelectMultiple,
    HiddenInput,
    PasswordInput,
    RadioSelect,
)
from django.http import HttpRequest
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join, json_script
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ui import after_page, navigation
from ui.icons import ICONS
from ui.plain import STYLE

register = template.Library()

BUTTON_TONES = {"primary", "secondary", "danger", "quiet"}
BUTTON_HOOKS = {"", "print", "share", "copy"}
NOTICE_ICONS = {"info": "info", "warn": "warning", "error": "warning", "ok": "check"}
THEMES = {name: SafeString(f' data-theme="{name}"') for name in ("dark", "light")}
TAG_TONES = {"info", "ok", "warn", "error", "quiet"}


def _one_of(value: str, allowed: Any, *, what: str) -> str:
    if value not in allowed:
        raise template.TemplateSyntaxError(
            f"Unknown {what} “{value}”: choose from {', '.join(sorted(allowed))}."
        )
    return value


def _component(name: str, /, **values: object) -> SafeString:
    return render_to_string(f"ui/components/{name}.html", values)


@register.simple_tag
def ui_icon(name: str) -> SafeString:
    """A decoration: hidden from screen readers, so the word must stand beside it."""
    _one_of(name, ICONS, what="icon")
    return format_html(
        '<svg class="ui-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{}"/></svg>',
        ICONS[name],
    )


@register.simple_tag
def ui_button(
    text: object,
    *,
    href: object = "",
    tone: str = "primary",
    type: str = "submit",
    name: str = "",
    value: object = "",
    icon: str = "",
    form: str = "",
    id: str = "",
    hook: str = "",
    copy: object = "",
    disabled: bool = False,
    context: object = "",
) -> SafeString:
    """A link (``href``) or a button. ``context`` is read out after the text, to tell equal buttons apart.

    ``hook`` (print, share, copy) makes a button that only a browser with JavaScript shows;
    ``copy`` is the text to be copied.
    """
    return _component(
        "button",
        text=text,
        href=href,
        tone=_one_of(tone, BUTTON_TONES, what="tone"),
        type=_one_of(type, {"submit", "button", "reset"}, what="type"),
        name=name,
        value=value,
        icon=icon,
        form=form,
        id=id,
        hook=_one_of(hook, BUTTON_HOOKS, what="hook"),
        copy=copy,
        disabled=disabled,
        context=context,
    )


@register.simple_block_tag
def ui_notice(content: str, *, tone: str = "info", title: object = "", live: bool = False) -> SafeString:
    """A message in the page; ``live`` announces it when it appears."""
    icon = NOTICE_ICONS[_one_of(tone, NOTICE_ICONS, what="tone")]
    return _component("notice", content=content, tone=tone, title=title, icon=icon, live=live)


@register.simple_tag
def ui_tag(text: object, *, tone: str = "info") -> SafeString:
    """A state in a word; colour only repeats it."""
    return format_html(
        '<span class="ui-tag ui-tag--{}">{}</span>', _one_of(tone, TAG_TONES, what="tone"), text
    )


@register.simple_tag
def ui_progress(value: float, max: float, label: object) -> SafeString:
    """A bar with its words; both say the same."""
    # Attributes are for machines: "0.5", never the reader's "0,5".
    return _component("progress", value=f"{value:g}", max=f"{max:g}", label=label)


@register.simple_tag
def ui_field(
    field: BoundField, *, boxed: bool = False, placeholder: bool = True, mark_optional: bool = True
) -> SafeString:
    """One question of a form: label, help, errors and control tied together for screen readers.

    ``placeholder=False`` takes away a grey text that only repeats the label (allauth's forms have them);
    ``mark_optional=False`` is for searches and filters, where nothing has to be filled in.
    """
    widget = field.field.widget
    if isinstance(widget, HiddenInput):
        return field.as_widget()
    described_by = [f"{field.auto_id}_help"] if field.help_text else []
    described_by += [f"{field.auto_id}_error"] if field.errors else []
    attrs: dict[str, Any] = {}
    if described_by:
        attrs["aria-describedby"] = " ".join(described_by)
    if field.errors:
        attrs["aria-invalid"] = "true"
    if not placeholder:
        attrs["placeholder"] = False
    is_group = isinstance(widget, RadioSelect | CheckboxSelectMultiple)
    is_password = isinstance(widget, PasswordInput)
    if is_password:
        attrs["data-password"] = ""
    return _component(
        "field",
        field=field,
        is_group=is_group,
        is_checkbox=isinstance(widget, CheckboxInput),
        is_password=is_password,
        is_optional=mark_optional and not field.field.required,
        boxed=boxed,
        described_by=attrs.get("aria-describedby", ""),
        control="" if is_group else field.as_widget(attrs=attrs),
    )


@register.simple_tag
def ui_error_summary(form: BaseForm) -> SafeString:
    """All mistakes on top, each a link to its question; nothing when there is none."""
    if not form.errors:
        return SafeString("")
    mistakes = [
        (f"#{_first_control_id(field)}", field.label, error)
        for field in form.visible_fields()
        for error in field.errors
    ]
    return _component("error_summary", mistakes=mistakes, others=list(form.non_field_errors()))


def _first_control_id(field: BoundField) -> str:
    if isinstance(field.field.widget, RadioSelect | CheckboxSelectMultiple):
        return f"{field.auto_id}_0"
    return str(field.id_for_label or field.auto_id)


@register.simple_tag
def ui_breadcrumb(items: Sequence[tuple[object, str]]) -> SafeString:
    """The way up: ``(label, url)`` pairs. The page itself is not in it, its ``h1`` says where we are."""
    return _component("breadcrumb", items=items)


@register.simple_tag
def ui_facts(items: Sequence[tuple[object, object]]) -> SafeString:
    """Terms and their values; rows without a value are left out."""
    return _component(
        "facts", items=[(term, value) for term, value in items if value is not None and value != ""]
    )


@register.simple_tag(takes_context=True)
def ui_pagination(context: Context, page_obj: Page, *, param: str = "trang") -> SafeString:
    """Numbered pages; the links keep every other part of the address."""
    if page_obj.paginator.num_pages <= 1:
        return SafeString("")
    query = context["request"].GET.copy()
    pages = []
    for number in page_obj.paginator.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1):
        query[param] = str(number)
        pages.append((number, f"?{query.urlencode()}" if isinstance(number, int) else ""))
    links = dict(pages)
    return _component(
        "pagination",
        pages=pages,
        current=page_obj.number,
        previous=links.get(page_obj.number - 1, ""),
        next=links.get(page_obj.number + 1, ""),
    )


@register.simple_block_tag
def ui_table(content: str, *, label: object = "") -> SafeString:
    """A region that scrolls sideways on a phone; ``label`` names it for screen readers."""
    return _component("table", content=content, label=label or _("Table"))


@register.simple_block_tag
def ui_card(content: str, *, tag: str = "div") -> SafeString:
    return _component(
        "card", content=content, tag=_one_of(tag, {"div", "li", "article", "section"}, what="tag")
    )


@register.simple_block_tag
def ui_panel(content: str, *, title: object = "", id: str = "") -> SafeString:
    return _component("panel", content=content, title=title, id=id)


@register.simple_block_tag
def ui_part(content: str) -> str:
    """What a page shows twice, rendered once: ``{% ui_part as name %}…{% endui_part %}``, then ``{{ name }}``."""
    return content


@register.simple_tag(takes_context=True)
def ui_links(context: Context, place: str, *, css_class: str = "") -> SafeString:
    """The links of a place as list items."""
    return _links_written(ui_navigation(context, place), css_class)


@lru_cache(maxsize=512)
def _links_written(links: tuple[navigation.NavigationLink, ...], css_class: str) -> SafeString:
    """Written here and not in a template, and once for equal links: every page has a dozen of them."""
    item = format_html('<li class="{}">', css_class) if css_class else SafeString("<li>")
    return format_html_join(
        "",
        '{}<a href="{}"{}>{}</a></li>',
        (
            (item, link.url, SafeString(' aria-current="true"' if link.is_current else ""), link.label)
            for link in links
        ),
    )


@register.simple_tag(takes_context=True)
def ui_navigation(context: Context, place: str) -> tuple[navigation.NavigationLink, ...]:
    """The links of a place, for the layouts."""
    request: HttpRequest = context["request"]
    return navigation.links_for(place, path=request.path)


@register.simple_tag(takes_context=True)
def ui_language_link(context: Context) -> SafeString:
    """To this very page in the other language."""
    code, name = ("en", "English") if get_language() == "vi" else ("vi", "Tiếng Việt")
    address = navigation.other_language_url(context["request"])
    return format_html('<a href="{}" lang="{}" hreflang="{}">{}</a>', address, code, code, name)


@register.simple_tag(takes_context=True)
def ui_alternates(context: Context) -> SafeString:
    """For search engines: this page's one address, and where it is in each language. Addresses without a query."""
    vietnamese, english = navigation.paths_of(context["request"])
    rows = (("vi", vietnamese), ("en", english), ("x-default", vietnamese))
    links = ((code, settings.SITE_URL, path) for code, path in rows)
    return format_html(
        '<link rel="canonical" href="{}{}">{}',
        settings.SITE_URL,
        english if get_language() == "en" else vietnamese,
        format_html_join("", '<link rel="alternate" hreflang="{}" href="{}{}">', links),
    )


@register.simple_tag(takes_context=True)
def ui_theme(context: Context) -> SafeString:
    """The colours somebody has chosen, as an attribute; without a choice those of the device."""
    return THEMES.get(context["request"].COOKIES.get("theme", ""), SafeString(""))


@register.simple_tag(takes_context=True)
def ui_after_page(context: Context, page: object = None) -> SafeString:
    """What rooms above put at the end of a public page."""
    return after_page.after_page(context["request"], page)


class _Letters(DjangoJSONEncoder):
    """Vietnamese as it is written and no blanks: half the bytes, and compressed against the page's own words."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "ensure_ascii": False, "separators": (",", ":")})


@register.simple_tag
def ui_data(value: object, id: str) -> SafeString:
    """Data for a script of the page, as a block that no browser runs; escaped as ``json_script`` does."""
    return json_script(value, id, encoder=_Letters)


@register.simple_tag
def ui_plain_style() -> SafeString:
    """The look of error pages; the policy knows it by its hash."""
    return SafeString(f"<style>{STYLE}</style>")


@register.simple_tag
def ui_home_url() -> str:
    return navigation.first_existing(["/"])
