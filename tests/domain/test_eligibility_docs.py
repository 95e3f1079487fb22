"""The reference pages say what the code says."""

import shutil
from pathlib import Path

import pytest

import generate_docs


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
