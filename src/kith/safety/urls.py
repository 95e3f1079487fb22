"""Addresses of the pages about safety."""

from django.urls import path

from kith.safety.views import answering, careful, household, news, person, protecting, related, standing

app_name = "safety"
urlpatterns = [
    # is it safe?
    path("children/<uuid:child_id>/answer/", answering.answer, name="answer"),
    path("children/<uuid:child_id>/ask-again/", answering.ask_again, name="ask_again"),
    path("people/<uuid:connection_id>/", person.person, name="person"),
    path("people/<uuid:connection_id>/ask/", answering.ask_clearance, name="ask_clearance"),
    path("people/<uuid:connection_id>/answer/", answering.clear, name="clear"),
    path("people/<uuid:connection_id>/lives-with/", household.lives_with, name="lives_with"),
    path("people/<uuid:connection_id>/sides/", answering.answer_side, name="answer_side"),
    path("answers/<uuid:clearance_id>/another-view/", answering.add_dissent, name="add_dissent"),
    # what stands
    path("children/<uuid:child_id>/", standing.what_stands, name="standing"),
    path("children/<uuid:child_id>/orders/add/", standing.restrict, name="restrict"),
    path("orders/<uuid:restriction_id>/lift/", standing.lift_restriction, name="lift_restriction"),
    path("children/<uuid:child_id>/apart/add/", standing.set_apart, name="set_apart"),
    path("apart/<uuid:apart_id>/end/", standing.end_apart, name="end_apart"),
    path("people/<uuid:connection_id>/adoption/", standing.open_route, name="open_route"),
    path("adoption/<uuid:route_id>/close/", standing.close_route, name="close_route"),
    # before anybody is reached
    path("children/<uuid:child_id>/care/", careful.care, name="care"),
    path("children/<uuid:child_id>/care/add/", careful.take_care, name="take_care"),
    path("care/<uuid:taken_id>/end/", careful.end_care, name="end_care"),
    # news to tell
    path("children/<uuid:child_id>/news/", news.list_news, name="news"),
    path("children/<uuid:child_id>/news/add/", news.keep_news, name="keep_news"),
    path("news/<uuid:news_id>/plan/", news.plan_telling, name="plan_telling"),
    path("news/<uuid:news_id>/told/", news.mark_told, name="mark_told"),
    path("news/<uuid:news_id>/look-in/", news.check_in, name="check_in"),
    # staff who know a family
    path("you/", related.you, name="you"),
    path("you/say/", related.say_somebody, name="say_somebody"),
    path("you/home/", related.give_home, name="give_home"),
    path("children/<uuid:child_id>/i-know-them/", related.say, name="say"),
    path("related/", related.list_related, name="related"),
    path("related/<uuid:sign_id>/", related.decide, name="decide_related"),
    path("related/<uuid:sign_id>/said/", related.settle_said, name="settle_said"),
    # the safeguarding lead alone
    path("protected/", protecting.list_protected, name="protected"),
    path("protected/add/", protecting.protect, name="protect"),
    path("protected/<uuid:protected_id>/", protecting.review_protection, name="review_protection"),
    path("protected/<uuid:protected_id>/end/", protecting.end_protection, name="end_protection"),
    path("protected/alerts/<uuid:alert_id>/", protecting.settle_alert, name="settle_alert"),
    path("letters/", protecting.list_letters, name="letters"),
    path("letters/<uuid:item_id>/", protecting.letter, name="letter"),
    path("letters/<uuid:item_id>/release/", protecting.release_letter, name="release_letter"),
    path("letters/<uuid:item_id>/keep-back/", protecting.keep_back_letter, name="keep_back_letter"),
]
