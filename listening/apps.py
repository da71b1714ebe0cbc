from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ListeningConfig(AppConfig):
    name = "listening"
    verbose_name = _("Listening")

    def ready(self) -> None:
        from content import desk_registry
        from jobs.registry import register
        from listening import desk_places, letters_jobs
        from listening.services import alerts, subscriptions

        register(subscriptions.ASK_TO_CONFIRM, letters_jobs.ask_to_confirm)
        register(alerts.TELL, letters_jobs.tell_news)
        for place in desk_places.places():
            desk_registry.register(place)
