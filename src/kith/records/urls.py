"""Addresses of notes, copies for the case system, and concerns."""

from django.urls import path

from kith.records import views

app_name = "records"
urlpatterns = [
    path("write/", views.choose, name="choose"),
    path("children/<uuid:child_id>/papers/", views.papers, name="papers"),
    path("children/<uuid:child_id>/papers/keep/", views.keep_paper, name="keep_paper"),
    path("papers/<uuid:paper_id>/", views.paper, name="paper"),
    path("papers/<uuid:paper_id>/file/", views.paper_file, name="paper_file"),
    path("papers/<uuid:paper_id>/take-away/", views.take_away, name="take_away"),
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
