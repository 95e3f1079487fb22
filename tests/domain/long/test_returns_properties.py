"""What holds for any return: the order of files never matters, nothing is lost, and the same again changes nothing."""

import datetime
import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from kith.domain import care, returns
from tests.domain import return_files as made

START = datetime.date(2016, 4, 1)
CODES = {
    "RNE": ("S", "P", "L", "T", "B", "U", "", "Q"),
    "LS": ("C2", "V2", "V3", "E1", "J1", "c2 ", ""),
    "PLACE": ("U4", "A3", "A4", "T1", "K1", "R5", "P1"),
    "REC": ("X1", "X1", "E4A", ""),
}
children = st.sampled_from(["1", "2", "3", " 1", ""])


@st.composite
def dates_as_text(draw: st.DrawFn) -> str:
    """Mostly a day of three years, now and then blank or nonsense."""
    on = START + datetime.timedelta(days=draw(st.integers(0, 3 * 365)))
    return draw(st.sampled_from([f"{on:%d/%m/%Y}"] * 6 + [on.isoformat(), "", "31/02/2017"]))


@st.composite
def episode_rows(draw: st.DrawFn) -> str:
    rne, ls, place, rec = (draw(st.sampled_from(CODES[name])) for name in ("RNE", "LS", "PLACE", "REC"))
    row = f"{draw(children)},{draw(dates_as_text())},{rne},{ls},N1,{place},PR1,{draw(dates_as_text())},{rec},,,,"
    return draw(st.sampled_from([row] * 8 + ["", "1,2", row + ",x", '"' + row.replace(",", '","') + '"']))


@st.composite
def header_rows(draw: st.DrawFn) -> str:
    return f"{draw(children)},1,{draw(st.sampled_from(['01/02/2005', '29/02/2004', '', '02/02/2005']))},WBRI,,,"


@st.composite
def folders(draw: st.DrawFn) -> list[returns.Source]:
    """One to three folders with episodes and perhaps a header, of years that may coincide."""
    sources = []
    for number in range(draw(st.integers(1, 3))):
        rows = draw(st.lists(episode_rows(), max_size=8))
        sources.append(returns.Source(f"{number}/episodes.csv", made.csv_of(made.EPISODES, *rows)))
        if draw(st.booleans()):
            header = draw(st.lists(header_rows(), max_size=4))
            sources.append(returns.Source(f"{number}/header.csv", made.csv_of(made.HEADER, *header)))
    return sources


def outcome(sources: list[returns.Source]) -> tuple[object, ...]:
    reading = returns.read(sources)
    names = [(file.name, file.year, file.row_count) for file in reading.files]
    return reading.ledger, reading.findings, sorted(reading.refused), names, returns.timelines(reading)


@given(folders(), st.randoms())
def test_the_order_of_files_never_matters(sources, random):
    shuffled = random.sample(sources, len(sources))
    assert outcome(sources) == outcome(shuffled)


@given(folders())
def test_every_row_is_accounted_for(sources):
    reading = returns.read(sources)
    assert made.balanced(reading)
    refused = {refused.file for refused in reading.refused}
    sent = sum(
        sum(bool(line.strip()) for line in source.data.decode().splitlines()[1:])
        for source in sources
        if source.name not in refused
    )
    assert reading.ledger.read == sent
    for file in reading.files:
        lines = [row.line for row in file.rows]
        assert lines == sorted(set(lines))


@given(folders())
def test_the_same_again_is_unchanged(sources):
    again = [returns.Source(f"again/{source.name}", source.data) for source in sources]
    once, twice = returns.read(sources), returns.read([*sources, *again])
    assert twice.ledger.read == 2 * once.ledger.read
    assert twice.ledger.new == once.ledger.new
    assert [_without_places(record) for record in returns.timelines(twice).values()] == [
        _without_places(record) for record in returns.timelines(once).values()
    ]


@given(folders(), st.integers(0, 1200))
def test_care_follows_from_the_rows_alone(sources, days):
    on = START + datetime.timedelta(days=days)
    for repairs in ("none", "liia"):
        records = returns.timelines(returns.read(sources), repairs=repairs)
        for record in records.values():
            facts = care.facts(record, on)
            is_open = any(row.decom <= on and (row.dec is None or row.dec > on) for row in record.episodes)
            assert (facts is not None) is is_open
            if facts is not None:
                assert facts.start <= on
                assert facts.in_care is not facts.short_breaks
                assert facts.homes_in_year >= 1 or facts.start == on or facts.certainty == "conflict"
                assert facts.homes_in_year_without_temporary <= facts.homes_in_year
                assert facts.period[-1] is facts.current
                for before, after in itertools.pairwise(facts.period):
                    assert (before.dec, before.rec) == (after.decom, "X1")


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 90)), min_size=1, max_size=6), st.randoms())
def test_the_order_of_rows_never_matters(spans, random):
    rows = []
    for offset, length in spans:
        start = START + datetime.timedelta(days=offset)
        rows.append(f"1,{start:%d/%m/%Y},P,C2,N1,U4,PR1,{start + datetime.timedelta(days=length):%d/%m/%Y},X1,,,,")
    shuffled = random.sample(rows, len(rows))
    one, other = (returns.timelines(made.one(made.episodes(*of), year=2019)) for of in (rows, shuffled))
    assert [_without_places(record) for record in one.values()] == [
        _without_places(record) for record in other.values()
    ]


def _without_places(record: returns.Record) -> returns.Record:
    """The record without the files and lines that it came from."""
    return record._replace(episodes=tuple(row._replace(file="", line=0) for row in record.episodes))
