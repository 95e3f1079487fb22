"""The sentences that must stand beside a projection's figures wherever they are printed."""

from __future__ import annotations

from kith.domain.demand import shares
from kith.domain.demand.wording import NOT_KNOWN, about, number
from kith.domain.demand.working import Working

_IN_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def share_sentence(share: shares.Share) -> str | None:
    """Which of a share's two forms was published, and which is ours."""
    if share.printed_pct is None:
        return "The paper prints counts; the percentages are ours."
    if share.count_given:
        return None
    return "The paper prints percentages; the counts are ours."


def eligible_sentence(working: Working) -> str:
    """How many could be offered it. Such inputs do not tell for how many of them a person must still check."""
    stock = f"{working.inputs.eligible_stock:,}"
    return f"Could be offered: up to {stock}; for how many of them a person must still check is not known."


def load_sentence(children: int | None, *, conferences_each: int, working: Working) -> str:
    """What a share of the year's conferences leaves out."""
    load = working.load(children, conferences_each=conferences_each)
    share = NOT_KNOWN if load is None else f"{number(load, 0)}%"
    rest = "before today's conferences are counted, and if every child had one"
    return f"{share} of {working.inputs.conferences_per_year:,}: {rest}."


def printed_sentence(working: Working) -> str:
    """The projection with what it is not, and the ranges that stand behind it."""
    if working.projected is None:
        return projection_sentence(working)
    printed = working.inputs.projection_printed is not None
    return f"{working.projected:,} {'as printed' if printed else 'as worked out'}; not a forecast. " + (
        projection_sentence(working)
    )


def projection_sentence(working: Working) -> str:
    """The ranges behind a projection: all in care, the undecided dropped, those who meet the rules, who is to come."""
    parts = [
        f"{_if_all(working)}; {_if_undecided(working)}.",
        _if_eligible(working),
        _who_is_to_come(working),
    ]
    return " ".join(parts)


def _if_all(working: Working) -> str:
    inputs, interval = working.inputs, working.take_up_interval
    start = f"If all {inputs.in_care:,} in care that day were offered it and answered like these {inputs.identified:,}"
    if interval is None:
        return f"{start}: {NOT_KNOWN}"
    low, high = (about(share * inputs.in_care, base=inputs.in_care) for share in interval)
    return f"{start}: {low} to {high}"


def _if_undecided(working: Working) -> str:
    in_care, share, interval = working.inputs.in_care, working.confirmed_share, working.confirmed_interval
    if working.undecided == 0:
        return "nobody is undecided"
    if share is None or interval is None:
        return f"if all who are undecided drop out, {NOT_KNOWN}"
    who = "who are undecided" if working.undecided is None else f"{working.undecided:,} undecided"
    low, high = (about(bound * in_care, base=in_care) for bound in interval)
    return f"if all {who} drop out, about {about(share * in_care, base=in_care)} ({low} to {high})"


def _if_eligible(working: Working) -> str:
    stock, interval = working.inputs.eligible_stock, working.take_up_interval
    if interval is None:
        return f"About {stock:,} meet today's rules: of them {NOT_KNOWN}."
    low, high = (about(share * stock, base=stock) for share in interval)
    return f"About {stock:,} meet today's rules: of them {low} to {high}."


def _who_is_to_come(working: Working) -> str:
    years = working.inputs.programme_years
    whole = int(years) if years == int(years) else None
    in_words = _IN_WORDS[whole] if whole is not None and whole < len(_IN_WORDS) else number(years)
    return f"Nobody has counted who will enter care in {in_words} {'year' if whole == 1 else 'years'}."
