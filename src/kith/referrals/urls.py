"""Addresses."""

from django.urls import path

from kith.referrals.views import deciding, parents, refer, referral, withdraw

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
    path("<uuid:referral_id>/withdraw/", withdraw.withdraw, name="withdraw"),
    path("withdrawals/<uuid:withdrawal_id>/decide/", withdraw.decide, name="withdraw_decide"),
    path("withdrawals/<uuid:withdrawal_id>/told/", withdraw.told, name="withdraw_told"),
    # the child's own answers, stops and requests
]
