"""Django app configuration."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """What people promised a child, and what came of it."""

    name = "kith.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"
