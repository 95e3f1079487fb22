"""A real browser for every journey: Chromium, axe, and a watch on what a page says and asks for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

import preflight
from tests.database import *  # noqa: F403
from tests.journeys import county, opened
from tests.journeys.visitor import FOUND_ACCESSIBLE, Visitor, accessible, watch

# The browser's own loop runs in this thread, where Django would otherwise refuse to use the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars",
]  # fmt: skip

OpenPage = Callable[..., Page]
Arrive = Callable[..., Visitor]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = preflight.chromium_path()
    assert program, "No Chromium found. Type: sudo apt-get install -y chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser, live_server) -> Iterator[OpenPage]:
    """`open_page("/path/", width=360, script=True)`: a page of the running gallery in a browser of its own.

    At the end of the test: nothing was asked of another origin, and no script or policy complained.
    """
    contexts = []
    complaints: list[str] = []

    def open_(path: str, *, width: int = 1280, script: bool = True) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": 900}, java_script_enabled=script)
        contexts.append(context)
        page = context.new_page()
        watch(page, live_server.url, complaints)
        page.goto(live_server.url + path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """`axe(page)`: what an accessibility check finds wrong, one line each; must be empty."""
    return accessible


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this run that all its workers share."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if os.environ.get("PYTEST_XDIST_WORKER") else folder


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys through the county come last: it is built while the others run."""
    items.sort(key=walks_the_county)


def walks_the_county(item: pytest.Item) -> bool:
    """Whether a test needs the county."""
    return "built" in getattr(item, "fixturenames", ())


@pytest.fixture(scope="session", autouse=True)
def begun(shared: Path, request: pytest.FixtureRequest) -> Iterator[None]:
    """The county is begun by whichever worker comes first, if any test needs it."""
    builder = county.begin_to_build(shared) if any(map(walks_the_county, request.session.items)) else None
    yield
    if builder:
        builder.wait(timeout=county.LONGEST_BUILD_SECONDS)


@pytest.fixture(scope="session")
def built(shared: Path, begun: None) -> Path:
    """The county that every copy is made from; the workers of one run share it."""
    return county.built(shared)


@pytest.fixture(scope="session", autouse=True)
def found_accessible(shared: Path) -> None:
    """A page that one worker found accessible, no other need check again."""
    FOUND_ACCESSIBLE.folder = shared / "accessible"
    FOUND_ACCESSIBLE.folder.mkdir(exist_ok=True)


@pytest.fixture(scope="session")
def place(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[county.Place]:
    """Where this worker's journeys run, one after another."""
    with closing(county.Place(built, tmp_path_factory.mktemp("place") / "home")) as one:
        yield one


@pytest.fixture
def service(
    place: county.Place, built: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[county.Running]:
    """A county as it was at first, running for this journey alone.

    `@pytest.mark.parametrize("service", [{…}], indirect=True)` sets it up. At the end: the service wrote no failure
    into its log.
    """
    settings = getattr(request, "param", {})
    with ExitStack() as stack:
        here = stack.enter_context(closing(county.Place(built, tmp_path / "home", **settings))) if settings else place
        copy = stack.enter_context(here.running())
        yield copy
        assert copy.log == ""


@pytest.fixture
def arrive(chromium: Browser, service: county.Running, request: pytest.FixtureRequest) -> Iterator[Arrive]:
    """`arrive("Moira Kestrel", width=360, script=True, keyboard=False)`: somebody at a browser of their own.

    At the end: every page was accessible and narrow enough, and none asked another origin or complained; and what the
    journey is to open (opened.py) was opened by somebody who looks.
    """
    here: list[Visitor] = []
    failed = request.session.testsfailed

    def arrive_(name: str = "", **how: object) -> Visitor:
        visitor = Visitor.arrive(chromium, service.url, **how)  # type: ignore[arg-type]
        here.append(visitor)
        if name:
            visitor.be(name)
        return visitor

    yield arrive_
    for visitor in here:
        visitor.page.context.close()
    assert [line for visitor in here for line in visitor.complaints] == []
    owed = opened.owed(f"{request.path.name}::{request.node.originalname}")
    if request.session.testsfailed == failed:
        assert owed - {name for visitor in here if visitor.looks for name in visitor.been} == set(), "never opened"
