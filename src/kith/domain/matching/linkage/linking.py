"""Splink on DuckDB over a register: which pairs are worth our own look, then that look, with rivals and in words."""

import functools
import logging
import math
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from kith.config import optional
from kith.domain.matching import register as registers
from kith.domain.matching.linkage import columns, model
from kith.domain.matching.model import Comparison, Person
from kith.domain.matching.scale import Scale

# A pair is looked at where Splink's chance of it is at least one in this many. Our own look asks for one in ten; the
# slack is for what SQL sees less well: several middle names, double family names, whose relative somebody is.
ONE_IN = 800
# A key that more rows share is no reason to compare them: it would be all of a town with all of a town.
COMMON = 500
_KINDS = {"number": "int32", "yes": "bool_", "share": "float64", "text": "string"}


class LinkageNotHere(Exception):
    """The libraries of the extra `analysis` are not installed; WHAT_TO_TYPE installs them."""


WHAT_TO_TYPE = ".venv/bin/pip install --require-hashes -r requirements-analysis.txt"


class Linked(NamedTuple):
    """Two people (a < b) that Splink found, and the bits of what it compared, without the odds beforehand."""

    a: str
    b: str
    bits: float


def is_here() -> bool:
    """Whether the libraries are installed, so that a page can say so before anybody asks."""
    try:
        _libraries()
    except LinkageNotHere:
        return False
    return True


def pairs(persons: Iterable[Person], **given: Any) -> tuple[registers.Register, Iterator[Comparison]]:
    """Every two of a register who could be one person, as matching.pairs says it, among the pairs that Splink found.

    `given` is what Register takes. Raises LinkageNotHere, ValueError for an id that stands twice.
    """
    register = registers.Register(persons, **given)
    found = {(one.a, one.b) for one in link(register.persons.values(), register.scale)}
    return register, registers.pairs(register, found)


def link(persons: Iterable[Person], by: Scale, one_in: float = ONE_IN) -> list[Linked]:
    """The pairs that Splink finds with our weights, by id, each at its best reading. Raises LinkageNotHere."""
    splink, duckdb, _ = _libraries()
    everybody = tuple(persons)
    connection = duckdb.connect(":memory:", config={"enable_external_access": "false"})
    try:
        _fill(connection, everybody, by)
        settings = model.settings(by.weights, by.frequencies.size)
        people = splink.DuckDBAPI(connection).register("kith_people")
        linker = splink.Linker(people, settings, log_level=logging.ERROR)
        found = linker.inference.predict(threshold_match_weight=-math.log2(one_in))
        best = connection.execute(_BEST.format(table=found.physical_name)).fetchall()
    finally:
        connection.close()
    odds = by.weights.prior(by.frequencies.size) / (1 - by.weights.in_register)
    named = ((*sorted((everybody[one].id, everybody[other].id)), w - math.log2(odds)) for one, other, w in best)
    return sorted(Linked(a, b, bits) for a, b, bits in named)


def _fill(connection: Any, everybody: tuple[Person, ...], by: Scale) -> None:
    """Put the register into the table kith_people, each row with the keys by which it is compared with another."""
    *_, arrow = _libraries()
    kinds = {name: getattr(arrow, of)() for name, of in _KINDS.items()} | {"texts": arrow.list_(arrow.string())}
    schema = arrow.schema([(name, kinds[kind]) for name, kind in columns.NAMES.items()])
    connection.register("kith_some", schema.empty_table())
    connection.execute("CREATE TABLE kith_rows AS SELECT * FROM kith_some")
    for some in columns.of(everybody, by):
        connection.register("kith_some", arrow.table(some, schema=schema))
        connection.execute("INSERT INTO kith_rows SELECT * FROM kith_some")
    connection.unregister("kith_some")
    shares = ", ".join(f"{spec[0]} AS {name}" for name, spec in columns.SHARES.items())
    connection.execute(_PEOPLE.format(shares=shares, common=COMMON))
    connection.execute("DROP TABLE kith_rows")


# Splink wants a column beside each share; keys that one row has alone, or too many share, are left out.
_PEOPLE = """CREATE TABLE kith_people AS
WITH one_by_one AS (SELECT unique_id, unnest(keys) AS key FROM kith_rows),
  telling AS (SELECT key FROM one_by_one GROUP BY key HAVING count(*) BETWEEN 2 AND {common}),
  kept AS (SELECT unique_id, list(key) AS keys FROM one_by_one SEMI JOIN telling USING (key) GROUP BY unique_id)
SELECT kith_rows.* EXCLUDE (keys), kept.keys, {shares} FROM kith_rows LEFT JOIN kept USING (unique_id)"""
_BEST = """SELECT least(person_l, person_r), greatest(person_l, person_r), max(match_weight)
FROM {table} GROUP BY ALL"""


@functools.cache
def _libraries() -> tuple[Any, Any, Any]:
    try:
        return optional.load("splink"), optional.load("duckdb"), optional.load("pyarrow")
    except ImportError as missing:
        raise LinkageNotHere from missing
