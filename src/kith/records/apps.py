"""Django app configuration."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Notes and concerns."""

    name = "kith.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"
