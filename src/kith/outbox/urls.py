"""Addresses."""

from django.urls import path

from kith.outbox import views

app_name = "outbox"
urlpatterns = [
    path("", views.list_items, name="list"),
    path("children/<uuid:child_id>/write/", views.write_item, name="write"),
    path("<uuid:item_id>/", views.show_item, name="item"),
    path("<uuid:item_id>/release/", views.release_item, name="release"),
    path("<uuid:item_id>/put-back/", views.unfreeze_item, name="unfreeze"),
    path("<uuid:item_id>/cancel/", views.cancel_item, name="cancel"),
]
