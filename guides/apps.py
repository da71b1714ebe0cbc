from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuidesConfig(AppConfig):
    name = "guides"
    verbose_name = _("Guides")

    def ready(self) -> None:
        from content import contact, related, topics
        from guides import receivers  # noqa: F401 - registers
        from guides.services.banners import RENEW, renew_pages
        from guides.services.reviewing import TELL_REVIEWERS, tell_editors
        from guides.topics import GuideTopics, guides_contact
        from guides.trying_out import explained_by
        from jobs.registry import register

        register(RENEW, lambda payload: renew_pages(payload=payload))
        register(TELL_REVIEWERS, lambda payload: {"letters": tell_editors(state_id=payload["state"])})
        topics.register(GuideTopics())
        contact.register(guides_contact)
        related.register(explained_by)
