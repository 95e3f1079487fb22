"""The personas: one person for each role, made up, to sign in as with one click."""

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kith.demo.county import names
from kith.domain.terms import Role

MAKER = "the demo"


@dataclass(frozen=True)
class Persona:
    """Somebody to sign in as, and what to look at first."""

    key: str
    name: str
    role: Role
    look_at: str
    languages: tuple[str, ...] = ("English",)
    has_pages: bool = True


PERSONAS: tuple[Persona, ...] = (
    Persona(
        "ana", "Ana Whitlock", Role.ANALYST, "Bring in a return, and see who could be offered Lifelong Links and why."
    ),
    Persona("moira", "Moira Kestrel", Role.MANAGER, "Who waits and why, how soon, and who takes whom."),
    Persona("sam", "Sam Thornbury", Role.SOCIAL_WORKER, "Refer a child in one short page."),
    Persona(
        "tessa", "Tessa Holloway", Role.SOCIAL_WORKER, "A team manager: the children of Sam and of her other workers."
    ),
    Persona(
        "petra",
        "Petra Lindqvist",
        Role.PERSONAL_ADVISER,
        "Young people who are leaving care, by next review. Their records say why, and refer.",
    ),
    Persona(
        "ian", "Ian Okafor", Role.REVIEWING_OFFICER, "My children by next review: was it offered, what did they answer?"
    ),
    Persona(
        "cora",
        "Cora Amberley",
        Role.COORDINATOR,
        "Today, a child's record, and saying yes together.",
        ("English", "Tigrinya"),
    ),
    Persona("lea", "Lea Marchetti", Role.SAFEGUARDING_LEAD, "Safeguarding concerns."),
    Persona("priya", "Priya Raman", Role.PRIVACY_OFFICER, "Who looked at what, and why."),
    Persona("ada", "Ada Brightwell", Role.SERVICE_ADMIN, "People, teams, and who reads children's messages when."),
    Persona("pat", "Councillor Pat Hollis", Role.PANEL, "How much is needed, with the arithmetic."),
    Persona("olu", "Olu Fenwick", Role.ORGANISER, "Pages come with the conference.", has_pages=False),
    Persona("sid", "Sid Marlowe", Role.SEARCHER, "Who to look for, where to look, and nothing more."),
    Persona("evie", "Evie Castellan", Role.EVALUATOR, "Pages come with evaluation.", has_pages=False),
    Persona("nia", "Nia Harcourt", Role.NATIONAL, "How much is needed, with the arithmetic. More comes later."),
    Persona("carl", "Carl Penrose", Role.CARER, "Pages come with family time.", has_pages=False),
    Persona("adil", "Adil Rahimi", Role.ADVOCATE, "Pages come with the conference.", has_pages=False),
    Persona("jo", "Jo (a young person)", Role.CHILD, "Pages come with My view.", has_pages=False),
    Persona("nan", "Nan Jean", Role.NETWORK_MEMBER, "Pages come with the doorway.", has_pages=False),
)
COORDINATORS: tuple[tuple[str, tuple[str, ...], int], ...] = (
    ("Cora Amberley", ("English", "Tigrinya"), 12),
    ("Dilan Shah", ("English", "Kurdish Sorani", "Arabic"), 12),
    ("Freya Osborne", ("English",), 10),
    ("Grace Adeyemi", ("English", "Amharic"), 8),
)
# Who works with Sam Thornbury and manages him; every other manager is made up like the workers.
TEAM_MANAGER, MANAGED_PERSONA = "Tessa Holloway", "Sam Thornbury"
WORKERS_A_MANAGER = 8


def email(name: str, place: str) -> str:
    """A made-up address for a made-up name."""
    words = ("".join(letter for letter in word if letter.isalnum()) for word in name.lower().split())
    return f"{'.'.join(word for word in words if word)}@{place}.example"


def teams(workers: Sequence[str], taken: Collection[str]) -> dict[str, list[str]]:
    """Managers with their workers, made up, none of a name that is taken; the first team is the persona's."""
    count = -(-len(workers) // WORKERS_A_MANAGER)
    rng = random.Random(f"managers of {len(workers)}")  # noqa: S311  made-up data, no secret
    spare = [name for name in names.staff_names(rng, count + len(taken)) if name not in taken]
    managers = [TEAM_MANAGER, *spare][:count]
    return {name: list(workers[place::count]) for place, name in enumerate(managers)}
