"""The addresses of the look alone, gallery included."""

from django.urls import include, path

from kith.ui import urls

urlpatterns = [path("", include(urls)), path("gallery/", include((urls.gallery, "ui")))]
