"""Django app configuration."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Everything that leaves."""

    name = "kith.outbox"
    label = "outbox"
    default_auto_field = "django.db.models.BigAutoField"
