"""Addresses."""

from django.urls import path

from kith.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.who, name="who"),
    path("<uuid:user_id>/", views.sign_in_as, name="sign_in_as"),
]
