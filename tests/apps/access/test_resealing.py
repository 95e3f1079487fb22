"""Rotating the keys: everything still opens, everything but the audit record stands under the new key."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from kith.access import scope
from kith.audit import record, verify
from kith.config import resealing
from kith.domain.terms import Role
from kith.records.models import Note
from kith.sealing import keys
from tests.factories import rows
from tests.personas import NOW, Cast


@pytest.fixture
def _own_keys(tmp_path: Path, settings: Any) -> None:
    settings.KITH_KEY_FILE = str(tmp_path / "keys.json")
    keys.create_key_file(tmp_path / "keys.json")


def _sealed_words(table: str) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT words FROM {table}")
        return bytes(cursor.fetchone()[0])


@pytest.mark.usefixtures("_own_keys")
def test_after_rotation_old_values_open_and_stand_under_the_new_key(cast: Cast) -> None:
    with scope.every_service("a note is made and read across the change of keys"):
        rows.make(Note, cast.service, "old")
        with record.unit_of_work():
            record.note(record.Event("test.happened", cast.actor(Role.MANAGER).who(), NOW, words="searched for"))
        assert resealing.rotate() >= 1
        assert "old" in Note.objects.get().words
        assert keys.current().is_current(_sealed_words("records_note"))
        assert not keys.current().is_current(_sealed_words("audit_auditevent"))
        assert verify.verify().code == verify.GOOD
        assert resealing.rotate() >= 1  # and again


@pytest.mark.usefixtures("_own_keys")
def test_without_the_old_key_nothing_opens(cast: Cast, tmp_path: Path) -> None:
    with scope.every_service("a note is made under keys that are then lost"):
        rows.make(Note, cast.service, "old")
        (tmp_path / "keys.json").unlink()
        keys.create_key_file(tmp_path / "keys.json")
        keys.load.cache_clear()
        with pytest.raises(keys.SealBroken):
            Note.objects.get()
