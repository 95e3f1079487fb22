"""Addresses."""

from django.urls import path

from kith.plans import views

app_name = "plans"
urlpatterns = [
    path("children/<uuid:child_id>/", views.list_promises, name="list"),
    path("children/<uuid:child_id>/new/", views.make_promise, name="make"),
    path("people/<uuid:connection_id>/new/", views.make_promise_of, name="make_of"),
    path("<uuid:promise_id>/came/", views.check_promise, name="check"),
    path("<uuid:promise_id>/put-right/", views.put_promise_right, name="put_right"),
    path("<uuid:promise_id>/end/", views.end_promise, name="end"),
    path("<uuid:promise_id>/go-on/", views.resume_promise, name="resume"),
]
