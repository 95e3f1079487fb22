"""Addresses."""

from django.urls import path

from kith.referrals.views import (
    ask,
    asks,
    deciding,
    nudging,
    paper,
    parents,
    refer,
    referral,
    rota,
    self_referral,
    stop,
    together,
    withdraw,
)

app_name = "referrals"
urlpatterns = [
    # referral
    path("not-yet-offered/", refer.not_offered, name="not_offered"),
    path("children/<uuid:child_id>/refer/", refer.refer, name="refer"),
    path("children/<uuid:child_id>/not-now/", refer.not_now, name="not_now"),
    path("children/<uuid:child_id>/offered/", refer.offered, name="offered"),
    path("<uuid:referral_id>/", referral.show, name="show"),
    path("<uuid:referral_id>/made/", refer.made, name="made"),
    path("<uuid:referral_id>/safety/", refer.safety, name="safety"),
    path("<uuid:referral_id>/move-on/", referral.move, name="move"),
    path("<uuid:referral_id>/move-on/<int:row>/", referral.make_move, name="make_move"),
    # the manager
    path("waiting/", deciding.waiting, name="waiting"),
    path("decisions/", deciding.decisions, name="decisions"),
    path("<uuid:referral_id>/how-soon/", deciding.how_soon, name="how_soon"),
    path("<uuid:referral_id>/coordinator/", deciding.allocate, name="allocate"),
    path("coordinators/", deciding.coordinators, name="coordinators"),
    path("coordinators/<uuid:user_id>/", deciding.load, name="load"),
    # parents' answers and withdrawing
    path("<uuid:referral_id>/parents/", parents.parents, name="parents"),
    path("parents/<uuid:answer_id>/settle/", parents.settle, name="settle"),
    path("parents/<uuid:answer_id>/ask-again/", nudging.about_parent, name="nudge_about_parent"),
    path("withdrawals/<uuid:withdrawal_id>/ask-again/", nudging.about_withdrawal, name="nudge_about_withdrawal"),
    path("<uuid:referral_id>/withdraw/", withdraw.withdraw, name="withdraw"),
    path("withdrawals/<uuid:withdrawal_id>/decide/", withdraw.decide, name="withdraw_decide"),
    path("withdrawals/<uuid:withdrawal_id>/told/", withdraw.told, name="withdraw_told"),
    # the child's own answers, stops and requests
    path("<uuid:referral_id>/together/", together.together, name="together"),
    path("<uuid:referral_id>/together/start/", together.start_together, name="together_start"),
    path("<uuid:referral_id>/together/about/", together.about, name="together_about"),
    path("<uuid:referral_id>/together/what-matters/", together.what_matters, name="together_asks"),
    path("<uuid:referral_id>/together/not-everyone/", together.not_everyone, name="together_not_everyone"),
    path("<uuid:referral_id>/together/question/", together.question, name="together_question"),
    path("<uuid:referral_id>/together/yes/", together.said_yes, name="together_yes"),
    path("<uuid:referral_id>/together/what-i-said/", together.what_i_said, name="together_what_i_said"),
    path("<uuid:referral_id>/together/end/", together.end, name="together_end"),
    path("<uuid:referral_id>/together/copy/", together.copy_to_give, name="together_copy"),
    path("<uuid:referral_id>/together/draft/<slug:page>/", together.keep_draft, name="together_draft"),
    path("children/<uuid:child_id>/asks/", asks.list_asks, name="asks"),
    path("children/<uuid:child_id>/asks/add/", asks.add_ask, name="ask_add"),
    path("asks/<uuid:ask_id>/", asks.ask, name="ask"),
    path("asks/<uuid:ask_id>/sort/", asks.sort_ask, name="ask_sort"),
    path("asks/<uuid:ask_id>/outcome/", asks.record_ask_outcome, name="ask_outcome"),
    path("children/<uuid:child_id>/stop/", stop.press_stop, name="stop"),
    path("children/<uuid:child_id>/stopped/", stop.stopped, name="stopped"),
    path("stops/", stop.get_in_touch, name="get_in_touch"),
    path("stops/<uuid:stop_id>/start-again/", stop.start_again, name="start_again"),
    path("stops/<uuid:stop_id>/spoken/", stop.got_in_touch, name="got_in_touch"),
    path("requests/", self_referral.list_requests, name="requests"),
    path("requests/<uuid:request_id>/", self_referral.one_request, name="request"),
    path("requests/<uuid:request_id>/open/", self_referral.open_request, name="request_open"),
    path("requests/<uuid:request_id>/find/", self_referral.find_child, name="request_find"),
    path("requests/<uuid:request_id>/match/", self_referral.match_request, name="request_match"),
    path("requests/<uuid:request_id>/reply/", self_referral.reply_to_request, name="request_reply"),
    path("requests/<uuid:request_id>/who/", self_referral.who_may_know, name="request_who"),
    path("requests/<uuid:request_id>/refer/", self_referral.refer_from_request, name="request_refer"),
    path("rota/", rota.keep_rota, name="rota"),
    path("rota/page/", rota.switch_ask_page, name="ask_page"),
    path("rota/<uuid:entry_id>/leave/", rota.leave_rota, name="rota_leave"),
    path("paper/", paper.list_sheets, name="paper_list"),
    path("paper/<slug:name>/", paper.one_sheet, name="paper"),
]

# The public page, at /ask/<service>/: no sign-in.
ask_urlpatterns = [
    path("", ask.ask_for_myself, name="page"),
    path("sent/", ask.sent, name="sent"),
    path("paper/", ask.sheet, name="sheet"),
]
