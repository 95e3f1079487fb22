"""Everything a person or job may be allowed to do, on one screen."""

from enum import StrEnum


class Permission(StrEnum):
    """One permission; roles.py says who holds it."""

    # the return
    IMPORT_RETURN = "import_return"
    VIEW_RETURNS = "view_returns"
    # children
    LIST_CHILDREN = "list_children"
    OPEN_CHILD = "open_child"
    SEE_EVERY_CHILD = "see_every_child"
    RECORD_LOCAL_FACT = "record_local_fact"
    UPLOAD_FACTS = "upload_facts"
    RUN_ELIGIBILITY = "run_eligibility"
    PUBLISH_RULES = "publish_rules"
    SET_CASE_TEAM = "set_case_team"
    # referrals
    REFER = "refer"
    RECORD_OFFER = "record_offer"
    VIEW_WAITING = "view_waiting"
    DECIDE_TRIAGE = "decide_triage"
    ALLOCATE = "allocate"
    SET_LOAD = "set_load"
    RECORD_ASK = "record_ask"
    RECORD_AGREEMENT = "record_agreement"
    RECORD_PR_ANSWER = "record_pr_answer"
    OVERRIDE_PR_REFUSAL = "override_pr_refusal"
    PROPOSE_WITHDRAWAL = "propose_withdrawal"
    DECIDE_WITHDRAWAL = "decide_withdrawal"
    PAUSE = "pause"
    STOP = "stop"
    MOVE_STAGE = "move_stage"
    SELF_REFER = "self_refer"
    ANSWER_SELF_REFERRAL = "answer_self_referral"
    # people who matter
    VIEW_PEOPLE = "view_people"
    RECORD_PEOPLE = "record_people"
    MERGE_PEOPLE = "merge_people"
    READ_SEALED_PLACES = "read_sealed_places"
    # keeping it safe
    ASK_CLEARANCE = "ask_clearance"
    ANSWER_CLEARANCE = "answer_clearance"
    RESTRICT = "restrict"
    LIFT_RESTRICTION = "lift_restriction"
    SET_APART = "set_apart"
    OPEN_ADOPTION_ROUTE = "open_adoption_route"
    KEEP_PROTECTED = "keep_protected"
    KEEP_NEWS = "keep_news"
    WATCH_NAMES = "watch_names"
    RELEASE_APPROACH = "release_approach"
    # records and letters
    WRITE_NOTE = "write_note"
    READ_SESSION_NOTES = "read_session_notes"
    RAISE_CONCERN = "raise_concern"
    READ_CONCERNS = "read_concerns"
    HAND_ON_CONCERN = "hand_on_concern"
    MARK_COPIED = "mark_copied"
    QUEUE_OUTBOX = "queue_outbox"
    RELEASE_OUTBOX = "release_outbox"
    SEND_OUTBOX = "send_outbox"
    # the demo
    BUILD_DEMO = "build_demo"
    # the service
    MANAGE_ROTA = "manage_rota"
    MANAGE_SERVICE = "manage_service"
    MANAGE_USERS = "manage_users"
    SIGN_IN = "sign_in"
    VIEW_AUDIT = "view_audit"
    VIEW_WHO_LOOKED = "view_who_looked"
    VIEW_PROJECTION = "view_projection"
