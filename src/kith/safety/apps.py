"""Django app configuration."""

from django.apps import AppConfig


class SafetyConfig(AppConfig):
    """Keeping it safe."""

    name = "kith.safety"
    label = "safety"
    default_auto_field = "django.db.models.BigAutoField"
