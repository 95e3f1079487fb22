"""Photograph a page: `python tools/shoot.py URL OUT.png [--width 360] [--print OUT.pdf]`."""

from __future__ import annotations

import argparse
import sys

from playwright.sync_api import sync_playwright

import preflight

CHROMIUM_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars",
]  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Exit code 1 when the page is wider than the screen, so that a phone would scroll sideways."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("out", help="a .png file")
    parser.add_argument("--width", type=int, default=1280)
    parser.add_argument("--height", type=int, default=900)
    parser.add_argument("--print", dest="pdf", help="also print to this .pdf on A4")
    parser.add_argument("--no-script", action="store_true", help="without JavaScript")
    chosen = parser.parse_args(arguments)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=preflight.chromium_path(), args=CHROMIUM_FLAGS)
        page = browser.new_page(
            viewport={"width": chosen.width, "height": chosen.height}, java_script_enabled=not chosen.no_script
        )
        page.on("console", lambda message: print(f"console {message.type}: {message.text}", file=sys.stderr))
        page.goto(chosen.url, wait_until="networkidle")
        page.screenshot(path=chosen.out, full_page=True)
        if chosen.pdf:
            page.pdf(path=chosen.pdf, format="A4", print_background=False, prefer_css_page_size=True)
        wide = 0 if chosen.no_script else int(page.evaluate("document.documentElement.scrollWidth"))
        browser.close()
    if wide > chosen.width:
        print(f"{chosen.url}: {wide} px wide on a screen of {chosen.width} px", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
