"""The field's words: every term has a label, and values keep to one form."""

import re

import pytest

from kith.domain import terms

LISTS = [kind for kind in vars(terms).values() if isinstance(kind, type) and issubclass(kind, terms.Term)]
LISTS.remove(terms.Term)


@pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.__name__)
def test_every_term_has_its_own_value_and_label(kind: type[terms.Term]) -> None:
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", term.value) for term in kind)
    labels = [term.label for term in kind]
    assert all(labels)
    assert len(set(labels)) == len(labels)
    assert kind.choices() == [(term.value, term.label) for term in kind]


def test_a_term_is_found_by_its_value_and_reads_as_it() -> None:
    assert terms.HowSoon("in_turn") is terms.HowSoon.IN_TURN
    assert f"{terms.Role.SOCIAL_WORKER}" == "social_worker"


def test_the_facts_of_a_file_are_the_documented_ones_in_order() -> None:
    """Those of the contract, what else the child's page takes, and the date of birth (ADR 0032)."""
    of_the_contract = "plan care_start disability language area worker reviewing_officer next_review"
    besides = "preferred_name siblings parental_responsibility location_restricted date_of_birth"
    assert [fact.value for fact in terms.FactName] == f"{of_the_contract} {besides}".split()


def test_labels_keep_to_the_words_of_the_screens() -> None:
    """ "Contact", "placement" and "siblings" are words of the file, not of a page."""
    shown = [term.label.lower() for kind in LISTS for term in kind]
    assert [label for label in shown if re.search(r"\b(contact|placement|sibling|service user)s?\b", label)] == []
