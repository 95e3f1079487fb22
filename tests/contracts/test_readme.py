"""The README's example prints what the README says it prints."""

import pytest

import readme_example

pytestmark = [pytest.mark.once, pytest.mark.long]

EXAMPLE = "<!-- example: shown -->\n```console\n$ echo {said} | head -1\n{printed}\n```\n"


def test_readme_example_is_true() -> None:
    readme = readme_example.README.read_text(encoding="utf-8")
    shown = [line for found in readme_example.BLOCK.finditer(readme) for line in readme_example.commands(found[2])]
    assert any(line.startswith("kith eligible demo-returns/ --on ") for line in shown)
    assert readme_example.renewed(readme) == readme, "run `make fix`"


def test_stale_example_is_found() -> None:
    stale = EXAMPLE.format(said="now", printed="then")
    assert readme_example.renewed(stale) == EXAMPLE.format(said="now", printed="now")


def test_readme_without_an_example_is_found() -> None:
    with pytest.raises(ValueError, match="no example"):
        readme_example.renewed("# Kith\n")


def test_command_that_fails_is_found() -> None:
    with pytest.raises(readme_example.subprocess.CalledProcessError):
        readme_example.renewed("<!-- example: broken -->\n```console\n$ false\n```\n")
