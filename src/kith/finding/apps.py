"""Django app configuration."""

from django.apps import AppConfig


class FindingConfig(AppConfig):
    """Finding people, safely."""

    name = "kith.finding"
    label = "finding"
    default_auto_field = "django.db.models.BigAutoField"
