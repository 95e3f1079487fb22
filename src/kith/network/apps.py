"""Django app configuration."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """The network: relationships, households, maps and their history."""

    name = "kith.network"
    label = "network"
    default_auto_field = "django.db.models.BigAutoField"
