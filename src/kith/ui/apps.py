"""The Django app of the look."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """No tables: templates, static files, one tag library."""

    name = "kith.ui"
    label = "ui"
    verbose_name = "Look"
