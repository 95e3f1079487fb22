"""Django app configuration; refuses to start if the model that a service has set cannot be imported."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.module_loading import import_string


class FindingConfig(AppConfig):
    """Finding people, safely."""

    name = "kith.finding"
    label = "finding"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Find the added model, so that a wrong name stops the start; it is made when notes are first read."""
        if settings.KITH_NAME_MODEL:
            import_string(settings.KITH_NAME_MODEL)
