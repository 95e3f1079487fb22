"""Forms of the public page and of the people who answer it."""

from django import forms


class AskForMyself(forms.Form):
    """What a child tells us: as little as it takes to answer."""

    name = forms.CharField(
        label="What name do you like?",
        max_length=80,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": "Tell us a name you like. It can be any name."},
    )
    sentence = forms.CharField(
        label="What do you want to tell us?",
        help_text="One sentence is fine. Like: I want to find my nan.",
        max_length=1000,
        widget=forms.Textarea({"rows": 3, "autocomplete": "off"}),
        error_messages={"required": "Write one sentence, so that we know what to talk about."},
    )
    how_to_reach_me = forms.CharField(
        label="How can we reach you safely?",
        help_text="Like: ring my carer, or see me at school, or write to this phone. Tell us if there is a bad time.",
        max_length=500,
        widget=forms.Textarea({"rows": 2, "autocomplete": "off"}),
        error_messages={"required": "Tell us how to reach you, or we can’t answer."},
    )
    who_may_know = forms.CharField(
        label="Who may know that you asked?",
        help_text="Like: my social worker, my carer, or nobody yet.",
        max_length=300,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    age = forms.CharField(
        label="How old are you?",
        help_text="Like: 12, or nearly 13.",
        max_length=80,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-10"}),
    )


class FindChild(forms.Form):
    """Letters of a name or reference to look for."""

    text = forms.CharField(label="Name or reference", max_length=80, required=False)


class SayWhichChild(forms.Form):
    """Which child wrote this, or nobody we know."""

    child = forms.UUIDField(required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class Reply(forms.Form):
    """What a person told the child."""

    words = forms.CharField(
        label="What did you tell them, and how?",
        help_text="Everybody gets a reply by a person. If something must be checked first, say that, and until when.",
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "Write down what you told them, and how."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class WhoMayKnow(forms.Form):
    """What the child said in person about who may know that they asked."""

    may_be_known = forms.TypedChoiceField(
        label="May the child’s social worker know that the child asked?",
        choices=[("yes", "Yes, the child said so"), ("no", "No, or not yet")],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether the social worker may know."},
    )
    words = forms.CharField(
        label="Who asked the child, where, and what did the child say?",
        help_text="Ask in person, with nobody there who must not hear it.",
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Write down who asked the child, where, and what the child said."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReferFromRequest(forms.Form):
    """What the child's workers will read."""

    why = forms.CharField(
        label="What may the social worker read?",
        help_text="The child’s social worker sees these words. Leave out what the child does not want known.",
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Write down what the social worker may read."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
