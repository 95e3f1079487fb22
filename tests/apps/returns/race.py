"""Two people bring in and save the same return at once, and a saving is killed half-way, in a database of its own.

python -m tests.apps.returns.race          prints what came of it; DATABASE_URL names an empty database
python -m tests.apps.returns.race die      saves the import that waits, and is killed before it is through
"""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

import django

DIE = "die"


def main(words: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kith.config.settings")
    django.setup()
    if words == [DIE]:
        _die_half_way()
        return 0
    from django.core.management import call_command  # noqa: PLC0415  (after setup)

    from tests import personas  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    cast = personas.build()
    print(json.dumps({"killed": _killed(cast), **_at_once(cast)}))
    return 0


def _killed(cast: Any) -> dict[str, Any]:
    """Kill a saving half-way: how its process ended, what stood before and after, and what saving again gave."""
    from kith.domain.terms import Role  # noqa: PLC0415
    from tests.apps.returns import small_return  # noqa: PLC0415

    actor = cast.actor(Role.ANALYST)
    _receive(cast, small_return.first_year())
    before = _standing(actor)
    ended = subprocess.run([sys.executable, "-m", "tests.apps.returns.race", DIE], check=False)
    after = _standing(actor)
    return {
        "code": ended.returncode,
        "before": before,
        "after": after,
        "again": _save(actor),
        "saved": _standing(actor),
    }


def _die_half_way() -> None:
    """Save the import that waits; the process is killed once its rows and children are written, before the end."""
    from kith.access import scope  # noqa: PLC0415
    from kith.access.actor import Actor  # noqa: PLC0415
    from kith.access.models import User  # noqa: PLC0415
    from kith.children.actions import eligibility  # noqa: PLC0415
    from kith.children.models import Child  # noqa: PLC0415
    from kith.domain.terms import Role  # noqa: PLC0415
    from kith.returns.models import RawRow  # noqa: PLC0415

    def kill(*_: Any, **__: Any) -> None:
        assert RawRow.objects.count() == 6, "half of it is written"
        assert Child.objects.filter(reference="A1").exists()
        os.kill(os.getpid(), signal.SIGKILL)

    eligibility.refresh = kill
    with scope.every_service("nobody has signed in yet"):
        analyst = User.objects.get(email=f"{Role.ANALYST.value}@weald.example")
    _save(Actor.of_user(analyst))


def _at_once(cast: Any) -> dict[str, Any]:
    """Two uploads of the same return at once; then both are saved at once, and one of another pair twice at once."""
    from kith.domain.terms import Role  # noqa: PLC0415
    from kith.returns.models import Batch  # noqa: PLC0415
    from tests.apps.returns import small_return  # noqa: PLC0415

    actor = cast.actor(Role.ANALYST)
    received = _both(*[lambda: _receive(cast, small_return.second_year())] * 2)
    pair = _both(*[lambda number=number: _save(actor, number) for number in (2, 3)])
    third = _receive(cast, small_return.second_year(ended=False))
    twice = _both(*[lambda: _save(actor, third)] * 2)
    with _acting(actor):
        statuses = [*Batch.objects.order_by("number").values_list("number", "status")]
    return {"received": sorted(received), "pair": pair, "twice": twice, "statuses": statuses, "end": _standing(actor)}


def _both(*sides: Callable[[], Any]) -> list[Any]:
    """Start both sides at the same moment; what each came to."""
    from django.db import connection  # noqa: PLC0415

    together, came_to = threading.Barrier(len(sides)), []

    def run(side: Callable[[], Any]) -> None:
        together.wait()
        try:
            came_to.append(side())
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(side,)) for side in sides]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came_to


def _receive(cast: Any, sources: list[Any]) -> int:
    from django.utils import timezone  # noqa: PLC0415

    from kith.domain.terms import Role  # noqa: PLC0415
    from kith.returns import actions  # noqa: PLC0415

    actor = cast.actor(Role.ANALYST)
    with _acting(actor):
        given = {"service": cast.service, "sources": sources, "council": cast.council, "at": timezone.now()}
        return actions.receive_return(actor, **given).number


def _save(actor: Any, number: int = 1) -> str:
    """Save an import: "saved", or why not."""
    from django.utils import timezone  # noqa: PLC0415

    from kith.access import action, gate  # noqa: PLC0415
    from kith.children import actions  # noqa: PLC0415
    from kith.returns.models import Batch  # noqa: PLC0415

    with _acting(actor):
        batch = Batch.objects.get(number=number)
        try:
            actions.commit_return(actor, batch=batch, version=batch.version, at=timezone.now())
        except (gate.ActionBlocked, action.StaleVersion) as refusal:
            return str(refusal)
    return "saved"


def _standing(actor: Any) -> dict[str, Any]:
    """Everything that a saving writes, counted, and the children by their numbers."""
    from kith.audit.models import AuditEvent  # noqa: PLC0415
    from kith.children.models import CareEpisode, Child, EligibilityRun  # noqa: PLC0415
    from kith.returns.models import Batch, FilePart, RawRow  # noqa: PLC0415

    with _acting(actor):
        return {
            "saved": Batch.objects.filter(status="committed").count(),
            "parts": FilePart.objects.count(),
            "in_force": FilePart.objects.filter(in_force=True).count(),
            "rows": RawRow.objects.count(),
            "children": sorted(Child.objects.filter(reference__startswith="A").values_list("reference", flat=True)),
            "episodes": CareEpisode.objects.count(),
            "answers": EligibilityRun.objects.filter(is_current=True).count(),
            "events": AuditEvent.objects.filter(kind="return.committed").count(),
        }


def _acting(actor: Any) -> Any:
    from kith.access import scope  # noqa: PLC0415

    return scope.acting(actor)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
