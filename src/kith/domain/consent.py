"""What the answer of somebody with parental responsibility does: dated rules, and which answers to ask for again."""

import datetime
import functools
import importlib.resources
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass

from kith.domain import dates
from kith.domain.terms import ParentalAnswer, Term


class Footing(Term):
    """What the child is in care under, as far as a refusal is concerned."""

    BY_AGREEMENT = "by_agreement", "In care by agreement"
    CARE_ORDER = "care_order", "In care under an order"
    NOT_KNOWN = "not_known", "Legal status not known"


@dataclass(frozen=True, slots=True)
class Setting:
    """One dated setting. `id` names the version used; marked (law): a lawyer is to confirm it."""

    id: str
    title: str
    valid_from: datetime.date
    source: str
    ends_at: int
    ask_again_at: tuple[int, ...]
    by_agreement: frozenset[str]
    care_order: frozenset[str]


@dataclass(frozen=True, slots=True)
class Given:
    """One person's latest answer. `asked_on` None = nobody was asked yet."""

    answer: ParentalAnswer
    legal_status: str
    asked_on: datetime.date | None
    has_legal_advice: bool = False
    went_on: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """The legal status (SSDA903 column LS) that an episode of the child's care began with, on a day."""

    legal_status: str
    began_on: datetime.date


@functools.cache
def load_setting() -> Setting:
    """The setting that ships with the package (domain/data/parental_consent.toml)."""
    text = importlib.resources.files("kith.domain.data").joinpath("parental_consent.toml").read_text("utf-8")
    data = tomllib.loads(text)
    status = data["legal_status"]
    return Setting(
        id=data["id"],
        title=data["title"],
        valid_from=data["valid_from"],
        source=data["source"],
        ends_at=data["ends_at"],
        ask_again_at=tuple(data["ask_again_at"]),
        by_agreement=frozenset(status["by_agreement"]),
        care_order=frozenset(status["care_order"]),
    )


def footing(legal_status: str) -> Footing:
    """What a code of legal status (SSDA903 column LS) means for a refusal."""
    setting = load_setting()
    if legal_status in setting.care_order:
        return Footing.CARE_ORDER
    return Footing.BY_AGREEMENT if legal_status in setting.by_agreement else Footing.NOT_KNOWN


def status_now(given: str, given_on: datetime.date, standing: Sequence[Standing]) -> str:
    """The legal status that counts now, from the one an answer was given under and every episode so far, by day.

    An episode that began after that day says more than the answer. Where the two disagree about the same time, the
    one without an order counts: going on under an order needs an order (law).
    """
    latest = standing[-1] if standing else None
    if latest is None or footing(latest.legal_status) is footing(given):
        return given
    if latest.began_on > given_on or footing(given) is Footing.CARE_ORDER:
        return latest.legal_status
    return given


def order_has_ended(since: datetime.date, standing: Sequence[Standing]) -> bool:
    """Whether care without an order began on a day or after it: what was decided under an order is then over."""
    return any(row.began_on >= since and footing(row.legal_status) is not Footing.CARE_ORDER for row in standing)


def why_waiting(given: Given, *, dob: datetime.date | None = None, on: datetime.date | None = None) -> str | None:
    """The sentence that says why outward steps wait for this answer; None where they do not (SAFEGUARDING 7).

    Only a refusal stops anything: "not asked: asking is unsafe" is an answer. By agreement, or where the legal status
    is not known, steps wait until legal advice is recorded; under an order until a manager goes on with reasons, or
    legal advice is recorded. Nothing waits once the young person is 18; without `dob` and `on` that is not looked at.
    """
    if given.answer is not ParentalAnswer.NO or given.has_legal_advice:
        return None
    if dob and on and dates.age_on(dob, on) >= load_setting().ends_at:
        return None
    where = footing(given.legal_status)
    if where is Footing.CARE_ORDER:
        if given.went_on:
            return None
        return (
            "Somebody with parental responsibility said no. The child is in care under an order: "
            "a manager may go on, with reasons."
        )
    known = "in care by agreement" if where is Footing.BY_AGREEMENT else "in care, and the legal status is not known"
    return (
        f"Somebody with parental responsibility said no, and the child is {known}. "
        "Nothing goes out until legal advice is recorded."
    )


def birthday_since(asked_on: datetime.date, dob: datetime.date | None, on: datetime.date) -> int | None:
    """The last birthday after `asked_on`, reached on `on`, at which every answer is asked again; None if none was.

    SAFEGUARDING 7. Who was asked on the birthday itself need not be asked again. Without a `dob` no birthday is known.
    """
    if dob is None:
        return None
    passed = [age for age in load_setting().ask_again_at if asked_on < dates.birthday(dob, age) <= on]
    return passed[-1] if passed else None


def ask_again(asked_on: datetime.date | None, dob: datetime.date | None, on: datetime.date) -> str | None:
    """Why an answer must be asked for again on `on`, because a birthday has passed since; None if it need not be."""
    age = birthday_since(asked_on, dob, on) if asked_on else None
    return f"Given before the {age}th birthday: to be asked again." if age else None


def birthday_not_known(dob: datetime.date | None) -> str:
    """What whoever asks must know where no date of birth is sure; empty where one is.

    Each consent is asked again at these birthdays (SAFEGUARDING 7): without a date nothing lapses and nobody is
    reminded, so a person must find the date, and the next return must bring it.
    """
    if dob is not None:
        return ""
    ages = " or ".join(map(str, load_setting().ask_again_at))
    return (
        f"Nobody can be reminded when this child turns {ages}, though each yes is to be asked again then: no date of "
        "birth is known, or the returns give two. Find out the right one and tell the children’s data team, so that "
        "the next return brings it. Until then ask how old the child is before each step."
    )


def next_birthday(dob: datetime.date | None, on: datetime.date, *, within: datetime.timedelta) -> int | None:
    """The birthday at which every answer is asked again, if it comes after `on` and `within` this time; else None."""
    if dob is None:
        return None
    ahead = (age for age in load_setting().ask_again_at if on < dates.birthday(dob, age) <= on + within)
    return next(ahead, None)
