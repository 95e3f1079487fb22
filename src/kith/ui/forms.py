"""The gallery's sample form: one field of every kind."""

from __future__ import annotations

from django import forms

from kith.ui import fields


class Sample(forms.Form):
    """Made-up questions, one of each kind of field."""

    reason = forms.CharField(
        label="Why is this needed?",
        help_text="One sentence is enough.",
        error_messages={"required": "Write why this is needed"},
    )
    words = forms.CharField(
        label="What did they say, in their words?",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write what they said"},
    )
    asked_on = fields.SplitDateField(label="When did you talk?", help_text="For example, 27 3 2026.")
    how_soon = fields.HintedChoiceField(
        label="How soon?",
        choices=[("urgent", "Urgent"), ("soon", "Soon"), ("in_turn", "In turn")],
        hints={"urgent": "A birthday or a limit within 90 days, a move, or somebody is ill."},
        error_messages={"required": "Choose how soon"},
    )
    known = forms.ChoiceField(
        label="Do they know?", choices=[("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect, required=False
    )
    who = fields.HintedMultipleChoiceField(
        label="Who was there?",
        choices=[("carer", "Their carer"), ("worker", "Their social worker"), ("advocate", "An advocate")],
        hints={"advocate": "Somebody who speaks for them and for nobody else."},
        error_messages={"required": "Choose who was there"},
    )
    where = forms.ChoiceField(
        label="Where did it arise?",
        choices=[("", ""), ("review", "At a review"), ("visit", "On a visit")],
        error_messages={"required": "Choose where it arose"},
    )
    phone = forms.CharField(label="A number to ring", required=False, widget=forms.TextInput(attrs={"type": "tel"}))
    letter = forms.FileField(label="A letter or a picture", required=False)
    still_true = forms.BooleanField(
        label="Still in care, and the plan is still the same",
        error_messages={"required": "Tick this once you have checked it"},
    )
