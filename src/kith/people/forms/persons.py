"""Forms: a person, their names and facts, and where they stand for a child."""

import datetime as dt
from typing import Any

from django import forms

from kith.domain.terms import FactSource, Gender, NameKind, PersonFactKind, PersonStatus, Side
from kith.people import actions
from kith.people.forms.says import AS_BOOLEAN, CHOOSE, SaysForm, a_year, yes_no
from kith.ui import parts

DATES = {PersonFactKind.BORN.value, PersonFactKind.DIED.value}
CALLED = "What does the child call them?"
WHO = "Who are they to the child?"
WHO_HINT = (
    "In plain words: Mum’s mum, a teacher in Year 4, looked after him in 2023. "
    "Write it so that the family may read it: every copy of a map shows it."
)
SIDE = "Which part of the child’s life do they belong to?"
# Nobody writes by hand that it is sure who somebody is: two sources say so, where a search ends (practice 2.3).
BY_HAND = [one for one in PersonStatus.choices() if one[0] != PersonStatus.FOUND.value]
TRAITS = ("gender", "gender_words", "is_professional", "is_under_18")


class DescribedFields(forms.Form):
    """Who a person is to the child."""

    called = parts.line(CALLED, hint="The child’s own word: Nan, Pops, Miss Jones.", most=80)
    how_related = parts.line(WHO, hint=WHO_HINT)
    side = forms.ChoiceField(label=SIDE, choices=[("", "Not known"), *Side.choices()], required=False)
    last_in_touch_on = parts.day("When were they last in touch?", hint="As far as anybody knows.")
    named_by_child = forms.BooleanField(label="The child named this person", required=False)

    def described(self) -> actions.Described:
        """Who they are, as the actions take it."""
        given = self.cleaned_data
        return actions.Described(
            called=given["called"],
            how_related=given["how_related"],
            side=Side(given["side"]) if given["side"] else None,
            last_in_touch_on=given["last_in_touch_on"],
            named_by_child=given["named_by_child"],
        )


class TraitsFields(forms.Form):
    """What a person is, wherever they matter."""

    # What nobody said is not known: no choice of ours stands there first.
    gender = forms.ChoiceField(
        label="Gender, as the person says",
        choices=sorted(Gender.choices(), key=lambda one: one[0] != Gender.NOT_KNOWN.value),
        initial=Gender.NOT_KNOWN.value,
    )
    gender_words = parts.line("In their own words", most=60)
    is_professional = forms.BooleanField(label="They are paid to be in the child’s life", required=False)
    is_under_18 = yes_no("Are they under 18?")

    def traits(self) -> actions.Traits:
        """What the person is, as the actions take it."""
        given = self.cleaned_data
        return actions.Traits(
            gender=Gender(given["gender"]),
            gender_words=given["gender_words"],
            is_professional=given["is_professional"],
            is_under_18=AS_BOOLEAN.get(given["is_under_18"]),
        )


class AddPerson(SaysForm, DescribedFields, TraitsFields):
    """Somebody who matters, on one page; a name need not be known."""

    full = parts.line("Name", hint="As people say or write it; one word is enough. Empty if it is not known.", most=200)
    name_kind = forms.ChoiceField(label="What kind of name is it?", choices=NameKind.choices(), required=False)
    status = forms.ChoiceField(
        label="Where does it stand today?",
        choices=[*CHOOSE, *BY_HAND],
        error_messages={"required": "Choose where it stands today"},
    )
    child_knows = forms.ChoiceField(
        label="Does the child know of this person?",
        help_text="Until the child does, this person stands on no page that the child sees.",
        choices=[("yes", "Yes"), ("no", "Not yet")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether the child knows of this person"},
    )
    somebody_else = forms.BooleanField(label="I have looked: this is somebody else", required=False)

    field_order = (
        *("full", "name_kind", "called", "how_related", "side", "status", "last_in_touch_on", "child_knows"),
        *("named_by_child", *TRAITS, "source", "source_words", "certainty", "for_every_child"),
    )

    def clean(self) -> dict[str, Any]:
        """Somebody must be meant."""
        given = super().clean() or {}
        if not given.get("full") and not given.get("called") and not given.get("how_related"):
            self.add_error("full", actions.NOBODY)
        return given

    def person(self, on: dt.date) -> actions.PersonGiven:
        """Who is added, as the action takes it."""
        given = self.cleaned_data
        kind = NameKind(given["name_kind"] or NameKind.USED.value)
        names = (actions.NameGiven(given["full"], kind),) if given["full"] else ()
        return actions.PersonGiven(
            described=self.described(),
            stands=actions.Stands(PersonStatus(given["status"]), on, self.says().source),
            names=names,
            traits=self.traits(),
            child_knows=given["child_knows"] == "yes",
        )


class DescribeConnection(parts.Versioned, DescribedFields):
    """Who a person is to the child, changed."""


class DescribePerson(parts.Versioned, TraitsFields):
    """What a person is, changed."""


class RemoveConnection(parts.Versioned):
    """Taking somebody off the child's people."""

    was_wrong = forms.BooleanField(
        label="We looked for somebody, and this is not them: delete what was found",
        help_text="With a tick, names, addresses and letters are deleted for good. What the child said stays.",
        required=False,
    )


class BringBack(parts.Versioned):
    """Bringing somebody back."""


class ChildKnows(parts.Versioned):
    """The child was told of this person."""


class ChangeStatus(parts.Versioned):
    """Where a person stands for the child since a day."""

    status = parts.one_of(
        "Where does it stand?",
        BY_HAND,
        missing="Choose where it stands",
        hint="Where somebody says no, has died, is not safe or goes by the adoption route, what is under way is held.",
    )
    on = parts.day("Since when?", missing="Enter the day since when it stands so")
    source = SaysForm.base_fields["source"]
    words = parts.words("What happened?", hint="A sentence for the people around this child.")

    def __init__(self, *args: Any, today: dt.date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today

    def clean_on(self) -> dt.date:
        """Today or earlier."""
        return not_later(self.cleaned_data["on"], self.today)

    def stands(self) -> actions.Stands:
        """Where it stands, as the action takes it."""
        given = self.cleaned_data
        status = PersonStatus(given["status"])
        return actions.Stands(status, given["on"], FactSource(given["source"]), given["words"])


class AddName(SaysForm):
    """One more name."""

    kind = parts.one_of("What kind of name is it?", NameKind.choices(), missing="Choose what kind of name it is")
    full = parts.line("The name, as people say or write it", missing="Write the name", most=200)
    given = parts.line("The person’s own name in it, if you know")
    family = parts.line("The family’s name in it, if there is one", hint="Not everybody has one.")
    from_on = parts.day("Used since")
    until_on = parts.day("Used until")

    field_order = ("kind", "full", "given", "family", "from_on", "until_on")

    def clean(self) -> dict[str, Any]:
        """A time that ends after it begins."""
        given = super().clean() or {}
        first, last = given.get("from_on"), given.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", "This day must not be before the day the name was first used")
        return given

    def name(self) -> actions.NameGiven:
        """The name, as the action takes it."""
        given = self.cleaned_data
        return actions.NameGiven(
            full=given["full"],
            kind=NameKind(given["kind"]),
            given=given["given"],
            family=given["family"],
            from_on=given["from_on"],
            until_on=given["until_on"],
        )


class AddFact(SaysForm):
    """A fact, with who says so."""

    kind = parts.one_of("What is it about?", PersonFactKind.choices(), missing="Choose what it is about")
    words = parts.words("What do you know?", hint="For a birth or a death only the date below is needed.")
    on = parts.day("The day, if it is known")
    year = a_year()
    is_about = forms.BooleanField(label="About that year", required=False)

    field_order = ("kind", "words", "on", "year", "is_about")

    def __init__(self, *args: Any, today: dt.date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today

    def clean_on(self) -> dt.date | None:
        """Today or earlier."""
        day: dt.date | None = self.cleaned_data["on"]
        return not_later(day, self.today) if day else None

    def clean(self) -> dict[str, Any]:
        """A birth has a date; all but births and deaths have words."""
        given = super().clean() or {}
        kind, has_date = given.get("kind"), given.get("on") or given.get("year")
        if kind == PersonFactKind.BORN.value and not has_date and not {"on", "year"} & set(self.errors):
            self.add_error("on", "Enter the day or the year")
        if kind and kind not in DATES and not given.get("words"):
            self.add_error("words", "Write what you know")
        return given

    def fact(self) -> actions.FactGiven:
        """The fact, as the action takes it."""
        given = self.cleaned_data
        kind = PersonFactKind(given["kind"])
        return actions.FactGiven(kind, given["words"], given["on"], given["year"], given["is_about"])


def not_later(day: dt.date, today: dt.date) -> dt.date:
    """The day itself; raises ValidationError for one that has not come yet."""
    if day > today:
        raise forms.ValidationError("The day must be today or earlier")
    return day
