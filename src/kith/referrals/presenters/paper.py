"""The blank sheets: every page that is used with a child, to print and fill in by hand."""

from dataclasses import dataclass

from kith.domain.terms import AgreementScope, HowShown
from kith.referrals.presenters.stop import STEPS
from kith.referrals.presenters.together import MEANING, QUESTIONS

BLANK = "__________"


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name in the address, its title, and the question if it asks one."""

    name: str
    title: str
    question: str = ""
    meaning: str = ""


@dataclass(frozen=True)
class PaperPage:
    """One sheet, filled with nobody's name but the coordinator's."""

    sheet: Sheet
    who: str
    ways: tuple[str, ...]
    steps: tuple[str, ...]


SHEETS: tuple[Sheet, ...] = (
    Sheet("about", "What this is about"),
    Sheet("what-matters", "Who or what matters to you?"),
    *(
        Sheet(scope.value.replace("_", "-"), f"Asking: {scope.label.lower()}", QUESTIONS[scope], MEANING[scope])
        for scope in AgreementScope
    ),
    Sheet("what-i-said", "What I said"),
    Sheet("stop", "Stop or pause"),
    Sheet("ask", "Asking for yourself"),
)


def paper_page(name: str, who: str = "") -> PaperPage | None:
    """A blank sheet by its name in the address; None if there is no such sheet."""
    sheet = next((sheet for sheet in SHEETS if sheet.name == name), None)
    if sheet is None:
        return None
    asked = sheet.question.format(who=who or BLANK, person=BLANK)
    filled = Sheet(sheet.name, sheet.title, asked, sheet.meaning)
    return PaperPage(filled, who or BLANK, tuple(way.label for way in HowShown), tuple(STEPS.values()))
