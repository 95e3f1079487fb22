"""The house rules hold over the whole tree, and each check is seen to find what it is there to find."""

import importlib.metadata
import re
import socket
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

import run_tests
from tests.contracts.house import doors, leaning, limits, names, papers, shape, sizes, sweeps, tree

pytestmark = pytest.mark.once

SOURCE = tree.modules("src")
CODE = tree.modules("src", "tools", "bench")
EVERYTHING = tree.modules("src", "tools", "tests", "bench")

Problems = Callable[[tuple[tree.Module, ...]], list[str]]

# (check, what it looks at, a file that breaks it)
CHECKS: dict[str, tuple[Problems, tuple[tree.Module, ...], tree.Module]] = {
    "file sizes": (
        sizes.file_problems,
        EVERYTHING,
        tree.Module("src/kith/children/queries.py", "A = 1\n" * 501),
    ),
    "function sizes": (
        sizes.function_problems,
        CODE,
        tree.Module("src/kith/children/queries.py", "def long():\n" + "    a = 1\n" * 50),
    ),
    "view sizes": (
        sizes.function_problems,
        SOURCE,
        tree.Module("src/kith/casework/views/home.py", "def home(request):\n" + "    a = 1\n" * 30),
    ),
    "soft sizes": (
        sizes.soft_problems,
        SOURCE,
        tree.Module("src/kith/domain/care.py", "def middling():\n" + "    a = 1\n" * 26),
    ),
    "soft number of arguments": (
        sizes.soft_problems,
        SOURCE,
        tree.Module("src/kith/domain/care.py", "def f(a, *, b, c, d, e, f): ..."),
    ),
    "soft number of ways through": (
        sizes.soft_problems,
        SOURCE,
        tree.Module("src/kith/domain/care.py", "def f(a):\n" + "    if a: ...\n" * 6),
    ),
    "number of arguments": (
        sizes.argument_problems,
        SOURCE,
        tree.Module("src/kith/cli/x.py", "def f(a, *, b, c, d, e, f, g, h, i): ..."),
    ),
    "positional arguments of actions": (
        sizes.positional_problems,
        tuple(module for module in SOURCE if module.package != "domain"),
        tree.Module(
            "src/kith/referrals/actions.py", "@action(P.X)\ndef withdraw_referral(actor, referral, *, at): ..."
        ),
    ),
    "positional arguments of the domain": (
        sizes.positional_problems,
        tree.modules("src/kith/domain"),
        tree.Module("src/kith/domain/dates.py", "def age_on(born, on, how, why): ..."),
    ),
    "files of an app": (
        shape.app_file_problems,
        SOURCE,
        tree.Module("src/kith/children/services.py", "A = 1\n"),
    ),
    "no pages of the record itself": (
        shape.app_file_problems,
        SOURCE,
        tree.Module("src/kith/audit/views.py", "A = 1\n"),
    ),
    "no tables where pages read every app": (
        shape.app_file_problems,
        SOURCE,
        tree.Module("src/kith/casework/models.py", "A = 1\n"),
    ),
    "no drawers": (
        shape.drawer_problems,
        EVERYTHING,
        tree.Module("src/kith/domain/utils/text.py", ""),
    ),
    "sweeps on one database": (
        sweeps.problems,
        EVERYTHING,
        tree.Module("tests/contracts/test_loud.py", "pages = visits.Visitor().tour"),
    ),
    "module docstrings": (
        shape.module_docstring_problems,
        EVERYTHING,
        tree.Module("src/kith/domain/dates.py", "A = 1\n"),
    ),
    "docstrings of actions": (
        shape.docstring_problems,
        SOURCE,
        tree.Module("src/kith/referrals/actions/withdrawing.py", "def withdraw_referral(actor, *, at): ..."),
    ),
    "docstrings of the domain": (
        shape.docstring_problems,
        SOURCE,
        tree.Module("src/kith/domain/dates.py", "def age_on(born, on): ..."),
    ),
    "docstrings of what the domain's classes do": (
        shape.docstring_problems,
        SOURCE,
        tree.Module("src/kith/domain/dates.py", "class Period:\n    def days(self): ...\n"),
    ),
    "no imports inside functions": (
        shape.inner_import_problems,
        CODE,
        tree.Module("src/kith/domain/dates.py", "def age_on(born, on):\n    import calendar\n"),
    ),
    "no signal receivers": (
        shape.signal_problems,
        SOURCE,
        tree.Module("src/kith/children/apps.py", "@dispatch.receiver(saved)\ndef heard(sender): ..."),
    ),
    "no signals imported": (
        shape.signal_problems,
        SOURCE,
        tree.Module("src/kith/children/apps.py", "from django.dispatch import Signal\n"),
    ),
    "no listening to the framework's signals": (
        shape.signal_problems,
        SOURCE,
        tree.Module(
            "src/kith/children/apps.py", "from django.db.models import signals\nsignals.post_save.connect(heard)\n"
        ),
    ),
    "the standard library for rules": (
        leaning.library_problems,
        SOURCE,
        tree.Module("src/kith/domain/care.py", "import numpy\n"),
    ),
    "the standard library for rules, late too": (
        leaning.library_problems,
        SOURCE,
        tree.Module("src/kith/domain/care.py", "optional.load('scipy.stats')\n"),
    ),
    "no hidden clock": (
        leaning.clock_problems,
        SOURCE,
        tree.Module("src/kith/referrals/actions/withdrawing.py", "def f(actor, at):\n    return dt.date.today()\n"),
    ),
    "no clock behind a day": (
        leaning.clock_problems,
        SOURCE,
        tree.Module("src/kith/children/queries.py", "def f(actor):\n    return timezone.localdate()\n"),
    ),
    "no clock behind a row": (
        leaning.moment_problems,
        SOURCE,
        tree.Module(
            "src/kith/records/actions/x.py", "from kith.records.models import Note\nNote.objects.create(child=child)\n"
        ),
    ),
    "columns of the return in one place": (
        leaning.column_problems,
        SOURCE,
        tree.Module("src/kith/children/queries.py", "KEY = 'DECOM'\n"),
    ),
    "actions are a verb and a noun": (
        names.action_problems,
        SOURCE,
        tree.Module("src/kith/referrals/actions.py", "@action(P.X)\ndef withdraw(actor): ..."),
    ),
    "moments and days": (
        names.moment_problems,
        SOURCE,
        tree.Module("src/kith/referrals/models.py", "class Note:\n    made = models.DateTimeField()\n"),
    ),
    "only moments and days": (
        names.moment_problems,
        SOURCE,
        tree.Module("src/kith/referrals/models.py", "class Note:\n    made_on = models.DateTimeField()\n"),
    ),
    "queries are named by what they do": (
        doors.name_problems,
        SOURCE,
        tree.Module("src/kith/people/queries/said.py", "def rows_of(actor, connection): ..."),
    ),
    "rules have a date and a source": (
        limits.problems,
        SOURCE,
        tree.Module("src/kith/domain/eligibility/criteria.py", "NEAR_DAYS = 90\n"),
    ),
    "no late import past the layers": (
        shape.late_import_problems,
        SOURCE,
        tree.Module(
            "src/kith/children/tasks.py",
            "optional.load('kith.demo.build')\n",
        ),
    ),
    "no late import by a made-up name": (
        shape.late_import_problems,
        SOURCE,
        tree.Module("src/kith/children/tasks.py", "optional.load(name)\n"),
    ),
    "modules, not names, across apps": (
        shape.name_import_problems,
        SOURCE,
        tree.Module("src/kith/casework/views.py", "from kith.children.queries import list_children\n"),
    ),
    "the actor first": (
        doors.actor_problems,
        SOURCE,
        tree.Module("src/kith/children/queries.py", "def list_all(child_id):\n    return Child.objects.all()\n"),
    ),
}


@pytest.mark.parametrize("name", CHECKS)
def test_tree_keeps_the_rule(name: str) -> None:
    check, looked_at, _ = CHECKS[name]
    assert check(looked_at) == []


@pytest.mark.parametrize("name", CHECKS)
def test_check_finds_the_broken_sample(name: str) -> None:
    check, _, broken = CHECKS[name]
    assert check((broken,)) != []


def test_every_query_named_as_one_without_an_actor_is_one() -> None:
    found = {f"{module.package}.{node.name}" for module, node in doors.without_actor(SOURCE)}
    assert found == set(doors.WITHOUT_ACTOR)


def test_a_docstring_does_not_count_as_length() -> None:
    inside = '    """Words."""\n' + "    a = 1\n" * 49
    assert sizes.function_problems((tree.Module("src/kith/domain/care.py", "def f():\n" + inside),)) == []


def test_soft_limit_lets_one_in_ten_pass() -> None:
    short, middling = "def f{}(): ...\n", "def f{}():\n" + "    a = 1\n" * 26
    nine = "".join(short.format(number) for number in range(9))
    assert sizes.soft_problems((tree.Module("src/kith/domain/care.py", nine + middling.format(9)),)) == []


# --- papers


def test_decisions_are_numbered_once_indexed_and_short() -> None:
    assert papers.adr_problems(tree.ROOT / "docs" / "adr") == []


@pytest.mark.parametrize(
    ("name", "text", "index", "found"),
    [
        ("0001-doors.md", "Date: 2026-01-01\n" + "\n".join(papers.ADR_HEADINGS), "", "not in the index"),
        (
            "0002-doors.md",
            "Date: 2026-01-01\n" + "\n".join(papers.ADR_HEADINGS),
            "(0002-doors.md)",
            "numbers are [2]",
        ),
        ("0001-doors.md", "Date: 2026-01-01\n", "(0001-doors.md)", "no ## Decision"),
        ("0001-doors.md", "word " * 301, "(0001-doors.md)", "301 words"),
        ("0001-doors.md", "\n".join(papers.ADR_HEADINGS), "(0001-doors.md)", "no line 'Date"),
        ("doors.md", "", "", "not NNNN-title.md"),
    ],
)
def test_decision_check_finds_what_is_wrong(tmp_path: Path, name: str, text: str, index: str, found: str) -> None:
    (tmp_path / name).write_text(text)
    (tmp_path / "README.md").write_text(index)
    assert any(found in problem for problem in papers.adr_problems(tmp_path))


def test_two_decisions_with_one_number_are_found(tmp_path: Path) -> None:
    for title in ("doors", "layers"):
        (tmp_path / f"0001-{title}.md").write_text("")
    (tmp_path / "README.md").write_text("")
    assert any("numbers are [1, 1]" in problem for problem in papers.adr_problems(tmp_path))


def test_links_in_documents_lead_somewhere() -> None:
    assert papers.link_problems(tree.ROOT, papers.documents(tree.ROOT)) == []


def test_link_check_finds_a_dead_link(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("See [the rules](docs/rules.md#age) and [elsewhere](https://example.org/x).")
    assert papers.link_problems(tmp_path, papers.documents(tmp_path)) == ["page.md: docs/rules.md does not exist"]


def test_changelog_and_package_agree_on_the_version() -> None:
    project = tomllib.loads((tree.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changelog = (tree.ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert papers.changelog_version(changelog) == project["version"] == importlib.metadata.version("kith")


def test_data_files_name_source_and_date() -> None:
    assert papers.data_problems(tree.ROOT, tree.ROOT / "src") == []


@pytest.mark.parametrize(
    ("name", "text", "problems"),
    [
        ("costs.toml", 'source = "Unit costs, 2024"\n[home]\nweek = 1', []),
        ("costs.toml", "week = 1\nfrom = 2024-04-01", ["costs.toml: no source"]),
        ("costs.json", '{"source": "A report", "week": 1}', ["costs.json: no date"]),
        ("codes.csv", "code\nA3", ["codes.csv: no source", "codes.csv: no date"]),
    ],
)
def test_data_check_finds_figures_without_a_source(tmp_path: Path, name: str, text: str, problems: list[str]) -> None:
    (tmp_path / name).write_text(text)
    assert papers.data_problems(tmp_path, tmp_path) == problems


def test_data_check_accepts_a_table_described_beside_it(tmp_path: Path) -> None:
    (tmp_path / "codes.csv").write_text("code\nA3")
    (tmp_path / "SOURCES.md").write_text("| `codes.csv` | codes | the guide to the return | 31 March 2024 |")
    assert papers.data_problems(tmp_path, tmp_path) == []


def test_every_setting_is_explained() -> None:
    example = (tree.ROOT / ".env.example").read_text(encoding="utf-8")
    assert papers.undocumented_settings(SOURCE, example) == []


def test_setting_without_a_word_is_found() -> None:
    text = 'A = env("KITH_A")\nB = env.bool(\n    "KITH_B", default=1)\nC = os.environ["KITH_C"]\n'
    module = tree.Module("src/kith/config/settings.py", text)
    assert papers.undocumented_settings([module], "# Why.\n#KITH_A=1\n") == ["KITH_B", "KITH_C"]


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=tree.ROOT, capture_output=True, check=True).stdout
    files = [tree.ROOT / name for name in listed.decode().split("\0") if name]
    return [path for path in files if path.is_file()]


def test_no_file_names_the_folder_it_stands_in() -> None:
    assert papers.place_problems(tree.ROOT, iter(tracked_files())) == []


def test_place_check_finds_a_machine_path(tmp_path: Path) -> None:
    here = tmp_path / "checkout"
    here.mkdir()
    (here / "notes.md").write_text(f"see {tmp_path}/elsewhere")
    assert papers.place_problems(here, here.iterdir()) == [f"notes.md: names {tmp_path}/"]


@pytest.mark.parametrize(
    "name",
    [
        "requirements.txt",
        "requirements-dev.txt",
        "requirements-pdf.txt",
        "requirements-analysis.txt",
        "bench/requirements.txt",
    ],
)
def test_locked_requirements_are_hashed_and_name_no_address(name: str) -> None:
    text = (tree.ROOT / name).read_text(encoding="utf-8")
    packages = re.findall(r"^[a-zA-Z0-9][\w.\-\[\],]*==", text, re.MULTILINE)
    assert packages
    assert len(re.findall(r"(?:\\\n\s+--hash=sha256:[0-9a-f]{64} ?)+", text)) == len(packages)
    assert "://" not in text


def test_every_dependency_has_its_reason_beside_it() -> None:
    known = papers.dependencies((tree.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert [package for of in known.values() for package, why in of.items() if len(why) < 5] == []
    in_files = {"dependencies": "requirements.in", "dev": "requirements-dev.in"}
    in_files |= {extra: f"requirements-{extra}.in" for extra in ("pdf", "analysis")}
    asked = {name: papers.asked_for((tree.ROOT / file).read_text("utf-8")) for name, file in in_files.items()}
    asked["dev"] -= asked["pdf"] | asked["analysis"]  # developers have it too
    assert {name: set(of) for name, of in known.items()} == asked


def test_a_dependency_without_a_reason_is_found() -> None:
    text = 'dependencies = [\n    "Django>=5.2",  # pages\n    "splink[duckdb]",\n]\n'
    assert papers.dependencies(text) == {"dependencies": {"django": "pages", "splink": ""}}
    assert papers.asked_for("-r requirements.in\nDjango>=5.2\n# words\nsplink  # links\n") == {"django", "splink"}


# --- how tests are run


def test_every_test_file_belongs_to_a_part_of_the_run() -> None:
    run = {folder for part in run_tests.MODES["all"] if isinstance(part, run_tests.Suite) for folder in part.folders}
    known = tuple(f"{folder}/" for folder in (*run, *run_tests.ELSEWHERE))
    found = [path.relative_to(tree.ROOT).as_posix() for path in (tree.ROOT / "tests").rglob("test_*.py")]
    assert [path for path in found if not path.startswith(known)] == []


def test_tests_cannot_leave_this_machine() -> None:
    with pytest.raises(UserWarning, match="192.0.2.1"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("_ADULT_AGE: int = 18", 1),
        ("MOST_AN_HOUR = 5", 1),
        ("SURE = 2", 1),
        ("COOL_OFF_TIME = 0.5", 1),
        ("RESET_TIMEOUT = 3 * 24 * 3600", 1),
        ("BIRTHDAY_AHEAD = dt.timedelta(days=90)", 1),
        ('NEAR_DAYS = limits.number("near_days")', 0),
        ("A_PAGE = 25", 0),
        ("DAYS = (1, 2)", 0),
        ("IS_SURE = True", 0),
    ],
)
def test_a_bare_number_that_is_a_rule_is_found(line: str, found: int) -> None:
    assert len(limits.problems([tree.Module("src/kith/domain/x.py", line)])) == found


def test_what_is_named_as_an_exception_is_there() -> None:
    assert set(limits.NO_RULES) <= limits.bare(SOURCE)
    taking = {f"{module.package}.{node.name}" for module in SOURCE for node in module.public_functions()}
    assert set(doors.NO_QUERIES) <= taking
    assert set(names.ONE_WORD) == names.one_word(SOURCE)
    assert set(names.OTHERWISE) == names.otherwise(SOURCE)
    used = {(module.job, name) for module in SOURCE if module.package == "domain" for _, name in leaning.used(module)}
    assert {"rapidfuzz", "PIL", "pypdf", "splink", "duckdb", "pyarrow"} <= {
        name for part, name in used if name in leaning.LIBRARIES.get(part, ())
    }
