"""Addresses of the staff pages that read every app."""

from django.urls import path

from kith.casework import views

urlpatterns = [
    path("", views.home, name="home"),
]
