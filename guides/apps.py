from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuidesConfig(AppConfig):
    name = "guides"
    verbose_name = _("Guides")

    def ready(self) -> None:
        from content import contact, topics
        from guides.topics import GuideTopics, guides_contact

        topics.register(GuideTopics())
        contact.register(guides_contact)
