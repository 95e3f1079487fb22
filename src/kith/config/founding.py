"""What ``kith init``, ``kith users`` and ``kith doctor`` do once Django has started."""

import datetime as dt
import stat
from pathlib import Path

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.validators import validate_email
from django.db import connection, transaction
from django.utils import timezone
from django.utils.text import slugify

from kith.access import actions, fitting, scope, triggers
from kith.access.actor import Actor
from kith.access.models import Service, User
from kith.audit import verify
from kith.children import actions as children
from kith.config import shared, sign_in, start
from kith.domain import dates
from kith.domain.terms import Role
from kith.sealing import keys


def found(*, name: str, slug: str, councils: dict[str, str], admin: tuple[str, str, str]) -> str:
    """Make a service with its first administrator; returns what is wrong, or nothing."""
    email, admin_name, password = admin
    try:
        validate_email(email)
    except ValidationError:
        return f"“{email}” is not an e-mail address."
    if slugify(slug) != slug:
        return f"“{slug}” cannot be a short name: use small letters, figures and hyphens."
    if Service.objects.filter(slug=slug).exists():
        return f"There is a service called {slug} already."
    if User.objects.filter(email=email.lower()).exists():
        return f"Somebody signs in as {email} already."
    try:
        validate_password(password)
    except ValidationError as error:
        return " ".join(error.messages)
    now = timezone.now()
    try:
        with transaction.atomic(), scope.every_service("the service is only being founded"):
            service = actions.found_service(name=name, slug=slug, councils=councils, at=now)
            actions.make_user(
                Actor.system("init", service.pk),
                service=service,
                email=email,
                name=admin_name,
                role=Role.SERVICE_ADMIN,
                password=password,
                at=now,
            )
    except fitting.DoesNotFit as refused:
        return str(refused)
    return ""


def bring_in(slug: str, text: str) -> tuple[int, list[str]]:
    """Bring in a list of people; returns how many, or what is wrong with which line."""
    service = Service.objects.filter(slug=slug).first() if slug else Service.objects.first()
    if service is None or (not slug and Service.objects.count() > 1):
        return 0, ["Say which service with --service: " + ", ".join(Service.objects.values_list("slug", flat=True))]
    actor = Actor.system("users import", service.pk)
    try:
        with scope.acting(actor):
            return children.bring_in_people(actor, service=service, text=text, at=timezone.now()), []
    except actions.ListRefused as refused:
        return 0, refused.problems


def password_link(email: str) -> str:
    """The address at which a person sets a password; nothing if nobody has that e-mail."""
    user = User.objects.filter(email=email.lower()).first()
    return sign_in.password_link(user) if user else ""


def to_be_mended() -> list[str]:
    """What starting the service mends by itself, as it stands before that: in words; nothing for a new service."""
    said = [
        f"{path} could be read by others (mode {stat.S_IMODE(path.stat().st_mode):o}); now it is its owner's alone"
        for path in start.database_files()
        if _is_open(path)
    ]
    if not connection.introspection.table_names():
        return said
    if not _migrated():
        return [*said, "Tables were older than this version; now they are up to date"]
    gone = sorted(triggers.missing(connection))
    if gone:
        said.append(f"Triggers were missing, and are back; find out who removed them: {', '.join(gone)}")
    return said


def examine() -> list[tuple[bool, str]]:
    """Everything the service needs: whether it is in place, in words."""
    found_missing = sorted(triggers.missing(connection))
    key_file = Path(settings.KITH_KEY_FILE)
    open_to_others = _is_open(key_file)
    readable = [path for path in start.database_files() if _is_open(path)]
    sealed = keys.current().seal(b"doctor", "doctor")
    outbox = Path(settings.KITH_OUTBOX_FOLDER)
    outbox.mkdir(parents=True, exist_ok=True, mode=0o700)
    verdict = verify.verify()
    return [
        (
            not found_missing,
            "Database triggers: " + ("all in place" if not found_missing else ", ".join(found_missing)),
        ),
        (
            _migrated(),
            "Database tables: up to date" if _migrated() else "Database tables: run kith serve once, or migrate",
        ),
        (not open_to_others, f"Keys: {key_file}" + (" can be read by others: chmod 600" if open_to_others else "")),
        (not readable, "Database: its owner's alone" if not readable else f"Database: chmod 600 {readable[0]}"),
        *_lasting(),
        (keys.current().open(sealed, "doctor") == b"doctor", "Keys: seal and open"),
        (bool(settings.SECRET_KEY) and len(settings.SECRET_KEY) >= 40, "Secret for sessions: long enough"),
        (outbox.is_dir(), f"Letters are dropped in {outbox}"),
        (shared.works(), "Counting together: sign-in tries and requests of children, for every process"),
        ("django_tasks_db" in settings.INSTALLED_APPS, "Job worker: runs with kith serve"),
        (Service.objects.exists(), f"Services: {Service.objects.count()}"),
        (verdict.code == verify.GOOD, f"Audit record: {verdict.text}"),
        (not settings.DEBUG, "Debug pages: off"),
    ]


def _lasting() -> list[tuple[bool, str]]:
    """Whether an embedded database keeps what it has said it keeps, also without power; a server sees to its own."""
    lacks = start.weak_settings()
    if connection.vendor != "sqlite":
        return []
    said = "written ahead, synced in full, deleted for good" if not lacks else ", ".join(lacks)
    return [(not lacks, f"Database settings: {said}")]


def _is_open(path: Path) -> bool:
    return bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def ending_soon(on: dt.date) -> list[str]:
    """What still works on this day, but not for long, in words."""
    last = dates.holidays_end_soon(on)
    if last is None:
        return []
    return [
        (
            f"Bank holidays are known up to {last:%d/%m/%Y} only. After that day a promised day counts weekends, not "
            "holidays: install a version of Kith with a longer list (src/kith/domain/data/bank_holidays.json)."
        )
    ]


def _migrated() -> bool:
    try:
        call_command("migrate", check_unapplied=True, verbosity=0)
    except SystemExit:
        return False
    return True
