"""The reference pages say what the code says."""

import shutil
from pathlib import Path

import pytest

import document_terms
import generate_docs
from kith.domain import terms


def test_no_reference_page_is_stale() -> None:
    assert generate_docs.stale() == []


def test_a_changed_page_is_seen_and_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(generate_docs.REFERENCE, tmp_path / "reference")
    monkeypatch.setattr(generate_docs, "REFERENCE", tmp_path / "reference")
    (tmp_path / "reference" / "rules.md").write_text("# Other rules\n", "utf-8")
    assert generate_docs.main(["--check"]) == 1
    assert "rules.md is stale" in capsys.readouterr().out
    assert generate_docs.main([]) == 0
    assert generate_docs.main(["--check"]) == 0


def test_every_term_stands_in_its_page_with_its_words() -> None:
    page, listed = document_terms.page(), list(document_terms.lists())
    defined = {one for one in terms.Term.__subclasses__() if one.__module__.startswith(f"{terms.__name__}.")}
    assert set(listed) == defined
    assert [one.__name__ for one in listed if not (one.__doc__ or "").strip()] == []
    wanted = [f"| `{member.value}` | {member.label} |" for one in listed for member in one]
    assert [row for row in wanted if row not in page] == []
    assert [member for one in listed for member in one if not member.label] == []
