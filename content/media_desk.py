"""The editors' screens of films and recordings: Wagtail's own, each behind the door of the organisation."""

from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.permissions import policy_registry
from wagtail.snippets.views import chooser, snippets

from content.models import ContentMedia
from people.models import User


def _instances(person: User, actions: list[str]) -> QuerySet[ContentMedia]:
    policy = policy_registry.get_by_type(ContentMedia)
    return policy.instances_user_has_any_permission_for(person, actions)


class _OwnOnly:
    """A film of another organisation does not exist; one of a colleague can be looked at only by who may change it."""

    request: HttpRequest
    needed = "change"

    def get_object(self, *args: Any, **kwargs: Any) -> Model:
        found: Model = super().get_object(*args, **kwargs)  # type: ignore[misc]
        policy = policy_registry.get_by_type(ContentMedia)
        if not policy.user_has_permission_for_instance(self.request.user, self.needed, found):
            raise Http404
        return found


class ListView(snippets.IndexView):
    """A film of a colleague stands in the list to be chosen; it leads to the editor only where it may be changed."""

    def get_edit_url(self, instance: Model) -> str | None:
        policy = policy_registry.get_by_type(ContentMedia)
        if not policy.user_has_permission_for_instance(self.request.user, "change", instance):
            return None
        return super().get_edit_url(instance)


class EditView(_OwnOnly, snippets.EditView):
    pass


class DeleteView(_OwnOnly, snippets.DeleteView):
    needed = "delete"


class UsageView(_OwnOnly, snippets.UsageView):
    pass


class HistoryView(_OwnOnly, snippets.HistoryView):
    pass


class _ChoosableOnly:
    request: HttpRequest

    def get_object_list(self) -> QuerySet[ContentMedia]:
        return _instances(self.request.user, ["choose"])  # type: ignore[arg-type]


class ChooseView(_ChoosableOnly, chooser.ChooseView):
    pass


class ChooseResultsView(_ChoosableOnly, chooser.ChooseResultsView):
    pass


class ChosenView(chooser.SnippetChosenView):
    def get_object(self, pk: Any) -> Model:
        found: ContentMedia | None = _instances(self.request.user, ["choose"]).filter(pk=pk).first()
        if found is None:
            raise Http404
        return found


class ChosenMultipleView(chooser.SnippetChosenMultipleView):
    def get_objects(self, pks: list[Any]) -> QuerySet[ContentMedia]:
        return _instances(self.request.user, ["choose"]).filter(pk__in=pks)


class MediaChooser(chooser.SnippetChooserViewSet):
    choose_view_class = ChooseView
    choose_results_view_class = ChooseResultsView
    chosen_view_class = ChosenView
    chosen_multiple_view_class = ChosenMultipleView


class MediaDesk(snippets.SnippetViewSet):
    model = ContentMedia
    icon = "media"
    menu_label = _("Films and recordings")
    menu_name = "media"
    menu_order = 250
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = (
        "title",
        Column("get_kind_display", label=_("Kind"), accessor="get_kind_display"),
        Column("collection", label=_("Collection")),
        DateColumn("created_at", label=_("Created")),
    )
    index_view_class = ListView
    edit_view_class = EditView
    delete_view_class = DeleteView
    usage_view_class = UsageView
    history_view_class = HistoryView
    chooser_viewset_class = MediaChooser

    def get_queryset(self, request: HttpRequest) -> QuerySet[ContentMedia]:
        return _instances(request.user, ["change", "choose"]).select_related("collection")  # type: ignore[arg-type]
