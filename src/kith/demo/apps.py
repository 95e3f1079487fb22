"""Django app configuration of the demo; in INSTALLED_APPS only with KITH_DEMO=1."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo."""

    name = "kith.demo"
    label = "demo"
