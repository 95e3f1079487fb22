"""Addresses of the staff pages that read every app."""

from django.urls import path

from kith.casework.views import audit, home, people_sheet, record, service

urlpatterns = [
    path("", home.home, name="home"),
    path("network/children/<uuid:child_id>/", people_sheet.people_sheet, name="people_sheet"),
    path("record/<uuid:child_id>/", record.record, name="record"),
    path("who-looked/", audit.list_events, name="audit"),
    path("who-looked/child/", audit.find_child, name="audit_child"),
    path("who-looked/<int:seq>/words/", audit.words, name="audit_words"),
    path("people/", service.people, name="people"),
    path("people/bring-in/", service.bring_in_people, name="bring_in_people"),
    path("people/<uuid:user_id>/manager/", service.name_manager, name="name_manager"),
    path("settings/", service.settings, name="settings"),
]
