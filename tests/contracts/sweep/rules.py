"""What every answer must keep to, whoever asks: no crash, no trace of the other service, no write, strict headers."""

from collections.abc import Container, Iterator

from django.apps import apps

from kith.domain.terms import Role
from tests.contracts.sweep.addresses import TABLES
from tests.contracts.sweep.canaries import SEE_EVERY_CHILD
from tests.contracts.sweep.visits import Visit
from tests.contracts.sweep.world import FAR, NOBODYS, OWN, TEAM, World

# What reading may write: that somebody read. Concerns and requests are opened by looking at them (SAFEGUARDING 15, 1).
READINGS = {"child.opened", "action.refused", "concern.opened", "self_referral.opened"}
READING_ENDS = ("listed", "searched", "_read")
# Pages that are one button: an empty form is the whole of it.
BUTTONS = {
    "audit_words": {"audit.words_opened"},
    "children:work_out_again": {"eligibility.worked_out_again"},
    "end_other_sessions": {"user.signed_out_everywhere"},
    "finding:next_back": {"lead.brought_back"},
    "finding:places_choose": {"source.chosen"},
    "map_off": {"map.person_removed"},
    "finding:notes_finish": {"notes.finished"},
    "network:family_file_child": {"family_file.child_named"},
    "network:family_file_finish": {"family_file.finished"},
    "network:household_slip": {"tie.taken_back"},
    "network:parent_slip": {"tie.taken_back"},
    "network:tie_slip": {"tie.taken_back"},
    "network:union_slip": {"tie.taken_back"},
    "people:fact_slip": {"person.fact_taken_back"},
    "people:name_slip": {"person.fact_taken_back"},
    "people:names_end": {"names.family_ended"},
    "people:twice": {"people.look_asked"},
    "records:copied": {"case_copy.copied"},
    "referrals:got_in_touch": {"stop.followed_up"},
    "referrals:nudge_about_parent": {"parental.asked_again"},
    "referrals:nudge_about_withdrawal": {"withdrawal.asked_again"},
    "referrals:request_open": {"self_referral.opened"},
    "referrals:rota_leave": {"rota.left"},
    "referrals:together_draft": {"draft.kept"},
    "referrals:together_start": {"together.started"},
    "returns:check_again": {"return.checked_again"},
    "safety:ask_again": {"clearance.asked_again"},
}

HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}
# Whatever else is kept for a person stays on our side: a cookie can be read on the device.
COOKIES = {"csrftoken", "sessionid"}
CSP_MUST = ("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
CSP_NEVER = ("unsafe-", "http:", "https:", "data:", "*")


def crashes(visits: list[Visit]) -> Iterator[str]:
    """Answers that are no answer."""
    yield from (f"{visit.told}: {visit.status}" for visit in visits if visit.status >= 500)


def strangers_told(visits: list[Visit], role: Role, world: World) -> Iterator[str]:
    """Rows of another service, or of another team where that matters, that can be told from none."""
    answers = {(visit.address, visit.method, visit.position): visit for visit in visits}
    for (address, method, position), visit in answers.items():
        hidden = position == FAR or (position == TEAM and role not in SEE_EVERY_CHILD and is_of_a_child(visit))
        if hidden and visit.bare(world) != answers[address, method, NOBODYS].bare(world):
            yield f"{visit.told}: can be told from a row that is not there"


def is_of_a_child(visit: Visit) -> bool:
    """Whether the address names a row of one child."""
    models = [apps.get_model(TABLES[hole]) for hole in visit.address.ids]
    return any(hasattr(model, "is_child") or hasattr(model, "child_id") for model in models)


def looked_though_refused(seen: list[Visit]) -> Iterator[str]:
    """A record that counts as opened by somebody who may not open it (SAFEGUARDING 11: who looked is true)."""
    for visit in seen:
        if visit.status == 403 and any(event["kind"] == "child.opened" for event in visit.events):
            yield f"{visit.told}: refused, and the child's record counts as opened"


def writes(visits: list[Visit]) -> Iterator[str]:
    """Events that no empty form and no reading may cause."""
    for visit in visits:
        allowed = BUTTONS.get(visit.address.name, set()) if visit.method == "POST" else set()
        for event in visit.events:
            kind = event["kind"]
            if kind not in READINGS | allowed and not kind.endswith(READING_ENDS):
                yield f"{visit.told}: wrote {kind}"
        if visit.position not in (OWN, TEAM) and any(event["kind"] != "action.refused" for event in visit.events):
            yield f"{visit.told}: wrote {', '.join(event['kind'] for event in visit.events)}"


def undocumented(visits: list[Visit], known: Container[str]) -> Iterator[str]:
    """Events that docs/reference/events.md does not name."""
    yield from (f"{visit.told}: {one['kind']}" for visit in visits for one in visit.events if one["kind"] not in known)


def weak_headers(visit: Visit) -> Iterator[str]:
    """Headers that are missing or too lax."""
    given = {name.lower(): value for name, value in visit.headers.items()}
    for name, value in HEADERS.items():
        if given.get(name.lower()) != value:
            yield f"{visit.told}: {name} is {given.get(name.lower())}"
    policy = given.get("content-security-policy", "")
    yield from (f"{visit.told}: the policy lacks {part}" for part in CSP_MUST if part not in policy)
    yield from (f"{visit.told}: the policy allows {part}" for part in CSP_NEVER if part in policy)
    for cookie in visit.cookies.splitlines():
        if cookie.partition("=")[0].removeprefix("Set-Cookie: ") not in COOKIES:
            yield f"{visit.told}: a cookie beside those that every page may set"
        if "Max-Age=0" not in cookie and not ("HttpOnly" in cookie and "SameSite" in cookie):
            yield f"{visit.told}: a cookie that scripts or other sites may use"
