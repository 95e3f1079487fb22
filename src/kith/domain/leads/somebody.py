"""The rules about somebody who is known: R1, R5, R9, R10, R11, R12, R14, R17."""

from collections.abc import Iterator
from datetime import date, timedelta

from kith.domain import dates
from kith.domain.leads import leaving_out
from kith.domain.leads.model import Facts, Lead, Mention, Needs, Row, Someone
from kith.domain.leads.saying import about, day, gap, on_file
from kith.domain.leads.setting import RuleSpec
from kith.domain.terms import PersonStatus

NOT_FOUND = frozenset({PersonStatus.LOST_TOUCH, PersonStatus.NAMED_UNFOUND})
SAID_YES = frozenset({PersonStatus.IN_TOUCH, PersonStatus.WILLING})


def named_not_looked_for(facts: Facts, spec: RuleSpec) -> Iterator[Lead]:
    """R1: the child named them 14 days ago or more, in words or on their map, and nobody has looked since."""
    until = facts.on - timedelta(days=spec.number("days"))
    for one in leaving_out.allowed(facts):
        if one.named_on is None or one.named_on > until or one.status not in NOT_FOUND or one.tried_since(None):
            continue
        what = "asked for" if one.is_asked_for else "named"
        rows = [Row(f"{facts.child} {what} them on {day(one.named_on)}.", person=one.id), on_file(one)]
        sentence = f"{facts.child} {what} {one.shown}, and nobody has looked yet."
        yield about(facts, "R1", one, says=sentence, rows=rows, recent=one.named_on)
    for ask in facts.unmatched:
        if ask.on <= until and not leaving_out.is_forbidden(facts, ask.named):
            yield gap(
                "R1",
                f"ask-{ask.ask}",
                says=f"{facts.child} asked for {ask.named}, who does not stand among the people yet.",
                rows=[Row(f"{facts.child} asked on {day(ask.on)}.")],
                needs=Needs.LOOK if ask.is_agreed else Needs.ASK_CHILD,
                asked=True,
                recent=ask.on,
            )


def siblings_apart(facts: Facts, spec: RuleSpec) -> Iterator[Lead]:
    """R5: a brother or sister who lives elsewhere, or nobody knows where, and was last in touch over 90 days ago."""
    for one in leaving_out.allowed(facts):
        if one.id not in facts.siblings or one.id in facts.adopted or one.status is PersonStatus.DIED:
            continue
        if one.household and one.household == facts.household:
            continue
        last = one.last_touch(facts.on)
        if last is not None and (facts.on - last).days <= spec.number("days"):
            continue
        when = f"Last in touch on {day(last)}." if last else "Nobody wrote down when they were last in touch."
        where = "Lives in another home." if one.household else "Nobody wrote down where they live."
        sentence = f"{one.shown} is a brother or sister of {facts.child}, and they are apart."
        rows = [Row(when, person=one.id), Row(where, person=one.id)]
        yield about(facts, "R5", one, says=sentence, rows=rows, recent=last or date.min)


def lost_after_a_move(facts: Facts, spec: RuleSpec) -> Iterator[Lead]:
    """R9: in touch in the six months before a move, and not in the six months after it, nor since.

    "Until a move" is said only where the last touch stands at most `until_days` before it (data/leads.toml). Of a
    longer gap the sentence says how long it was, for nobody knows whether the move had to do with it.
    """
    moves = [home.from_on for home in sorted(facts.homes, key=lambda home: home.from_on)][1:]
    for one in leaving_out.allowed(facts):
        last = one.last_touch(facts.on)
        if one.status is not PersonStatus.LOST_TOUCH or last is None or one.tried_since(last):
            continue
        moved = next((move for move in moves if _lost_by(move, last, facts.on, spec)), None)
        if moved is None:
            continue
        rows = [
            Row(f"Last in touch on {day(last)}.", person=one.id),
            Row(f"{facts.child} moved home on {day(moved)}."),
        ]
        sentence = f"{one.shown} was in touch until {_gap(moved, last, spec)}a move, and has not been since."
        yield about(facts, "R9", one, says=sentence, rows=rows, recent=moved)


def _gap(moved: date, last: date, spec: RuleSpec) -> str:
    """How long before a move the last touch was, in words; empty where it was so near that "until a move" is true."""
    days = (moved - last).days
    return "" if days <= spec.number("until_days") else f"{days} days before "


def _lost_by(moved: date, last: date, on: date, spec: RuleSpec) -> bool:
    """Whether a last touch stands in the months before a move whose months after it are over."""
    before = dates.months_before(moved, spec.number("months_before"))
    return before <= last <= moved and dates.months_after(moved, spec.number("months_after")) <= on


def mentioned_often(facts: Facts, spec: RuleSpec) -> Iterator[Lead]:
    """R10: three notes or more over a year or more name somebody whom nobody ever got in touch with."""
    for one in leaving_out.allowed(facts):
        notes = _notes_about(facts, one)
        is_new = not one.in_touch and one.last_in_touch_on is None and not one.tried_since(None)
        if len(notes) < spec.number("mentions") or not is_new or one.status not in NOT_FOUND or one.is_paid:
            continue
        first, last = notes[0].on, notes[-1].on
        if (last - first).days < spec.number("over_days"):
            continue
        rows = [_row(note) for note in notes]
        what = "notes and files" if any(note.of_file for note in notes) else "notes"
        sentence = f"{one.shown} stands in {len(notes)} {what} over more than a year, and nobody has been in touch."
        yield about(facts, "R10", one, says=sentence, rows=rows, recent=last, gap=len(notes))


def _row(mention: Mention, says: str = "") -> Row:
    """The row behind a lead: where somebody is named, and what it says or that it names them."""
    where = f"The file, read through on {day(mention.on)}" if mention.of_file else f"A note of {day(mention.on)}"
    tells = f": “{says}”" if says else ("," if mention.of_file else "") + " names them."
    return Row(f"{where}{tells}", person=mention.person, note="" if mention.of_file else mention.note)


def _notes_about(facts: Facts, one: Someone) -> list[Mention]:
    """One mention a note, the earliest first."""
    by_note = {row.note: row for row in facts.mentions if row.person == one.id}
    return sorted(by_note.values(), key=lambda row: (row.on, row.note))


def asked_after_the_child(facts: Facts, spec: RuleSpec) -> Iterator[Lead]:
    """R11: an adult asked after the child in a note, and nobody got in touch with them since."""
    for one in leaving_out.allowed(facts):
        asked = [row for row in facts.mentions if row.person == one.id and row.words]
        if not asked or one.is_minor or one.is_paid or one.status not in NOT_FOUND:
            continue
        row = max(asked, key=lambda row: (row.on, row.note))
        last = one.last_touch(facts.on)
        if one.tried_since(row.on) or (last is not None and last > row.on):
            continue
        rows = [_row(row, row.words)]
        sentence = f"{one.shown} asked after {facts.child}, and nobody has answered."
        yield about(facts, "R11", one, says=sentence, rows=rows, recent=row.on)


def adopted_apart(facts: Facts, spec: RuleSpec) -> Iterator[Lead]:
    """R12: a brother or sister who was adopted, and no agency was asked. Nobody here looks (SAFEGUARDING 19)."""
    for one in leaving_out.allowed(facts):
        if one.id not in facts.adopted or one.status is PersonStatus.DIED or one.is_in_touch():
            continue
        rows = [Row(f"{one.shown} was adopted.", person=one.id), Row("No agency has been asked yet.", person=one.id)]
        sentence = f"{one.shown} was adopted; an agency can ask whether letters may go between them."
        needs = Needs.AGENCY if one.child_knows else Needs.TELL_FIRST
        yield about(facts, "R12", one, says=sentence, rows=rows, needs=needs)


def to_remember(facts: Facts, spec: RuleSpec) -> Iterator[Lead]:
    """R14: somebody who mattered has died, the child knows, and nothing to remember them by was written down."""
    for one in leaving_out.allowed(facts):
        mattered = one.is_near or one.named_on is not None
        if one.status is not PersonStatus.DIED or not mattered or one.is_remembered or not one.child_knows:
            continue
        rows = [Row(f"{one.shown} has died.", person=one.id), Row("Nothing to remember stands here.", person=one.id)]
        sentence = f"{one.shown} mattered to {facts.child} and has died: remember them together."
        yield about(facts, "R14", one, says=sentence, rows=rows, needs=Needs.REMEMBER)


def knows_others(facts: Facts, spec: RuleSpec) -> Iterator[Lead]:
    """R17: a relative who is in touch or said yes knows three people or more whose names nobody knows: ask them."""
    out, people = leaving_out.left_out(facts), facts.by_id()
    for one in leaving_out.allowed(facts):
        if one.status not in SAID_YES or one.is_paid or one.is_minor or not one.has_name:
            continue
        near = {other for pair in facts.knows if one.id in pair for other in pair} - {one.id}
        unnamed = sorted(key for key in near - out if key in people and not people[key].has_name)
        if len(unnamed) < spec.number("unnamed_at_least"):
            continue
        rows = [Row(f"{people[key].shown}.", person=key) for key in unnamed]
        sentence = f"{one.shown} knows {len(unnamed)} people whose names nobody knows: ask them."
        yield about(facts, "R17", one, says=sentence, rows=rows, gap=len(unnamed))
