"""`kith audit` at a terminal: its exit codes, and an anchor that is none is not taken for a changed record."""

import json
from pathlib import Path
from typing import Any

import pytest

from kith import cli
from kith.audit import record, verify
from kith.domain.terms import Role
from tests.apps.audit import tampering
from tests.personas import NOW, Cast


@pytest.fixture
def heads(cast: Cast, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Any:
    """The heads of the chains after three events, as `kith audit anchor` prints them."""
    monkeypatch.setattr("kith.config.start.prepare", lambda *, demo: tmp_path)
    with record.unit_of_work():
        for number in range(3):
            record.note(record.Event("test.happened", cast.actor(Role.MANAGER).who(), NOW, codes={"n": number}))
    assert cli.main(["audit", "anchor"]) == 0
    return json.loads(capsys.readouterr().out)


def check(tmp_path: Path, text: str) -> int:
    (tmp_path / "anchor.json").write_text(text, "utf-8")
    return cli.main(["audit", "verify", "--anchor", str(tmp_path / "anchor.json")])


def test_each_verdict_has_its_exit_code(heads: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(tmp_path, json.dumps(heads)) == 0
    (service,) = heads
    other = {service: {"seq": 3, "hash": "0" * 64}}
    assert check(tmp_path, json.dumps(other)) == 2
    assert check(tmp_path, json.dumps({service: {**heads[service], "seq": 4}})) == 3
    tampering.without_triggers("UPDATE audit_auditevent SET kind = 'other' WHERE seq = 2")
    capsys.readouterr()
    assert check(tmp_path, json.dumps(heads)) == 1
    assert capsys.readouterr().out == "Broken at event 2.\n"
    assert cli.main(["audit", "verify"]) == 1, "without an anchor too"


@pytest.mark.parametrize(
    "text", ["", "[[", "[]", "5", '{"a": 1}', "[" * 5000, '{"SERVICE": 1}', '{"SERVICE": {"seq": "3"}}']
)
def test_what_is_no_anchor_is_said_and_is_not_exit_code_1(
    heads: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    (service,) = heads
    assert check(tmp_path, text.replace("SERVICE", service)) == 2
    assert "is no anchor as kith audit anchor prints it" in capsys.readouterr().err


def test_an_anchor_that_is_not_there_is_said(heads: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["audit", "verify", "--anchor", str(tmp_path / "gone.json")]) == 2
    assert "gone.json is no anchor" in capsys.readouterr().err


@pytest.mark.django_db
def test_a_record_of_nothing_is_not_called_good(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("kith.config.start.prepare", lambda *, demo: tmp_path)
    for demo in ([], ["--demo"]):
        assert cli.main(["audit", "verify", *demo]) == verify.SHORTER
        told = capsys.readouterr().out
        assert "Nothing is recorded here yet" in told
        assert ("kith audit verify --demo" in told) is (not demo)
