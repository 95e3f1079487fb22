"""Copy the front-end files we ship out of node_modules, cleaned: `npm ci && python tools/vendor.py`."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
STATIC = ROOT / "src" / "kith" / "ui" / "static" / "ui"
AXE = ROOT / "tests" / "vendor" / "axe"

GOVUK = MODULES / "govuk-frontend"
FONT = MODULES / "@fontsource-variable" / "atkinson-hyperlegible-next"
FONT_FILES = ("latin-wght-normal", "latin-ext-wght-normal", "latin-wght-italic", "latin-ext-wght-italic")

FONT_FACE = re.compile(r"@font-face\{[^}]*\}")
FONT_NOTICE = re.compile(r"/\*! [^*]*GDS Transport[^*]*\*/")
SOURCE_MAP = re.compile(r"(//|/\*)[#@] ?sourceMappingURL=[^ *\n]*( ?\*/)?\n?")
CREST = re.compile(r"url\(/assets/images/govuk-crest\.svg\)")


def clean_css(text: str) -> str:
    """GOV.UK's style sheet without what belongs to GOV.UK alone: its typeface and its crest."""
    text = FONT_NOTICE.sub("", FONT_FACE.sub("", text))
    text = text.replace("GDS Transport,arial,sans-serif", "var(--kith-font)")
    text = CREST.sub("none", text)
    return SOURCE_MAP.sub("", text)


def clean_js(text: str) -> str:
    """A script without its source map, which hashed static files would look for in vain."""
    return SOURCE_MAP.sub("", text)


def version_of(package: Path) -> str:
    """The version that npm put in place."""
    return str(json.loads((package / "package.json").read_text(encoding="utf-8"))["version"])


def main() -> None:
    """Write static/ui/vendor, static/ui/fonts and tests/vendor/axe anew."""
    vendor, fonts = STATIC / "vendor", STATIC / "fonts"
    for folder in (vendor, fonts, AXE):
        folder.mkdir(parents=True, exist_ok=True)
    bundle = GOVUK / "dist" / "govuk"
    css = clean_css((bundle / "govuk-frontend.min.css").read_text(encoding="utf-8"))
    (vendor / "govuk-frontend.css").write_text(css, encoding="utf-8")
    js = clean_js((bundle / "all.bundle.js").read_text(encoding="utf-8"))
    (vendor / "govuk-frontend.js").write_text(js, encoding="utf-8")
    for name in FONT_FILES:
        source = FONT / "files" / f"atkinson-hyperlegible-next-{name}.woff2"
        shutil.copyfile(source, fonts / source.name)
    shutil.copyfile(FONT / "LICENSE", fonts / "LICENSE.atkinson-hyperlegible-next-ofl.txt")
    shutil.copyfile(MODULES / "axe-core" / "axe.min.js", AXE / "axe.min.js")
    shutil.copyfile(MODULES / "axe-core" / "LICENSE", AXE / "LICENSE.axe-core-mpl2.txt")
    versions = {package.name: version_of(package) for package in (GOVUK, FONT, MODULES / "axe-core")}
    (vendor / "versions.json").write_text(json.dumps(versions, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
