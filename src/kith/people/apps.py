"""Django app configuration."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People who matter."""

    name = "kith.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
