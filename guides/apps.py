from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuidesConfig(AppConfig):
    name = "guides"
    verbose_name = _("Guides")

    def ready(self) -> None:
        from content import contact, desk_registry, legal, related, topics
        from guides import (
            receivers,  # noqa: F401 - registers
            reviewing_jobs,
            work_desk,
        )
        from guides.services import reminding
        from guides.services.banners import RENEW, renew_pages
        from guides.services.reviewing import TELL_REVIEWERS, tell_editors
        from guides.topics import GuideTopics, guides_contact
        from guides.trying_out import explained_by
        from jobs.registry import register

        register(reminding.REMIND, reviewing_jobs.remind_of_reviews)
        register(RENEW, lambda payload: renew_pages(payload=payload))
        register(TELL_REVIEWERS, lambda payload: {"letters": tell_editors(state_id=payload["state"])})
        topics.register(GuideTopics())
        contact.register(guides_contact)
        related.register(explained_by)
        legal.register_list(work_desk.legal_list())
        for place in work_desk.places():
            desk_registry.register(place)
