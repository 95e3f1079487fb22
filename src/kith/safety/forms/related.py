"""Forms of staff who may know a family: what they say of themselves, and what a manager decides."""

from django import forms

from kith.domain.related import Outcome
from kith.ui import parts

MOST_CHILDREN = 30


class SayOfChild(forms.Form):
    """That whoever opens a record knows this child, or somebody in the family."""

    words = parts.words(
        "How do you know them?", hint="You need not say more than you want to. Only a service manager reads it."
    )


class SaySomebody(forms.Form):
    """Whom a member of staff knows, without naming a record."""

    words = parts.words(
        "Whom do you know, and how?",
        hint="Write the names as you know them. Only a service manager reads it.",
        missing="Write whom you know",
    )


class GiveHome(forms.Form):
    """One's own home postcode and telephone."""

    postcode = parts.line("Your home postcode", most=12)
    phone = parts.line("Your own telephone number", most=30)

    def clean(self) -> None:
        """One of the two is needed."""
        given = self.cleaned_data
        if not self.errors and not given.get("postcode") and not given.get("phone"):
            self.add_error("postcode", "Write your postcode or your telephone number")


class Decide(parts.Versioned):
    """Whether a member of staff may read a child's record."""

    outcome = parts.one_of(
        "May they read this child’s record?",
        [(Outcome.OPEN.value, "Yes, open it to them"), (Outcome.CLOSED.value, "No, it is closed to them")],
        missing="Say whether they may read this record",
    )
    words = parts.words(
        "Why?",
        hint="Whom you spoke to, and what they said. Only service managers read it.",
        missing="Write why",
    )


class SettleSaid(parts.Versioned):
    """Which children are meant by what a member of staff said of no record."""

    numbers = parts.words(
        "CHILD numbers of the children who are meant",
        hint="One on each line. Their records are then closed to this person. Leave it empty if nobody is meant.",
    )
    words = parts.words("Why?", hint="Only service managers read it.", missing="Write why")

    def clean_numbers(self) -> list[str]:
        """The numbers, each once."""
        numbers = list(dict.fromkeys(self.cleaned_data["numbers"].split()))
        if len(numbers) > MOST_CHILDREN:
            raise forms.ValidationError(f"Write at most {MOST_CHILDREN} numbers")
        return numbers
