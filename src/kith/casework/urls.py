"""Addresses of the staff pages that read every app."""

from django.urls import path

from kith.casework.views import (
    accounts,
    audit,
    home,
    people_sheet,
    record,
    service,
    together_map,
    unusual,
    who_looked,
    writing,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("network/children/<uuid:child_id>/", people_sheet.people_sheet, name="people_sheet"),
    path("network/children/<uuid:child_id>/together/", together_map.start, name="map_start"),
    path("network/children/<uuid:child_id>/together/who/", together_map.who_is_here, name="map_who"),
    path("network/children/<uuid:child_id>/together/people/", together_map.my_people, name="map_people"),
    path(
        "network/children/<uuid:child_id>/together/people/<uuid:connection_id>/",
        together_map.place_somebody,
        name="map_place",
    ),
    path(
        "network/children/<uuid:child_id>/together/people/<uuid:connection_id>/off/",
        together_map.take_off,
        name="map_off",
    ),
    path(
        "network/children/<uuid:child_id>/together/people/<uuid:connection_id>/say/", together_map.say, name="map_say"
    ),
    path("network/children/<uuid:child_id>/together/map/", together_map.my_map, name="map_drawn"),
    path("network/children/<uuid:child_id>/together/love/", together_map.love, name="map_love"),
    path("network/children/<uuid:child_id>/together/finish/", together_map.finish, name="map_finish"),
    path("network/children/<uuid:child_id>/together/done/", together_map.done, name="map_done"),
    path("network/children/<uuid:child_id>/together/copy/", together_map.copy, name="map_copy"),
    path("notes/children/<uuid:child_id>/write/", writing.write_note, name="write_note"),
    path("record/<uuid:child_id>/", record.record, name="record"),
    path("record/<uuid:child_id>/who-looked/", who_looked.who_looked, name="who_looked"),
    path("who-looked/", audit.list_events, name="audit"),
    path("who-looked/child/", audit.find_child, name="audit_child"),
    path("who-looked/<int:seq>/words/", audit.words, name="audit_words"),
    path("who-looked/unusual/", unusual.list_unusual, name="unusual"),
    path("who-looked/unusual/<uuid:user_id>/<slug:rule>/<int:first_seq>/", unusual.answer, name="unusual_answer"),
    path("people/", service.people, name="people"),
    path("people/bring-in/", service.bring_in_people, name="bring_in_people"),
    path("people/<uuid:user_id>/manager/", service.name_manager, name="name_manager"),
    path("people/<uuid:user_id>/account/", accounts.account, name="account"),
    path("people/<uuid:user_id>/notice/", unusual.note_notice, name="note_notice"),
    path("settings/", service.settings, name="settings"),
]
