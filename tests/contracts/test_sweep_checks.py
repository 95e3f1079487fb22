"""The checks of the sweeps find what they are there to find: each is shown an answer that is wrong."""

import uuid
from typing import Any

import pytest

import run_tests
from kith.domain.terms import Role
from tests.contracts import test_matrix
from tests.contracts.sweep import addresses, canaries, matrix, rules, visits, world

pytestmark = pytest.mark.once

WHY = addresses.Address("children:why", ("child_id",))
STRICT = {
    **rules.HEADERS,
    "Content-Security-Policy": "; ".join(rules.CSP_MUST),
}
IDS = {position: {"children.Child": uuid.uuid4()} for position in world.POSITIONS}
WORLD = world.World(cast=None, ids=IDS)  # type: ignore[arg-type]


def answer(position: str = world.OWN, **more: Any) -> visits.Visit:
    """A good answer, but for what is given."""
    given = {"status": 404, "headers": dict(STRICT), "cookies": "", "body": b"<title>Kith</title>", "events": ()}
    path = f"/children/{IDS[position]['children.Child']}/why/"
    return visits.Visit(**{"address": WHY, "position": position, "method": "GET", "path": path, **given, **more})


def test_a_good_answer_breaks_nothing() -> None:
    seen = [answer(position) for position in world.POSITIONS]
    assert list(rules.crashes(seen)) == []
    assert list(rules.writes(seen)) == []
    assert list(rules.strangers_told(seen, Role.SOCIAL_WORKER, WORLD)) == []
    assert list(rules.weak_headers(seen[0])) == []
    assert list(canaries.problems(seen[0], Role.SOCIAL_WORKER)) == []


def test_a_crash_is_found() -> None:
    assert list(rules.crashes([answer(status=500)])) == ["GET children:why of own: 500"]


@pytest.mark.parametrize(
    "different",
    [
        {"status": 403},
        {"body": b"<title>Kith</title> "},
        {"headers": {**STRICT, "Location": "/somewhere/else/"}},
    ],
    ids=["status", "text", "header"],
)
@pytest.mark.parametrize("position", [world.FAR, world.TEAM])
def test_a_row_of_others_that_does_not_look_like_none_is_found(position: str, different: dict[str, Any]) -> None:
    seen = [answer(world.NOBODYS), answer(position, **different)]
    assert len(list(rules.strangers_told(seen, Role.SOCIAL_WORKER, WORLD))) == 1
    # Whoever may see every child of the service may tell them apart, but never another service's.
    assert len(list(rules.strangers_told(seen, Role.ANALYST, WORLD))) == (1 if position == world.FAR else 0)


def test_tokens_and_the_id_asked_for_make_no_difference() -> None:
    def page(position: str, token: str) -> visits.Visit:
        asked_for = IDS[position]["children.Child"]
        hidden = f'<input type="hidden" name="csrfmiddlewaretoken" value="{token}"><a nonce="{token}">{asked_for}</a>'
        return answer(position, body=hidden.encode(), headers={**STRICT, "Location": f"/{asked_for}/"})

    seen = [page(world.NOBODYS, "one"), page(world.FAR, "two")]
    assert list(rules.strangers_told(seen, Role.SOCIAL_WORKER, WORLD)) == []


def test_a_write_by_an_empty_form_is_found() -> None:
    moved = ({"kind": "referral.moved"},)
    assert list(rules.writes([answer(method="POST", events=moved)])) == [
        "POST children:why of own: wrote referral.moved"
    ]


def test_a_trace_of_reading_what_is_not_there_is_found() -> None:
    opened = ({"kind": "child.opened"},)
    assert list(rules.writes([answer(events=opened)])) == []
    assert list(rules.writes([answer(world.FAR, events=opened)])) != []


def test_a_button_writes_on_a_post_only() -> None:
    button = addresses.Address("records:copied", ("copy_id",))
    copied = ({"kind": "case_copy.copied"},)
    assert list(rules.writes([answer(address=button, method="POST", events=copied)])) == []
    assert list(rules.writes([answer(address=button, method="GET", events=copied)])) != []


@pytest.mark.parametrize("name", STRICT)
def test_a_missing_header_is_found(name: str) -> None:
    assert list(rules.weak_headers(answer(headers={key: value for key, value in STRICT.items() if key != name}))) != []


@pytest.mark.parametrize(
    "more", ["script-src 'self' 'unsafe-inline'", "img-src https://elsewhere.example", "img-src *"]
)
def test_a_lax_policy_is_found(more: str) -> None:
    lax = {**STRICT, "Content-Security-Policy": f"{STRICT['Content-Security-Policy']}; {more}"}
    assert list(rules.weak_headers(answer(headers=lax))) != []


@pytest.mark.parametrize(
    ("cookie", "wrong"),
    [
        ("Set-Cookie: sessionid=a; HttpOnly; Path=/; SameSite=Lax", 0),
        ('Set-Cookie: sessionid=""; Max-Age=0; Path=/', 0),
        ("Set-Cookie: sessionid=a; Path=/; SameSite=Lax", 1),
        ("Set-Cookie: sessionid=a; HttpOnly; Path=/", 1),
        ("Set-Cookie: messages=a; HttpOnly; Path=/; SameSite=Lax", 1),
    ],
)
def test_a_cookie_that_is_open_to_others_is_found(cookie: str, wrong: int) -> None:
    assert len(list(rules.weak_headers(answer(cookies=cookie)))) == wrong


@pytest.mark.parametrize(
    ("role", "text", "wrong"),
    [
        (Role.SOCIAL_WORKER, "zqown-records-Note-words", 0),
        (Role.SOCIAL_WORKER, "ZQOWN-records-Note-words", 0),
        (Role.SOCIAL_WORKER, "zqteam-records-Note-words", 1),
        (Role.MANAGER, "zqteam-records-Note-words", 0),
        (Role.MANAGER, "zqfar-access-Service-name", 1),
        (Role.SOCIAL_WORKER, "zqown-stays-records-Note-words", 1),
        (Role.COORDINATOR, "zqown-stays-records-Note-words", 0),
        (Role.MANAGER, "zqown-quiet-referrals-Agreement-named", 1),
        (Role.ANALYST, "zqown-records-Note-words", 1),
        (Role.ANALYST, "zqown-children-Child-preferred_name", 0),
        (Role.PANEL, "zqown-children-Child-preferred_name", 1),
        (Role.MANAGER, "zqown-returns-RawRow-sealed", 1),
        (Role.MANAGER, "zqown-newapp-NewTable-words", 1),
        (Role.NATIONAL, "zqown-access-User-display_name", 1),
        (Role.CARER, "zqow", 0),
        (Role.CARER, "zqown-chil", 1),
        (None, "zqown-children-Child-area", 1),
    ],
)
def test_who_may_read_what(role: Role | None, text: str, wrong: int) -> None:
    assert len(list(canaries.problems(answer(body=f"<p>{text}</p>".encode()), role))) == wrong


@pytest.mark.parametrize(
    "leak",
    [
        {"path": "/find/zqown-children-Child-reference/"},
        {"cookies": "Set-Cookie: messages=zqown-records-Note-words; HttpOnly; SameSite=Lax"},
        {"cookies": "Set-Cookie: csrftoken=zqown-records-Note-words; HttpOnly"},
        {"headers": {**STRICT, "Content-Disposition": "attachment; filename=zqown-children-Child-preferred_name.csv"}},
        {"body": b"<title>zqown-children-Child-preferred_name</title>"},
        {"body": b'<a href="?q=zqown-children-Child-reference">x</a>'},
        {"body": b"<form action='/zqown-children-Child-reference/'></form>"},
        {"events": ({"kind": "child.opened", "codes": '{"who": "zqown-children-Child-preferred_name"}'},)},
    ],
    ids=["path", "cookie", "words for a token", "header", "title", "link", "form", "audit"],
)
def test_words_where_nobody_may_read_them_are_found(leak: dict[str, Any]) -> None:
    found = list(canaries.problems(answer(**leak), Role.COORDINATOR))
    assert len(found) == 1
    assert "stands in" in found[0]


@pytest.mark.parametrize(
    "chance",
    [
        {"cookies": "Set-Cookie: csrftoken=paqGN0ZPeuqCZqownctYFEUozTNyVkxT; HttpOnly"},
        {"cookies": "Set-Cookie: sessionid=zqfar0zpeuqcnctyfeuoztnyvkxt0123; HttpOnly"},
        {"headers": {**STRICT, "Content-Security-Policy": "script-src 'nonce-zqownPeuqCZnctYFEUozQ=='"}},
    ],
    ids=["token of a form", "session", "number used once"],
)
def test_a_drawn_token_that_spells_a_canary_by_chance_is_no_leak(chance: dict[str, Any]) -> None:
    assert list(canaries.problems(answer(**chance), Role.COORDINATOR)) == []


def test_every_sealed_table_has_readers() -> None:
    """A table that the policy seals is named above on purpose, by its app at least."""
    for row in canaries.policy_rows():
        known = [start for start in canaries.READERS if row.startswith(start)]
        assert known, row


def test_every_button_is_still_there() -> None:
    assert set(rules.BUTTONS) <= {one.name for one in addresses.walk()}


def test_a_tenth_of_the_addresses_is_tried_on_postgresql_too() -> None:
    """The part of the run on PostgreSQL leaves out what is marked `once`: the matrix must not be."""
    assert run_tests.POSTGRES in run_tests.MODES["all"]
    assert "not once" in run_tests.POSTGRES.options
    marks = test_matrix.pytestmark if isinstance(test_matrix.pytestmark, list) else [test_matrix.pytestmark]
    assert [mark.name for mark in marks] == ["long"]


def test_the_table_of_answers_is_one_line_an_address() -> None:
    statuses = {world.OWN: 200, world.TEAM: 403, world.FAR: 404, world.NOBODYS: 404}
    seen = [answer(one, method=way, status=code) for way in visits.METHODS for one, code in statuses.items()]
    (line,) = matrix.lines(seen)
    assert line.split() == ["children:why", "child_id", *["200", "403", "404"] * 2]


def test_an_address_that_gives_nothing_is_not_listed_until_it_does() -> None:
    assert matrix.lines([answer(status=403), answer(world.TEAM, status=404), answer(method="POST", status=405)]) == []
    assert len(matrix.lines([answer(status=403), answer(world.TEAM, status=302)])) == 1


def test_a_record_opened_by_somebody_who_was_refused_is_found() -> None:
    opened = ({"kind": "child.opened"},)
    assert len(list(rules.looked_though_refused([answer(status=403, events=opened)]))) == 1
    assert list(rules.looked_though_refused([answer(status=200, events=opened), answer(status=403)])) == []
