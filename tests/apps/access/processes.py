"""Two processes of one service, each with its own connections: what they count, they count together; prints it.

python -m tests.apps.access.processes           DATABASE_URL names the database to use; it must be empty
python -m tests.apps.access.processes visitor   one process that asks and tries to sign in, as the first one starts two
"""

import datetime as dt
import json
import os
import subprocess
import sys

import django

ASKS = 4
TRIES = 3
PASSWORD = "three quiet otters"
PERSON = "coordinator@weald.example"
WRITTEN = {
    "name": "Bobbie",
    "sentence": "I want to find my nan",
    "how_to_reach_me": "See me at school",
    "who_may_know": "nobody yet",
    "age": "12",
}


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kith.config.settings")
    django.setup()
    print(json.dumps(visitor() if sys.argv[1:] == ["visitor"] else service()))
    return 0


def service() -> dict[str, list[int]]:
    """Set the service up, send two visitors at once, then somebody with the right password."""
    from django.core.management import call_command  # noqa: PLC0415  (after setup)

    call_command("migrate", verbosity=0)
    open_the_page()
    command = [sys.executable, "-m", "tests.apps.access.processes", "visitor"]
    visitors = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [json.loads(one.communicate(timeout=120)[0].splitlines()[-1]) for one in visitors]
    together = {name: sorted(said[0][name] + said[1][name]) for name in said[0]}
    return {**together, "right_password": [sign_in(PASSWORD)]}


def open_the_page() -> None:
    """A coordinator with a password, and the page where children ask switched on."""
    from django.utils import timezone  # noqa: PLC0415

    from kith.access import scope  # noqa: PLC0415
    from kith.domain.terms import Role  # noqa: PLC0415
    from kith.referrals.actions import rota  # noqa: PLC0415
    from tests import personas  # noqa: PLC0415

    cast = personas.build()
    person, admin = cast.users[Role.COORDINATOR], cast.actor(Role.SERVICE_ADMIN)
    person.set_password(PASSWORD)
    person.save()
    with scope.acting(admin):
        hours = rota.Hours((0, 1, 2, 3, 4), dt.time(9), dt.time(17))
        manager, at = cast.users[Role.MANAGER], timezone.now()
        rota.add_to_rota(admin, service=cast.service, user=manager, hours=hours, at=at)
        rota.switch_ask_page(admin, service=cast.service, is_on=True, at=at)


def visitor() -> dict[str, list[int]]:
    """What one process answers to a child who sends several messages, and to several wrong passwords."""
    from django.test import Client  # noqa: PLC0415

    asked = [Client(SERVER_NAME="localhost").post("/ask/wealdshire/", WRITTEN).status_code for _ in range(ASKS)]
    return {"asked": asked, "wrong_passwords": [sign_in("wrong") for _ in range(TRIES)]}


def sign_in(password: str) -> int:
    """The answer to one try."""
    from django.test import Client  # noqa: PLC0415

    return Client(SERVER_NAME="localhost").post("/sign-in/", {"login": PERSON, "password": password}).status_code


if __name__ == "__main__":
    sys.exit(main())
