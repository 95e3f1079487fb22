"""Every address there can be: those of any installation, of the made-up county and of development."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from kith.config import urls
from kith.ui import urls as ui

SECRET = "zqown-records-Note-words"


def broken(request: HttpRequest) -> HttpResponse:
    """A page that fails with somebody's words in its hands and in the message."""
    words = SECRET
    raise ValueError(f"cannot read {words}")


def forgotten(request: HttpRequest) -> HttpResponse:
    """A page that asks nobody who they are."""
    return HttpResponse("Hello.")


urlpatterns = [
    *urls.urlpatterns,
    path("gallery/", include((ui.gallery, "gallery"))),
    path("demo/", include("kith.demo.urls")),
    path("broken/", broken, name="broken"),
]
