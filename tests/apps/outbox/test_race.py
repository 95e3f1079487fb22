"""A stop and a sending at the same moment, on real connections: after the stop nothing more leaves."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kith.sealing import create_key_file
from tests.apps.outbox import race

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parents[3]


def test_a_stop_and_a_sending_at_once_leave_nothing_after_the_stop(address: str, tmp_path: Path) -> None:
    create_key_file(tmp_path / "keys.json")
    done = subprocess.run(
        [sys.executable, "-m", "tests.apps.outbox.race"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": address, "KITH_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout.splitlines()[-1])
    # Both sides got their turn, every letter is either sent or held, and what is sent was sent before the stop.
    assert 1 <= result["sent"] < race.LETTERS
    assert result["sent"] == result["sent_when_stopped"] == result["files"]
    assert (result["sent"] + result["held"], result["other"], result["half_written"]) == (race.LETTERS, 0, 0)
