"""Addresses."""

from django.urls import path

from kith.programme import views

app_name = "programme"
urlpatterns = [
    path("projection/", views.projection, name="projection"),
]
