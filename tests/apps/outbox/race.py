"""A race in a database of its own: one side sends every released letter, the other says stop; prints what left.

python -m tests.apps.outbox.race     DATABASE_URL names the database to use; it must be empty
"""

import json
import os
import sys
import threading
from pathlib import Path

import django

LETTERS = 40


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kith.config.settings")
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415  (after setup)

    call_command("migrate", verbosity=0)
    print(json.dumps(race()))
    return 0


def race() -> dict[str, int]:
    """Start both sides at once; returns how many were sent, held, and sent after the stop was through."""
    from django.db import connection  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from kith.access import scope  # noqa: PLC0415
    from kith.domain.terms import Role  # noqa: PLC0415
    from kith.outbox import actions, tasks  # noqa: PLC0415
    from kith.outbox.models import OutboxItem  # noqa: PLC0415
    from kith.referrals.actions import stop  # noqa: PLC0415
    from tests import personas, standing  # noqa: PLC0415

    cast = personas.build()
    coordinator, manager, lead = (cast.actor(role) for role in (Role.COORDINATOR, Role.MANAGER, Role.SAFEGUARDING_LEAD))
    with scope.acting(manager):
        standing.has_agreed(cast)
        letter = standing.letter_to(standing.may_write_to(cast))
        for _ in range(LETTERS):
            item = actions.queue_item(coordinator, child=cast.child, letter=letter, at=timezone.now())
            actions.release_item(lead, item=item, at=timezone.now())
    together = threading.Barrier(2)
    folder = Path(os.environ["KITH_HOME"]) / "outbox"
    seen: dict[str, int] = {}

    def send() -> None:
        together.wait()
        tasks.send_released(cast.service.pk)
        connection.close()

    def press() -> None:
        together.wait()
        while not (folder.is_dir() and any(folder.glob("*.txt"))):
            pass
        with scope.acting(coordinator):
            pressed = stop.Pressed(stop.Reach.EVERYTHING, Role.CHILD)
            stop.stop_for_child(coordinator, child=cast.child, pressed=pressed, at=timezone.now())
            seen["sent_when_stopped"] = OutboxItem.objects.filter(state="sent").count()
        connection.close()

    sides = [threading.Thread(target=send), threading.Thread(target=press)]
    for side in sides:
        side.start()
    for side in sides:
        side.join()
    with scope.acting(manager):
        states = list(OutboxItem.objects.values_list("state", flat=True))
    return {
        **seen,
        "sent": states.count("sent"),
        "held": states.count("frozen"),
        "other": len(states) - states.count("sent") - states.count("frozen"),
        "files": len(list(folder.glob("*.txt"))),
        "half_written": len(list(folder.glob("*.part"))),
    }


if __name__ == "__main__":
    sys.exit(main())
