"""Django app configuration."""

from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    """Imported statutory returns."""

    name = "kith.returns"
    label = "returns"
    default_auto_field = "django.db.models.BigAutoField"
