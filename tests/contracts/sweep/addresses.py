"""Every address of the product, and the ids that go into it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

# Anybody may ask for these; everything else wants a signed-in person (or is answered as if it were not there).
PUBLIC = {
    "account_login": "signing in",
    "account_inactive": "an account that fell asleep",
    "account_reset_password": "says who helps",
    "account_signup": "says that nobody signs themselves up",
    "account_email": "says who helps",
    "account_set_password": "says who helps",
    "account_reset_password_from_key": "the link an administrator hands out, once",
    "account_reset_password_from_key_done": "after that link",
    "leave": "leaving must always work",
    "ask:page": "a child asks for themselves",
    "ask:sent": "what happens then",
    "ask:sheet": "the same page on paper",
    "demo:who": "one-click sign-in, in the made-up county only",
    "demo:sign_in_as": "one-click sign-in, in the made-up county only",
    "gallery:gallery": "the look, in the made-up county and while developing only",
    "gallery:gallery-page": "the look, in the made-up county and while developing only",
}

# These are asked for by people who are not signed in, or no longer, and show them nothing of anybody's: they lead on.
LEAD_ON = {
    "account_logout": "a second press of signing out",
    "hand_back": "the session together ended while the child held the device",
    "mfa_authenticate": "between the password and the code nobody is signed in",
}

# Which table the id in an address is of.
TABLES = {
    "alert_id": "safety.LeadAlert",
    "taken_id": "safety.CareTaken",
    "answer_id": "referrals.ParentalAnswer",
    "apart_id": "safety.Apart",
    "approach_id": "finding.Approach",
    "ask_id": "referrals.Ask",
    "batch_id": "returns.Batch",
    "child_id": "children.Child",
    "connection_id": "people.Connection",
    "clearance_id": "safety.Clearance",
    "decision_id": "finding.LeadDecision",
    "concern_id": "records.Concern",
    "copy_id": "records.CaseCopy",
    "entry_id": "access.RotaEntry",
    "fact_id": "people.PersonFact",
    "family_id": "people.NameFamily",
    "file_id": "network.FamilyFile",
    "evidence_id": "finding.Evidence",
    "household_id": "network.Household",
    "item_id": "outbox.OutboxItem",
    "member_id": "network.HouseholdMember",
    "merge_id": "people.Merge",
    "name_id": "people.Name",
    "news_id": "safety.News",
    "note_id": "records.Note",
    "notes_id": "finding.CaseNotes",
    "paper_id": "records.Paper",
    "promise_id": "plans.Promise",
    "protected_id": "safety.ProtectedPerson",
    "other_id": "people.Connection",
    "parentage_id": "network.Parentage",
    "reach_id": "people.Reach",
    "referral_id": "referrals.Referral",
    "request_id": "referrals.SelfReferral",
    "restriction_id": "safety.Restriction",
    "route_id": "safety.AdoptionRoute",
    "run_id": "children.EligibilityRun",
    "search_id": "finding.Search",
    "said_id": "network.ChildSaid",
    "sign_id": "safety.RelatedSign",
    "stop_id": "referrals.Stop",
    "time_id": "finding.FamilyTime",
    "support_id": "network.Support",
    "tie_id": "network.Tie",
    "union_id": "network.Union",
    "user_id": "access.User",
    "version_id": "network.MapVersion",
    "withdrawal_id": "referrals.Withdrawal",
}
# What is no id says nothing about anybody: one value each, or one for an address.
PLAIN = {
    "first_seq": "1",
    "key": "set-password",
    "kind": "genogram",
    "layer": "first",
    "lead": "000000000000000000000000",
    "name": "index",
    "page": "asks",
    "row": "0",
    "rule": "at_night",
    "seq": "1",
    "slug": "wealdshire",
    "uidb36": "1",
}
PLAIN_FOR = {("referrals:paper", "name"): "about"}


@dataclass(frozen=True)
class Address:
    """One line of the tree of addresses, by its full name."""

    name: str
    holes: tuple[str, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The parts that name a row."""
        return tuple(hole for hole in self.holes if hole in TABLES)

    def path(self, ids: dict[str, Any]) -> str:
        """The address with its ids, by table. Raises KeyError for a part that stands in neither list."""
        given = {hole: ids[TABLES[hole]] if hole in TABLES else self._plain(hole) for hole in self.holes}
        return reverse(self.name, kwargs=given)

    def _plain(self, hole: str) -> str:
        return PLAIN_FOR.get((self.name, hole)) or PLAIN[hole]


def walk(resolver: URLResolver | None = None, space: str = "", above: tuple[str, ...] = ()) -> Iterator[Address]:
    """Every address below a resolver (the whole tree unless named). Raises ValueError for one without a name."""
    for entry in (resolver or get_resolver()).url_patterns:
        holes = above + _holes(entry)
        if isinstance(entry, URLResolver):
            yield from walk(entry, f"{space}{entry.namespace}:" if entry.namespace else space, holes)
        elif entry.name:
            yield Address(f"{space}{entry.name}", holes)
        else:
            raise ValueError(f"{entry.pattern} has no name")


def walk_views(resolver: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, Any]]:
    """The full name of every address below a resolver, with the view that answers it."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from walk_views(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        else:
            yield f"{space}{entry.name}", entry.callback


def _holes(entry: URLPattern | URLResolver) -> tuple[str, ...]:
    pattern: Any = entry.pattern
    return tuple(dict.fromkeys([*pattern.converters, *pattern.regex.groupindex]))


def unknown_holes(addresses: list[Address]) -> list[str]:
    """Parts of addresses that no list knows: what stands there could be anything."""
    return [
        f"{one.name}: {hole}" for one in addresses for hole in one.holes if hole not in TABLES and hole not in PLAIN
    ]
