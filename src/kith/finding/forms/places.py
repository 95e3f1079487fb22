"""Forms about which places are open for searches, and how letters look."""

from typing import Any

from django import forms

from kith.domain import searching
from kith.ui import parts


class OpenPlaces(forms.Form):
    """The places a service has open; those that are never allowed do not stand here."""

    def __init__(self, data: Any = None, *, chosen: dict[str, bool]) -> None:
        places = [place for place in searching.sources() if not place.never]
        initial = [place.id for place in places if chosen.get(place.id, place.is_open)]
        super().__init__(data, initial={"places": initial})
        self.fields["places"] = forms.MultipleChoiceField(
            label="Where may searches look?",
            choices=[(place.id, place.label) for place in places],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )


class KeepLetterHead(forms.Form):
    """The neutral address and number of letters."""

    address = parts.words(
        "Return address",
        missing="Write the return address",
        hint="A box number or a plain street address: nothing that names the council or children’s services.",
    )
    phone = parts.line("Number to ring or text", missing="Write the number", most=40)
