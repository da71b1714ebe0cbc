from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = _("Content")

    def ready(self) -> None:
        from wagtail.permissions import policy_registry

        from content import receivers  # noqa: F401 - registers
        from content.models import ContentDocument, ContentImage, ContentMedia
        from content.permissions import ShelfPolicy
        from content.search import asking_well  # noqa: F401 - registers
        from content.services.holding import TELL_HELD, tell_held
        from jobs.registry import register

        register(TELL_HELD, lambda payload: {"letters": tell_held(revision_id=payload["revision"])})

        for model in (ContentImage, ContentDocument, ContentMedia):
            policy_registry.register(model, value=ShelfPolicy(model), exact_class=True)
