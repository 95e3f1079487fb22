"""The blank sheets: every page that is used with a child, to print and fill in by hand."""

import dataclasses
from dataclasses import dataclass

from kith.access.queries import rota as rota_reads
from kith.domain.agreement import ABOUT_A_PERSON
from kith.domain.terms import AgreementScope, HowShown, LoveQuestion, PaperKind, SeesNow
from kith.network.presenters import circles
from kith.referrals.presenters.stop import STEPS
from kith.referrals.presenters.together import MEANING, QUESTIONS

BLANK = "__________"
# As what a photo of a private sheet is kept.
KEPT_AS = PaperKind.ANSWER.label


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name in the address, its title, and the question if it asks one.

    ``is_private``: a no, a not now or a stop about one person may stand on it, which only the child and the
    coordinator see (SAFEGUARDING 5).
    """

    name: str
    title: str
    question: str = ""
    meaning: str = ""
    is_private: bool = False


@dataclass(frozen=True)
class PaperPage:
    """One sheet, filled with nobody's name but the coordinator's."""

    sheet: Sheet
    who: str
    number: str = ""
    readers: rota_reads.Readers | None = None
    kept_as: str = KEPT_AS
    ways: tuple[str, ...] = tuple(way.to_child for way in HowShown)
    steps: tuple[str, ...] = tuple(STEPS.values())
    rings: tuple[str, ...] = tuple(circles.CHILDS_RINGS.values())
    sides: tuple[str, ...] = tuple(circles.CHILDS_SIDES.values())
    sees_now: tuple[str, ...] = tuple(sees.label for sees in SeesNow)
    love: tuple[str, ...] = tuple(question.label for question in LoveQuestion)


SHEETS: tuple[Sheet, ...] = (
    Sheet("about", "What this is about"),
    Sheet("what-matters", "Who or what matters to you?"),
    *(
        Sheet(
            scope.value.replace("_", "-"),
            f"Asking: {scope.label.lower()}",
            QUESTIONS[scope],
            MEANING[scope],
            is_private=scope in ABOUT_A_PERSON,
        )
        for scope in AgreementScope
    ),
    Sheet("what-i-said", "What I said"),
    Sheet("place", "Where somebody goes on my map"),
    Sheet("say", "Do you want to see somebody?"),
    Sheet("love", "Two big questions"),
    Sheet("finish", "Keep my map"),
    Sheet("worry", "Something worries me"),
    Sheet("stop", "Stop or pause", is_private=True),
    Sheet("ask", "Asking for yourself"),
)


def paper_page(
    name: str, who: str = "", *, number: str = "", readers: rota_reads.Readers | None = None
) -> PaperPage | None:
    """A blank sheet by its name in the address; None if there is no such sheet.

    ``number``: the council's, day and night; ``readers``: who reads a concern and when, which only "worry" says.
    """
    sheet = next((sheet for sheet in SHEETS if sheet.name == name), None)
    if sheet is None:
        return None
    asked = sheet.question.format(who=who or BLANK, person=BLANK)
    filled = dataclasses.replace(sheet, question=asked)
    return PaperPage(filled, who or BLANK, number, readers)
