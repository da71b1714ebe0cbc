"""The editors' own API for pictures and documents: no more than the choosers offer."""

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.permissions import policy_registry


class _OwnOnly:
    request: HttpRequest

    def get_queryset(self) -> QuerySet:
        found: QuerySet = super().get_queryset()  # type: ignore[misc]
        policy = policy_registry.get_by_type(found.model)
        own = policy.instances_user_has_any_permission_for(self.request.user, ["choose", "change"])
        return found.filter(pk__in=own.values("pk"))


class OwnImages(_OwnOnly, ImagesAdminAPIViewSet):
    pass


class OwnDocuments(_OwnOnly, DocumentsAdminAPIViewSet):
    pass


def narrow_admin_api(router: WagtailAPIRouter) -> None:
    """Put our narrower answers in the place of Wagtail's."""
    router.register_endpoint("images", OwnImages)
    router.register_endpoint("documents", OwnDocuments)
