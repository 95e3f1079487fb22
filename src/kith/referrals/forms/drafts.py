"""A draft put back into a form: what somebody typed, as they typed it, without complaints about what is missing."""

from typing import Any

from django import forms
from django.http import QueryDict

Values = dict[str, list[str]]
NOT_KEPT = frozenset({"csrfmiddlewaretoken", "version"})


def kept(data: QueryDict) -> Values:
    """What a submission holds, for keeping."""
    return {name: [str(value) for value in values] for name, values in data.lists() if name not in NOT_KEPT}


def initial(form: type[forms.Form], values: Values) -> dict[str, Any]:
    """The draft as the initial values of a form; fields that the draft lacks are left out."""
    data = QueryDict(mutable=True)
    for name, given in values.items():
        data.setlist(name, given)
    found = {}
    for name, field in form.base_fields.items():
        if not field.widget.value_omitted_from_data(data, {}, name) and _is_there(field, data, name):
            found[name] = field.widget.value_from_datadict(data, {}, name)
    return found


def _is_there(field: forms.Field, data: QueryDict, name: str) -> bool:
    """Boxes to tick never say that they were left out, so an empty draft must not untick them."""
    return name in data or not isinstance(field.widget, forms.CheckboxInput | forms.CheckboxSelectMultiple)
