"""A private PostgreSQL server for the tests: made in seconds, on a free port, gone afterwards.

python tools/postgres.py psql          starts one, prints its address, runs the command with DATABASE_URL set
"""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import preflight

OWNER = "owner"
TESTER = "kith"

# Nothing here has to survive a power cut, so nothing waits for the disk.
SPEED = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "shared_buffers=128MB",
    "max_connections=60",
    "autovacuum=off",  # the tables are short-lived; and rows keep their places, so that a test ends as it did before
)


class ServerNotStarted(Exception):
    """PostgreSQL is missing or would not start; the message says what to do."""


@contextlib.contextmanager
def private_server() -> Iterator[str]:
    """Yield the DATABASE_URL of a new server. Its tests connect as a plain role, as production does."""
    binaries = preflight.postgres_folder()
    if binaries is None:
        raise ServerNotStarted("PostgreSQL is not installed: sudo apt-get install -y postgresql")
    # Not in the working tree: every parent folder must be open to the unprivileged user that runs it.
    home = Path(tempfile.mkdtemp(prefix="kith-pg-"))
    account = unprivileged_account()
    if account:
        shutil.chown(home, account)
    port = free_port()
    try:
        start(binaries, home, port, account)
        yield f"postgresql://{TESTER}@127.0.0.1:{port}/{TESTER}"
    finally:
        stop(binaries, home, account)
        shutil.rmtree(home, ignore_errors=True)


def start(binaries: Path, home: Path, port: int, account: str | None) -> None:
    """Make the data folder, start the server, add the tests' own role and database."""
    log = home / "log"
    options = " ".join(f"-c {setting}" for setting in (*SPEED, f"port={port}", "listen_addresses=127.0.0.1"))
    steps = (
        ["initdb", "-D", "data", "-U", OWNER, "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C.UTF-8"],
        ["pg_ctl", "-D", "data", "-w", "-t", "60", "-l", str(log), "-o", f"-k {home} {options}", "start"],
        ["createuser", "-h", str(home), "-p", str(port), "-U", OWNER, "--createdb", TESTER],
        ["createdb", "-h", str(home), "-p", str(port), "-U", OWNER, "-O", TESTER, TESTER],
    )
    for name, *arguments in steps:
        done = run(binaries / name, arguments, home, account)
        if done.returncode:
            said = log.read_text(errors="replace") if log.exists() else ""
            raise ServerNotStarted(f"{name} failed:\n{done.stdout}{said}")


def stop(binaries: Path, home: Path, account: str | None) -> None:
    if (home / "data" / "postmaster.pid").exists():
        run(binaries / "pg_ctl", ["-D", "data", "-m", "immediate", "-w", "stop"], home, account)


def run(program: Path, arguments: list[str], home: Path, account: str | None) -> subprocess.CompletedProcess[str]:
    """Run one of PostgreSQL's programs in `home`; output goes to a file, since the server keeps it open."""
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            [str(program), *arguments],
            cwd=home,
            env={"PATH": os.environ["PATH"], "HOME": str(home), "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
            user=account,
            group=pwd.getpwnam(account).pw_gid if account else None,
            extra_groups=[] if account else None,
        )
        output.seek(0)
        return subprocess.CompletedProcess(done.args, done.returncode, output.read())


def unprivileged_account() -> str | None:
    """PostgreSQL refuses to run as root: name another account then, None if we are not root."""
    if os.geteuid() != 0:
        return None
    known = {account.pw_name for account in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def main() -> int:
    with private_server() as address:
        print(address, flush=True)
        command = sys.argv[1:] or [os.environ.get("SHELL", "sh")]
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
