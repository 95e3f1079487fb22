"""No page asks anything of another place; no script or style stands inside a page."""

from pathlib import Path

import pytest

from tests.contracts.house import origins, tree

pytestmark = [pytest.mark.once, pytest.mark.long]

SOURCE = tree.ROOT / "src" / "kith"


def test_pages_ask_nothing_of_another_place() -> None:
    found = origins.pages(SOURCE)
    assert len(found) > 50
    assert list(origins.problems(found)) == []


def test_the_service_calls_no_other_machine() -> None:
    assert origins.clients(tree.modules("src")) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("page.html", '<script src="https://cdn.example/x.js"></script>'),
        ("page.html", '<link rel="stylesheet" href="//fonts.example/css">'),
        ("page.html", '<form method="post" action="https://elsewhere.example/">'),
        ("page.html", "<script>alert(1)</script>"),
        ("page.html", "<style>p { color: red }</style>"),
        ("page.html", '<p style="color: red">x</p>'),
        ("page.html", '<button onclick="go()">x</button>'),
        ("page.html", '<a href="javascript:go()">x</a>'),
        ("page.css", 'a { background: url("https://cdn.example/x.png") }'),
        ("page.css", '@import "other.css";'),
        ("page.js", 'fetch("https://elsewhere.example/x")'),
        ("page.js", "new WebSocket('wss://elsewhere.example')"),
        ("page.js", "box.innerHTML = text"),
        ("picture.svg", '<image href="https://elsewhere.example/x.png"/>'),
    ],
)
def test_the_check_finds_it(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    assert len(list(origins.problems([tmp_path / name]))) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("page.html", '<a href="https://www.childline.org.uk">Childline</a>'),
        ("page.html", '<script src="{% static "ui/js/staff.js" %}"></script>'),
        ("page.html", '<svg xmlns="http://www.w3.org/2000/svg"></svg>'),
        ("page.css", '/* from https://example.org */ a { background: url("../x.png") }'),
    ],
)
def test_the_check_lets_the_right_thing_be(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    assert list(origins.problems([tmp_path / name])) == []


@pytest.mark.parametrize(
    "line", ["import requests", "from urllib import request", "from http.client import HTTPSConnection"]
)
def test_a_way_out_is_found(line: str) -> None:
    assert len(origins.clients([tree.Module("src/kith/outbox/tasks.py", line)])) == 1
