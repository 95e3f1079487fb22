"""The reference pages made from the service say what the service does."""

import shutil
from pathlib import Path

import pytest

import document_actions
import document_settings
import generate_docs
from kith.access import policy
from kith.access.permissions import Permission
from kith.access.roles import ROLES
from tests.contracts.house import papers, tree

pytestmark = [pytest.mark.once, pytest.mark.long]

PAGES = generate_docs.service_pages()


@pytest.mark.parametrize("name", PAGES)
def test_a_reference_page_is_not_stale(name: str) -> None:
    assert generate_docs.stale({name: PAGES[name]}) == []


def test_a_stale_page_is_named_and_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(generate_docs.REFERENCE, tmp_path / "reference")
    monkeypatch.setattr(generate_docs, "REFERENCE", tmp_path / "reference")
    (tmp_path / "reference" / "roles.md").write_text("# Other roles\n", "utf-8")
    assert generate_docs.stale(PAGES) == ["roles.md"]
    assert generate_docs.main([], PAGES) == 0
    assert generate_docs.stale(PAGES) == []


def test_every_action_permission_role_and_sealed_field_stands_in_them() -> None:
    text = {name: page() for name, page in PAGES.items()}
    for name, spec in document_actions.actions().items():
        assert f"| `{name.partition('.')[2]}` |" in text["actions.md"]
        assert f"`{spec.event}`" in text["events.md"]
    assert [one for one in Permission if f"| `{one.value}` |" not in text["roles.md"]] == []
    assert [spec.label for spec in ROLES.values() if f"| {spec.label} |" not in text["roles.md"]] == []
    assert [table for table in policy.SEALED if f"`{table}`" not in text["fields.md"]] == []


def test_every_setting_stands_in_them_with_its_words() -> None:
    rows = list(document_settings.given())
    assert all(words for _, _, words in rows)
    example = "".join(f"{name.strip('`')}=\n" for name, _, _ in rows)
    assert papers.undocumented_settings(tree.modules("src"), example) == []


def test_settings_are_read_with_the_words_above_them() -> None:
    text = "# What it does.\n# And when.\n#A=1\nB=\n\nC=2\n"
    assert list(document_settings.given(text)) == [
        ("`A`", "not set", "What it does. And when."),
        ("`B`", "empty", "What it does. And when."),
        ("`C`", "`2`", ""),
    ]


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        ('record.note(record.Event("child.opened", who, at))', ["child.opened"]),
        ('OPENED = "child.opened"\nscope.note_listed(actor, OPENED, at, 1)', ["child.opened"]),
        ('action.note(actor, "referral.moved", row, at)', ["referral.moved"]),
        ('render(request, "referrals.moved")', []),
    ],
)
def test_events_are_found_where_they_are_written(source: str, kinds: list[str]) -> None:
    assert list(document_actions.kinds_in(source)) == kinds


def test_the_first_sentence_of_a_docstring() -> None:
    assert document_actions.first_sentence("Keep it. Raises\n    X.") == "Keep it."
    assert (
        document_actions.first_sentence("Keep ``what`` is said\n    here.\n\n    More.") == "Keep `what` is said here."
    )
