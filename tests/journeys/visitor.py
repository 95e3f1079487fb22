"""Somebody at a browser: clicks or types as people do, and looks hard at every page that comes."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, expect

from kith.config import navigation

GLANCE = (Path(__file__).parent / "glance.js").read_text(encoding="utf-8")
AXE = (Path(__file__).parents[1] / "vendor" / "axe" / "axe.min.js").read_text(encoding="utf-8")
# Only what is wrong is worked out and brought back: the same rules find the same in a third of the time.
AXE_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "selectors": False,
    "preload": False,
}
SMALLEST = 320
SHOWN = 200
MOST_TABS = 250
PATIENCE_MS = 30_000
expect.set_options(timeout=PATIENCE_MS)
FAILED = 500
# What the framework says where nobody wrote a sentence for people.
NOT_OUR_WORDS = ("This field is required", "Select a valid choice", "Enter a valid value")
AN_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)\d+(?=/)")


@dataclass
class FoundAccessible:
    """How the pages are built that were found accessible in this run: one built the same need not be checked again.

    `folder` is shared by all workers of the run. What was found wanting is never kept: each page built so complains.
    """

    folder: Path | None = None
    known: set[str] = field(default_factory=set)

    def has(self, built: str) -> bool:
        """Whether this worker or another has found a page built so accessible."""
        mark = self._mark(built)
        if self.folder and mark not in self.known and (self.folder / mark).exists():
            self.known.add(mark)
        return mark in self.known

    def add(self, built: str) -> None:
        """Nothing was found wanting."""
        self.known.add(self._mark(built))
        if self.folder:
            (self.folder / self._mark(built)).touch()

    @staticmethod
    def _mark(built: str) -> str:
        return hashlib.sha256(built.encode()).hexdigest()


FOUND_ACCESSIBLE = FoundAccessible()


def shape(address: str) -> str:
    """A page's address with every id left out."""
    return AN_ID.sub("*", urlsplit(address).path)


def named(address: str) -> str:
    """The name of the page that stands at an address; empty where no page does."""
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""


def accessible(page: Page) -> list[str]:
    """What an accessibility check finds wrong, one line each; must be empty."""
    page.evaluate(AXE)
    violations = page.evaluate("async options => (await axe.run(document, options)).violations", AXE_OPTIONS)
    return [
        f"{shape(page.url)}: {rule['id']}: {rule['help']}: {node['html'][:200]}"
        for rule in violations
        for node in rule["nodes"]
    ]


def watch(page: Page, origin: str, complaints: list[str]) -> None:
    """Write down whatever a page asks of another origin, and whatever its scripts or the policy complain about."""

    def heard(message: ConsoleMessage) -> None:
        # The browser writes a line for every answer of 400 and over; the error pages are meant to be.
        if message.type == "error" and "the server responded with a status of" not in message.text:
            complaints.append(f"{shape(page.url)}: {message.text}")

    def asked(request: Request) -> None:
        if urlsplit(request.url).scheme in {"http", "https"} and not request.url.startswith(origin):
            complaints.append(f"{shape(page.url)} asked {request.url}")

    page.on("console", heard)
    page.on("request", asked)
    page.on("pageerror", lambda error: complaints.append(f"{shape(page.url)}: {error}"))


@dataclass
class Visitor:
    """One person at one browser. Every page they come to is checked once: accessible, and narrow enough for a phone."""

    page: Page
    url: str
    script: bool = True
    keyboard: bool = False
    complaints: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    been: set[str] = field(default_factory=set)
    status: int = 0
    looks: bool = True

    @classmethod
    def arrive(
        cls,
        browser: Browser,
        url: str,
        *,
        width: int = 1280,
        script: bool = True,
        keyboard: bool = False,
        looks: bool = True,
    ) -> Visitor:
        """Somebody new, with a clean browser. Who only prepares a journey need not look (`looks=False`)."""
        context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=script)
        context.set_default_timeout(PATIENCE_MS)
        visitor = cls(context.new_page(), url, script=script, keyboard=keyboard, looks=looks)
        watch(visitor.page, url, visitor.complaints)
        return visitor

    def second_tab(self) -> Visitor:
        """The same person with another tab open."""
        page = self.page.context.new_page()
        watch(page, self.url, self.complaints)
        return Visitor(page, self.url, script=self.script, complaints=self.complaints, seen=self.seen, been=self.been)

    # --- going about -----------------------------------------------------------------------------------------------

    def go(self, path: str) -> None:
        """Type an address."""
        answer = self.page.goto(path if path.startswith("http") else self.url + path)
        self.status = answer.status if answer else 0
        self.look()

    def be(self, name: str, *, of: str = "") -> None:
        """Sign in with one click, as the demo allows."""
        self.page.context.clear_cookies()
        self.go("/demo/")
        self.press(f"Be {name} of {of}" if of else f"Be {name}")

    def follow(self, text: str, *, within: Locator | None = None) -> None:
        """Follow the first link that says this."""
        self.use((within or self.page).get_by_role("link", name=text).first)

    def turn_to(self, page: str) -> None:
        """Go to a page of the menu: at once, or through the part of a long menu in which it stands."""
        part = next(part.text for part in navigation.PARTS if any(one.text == page for one in part.pages))
        menu = self.page.locator(".kith-nav")
        if not menu.get_by_role("link", name=page, exact=True).count():
            self.use(menu.get_by_role("link", name=part, exact=True).first)
        self.use(menu.get_by_role("link", name=page, exact=True).first)

    def press(self, text: str, *, exact: bool = False, within: Locator | None = None) -> None:
        """Press the first button that says this (or nothing but this)."""
        buttons = (within or self.page).get_by_role("button", name=text, exact=exact)
        self.use(buttons.or_((within or self.page).get_by_role("link", name=text, exact=exact)).first)

    def use(self, thing: Locator) -> None:
        """Press this link or button, wait for the page to which it leads, and look at it."""
        self._reach(thing)
        with self.page.expect_navigation() as going:
            if self.keyboard:
                self.page.keyboard.press("Enter")
            else:
                thing.click()
        self.status = going.value.status if going.value else 0
        assert self.status < FAILED, f"{shape(self.page.url)} failed"
        self.look()

    def write(self, label: str, words: str) -> None:
        """Write into the field with this label."""
        line = self.page.get_by_label(label).first
        self._reach(line)
        line.fill(words)

    def choose(self, answer: str, *, question: str = "") -> None:
        """Choose this answer (of this question), a radio button or a tick box."""
        within = self.page.get_by_role("group", name=question).last if question else self.page
        box = within.get_by_label(answer).first
        self._reach(box)
        if self.keyboard:
            self.page.keyboard.press("Space")
        box.check(force=True)

    def pick(self, label: str, option: str) -> None:
        """Pick from a drop-down."""
        self.page.get_by_label(label).first.select_option(label=option)

    def day(self, name: str, year: int, month: int, day: int) -> None:
        """Fill a date in three parts."""
        for part, value in (("day", day), ("month", month), ("year", year)):
            self.page.locator(f"[name={name}_{part}]").fill(str(value))

    # --- what is there ---------------------------------------------------------------------------------------------

    def sees(self, text: str | re.Pattern[str]) -> None:
        """These words stand on the page, where they can be read."""
        found = self.page.get_by_text(text).filter(visible=True)
        expect(found.first).to_be_visible()

    def sees_not(self, text: str | re.Pattern[str]) -> None:
        """These words stand nowhere on the page."""
        expect(self.page.get_by_text(text)).to_have_count(0)

    def is_at(self, heading: str | re.Pattern[str]) -> None:
        """The page's one heading says this."""
        expect(self.page.locator("h1")).to_contain_text(heading)

    @property
    def errors(self) -> list[str]:
        """What the page says is missing or wrong, at its top."""
        return self.page.locator(".govuk-error-summary__list li").all_inner_texts()

    @property
    def heading(self) -> str:
        """The page's one heading."""
        return self.page.locator("h1").inner_text()

    @property
    def words(self) -> str:
        """All that can be read in the page's main part."""
        return self.page.locator("main").inner_text()

    def look(self) -> None:
        """Check the page once: one heading, no sideways scroll on the smallest screen, nothing for axe to find."""
        self.been |= {named(self.page.url)} if self.status == SHOWN else set()
        if not self.looks:
            return
        glance = self.page.evaluate(GLANCE, NOT_OUR_WORDS)
        mark = f"{shape(self.page.url)} {glance['title']} {glance['wrong']} {self.status}"
        if mark in self.seen:
            return
        self.seen.add(mark)
        if glance["headings"] != 1:
            self.complaints.append(f"{mark}: {glance['headings']} headings of the first level")
        # Without scripts nothing can run axe; the same page is checked with them elsewhere.
        if self.script and not FOUND_ACCESSIBLE.has(glance["built"]):
            found = accessible(self.page)
            self.complaints += found
            if not found:
                FOUND_ACCESSIBLE.add(glance["built"])
        self.complaints += [f"{mark}: {words}" for words in glance["said"]]
        self._narrow(mark)

    def _narrow(self, mark: str) -> None:
        before = self.page.viewport_size
        self.page.set_viewport_size({"width": SMALLEST, "height": 700})
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        if wide > SMALLEST:
            self.complaints.append(f"{mark}: {wide} px wide on a screen of {SMALLEST} px")
        if before:
            self.page.set_viewport_size(before)

    # --- hands -----------------------------------------------------------------------------------------------------

    def _reach(self, thing: Locator) -> None:
        """With the keyboard: go on from field to field until this one is in focus."""
        if not self.keyboard:
            return
        expect(thing).to_be_attached()
        for _ in range(MOST_TABS):
            if thing.evaluate(
                "one => one === document.activeElement || (one.type === 'radio' && one.name === "
                "document.activeElement.name)"
            ):
                thing.focus()
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"The keyboard does not reach {thing} on {shape(self.page.url)}")
