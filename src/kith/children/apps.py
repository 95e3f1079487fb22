"""Django app configuration."""

from django.apps import AppConfig


class ChildrenConfig(AppConfig):
    """The child's record, care history, local facts, eligibility results."""

    name = "kith.children"
    label = "children"
    default_auto_field = "django.db.models.BigAutoField"
