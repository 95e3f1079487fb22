"""Addresses of people who matter."""

from django.urls import path

from kith.people.views import changing, finding, naming, person, same, twice

app_name = "people"
urlpatterns = [
    path("twice/", twice.list_twice, name="twice"),
    path("names/", naming.list_names, name="names"),
    path("names/add/", naming.add_family, name="names_add"),
    path("names/<uuid:family_id>/end/", naming.end_family, name="names_end"),
    path("children/<uuid:child_id>/", person.list_people, name="list"),
    path("children/<uuid:child_id>/add/", person.add_person, name="add"),
    path("children/<uuid:child_id>/find/", finding.find_somebody, name="find"),
    path("<uuid:connection_id>/", person.person, name="person"),
    path("<uuid:connection_id>/history/", person.history, name="history"),
    path("<uuid:connection_id>/names/add/", person.add_name, name="name_add"),
    path("<uuid:connection_id>/names/<uuid:name_id>/slip/", changing.take_back_name, name="name_slip"),
    path("<uuid:connection_id>/facts/add/", person.add_fact, name="fact_add"),
    path("<uuid:connection_id>/facts/<uuid:fact_id>/slip/", changing.take_back_fact, name="fact_slip"),
    path("<uuid:connection_id>/reach/add/", person.add_reach, name="reach_add"),
    path("<uuid:connection_id>/reach/<uuid:reach_id>/", changing.confirm_reach, name="reach"),
    path("<uuid:connection_id>/reach/<uuid:reach_id>/end/", changing.end_reach, name="reach_end"),
    path("<uuid:connection_id>/status/", changing.change_status, name="status"),
    path("<uuid:connection_id>/who/", changing.describe_connection, name="describe"),
    path("<uuid:connection_id>/about/", changing.describe_person, name="about"),
    path("<uuid:connection_id>/child-knows/", changing.note_child_knows, name="child_knows"),
    path("<uuid:connection_id>/take-off/", changing.remove_connection, name="remove"),
    path("<uuid:connection_id>/bring-back/", changing.bring_back_connection, name="bring_back"),
    path("<uuid:connection_id>/share/", same.share_person, name="share"),
    path("<uuid:connection_id>/same/", same.choose_same, name="same"),
    path("<uuid:connection_id>/same/<uuid:other_id>/", same.merge_people, name="merge"),
    path("<uuid:connection_id>/same/<uuid:other_id>/two/", twice.tell_apart, name="tell_apart"),
    path("<uuid:connection_id>/same/<uuid:merge_id>/undo/", same.undo_merge, name="undo_merge"),
]
