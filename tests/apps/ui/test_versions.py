"""Both versions of a row that two people changed: nothing that somebody wrote is lost."""

import pytest
from django.contrib.sessions.models import Session
from django.http import QueryDict

from kith.ui import versions

pytestmark = pytest.mark.once


def test_both_versions_are_shown_and_everything_sent_can_be_sent_again() -> None:
    current = Session(session_key="abc", session_data="what is saved")
    sent = QueryDict("version=3&csrfmiddlewaretoken=x&session_data=what+I+wrote&reason=because&who=a&who=b")
    both = versions.compare(current, sent)
    assert both.rows == (
        versions.VersionRow("Session data", "what is saved", "what I wrote", differs=True),
        versions.VersionRow("Reason", "", "because", differs=False),
        versions.VersionRow("Who", "", "a, b", differs=False),
    )
    assert both.kept == (
        ("session_data", "what I wrote"), ("reason", "because"), ("who", "a"), ("who", "b"),
    )  # fmt: skip
    assert both.who == "Somebody else"


def test_line_ends_of_a_browser_are_no_difference() -> None:
    current = Session(session_key="abc", session_data="one\ntwo")
    both = versions.compare(current, QueryDict("session_data=one%0D%0Atwo"))
    assert both.rows[0].differs is False


def test_fields_that_the_form_did_not_hold_are_not_shown() -> None:
    both = versions.compare(Session(session_key="secret-key", session_data="x"), QueryDict("session_data=y"))
    assert "secret-key" not in str(both)
