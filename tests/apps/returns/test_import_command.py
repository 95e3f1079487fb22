"""`kith import` at a terminal: a dry run leaves nothing, --commit saves, a second time changes nothing."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kith import cli
from kith.access import scope
from kith.access.models import Council
from kith.children.models import Child, EligibilityRun
from kith.domain import returns
from kith.returns.models import Batch, StoredFile
from tests.apps.returns import small_return
from tests.personas import Cast

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def kith(cast: Cast, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run `kith import` on the first year's files."""
    monkeypatch.setattr("kith.config.start.prepare", lambda: tmp_path)
    for source in small_return.first_year():
        assert isinstance(source.data, bytes)
        (tmp_path / source.name).write_bytes(source.data)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = cli.main(["import", str(tmp_path), "--service", "wealdshire", *arguments])
        return code, *capsys.readouterr()

    return run


def test_a_dry_run_shows_the_ledger_and_leaves_nothing(kith: Run) -> None:
    code, out, _ = kith()
    assert code == 0
    assert "6 rows read = 6 new + 0 unchanged + 0 changed + 0 waiting." in out
    assert "2 children are new." in out
    assert "Nothing was saved." in out
    with scope.every_service("to see that nothing is there"):
        assert not Child.objects.filter(reference="A1").exists()
        assert not StoredFile.objects.exists()
        assert Batch.objects.get().status == Batch.Status.DISCARDED


def test_commit_saves_and_a_second_time_changes_nothing(kith: Run) -> None:
    _, out, _ = kith("--commit")
    assert "Saved as import 1." in out
    code, again, _ = kith("--commit")
    assert code == 0
    assert "These files were saved before, as import 1. Nothing changes." in again
    with scope.every_service("to see what was saved"):
        assert Child.objects.filter(reference="A1").count() == 1
        assert EligibilityRun.objects.filter(is_current=True).count() == 1


def test_a_file_that_would_take_most_of_a_table_away_is_saved_only_where_that_is_said(
    kith: Run, tmp_path: Path
) -> None:
    def put(sources: list[returns.Source]) -> None:
        for file in tmp_path.iterdir():
            file.unlink()
        for source in sources:
            (tmp_path / source.name).write_bytes(source.data)

    put(small_return.large(30))
    code, out, err = kith("--commit", "--year", "2024")
    assert (code, err) == (0, "")
    put(small_return.newcomers())
    code, out, err = kith("--commit", "--year", "2025")
    assert (code, "Saved" in out, "30 of 30 children in care" in err) == (2, False, True)
    put(small_return.large(2))
    warned = "Episodes 2024, WEALD: 2 rows take the place of 30. 28 of those are no longer there."
    code, out, err = kith("--year", "2024")
    assert (code, "Nothing was saved." in out, warned in err) == (0, True, True)
    code, out, err = kith("--commit", "--year", "2024")
    assert (code, "Saved" in out, warned in err) == (2, False, True)
    assert "--replace-most" in err
    code, out, _ = kith("--commit", "--replace-most", "--year", "2024")
    assert (code, "Saved as import" in out) == (0, True)


def test_ctrl_c_while_it_is_read_or_saved_ends_it_quietly_and_saves_nothing(
    kith: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pressed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    for stopped_in in (
        "kith.domain.returns.rowreader.RowReader.finish",
        "kith.children.actions.rebuild.rebuild_council",
    ):
        with monkeypatch.context() as stopped:
            stopped.setattr(stopped_in, pressed)
            assert kith("--commit") == (130, "", "")
        with scope.every_service("to see that nothing is saved"):
            assert not Child.objects.filter(reference="A1").exists()
            assert not Batch.objects.filter(status=Batch.Status.COMMITTED).exists()
            assert not EligibilityRun.objects.exists()
    code, out, _ = kith("--commit")
    assert (code, "Saved as import" in out) == (0, True)


def test_json_holds_the_ledger_and_the_changes(kith: Run) -> None:
    _, out, _ = kith("--format", "json")
    answer: dict[str, Any] = json.loads(out)
    assert answer["schema"] == "kith.import/1"
    assert answer["ledger"] == {"read": 6, "new": 6, "unchanged": 0, "changed": 0, "quarantined": 0}
    assert (answer["saved"], answer["changes"]["children_new"]) == (False, 2)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--service", "nowhere"], "northmarch, wealdshire"),
        (["--council", "FARAWAY"], "does not act for FARAWAY, but for WEALD"),
    ],
)
def test_usage_that_cannot_be_answered_says_why(kith: Run, arguments: list[str], said: str) -> None:
    code, _, err = kith(*arguments)
    assert code == 2
    assert said in err


def test_nothing_readable_is_told_from_an_answer(kith: Run, tmp_path: Path) -> None:
    for file in tmp_path.iterdir():
        file.write_text("no table")
    code, _, err = kith("--commit")
    assert code == 2
    assert "Nothing could be read" in err


def test_two_councils_want_one_named(kith: Run, cast: Cast) -> None:
    with scope.every_service("a second council is added"):
        Council.objects.create(service=cast.service, name="Another", code="ANO")
    code, _, err = kith("--commit")
    assert code == 2
    assert "no row names its council" in err
    assert kith("--commit", "--council", "ANO")[0] == 0
