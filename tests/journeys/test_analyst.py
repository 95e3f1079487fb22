"""The analyst: signs in with password and code, brings a return in, sees who could be offered it, takes it back."""

import base64
import hashlib
import hmac
import re
import struct
import time
import zipfile
from pathlib import Path

import pytest

from tests.journeys import county
from tests.journeys.conftest import Arrive
from tests.journeys.visitor import Visitor

RETURN = county.ROOT / "tests" / "data" / "ssda903" / "csv_multi_year"
ANA = "ana.whitlock@wealdshire.example"
PASSWORD = "wren-kettle-harbour"
SECONDS = 30  # a sign-in code counts for half a minute, and once
ENOUGH = 15  # seconds that a code must still count for, so that a slow machine sends it in time


def code(key: str, at: float) -> str:
    """The six figures that an authenticator app shows (RFC 6238)."""
    moment = struct.pack(">Q", int(at) // SECONDS)
    digest = hmac.digest(base64.b32decode(key + "=" * (-len(key) % 8)), moment, hashlib.sha1)
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def enter_code(ana: Visitor, key: str, *, not_in: int = -1) -> int:
    """Enter a code that counts long enough, and not that of this half minute; give back its half minute."""
    while SECONDS - time.time() % SECONDS < ENOUGH or int(time.time()) // SECONDS == not_in:
        ana.page.wait_for_timeout(1000)
    now = time.time()
    ana.page.locator("[name=code]").fill(code(key, now))
    ana.press("Continue")
    return int(now) // SECONDS


@pytest.fixture
def zipped(tmp_path: Path) -> Path:
    """Three years of a return, as an analyst has them: a folder a year, in one zip."""
    path = tmp_path / "returns.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for table in sorted(RETURN.rglob("*.csv")):
            archive.write(table, table.relative_to(RETURN))
    return path


def sign_in(ana: Visitor) -> None:
    ana.write("Email", ANA)
    ana.write("Password", PASSWORD)
    ana.press("Sign in")


@pytest.mark.parametrize("service", [{"KITH_SECOND_FACTOR": "1"}], indirect=True)
def test_the_first_sign_in_sets_a_password_and_a_code(arrive: Arrive, service: county.Running) -> None:
    link = service.kith("users", "link", ANA).split()[-1]
    ana = arrive()
    ana.go(link)
    for line in ana.page.locator("input[type=password]").all():
        line.fill(PASSWORD)
    ana.press("Save password")
    ana.go("/sign-in/")
    sign_in(ana)

    ana.is_at("Set up sign-in codes")
    ana.go("/returns/")
    ana.is_at("Set up sign-in codes")
    ana.page.locator("[name=code]").fill("000000")
    ana.press("Continue")
    assert ana.errors
    key = ana.page.locator(".kith-code").inner_text().replace(" ", "")
    used = enter_code(ana, key)
    ana.go("/")
    ana.is_at("Returns and answers")

    ana.press("Sign out")
    ana.go("/sign-in/")
    sign_in(ana)
    ana.is_at("Enter your sign-in code")
    enter_code(ana, key, not_in=used)
    ana.is_at("Returns and answers")


@pytest.mark.parametrize("script", [True, False])
def test_a_return_comes_in_and_is_taken_back(arrive: Arrive, zipped: Path, script: bool) -> None:
    ana = arrive("Ana Whitlock", script=script)
    before = figures(ana)
    ana.press("Bring in a return")
    ana.press("Check the return")
    assert ana.errors == ["Choose at least one file"]
    ana.page.get_by_label("Files of the return").set_input_files(zipped)
    ana.press("Check the return")
    ana.is_at("Import 2")
    ana.sees(re.compile(r"[\d,]+ rows read = [\d,]+ new"))
    ana.sees("What saving it would change")
    dry_run = figures(ana)
    assert dry_run == before, "nothing is saved before somebody says so"

    ana.turn_to("Returns")
    ana.follow("Import 2")
    here = ana.page.url
    for page in ("findings/", "waiting/"):
        ana.go(f"{here}{page}")
        assert ana.status == 200, page
    ana.go(here)
    ana.press("Save this return")
    ana.sees("What it changed")
    ana.follow("See who could be offered Lifelong Links")
    ana.sees(re.compile(r"a person must still check"))
    ana.use(ana.page.locator("table th a").first)
    ana.is_at("be offered Lifelong Links?")
    ana.sees("Rules from:")

    ana.turn_to("Returns")
    ana.follow("Import 2")
    ana.follow("Take this import back")
    ana.press("Take it back")
    ana.sees(re.compile("[Tt]aken back"))
    assert figures(ana) == before


def figures(ana: Visitor) -> str:
    """The sentence of the analyst's first page."""
    ana.go("/")
    return ana.page.locator(".govuk-body-l").first.inner_text()
