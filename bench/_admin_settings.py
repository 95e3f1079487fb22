"""Settings of the list workload: the service's own, with Django's admin beside it. Never used by the service."""

from kith.config.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "django.contrib.admin.apps.SimpleAdminConfig"]  # noqa: F405
ROOT_URLCONF = "bench._admin"
ALLOWED_HOSTS = ["testserver"]
# No static files are collected here; both sides name them plainly.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
