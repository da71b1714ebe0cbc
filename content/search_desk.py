"""Where editors tell the search what people mean: Wagtail's own lists and forms."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from content.models import BestAnswer, EverydayWord


class EverydayWords(SnippetViewSet):
    model = EverydayWord
    icon = "openquote"
    menu_label = _("Everyday words")
    list_display = ("everyday", "official")
    search_fields = ("everyday", "official")
    copy_view_enabled = False


class BestAnswers(SnippetViewSet):
    model = BestAnswer
    icon = "pick"
    menu_label = _("Best answers")
    list_display = ("words", "title", "address")
    search_fields = ("words", "title")
    copy_view_enabled = False


class SearchDesk(SnippetViewSetGroup):
    items = (EverydayWords, BestAnswers)
    menu_label = _("Search words")
    menu_name = "citizens-search"
    menu_icon = "search"
    menu_order = 720
