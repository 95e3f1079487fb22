"""What made-up children ask for, why they were referred and what bears on how soon: only what can be true of each."""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kith.demo import relatives
from kith.demo.making import Network, in_touch_on
from kith.domain.terms import AskCategory, ParentalAnswer, PersonStatus, TriageReason

OLD_ENOUGH_TO_SEARCH_ALONE = 11
NOTED_SHARE = 0.3
FOSTER = "Carol"


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing to ask for: in which words, whom by name, at which ages, and of which children.

    ``came_alone``: only of children who came alone (True) or only of others (False). ``after_foster_home``: only of
    those whose foster home has ended. ``of_one_family``: brothers and sisters would have to ask for it both. ``also``:
    other words in which a child may ask for the same.
    """

    words: str
    named: str
    category: AskCategory
    from_age: int = 6
    until_age: int = 17
    came_alone: bool | None = False
    after_foster_home: bool = False
    of_one_family: bool = False
    also: tuple[str, ...] = ()

    def in_words_of(self, number: int) -> "Wish":
        """The same wish in the words of the child who comes ``number``th: no two in a row use the same."""
        ways = (self.words, *self.also)
        return replace(self, words=ways[number % len(ways)])


ASKS: tuple[Wish, ...] = (
    Wish(
        "I want to know if Grandad Ron is all right. He had a shed with trains.",
        relatives.RON, AskCategory.WIDER_FAMILY, of_one_family=True,
        also=(
            "Is Grandad Ron still in his house? He let me drive the little engine.",
            "Tell Grandad Ron I am taller now. I want to show him.",
            "Grandad Ron sang me to sleep. Does he know where I am?",
        ),
    ),
    Wish(
        "Find my big sister. She moved when I was six.",
        relatives.BIG_SISTER, AskCategory.BROTHERS_AND_SISTERS, from_age=8, of_one_family=True,
        also=(
            "My big sister promised to ring. I want to know why she stopped.",
            "I want my big sister at my birthday.",
            "Does my big sister have a baby now? Somebody said so.",
        ),
    ),
    Wish("Can I see Auntie Bev again?", relatives.BEV, AskCategory.WIDER_FAMILY, of_one_family=True,
        also=(
            "Auntie Bev makes the best gravy. I want to go to hers on a Sunday.",
            "Could Auntie Bev come and watch me play?",
            "I want to write to Auntie Bev. I have a drawing for her.",
        ),
    ),
    Wish(
        "Mrs Patel from my old school was kind. I want to tell her I can swim now.",
        "Mrs Patel", AskCategory.OTHER_PEOPLE, from_age=7, until_age=12, came_alone=None,
        also=(
            "Mrs Patel let me feed the fish at break. I never said goodbye.",
            "I still have the book Mrs Patel gave me. Can I write to her?",
        ),
    ),
    Wish("Why did I come into care? Nobody told me properly.", "", AskCategory.WHY_IN_CARE,
        also=(
            "What happened the day I came here? I only remember the car.",
            "I want to know what was true about why I left home.",
            "Is it my fault that I am in care? I want to read about it with somebody.",
        ),
    ),
    Wish("I would like a photo of me as a baby.", "", AskCategory.SPECIFIC_THING,
        also=(
            "I left my blue rabbit somewhere. I want it back.",
            "Who has the tape of me singing?",
            "I want a picture of the house we lived in.",
        ),
    ),
    Wish(
        "My uncle went to Sweden. I have his name but no number.",
        relatives.UNCLE, AskCategory.WIDER_FAMILY, came_alone=True,
        also=(
            "My uncle left before me. I think he works on a boat.",
            "My mother said: if you arrive, look for my uncle.",
        ),
    ),
    Wish("I want to know if Mama is well.", relatives.MAMA, AskCategory.WIDER_FAMILY, came_alone=True,
        also=(
            "I dream of Mama. I want to hear her voice.",
            "Does Mama know that I am alive?",
        ),
    ),
    Wish(
        "Carol and Mick looked after me. I miss their dog.",
        FOSTER, AskCategory.OTHER_PEOPLE, came_alone=None, after_foster_home=True,
        also=(
            "I want to tell Carol and Mick that I passed my cycling test.",
            "Carol taught me to plait hair. Can I see her?",
            "Can I go back to Carol’s for tea one day?",
        ),
    ),
    Wish(
        "I want somebody to ring when I have my own flat.",
        "", AskCategory.SOMEONE_FOR_LIFE, from_age=13, came_alone=None,
        also=(
            "Who do I put down as next of kin? I want there to be somebody.",
            "I want one person who will still know me when I am thirty.",
            "Everybody who helps me is paid to. I want somebody who is not.",
        ),
    ),
    Wish("Where is my dad’s family from?", "", AskCategory.FAMILY_HISTORY, from_age=7,
        also=(
            "Who do I look like? Nobody here looks like me.",
            "What was my great-gran called? Somebody said she was a dancer.",
            "Did anybody in my family like drawing as well?",
        ),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a child when the referral is made: the returns, the facts, and the people, where they are."""

    age: int
    came_alone: bool
    has_moved: bool
    has_left_foster_home: bool
    has_siblings_in_care: bool
    people: Network | None
    on: dt.date

    def is_lost(self, key: str) -> bool:
        """Whether somebody of the people had lost touch by then."""
        one = self.people.get(key) if self.people else None
        return one is not None and one.status_on(self.on) is PersonStatus.LOST_TOUCH

    def is_in_touch(self, key: str) -> bool:
        """Whether somebody of the people was in touch then."""
        return self.people is not None and key in in_touch_on(self.people.people, self.on)


def wishes(rng: random.Random, known: Known, number: int) -> tuple[Wish, ...]:
    """One to three things that this child, the ``number``th, may ask for."""
    fitting = [one for one in ASKS if _fits(one, known)]
    chosen = rng.sample(fitting, min(len(fitting), rng.randrange(1, 4)))
    return tuple(one.in_words_of(number) for one in chosen)


def _fits(one: Wish, known: Known) -> bool:
    if one.came_alone not in (None, known.came_alone) or not one.from_age <= known.age <= one.until_age:
        return False
    if one.of_one_family and known.has_siblings_in_care:
        return False
    return known.has_left_foster_home or not one.after_foster_home


def whys(known: Known) -> Iterator[str]:
    """The reasons for a referral that can be true of this child."""
    if known.came_alone:
        yield "Came alone to this country; speaks of an uncle."
        yield "Asks whether Mum is well; nobody has had news of her."
        return
    yield "Talks about a grandparent at every visit."
    yield "Asks where Dad’s family are."
    if known.people is None and not known.has_siblings_in_care and known.has_moved:
        yield "Has lost touch with a brother since the last home move."
    if known.is_lost("brother"):
        yield "Has lost touch with a half-brother."
    if known.people is None:
        yield "Said at the review that there is nobody to invite for a birthday."
    if known.age >= OLD_ENOUGH_TO_SEARCH_ALONE:
        yield "Is looking for family on the phone, alone."


def noted(rng: random.Random, known: Known) -> dict[TriageReason, str]:
    """What somebody noted that bears on how soon: nothing for most children."""
    if rng.random() >= NOTED_SHARE:
        return {}
    fitting = [(TriageReason.ASKED_TWICE, "")]
    if known.came_alone:
        fitting.append((TriageReason.RED_CROSS, ""))
    elif known.people is None:
        fitting += [(TriageReason.NO_VISITS, ""), (TriageReason.ILL_RELATIVE, "a great-aunt of ninety-one")]
    elif known.is_in_touch("nan") and (nan := known.people.get("nan")):
        fitting.append((TriageReason.ILL_RELATIVE, f"{nan.called} is in hospital"))
    return dict([rng.choice(fitting)])


def safety(known: Known, *, has_visits: bool) -> tuple[str, str]:
    """Who must not know, and which orders and limits there are."""
    if known.came_alone:
        return "Nobody abroad: a message could reach people who must not read it.", "No orders, and no family time."
    sees_mum = has_visits if known.people is None else known.is_in_touch("mum")
    orders = "Family time with Mum on Saturdays, by the care plan." if sees_mum else "No family time is arranged now."
    return "Nobody that we know of." if sees_mum else "Mum must not know where the child lives, by the plan.", orders


@dataclass(frozen=True, slots=True)
class ParentSaid:
    """What one person with parental responsibility answered, or why they were not asked."""

    holder: str
    basis: str
    answer: ParentalAnswer
    words: str


def parents(rng: random.Random, known: Known) -> tuple[ParentSaid, ...]:
    """The answers of mum, and of dad where he is known."""
    if known.came_alone:
        words = "Nobody has had news of her since the journey. The tracing service was told."
        return (ParentSaid("Mum", "Mother", ParentalAnswer.CANNOT_BE_FOUND, words),)
    found = [ParentSaid("Mum", "Mother", *_mum(rng, known))]
    dad = known.people.get("dad") if known.people else None
    if dad and dad.name and rng.random() < 0.5:
        words = "Two letters to the last address on file came back."
        found.append(ParentSaid("Dad", "On the birth certificate", ParentalAnswer.CANNOT_BE_FOUND, words))
    return tuple(found)


def _mum(rng: random.Random, known: Known) -> tuple[ParentalAnswer, str]:
    if known.is_in_touch("mum"):
        return ParentalAnswer.YES, "Is glad of it, and would like to hear what comes of it."
    if rng.random() < 0.5:
        return ParentalAnswer.YES, "Asked by the social worker, who has her number."
    return ParentalAnswer.UNSAFE_TO_ASK, "Asking would bring her to the door, as it did before. The manager knows."
