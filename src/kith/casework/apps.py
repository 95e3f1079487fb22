"""Django app configuration."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Staff pages that read every app."""

    name = "kith.casework"
    label = "casework"
    default_auto_field = "django.db.models.BigAutoField"
