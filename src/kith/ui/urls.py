"""Addresses of the look: `urlpatterns` for every installation, `gallery` for the demo, debugging and tests."""

from django.urls import path

from kith.ui import views

urlpatterns = [path("leave/", views.leave, name="leave")]
gallery = [
    path("", views.gallery, name="gallery"),
    path("<slug:name>/", views.gallery, name="gallery-page"),
]
