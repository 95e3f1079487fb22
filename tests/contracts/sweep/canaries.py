"""Who may read what people wrote: canaries in every free text, and where they may turn up."""

import re
from collections.abc import Iterator

from kith.access import policy
from kith.domain.terms import Role
from tests.contracts.sweep.visits import CSRF, NONCE, Visit
from tests.contracts.sweep.world import CANARIES, FAR, TEAM

TOKEN = re.compile(r"zq(own|team|far)((?:-[a-z]+)?-[a-z]+-[A-Za-z]+-[a-z_]+)?", re.IGNORECASE)
# Drawn anew for every answer, so that one of them spells a canary now and then: the two tokens in cookies, whose form
# nothing that people wrote has, and the number used once in the policy for scripts.
DRAWN = re.compile(r"(?<=csrftoken=)[A-Za-z0-9]{32}(?=;)|(?<=sessionid=)[a-z0-9]{32}(?=;)|(?<='nonce-)[\w+/=-]+(?=')")
TITLE = re.compile(r"<title>.*?</title>", re.IGNORECASE | re.DOTALL)
ADDRESS = re.compile(r"""\b(?:href|action|src|formaction|content)\s*=\s*(?:"[^"]*"|'[^']*')""", re.IGNORECASE)

_CASE_WORKERS = {Role.SOCIAL_WORKER, Role.PERSONAL_ADVISER, Role.REVIEWING_OFFICER}
_CASE_TEAM = _CASE_WORKERS | {Role.COORDINATOR, Role.MANAGER, Role.SAFEGUARDING_LEAD}
_RETURNS = {Role.ANALYST, Role.MANAGER}
_STAFF = set(Role) - {Role.NATIONAL, Role.EVALUATOR}
# Who may read what, in words for people in access/policy.py; here by role, so that neither can drift alone. The longest
# beginning that fits counts. What stands nowhere is read by nobody.
READERS: dict[str, set[Role]] = {
    "access-": _STAFF,
    "access-User-email": {Role.SERVICE_ADMIN},
    "access-User-languages": {Role.MANAGER},
    "audit-AuditEvent-": {Role.PRIVACY_OFFICER},
    "children-CareRow-": _CASE_TEAM | {Role.ANALYST},
    "children-": _CASE_TEAM | {Role.ANALYST},
    "finding-": _CASE_TEAM,
    "finding-LeadDecision-": {Role.COORDINATOR},
    "outbox-": {Role.COORDINATOR, Role.MANAGER, Role.SAFEGUARDING_LEAD},
    "network-": _CASE_TEAM,
    "network-ChildSaid-": {Role.COORDINATOR},
    "network-MapVersion-": {Role.COORDINATOR, Role.MANAGER},
    "shared-network-MapVersion-": _CASE_TEAM,
    "network-TieQuality-": {Role.COORDINATOR, Role.MANAGER},
    "people-": _CASE_TEAM,
    "plans-": _CASE_TEAM,
    "people-NameFamily-": {Role.MANAGER, Role.SERVICE_ADMIN},
    "sealed-people-Reach-": {Role.MANAGER, Role.SAFEGUARDING_LEAD},
    "records-CaseCopy-": _CASE_TEAM,
    "records-Concern-": {Role.SAFEGUARDING_LEAD, Role.MANAGER},
    "records-Note-": _CASE_TEAM,
    "records-Paper-": _CASE_TEAM,
    "stays-records-Paper-": {Role.COORDINATOR, Role.MANAGER},
    "stays-records-Note-": {Role.COORDINATOR, Role.MANAGER},
    "referrals-": _CASE_TEAM,
    "referrals-Draft-": {Role.COORDINATOR},
    "referrals-SelfReferral-": {Role.MANAGER, Role.SAFEGUARDING_LEAD},
    "quiet-referrals-Agreement-": {Role.COORDINATOR},
    "safety-": _CASE_TEAM,
    "safety-LeadAlert-": {Role.SAFEGUARDING_LEAD},
    "safety-LetterKeptBack-": {Role.SAFEGUARDING_LEAD},
    "safety-Related": {Role.MANAGER},
    "safety-ProtectedPerson-": {Role.SAFEGUARDING_LEAD},
    "returns-": _RETURNS,
    "returns-RawRow-sealed": set(),
}
# Those who may know of children whose team they are not in.
SEE_EVERY_CHILD = {Role.MANAGER, Role.ANALYST, Role.SAFEGUARDING_LEAD}
# A canary that was cut off: whoever may read anything of a child might read that.
SOMETHING = "children-"
# Belongs to the service, not to a child's team.
OF_THE_SERVICE = ("access-", "returns-", "referrals-SelfReferral-", "finding-LetterHead-", "people-NameFamily-")


def readers(field: str) -> set[Role]:
    """The roles that may read a field, given as its canary names it: records-Note-words."""
    known = [start for start in READERS if field.startswith(start)]
    return READERS[max(known, key=len)] if known else set()


def policy_rows() -> list[str]:
    """Every sealed field of the policy table, as its canary names it."""
    return [name.replace(".", "-") for name in policy.FIELDS]


def problems(visit: Visit, role: Role | None) -> Iterator[str]:
    """Canaries in one answer that this person must not see, or that stand where nobody may."""
    # A token of one answer is chance, and may happen to spell a canary.
    text = NONCE.sub(rb"\1", CSRF.sub(rb"\1", visit.body)).decode("utf-8", errors="replace")
    for whose, field in sorted(set(found(text))):
        if not may_see(role, whose, field):
            yield f"{visit.told}: shows {field or 'a piece of somebody'} of {whose}"
    for place, part in _where_nobody_may(visit, text):
        if TOKEN.search(DRAWN.sub("", part)):
            yield f"{visit.told}: {part[:120]} stands in {place}"


def found(text: str) -> Iterator[tuple[str, str]]:
    """(whose, which field) of every canary in a text; the field is empty where a piece was cut off."""
    names = {canary.removeprefix("zq"): whose for whose, canary in CANARIES.items()}
    for match in TOKEN.finditer(text):
        yield names[match[1].lower()], (match[2] or "").lstrip("-")


def may_see(role: Role | None, whose: str, field: str) -> bool:
    """Whether this person may read this field of this child."""
    if role is None or whose == FAR or role not in readers(field or SOMETHING):
        return False
    return whose != TEAM or role in SEE_EVERY_CHILD or field.startswith(OF_THE_SERVICE)


def _where_nobody_may(visit: Visit, text: str) -> Iterator[tuple[str, str]]:
    yield "the address", visit.path
    yield "a cookie", visit.cookies
    for name, value in visit.headers.items():
        yield f"the header {name}", value
    for title in TITLE.findall(text):
        yield "the title", title
    for address in ADDRESS.findall(text):
        yield "an address on the page", address
    for event in visit.events:
        yield f"the audit codes of {event['kind']}", repr(event)
