"""The form of a note that is written once: what was said, and what it brings for the rest of the record."""

import datetime as dt
from typing import Any

from django import forms

from kith.casework import actions
from kith.children.actions import facts
from kith.children.forms import facts as fact_forms
from kith.domain import eligibility
from kith.domain.terms import FactName
from kith.people.forms import persons as people
from kith.records.forms import WriteNote
from kith.records.models import Note
from kith.ui import parts

# Facts that are a few words; plans, days and names of workers have boxes of their own on the child's page.
IN_WORDS = (
    FactName.PREFERRED_NAME,
    FactName.LANGUAGE,
    FactName.SIBLINGS,
    FactName.DISABILITY,
    FactName.PARENTAL_RESPONSIBILITY,
    FactName.AREA,
)
MOST_OF_AN_ASK = 2000
ASKS, FACTS, PEOPLE = ("ask", "ask_about"), ("fact", "fact_value"), ("called", "how_related")


class WriteOnce(WriteNote):
    """One page after a visit: the child's words, what they ask for, a fact, somebody new, from whom it is kept."""

    field_order = (
        *("childs_words", *ASKS, "words", "happened_on", *PEOPLE, *FACTS),
        *("keep_from", "keep_from_who", "stays_in_service", "copy"),
    )

    ask = forms.CharField(
        label="What did the child ask for?",
        help_text="In the child’s own words. It stands on the record until it is answered.",
        required=False,
        max_length=MOST_OF_AN_ASK,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    ask_about = parts.line("The person it is about, as the child calls them", most=80)
    called = parts.line("Somebody new whom the child spoke of", hint="As the child calls them: Nan, Pops.", most=80)
    how_related = parts.line(people.WHO, hint=people.WHO_HINT)
    fact = forms.ChoiceField(
        label="A fact that you heard",
        choices=[("", "None"), *((one.value, one.label) for one in IN_WORDS)],
        required=False,
    )
    fact_value = parts.line("What is it?", most=fact_forms.LONGEST_OF_ALL)

    def __init__(self, *args: Any, today: dt.date, writes_session_notes: bool, keeps: actions.MayKeep, **options: Any):
        super().__init__(*args, today=today, writes_session_notes=writes_session_notes, **options)
        for fields, may in ((ASKS, keeps.asks), (PEOPLE, keeps.people), (FACTS, keeps.facts)):
            for name in () if may else fields:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """An ask alone is what the child said; whoever an ask is about needs the ask, and a fact its words."""
        if not self.cleaned_data.get("words") and not self.cleaned_data.get("childs_words"):
            self.cleaned_data["childs_words"] = self.cleaned_data.get("ask", "")
        given = super().clean() or {}
        if given.get("ask_about") and not given.get("ask"):
            self.add_error("ask", "Write what the child asked for about them")
        if given.get("fact") and not given.get("fact_value"):
            self.add_error("fact_value", "Write what it is")
        elif given.get("fact_value") and not given.get("fact"):
            self.add_error("fact", "Choose what it is about")
        elif given.get("fact"):
            self._clean_fact(given)
        return given

    def _clean_fact(self, given: dict[str, Any]) -> None:
        name = FactName(given["fact"])
        longest = eligibility.LONGEST.get(name, fact_forms.LONGEST_OF_ALL)
        if len(given["fact_value"]) > longest:
            self.add_error("fact_value", f"Write it in at most {longest} letters")
            return
        try:
            given["fact_value"] = eligibility.clean_value(name, given["fact_value"])
        except eligibility.FactNotReadable as refused:
            self.add_error("fact_value", str(refused))

    def at_once(self, corrects: Note | None, author: str) -> actions.WrittenOnce:
        """Everything that was typed, as the action takes it. ``author``: who says so of a fact."""
        given = self.cleaned_data
        fact = None
        if given.get("fact"):
            fact = facts.Fact(FactName(given["fact"]), given["fact_value"], given["happened_on"], "A note", author)
        return actions.WrittenOnce(
            note=self.written(corrects),
            ask=given.get("ask", ""),
            ask_about=given.get("ask_about", ""),
            called=given.get("called", ""),
            how_related=given.get("how_related", ""),
            fact=fact,
        )
