"""Django app configuration for access; refuses to start if a named check or stop is missing."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.module_loading import import_string


class AccessConfig(AppConfig):
    """Access: the two doors."""

    name = "kith.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load every check and hook named in settings, so that a missing one stops the start; watch what is written."""
        near = (*settings.KITH_WHO_KNOWS, *settings.KITH_WHO_LIVES_TOGETHER)
        hooks = (*settings.STOP_HOOKS, *settings.STANDING_HOOKS, *settings.KNOWN_HOOKS, *settings.APART_HOOKS)
        more = (*settings.ACTION_CHECKS, *settings.MERGE_CHECKS, *settings.PURGE_HOOKS)
        asked = (*settings.KITH_LOOKED_FOR, *settings.KITH_DONE_ABOUT_ASKS, settings.KITH_PROMISED)
        for path in (*more, *hooks, *near, *asked):
            import_string(path)
        import_string("kith.access.fitting.watch")()  # now that every table is known
