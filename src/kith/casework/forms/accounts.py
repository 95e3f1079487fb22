"""Form: what is done with somebody's account. Each button is one of the choices."""

from typing import ClassVar

from django import forms

from kith.ui import parts


class KeepAccount(parts.Versioned):
    """Sign out everywhere, close, or open again."""

    SIGN_OUT, CLOSE, OPEN = "sign_out", "close", "open"
    WAYS: ClassVar = [(SIGN_OUT, "Sign them out everywhere"), (CLOSE, "Close the account"), (OPEN, "Open it again")]

    what = forms.ChoiceField(choices=WAYS, error_messages={"required": "Choose one of the buttons"})
