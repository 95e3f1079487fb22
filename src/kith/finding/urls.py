"""Addresses."""

from django.urls import path

from kith.finding.views import family, handover, letters, looking, notes, notices, places, queue, suggesting

app_name = "finding"
urlpatterns = [
    path("people/<uuid:connection_id>/", looking.trail, name="trail"),
    path("people/<uuid:connection_id>/search/", looking.start_search, name="search"),
    path("people/<uuid:connection_id>/source/", looking.add_evidence, name="evidence_add"),
    path("people/<uuid:connection_id>/letter/<slug:layer>/", letters.write_approach, name="letter"),
    path("people/<uuid:connection_id>/family-time/", family.plan_family_time, name="family_time"),
    path("people/<uuid:connection_id>/told/", notices.record_notice, name="notice"),
    path("people/<uuid:connection_id>/told/sheet/", notices.notice_sheet, name="notice_sheet"),
    path("searches/<uuid:search_id>/try/", looking.record_attempt, name="try"),
    path("searches/<uuid:search_id>/end/", looking.end_search, name="search_end"),
    path("searches/<uuid:search_id>/hand-over/", looking.hand_over_search, name="hand_over"),
    path("searches/<uuid:search_id>/go-on/", looking.resume_search, name="search_resume"),
    path("sources/<uuid:evidence_id>/take-back/", looking.take_back_evidence, name="evidence_take_back"),
    path("letters/<uuid:approach_id>/answer/", letters.record_answer, name="answer"),
    path("family-time/<uuid:time_id>/came/", family.record_family_time, name="family_time_came"),
    path("family-time/<uuid:time_id>/call-off/", family.call_off_family_time, name="family_time_off"),
    path("family-time/<uuid:time_id>/child/", family.record_child_check_in, name="child_check_in"),
    path("family-time/<uuid:time_id>/carer/", family.record_carer_taps, name="carer_taps"),
    path("children/<uuid:child_id>/handover/", handover.handover, name="handover"),
    path("children/<uuid:child_id>/file/", notes.file_notes, name="file"),
    path("notes/<uuid:notes_id>/", notes.look_through, name="notes"),
    path("notes/<uuid:notes_id>/finish/", notes.finish_notes, name="notes_finish"),
    path("children/<uuid:child_id>/next/", suggesting.look_for_next, name="next"),
    path("children/<uuid:child_id>/next/<slug:lead>/aside/", suggesting.put_aside, name="next_aside"),
    path("children/<uuid:child_id>/next/<slug:lead>/ask/", suggesting.ask_child_first, name="next_ask"),
    path("suggestions/<uuid:decision_id>/back/", suggesting.bring_back, name="next_back"),
    path("queue/", queue.list_queue, name="queue"),
    path("queue/<uuid:search_id>/", queue.show_task, name="queue_task"),
    path("queue/<uuid:search_id>/try/", queue.record_queue_try, name="queue_try"),
    path("queue/<uuid:search_id>/back/", queue.hand_back_search, name="queue_back"),
    path("places/", places.places, name="places"),
    path("places/choose/", places.choose_source, name="places_choose"),
    path("places/letters/", places.keep_letter_head, name="letter_head"),
]
