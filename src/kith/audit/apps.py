"""Django app configuration for the audit record."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The audit record."""

    name = "kith.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
