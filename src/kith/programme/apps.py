"""Django app configuration."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    """How much is needed, with the arithmetic."""

    name = "kith.programme"
    label = "programme"
    default_auto_field = "django.db.models.BigAutoField"
