"""Addresses of notes, copies for the case system, and concerns."""

from django.urls import path

from kith.records import views

app_name = "records"
urlpatterns = [
    path("write/", views.choose, name="choose"),
    path("children/<uuid:child_id>/write/", views.write, name="write"),
    path("copies/", views.copies, name="copies"),
    path("copies/<uuid:copy_id>/", views.copy, name="copy"),
    path("copies/<uuid:copy_id>/copied/", views.copied, name="copied"),
    path("concerns/", views.concerns, name="concerns"),
    path("concerns/raise/", views.raise_concern, name="raise"),
    path("concerns/raise/<uuid:child_id>/", views.raise_concern, name="raise"),
    path("concerns/sent/", views.sent, name="sent"),
    path("concerns/<uuid:concern_id>/", views.concern, name="concern"),
    path("concerns/<uuid:concern_id>/settle/", views.settle, name="settle"),
]
