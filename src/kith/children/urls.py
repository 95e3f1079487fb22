"""Addresses of the children's pages."""

from django.urls import path

from kith.children.views import eligibility, facts, imports, rules

app_name = "children"
urlpatterns = [
    path("", eligibility.could_be_offered, name="list"),
    path("answers/", eligibility.answers, name="answers"),
    path("answer/", eligibility.answer, name="answer"),
    path("answers/<uuid:run_id>/again/", eligibility.work_out_again, name="work_out_again"),
    path("find/", eligibility.find, name="find"),
    path("reach/", eligibility.reach, name="reach"),
    path("rules/", rules.list_rules, name="rules"),
    path("rules/choose/", rules.choose_rules, name="choose_rules"),
    path("rules/publish/", rules.publish_rules, name="publish_rules"),
    path("facts/bring-in/", facts.bring_in, name="bring_in_facts"),
    path("facts/save/", facts.save_list, name="save_facts"),
    path("returns/<uuid:batch_id>/commit/", imports.commit_return, name="commit_return"),
    path("returns/<uuid:batch_id>/roll-back/", imports.roll_back_return, name="roll_back_return"),
    path("<uuid:child_id>/why/", eligibility.why, name="why"),
    path("<uuid:child_id>/other-rules/", eligibility.other_rules, name="other_rules"),
    path("<uuid:child_id>/facts/", facts.list_facts, name="facts"),
    path("<uuid:child_id>/facts/record/", facts.record_fact, name="record_fact"),
]
