"""Django app configuration."""

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    """Referral, how soon, asks and agreement, allocation."""

    name = "kith.referrals"
    label = "referrals"
    default_auto_field = "django.db.models.BigAutoField"
