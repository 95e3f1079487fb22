"""What the field templates need to know about a bound field."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField

from kith.ui.fields import DateBoxes

# The first kind that fits decides; RadioSelect must come before Select, of which Django makes it a kind.
KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (DateBoxes, "date"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Textarea, "textarea"),
    (forms.Select, "select"),
    (forms.FileInput, "file"),
    (forms.widgets.Input, "input"),
)
CLASSES = {
    "input": "govuk-input",
    "textarea": "govuk-textarea",
    "select": "govuk-select",
    "file": "govuk-file-upload",
}


def kind(field: BoundField) -> str:
    """Which field template fits: radios, checkboxes, checkbox, date, textarea, select, file or input."""
    for widget, name in KINDS:
        if isinstance(field.field.widget, widget):
            return name
    raise TypeError(f"No field template for {type(field.field.widget).__name__}")


def control(field: BoundField) -> str:
    """The field's own widget with GOV.UK's classes on top of those its form gave it."""
    name = kind(field)
    attrs: dict[str, str | bool] = {}
    if name == "date":
        attrs["wrong"] = " ".join(wrong_parts(field))
    else:
        base = CLASSES[name]
        own = field.field.widget.attrs.get("class", "")
        attrs["class"] = " ".join(filter(None, [base, f"{base}--error" if field.errors else "", own]))
    return field.as_widget(attrs=attrs)


def wrong_parts(field: BoundField) -> tuple[str, ...]:
    """The date boxes to mark: those the error names, or all three."""
    if not field.errors:
        return ()
    named = [
        part
        for error in field.form.errors[field.name].as_data()
        for part in (getattr(error, "params", None) or {}).get("parts", ())
    ]
    return tuple(named) or ("day", "month", "year")


def first_control_id(field: BoundField) -> str:
    """Where a link in the error summary must land: the first thing a person can change in the field."""
    name = kind(field)
    if name in {"radios", "checkboxes"}:
        return f"{field.auto_id}_0"
    if name == "date":
        return f"{field.auto_id}_{(wrong_parts(field) or ('day',))[0]}"
    return field.id_for_label


def described_by(field: BoundField) -> str:
    """The ids of a field's hint and error, for its fieldset."""
    ids = [f"{field.auto_id}_helptext"] if field.help_text else []
    return " ".join([*ids, f"{field.auto_id}_error"] if field.errors else ids)


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of the error summary; `href` is empty when no single field is at fault."""

    text: str
    href: str


def problems(form: forms.BaseForm) -> list[Problem]:
    """Every error of a form in the order of its fields, errors of the whole form first."""
    found = [Problem(str(text), "") for text in form.non_field_errors()]
    for field in form.hidden_fields():
        found.extend(Problem(str(text), "") for text in field.errors)
    for field in form.visible_fields():
        found.extend(Problem(str(text), f"#{first_control_id(field)}") for text in field.errors)
    return found
