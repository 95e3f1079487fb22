"""Addresses of the network and its maps."""

from django.urls import path

from kith.domain.terms import Drawing
from kith.network.views import belonging, drawings, files, given, maps, papers

app_name = "network"
urlpatterns = [
    # the network on any day, its versions, what changed
    path("children/<uuid:child_id>/map/", maps.network_map, name="map"),
    path("children/<uuid:child_id>/changes/", maps.changes, name="changes"),
    path("children/<uuid:child_id>/side-by-side/", maps.side_by_side, name="side_by_side"),
    path("children/<uuid:child_id>/draw/", maps.draw_map, name="draw"),
    # the other drawings, on a page and on paper
    path("children/<uuid:child_id>/genogram/", drawings.drawing, {"kind": Drawing.GENOGRAM}, name="genogram"),
    path("children/<uuid:child_id>/genogram/move/", drawings.move_aside, name="nudge"),
    path("children/<uuid:child_id>/ecomap/", drawings.drawing, {"kind": Drawing.ECOMAP}, name="ecomap"),
    path(
        "children/<uuid:child_id>/connectedness/",
        drawings.drawing,
        {"kind": Drawing.CONNECTEDNESS},
        name="connectedness",
    ),
    path("children/<uuid:child_id>/mobility/", drawings.drawing, {"kind": Drawing.MOBILITY}, name="mobility"),
    path("children/<uuid:child_id>/growth/", drawings.drawing, {"kind": Drawing.GROWTH}, name="growth"),
    path("children/<uuid:child_id>/poster/", drawings.poster, name="poster"),
    path("children/<uuid:child_id>/take/<slug:kind>/", drawings.take_along, name="take_along"),
    path("versions/<uuid:version_id>/", maps.version, name="version"),
    path("paper/", maps.paper, name="paper"),
    path("children/<uuid:child_id>/on-paper/", papers.keep_paper_map, name="keep_paper_map"),
    path("children/<uuid:child_id>/family-files/", files.family_files, name="family_files"),
    path("family-files/<uuid:file_id>/", files.family_file, name="family_file"),
    path("family-files/<uuid:file_id>/child/", files.name_child, name="family_file_child"),
    path("family-files/<uuid:file_id>/finish/", files.finish_family_file, name="family_file_finish"),
    # who belongs to whom
    path("children/<uuid:child_id>/belonging/", belonging.belonging, name="belonging"),
    path("children/<uuid:child_id>/belonging/parents/add/", belonging.add_parentage, name="parent_add"),
    path("children/<uuid:child_id>/belonging/partners/add/", belonging.add_union, name="union_add"),
    path("children/<uuid:child_id>/belonging/ties/add/", belonging.add_tie, name="tie_add"),
    path("children/<uuid:child_id>/belonging/households/add/", belonging.add_household, name="household_add"),
    path("children/<uuid:child_id>/belonging/partners/<uuid:union_id>/", belonging.add_union_event, name="union_event"),
    path(
        "children/<uuid:child_id>/belonging/parents/<uuid:parentage_id>/end/",
        belonging.end_parentage,
        name="parent_end",
    ),
    path("children/<uuid:child_id>/belonging/ties/<uuid:tie_id>/end/", belonging.end_tie, name="tie_end"),
    path(
        "children/<uuid:child_id>/belonging/households/<uuid:household_id>/add/",
        belonging.add_member,
        name="member_add",
    ),
    path(
        "children/<uuid:child_id>/belonging/members/<uuid:member_id>/", belonging.leave_household, name="member_leave"
    ),
    path(
        "children/<uuid:child_id>/belonging/parents/<uuid:parentage_id>/slip/",
        belonging.take_back_parentage,
        name="parent_slip",
    ),
    path(
        "children/<uuid:child_id>/belonging/partners/<uuid:union_id>/slip/",
        belonging.take_back_union,
        name="union_slip",
    ),
    path("children/<uuid:child_id>/belonging/ties/<uuid:tie_id>/slip/", belonging.take_back_tie, name="tie_slip"),
    path(
        "children/<uuid:child_id>/belonging/households/<uuid:household_id>/slip/",
        belonging.take_back_household,
        name="household_slip",
    ),
    # what somebody gives, how it feels, and a quiet check-in
    path("people/<uuid:connection_id>/", given.near, name="near"),
    path("people/<uuid:connection_id>/support/add/", given.add_support, name="support_add"),
    path("people/<uuid:connection_id>/feels/", given.add_quality, name="quality_add"),
    path("support/<uuid:support_id>/end/", given.end_support, name="support_end"),
    path("said/<uuid:said_id>/", given.check_in, name="check_in"),
]
