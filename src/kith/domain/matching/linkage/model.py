"""Splink's settings made of our own weights: every level, its SQL, and bits that nobody trains on the fly.

Splink adds log2(m / u) of each finding. Here m and u are set so that this is the figure of the weights: the version of
the weights is the version of the model, and the same records give the same answer every time.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from kith.domain.matching.facts import GENERATION
from kith.domain.matching.likeness import CLOSE, NEAR, SHORT_HEAD, SHORT_TAIL, SHORTER_BY, SOUND_LEAST
from kith.domain.matching.linkage.columns import LINKS, SHARES
from kith.domain.matching.weights import Level, Weights

DUCKDB, SPARK = "duckdb", "spark"
# How each database says what standard SQL has no word for.
_CALLED: Mapping[str, Mapping[str, str]] = {
    DUCKDB: {
        "alike": "jaro_winkler_similarity",
        "slips": "damerau_levenshtein",
        "share": "list_has_any",
        "holds": "list_contains",
    },
    SPARK: {
        "alike": "jaro_winkler",
        "slips": "damerau_levenshtein",
        "share": "arrays_overlap",
        "holds": "array_contains",
    },
}
# What no reading may outweigh.
_NO_READING = -40.0


def settings(weights: Weights, size: int, database: str = DUCKDB) -> dict[str, Any]:
    """Splink's settings, as the dictionary that its settings file holds, for a register of so many people."""
    say = _Sql(_CALLED[database])
    odds = weights.prior(size) / (1 - weights.in_register)
    levels = _Levels(weights)
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "unique_id",
        "probability_two_random_records_match": odds / (1 + odds),
        "blocking_rules_to_generate_predictions": [
            {
                "blocking_rule": "l.keys = r.keys AND l.person <> r.person AND (l.reading = 0 OR r.reading = 0)",
                "arrays_to_explode": ["keys"],
                "sql_dialect": database,
            }
        ],
        "comparisons": [
            _comparison("first_name", levels.of("first_name", _first(say))),
            _comparison("middle_name", levels.of("middle_name", _middle(say))),
            _comparison("family_name", levels.of("family_name", _family(say))),
            _comparison("read_as", _read_as(say, levels)),
            _comparison("born", levels.of("born", _born(say, weights.stand_in_years))),
            _comparison("where", _where(say, levels)),
            _comparison("phone", levels.of("phone", _reached(say, "phones"))),
            _comparison("email", levels.of("email", _reached(say, "emails"))),
        ],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
        "additional_columns_to_retain": ["person"],
    }


def _comparison(name: str, levels: list[dict[str, Any]]) -> dict[str, Any]:
    return {"output_column_name": name, "comparison_levels": levels}


class _Sql:
    """Conditions in the words of one database."""

    def __init__(self, called: Mapping[str, str]) -> None:
        self._called = called

    def alike(self, column: str, least: float) -> str:
        """Jaro-Winkler from `least`."""
        return f"{self._called['alike']}({column}_l, {column}_r) >= {least}"

    def one_slip(self, column: str) -> str:
        """One letter more, less or other, or two that changed places."""
        return f"{self._called['slips']}({column}_l, {column}_r) = 1"

    def share(self, column: str) -> str:
        """Two lists have something in common."""
        return f"{self._called['share']}({column}_l, {column}_r)"

    def holds(self, column: str, value: str) -> str:
        """The list of the left one holds the value of the right one."""
        return f"{self._called['holds']}({column}_l, {value}_r)"


class _Levels:
    """Levels with m and u of the weights."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights

    def of(self, section: str, conditions: Iterator[tuple[str, str]]) -> list[dict[str, Any]]:
        """The levels of one section: (name, SQL) each, the first "null"."""
        return [self.one(section, name, sql) for name, sql in conditions]

    def one(self, section: str, name: str, sql: str) -> dict[str, Any]:
        """One level; "null" is what cannot be compared."""
        if name == "null":
            return {**_level(sql, "not known", {}), "is_null_level": True}
        entry = self.weights.levels[section][name]
        made = _level(sql, name, _chances(entry))
        column = next((key for key, spec in SHARES.items() if spec[1:] == (section, name)), "")
        if column and entry.usual is not None:
            made |= {"tf_adjustment_column": column, "disable_tf_exact_match_detection": True}
        return made


def _level(sql: str, label: str, chances: Mapping[str, float]) -> dict[str, Any]:
    return {"sql_condition": sql, "label_for_charts": label, **chances}


def _chances(entry: Level) -> dict[str, float]:
    """m and u, of which only the ratio counts: that of the level. u is the usual share where the bits hang on it."""
    if entry.usual is not None:
        return {"m_probability": min(entry.usual * 2.0**entry.bits, 1.0), "u_probability": entry.usual}
    return {"m_probability": 2.0 ** min(0.0, entry.bits), "u_probability": 2.0 ** -max(0.0, entry.bits)}


# Names the other way round must agree well, and nobody's family name is a nickname (`naming`).
_NOT_TURNED = "reading_l <> 1 AND reading_r <> 1"


def _first(say: _Sql) -> Iterator[tuple[str, str]]:
    yield "null", "first_l IS NULL OR first_r IS NULL"
    yield "same", "first_l = first_r"
    for level in LINKS:
        yield level.value, f"{say.holds(f'first_as_{level}', 'first')} AND {_NOT_TURNED}"
    yield "looks_alike", say.holds("first_not", "first")
    yield "other_alphabet", _other_alphabet("first")
    begins = "substr(first_l, 1, 1) = substr(first_r, 1, 1)"
    yield "initial", f"(length(first_l) = 1 OR length(first_r) = 1) AND {begins}"
    yield "different", "length(first_l) = 1 OR length(first_r) = 1"
    yield "short", f"({_short('first_l', 'first_r')}) OR ({_short('first_r', 'first_l')})"
    yield from _by_letters(say, "first")


def _short(short: str, long: str) -> str:
    """One begins the other, or ends it with at least so many letters."""
    begins = f"(length({short}) >= {SHORT_HEAD} AND substr({long}, 1, length({short})) = {short})"
    at = f"length({long}) - length({short}) + 1"
    ends = f"(length({short}) >= {SHORT_TAIL} AND substr({long}, {at}, length({short})) = {short})"
    return f"length({long}) - length({short}) >= {SHORTER_BY} AND ({begins} OR {ends})"


def _other_alphabet(column: str) -> str:
    one = f"{column}_alphabet"
    return f"{one}_l <> {one}_r OR {one}_l = 'MIXED'"


def _by_letters(say: _Sql, column: str) -> Iterator[tuple[str, str]]:
    yield "sound", f"{say.alike(column, SOUND_LEAST)} AND {say.share(f'{column}_sounds')}"
    yield "close", say.alike(column, CLOSE)
    yield "near", f"{say.alike(column, NEAR)} AND {_NOT_TURNED}"
    yield "different", "ELSE"


def _middle(say: _Sql) -> Iterator[tuple[str, str]]:
    yield "null", "middle_l IS NULL OR middle_r IS NULL"
    yield "same", "middle_l = middle_r AND length(middle_l) > 1"
    begins = "substr(middle_l, 1, 1) = substr(middle_r, 1, 1)"
    yield "initial", f"(length(middle_l) = 1 OR length(middle_r) = 1) AND {begins}"
    yield "alike", say.alike("middle", NEAR)
    yield "different", "ELSE"


def _family(say: _Sql) -> Iterator[tuple[str, str]]:
    yield "null", "family_l IS NULL OR family_r IS NULL"
    yield "same", "family_l = family_r"
    yield "part", say.share("family_words")
    yield "language", say.share("family_stems")
    yield "other_alphabet", _other_alphabet("family")
    yield from _by_letters(say, "family")


def _read_as(say: _Sql, levels: _Levels) -> list[dict[str, Any]]:
    """What is taken off where a name is not read straight, or is not the one they use now.

    The other way round both parts must agree; where they do not, it is no reading.
    """
    either = "({0}_l {1} OR {0}_r {1})"
    agree = " AND ".join(f"({_agrees(say, column)})" for column in ("first", "family"))
    turned = either.format("reading", "= 1")
    return [
        _level(f"{turned} AND NOT ({agree})", "no reading", _chances(Level(_NO_READING, _NO_READING))),
        levels.one("order", "swapped", turned),
        levels.one("first_name", "middle_used", either.format("reading", "= 2")),
        levels.one("family_name", "earlier", either.format("is_earlier", "= true")),
        _level("ELSE", "straight", _chances(Level(0.0, 0.0))),
    ]


def _agrees(say: _Sql, column: str) -> str:
    by_sound = f"{say.alike(column, SOUND_LEAST)} AND {say.share(f'{column}_sounds')}"
    return f"{column}_l = {column}_r OR ({by_sound}) OR {say.alike(column, CLOSE)}"


def _born(say: _Sql, stand_in_years: int) -> Iterator[tuple[str, str]]:
    """As facts.born_level; the text of a part has a fixed length."""
    y, m, d = (f"born_{part}_l = born_{part}_r" for part in ("year", "month", "day"))
    apart = "abs(cast(born_year_l AS int) - cast(born_year_r AS int))"
    days = "(born_day_l IS NOT NULL AND born_day_r IS NOT NULL AND NOT is_stand_in_l AND NOT is_stand_in_r)"
    months = "(born_month_l IS NOT NULL AND born_month_r IS NOT NULL)"
    one_wrong = f"(cast({y} AS int) + cast({m} AS int) + cast({d} AS int) = 2)"
    slip = " OR ".join(say.one_slip(f"born_{part}") for part in ("year", "month", "day"))
    yield "null", "born_year_l IS NULL OR born_year_r IS NULL"
    yield "same", f"{days} AND {y} AND {m} AND {d}"
    yield "swapped", f"{days} AND {y} AND born_month_l = born_day_r AND born_day_l = born_month_r"
    yield "birthday", f"{days} AND {one_wrong} AND {apart} >= {GENERATION}"
    yield "slip", f"{days} AND {one_wrong} AND ({slip})"
    yield "two_parts", f"{days} AND {one_wrong}"
    yield "different", days
    stand_in = "(is_stand_in_l OR is_stand_in_r)"
    yield "stand_in", f"{stand_in} AND {y}"
    yield "stand_in_near", f"{stand_in} AND {apart} <= {stand_in_years}"
    yield "stand_in_far", stand_in
    yield "month", f"{months} AND {y} AND {m}"
    yield "year_differs", f"{months} AND {y}"
    about = "born_about_l + born_about_r"
    yield "year_near", f"({y} AND {about} > 0) OR (NOT {y} AND {apart} <= greatest({about}, 1))"
    yield "year", y
    yield "year_differs", "ELSE"


def _where(say: _Sql, levels: _Levels) -> list[dict[str, Any]]:
    """Postcode and place say one thing: only the one that agrees better is counted."""
    no_postcode = "(postcode_l IS NULL OR postcode_r IS NULL)"
    no_place = "(place_l IS NULL OR place_r IS NULL)"
    district = "substr(postcode_l, 1, length(postcode_l) - 3) = substr(postcode_r, 1, length(postcode_r) - 3)"
    sounds = f"({say.alike('place', SOUND_LEAST)} AND {say.share('place_sounds')})"
    return [
        levels.one("place", "null", f"{no_postcode} AND {no_place}"),
        levels.one("postcode", "same", "postcode_l = postcode_r"),
        levels.one("postcode", "near", say.one_slip("postcode")),
        levels.one("place", "same", "place_l = place_r"),
        levels.one("postcode", "district", f"{district} AND length(postcode_l) >= 5"),
        levels.one("place", "near", f"{say.alike('place', NEAR)} OR {sounds}"),
        levels.one("place", "different", "ELSE"),
    ]


def _reached(say: _Sql, column: str) -> Iterator[tuple[str, str]]:
    yield "null", f"{column}_l IS NULL OR {column}_r IS NULL"
    yield "same", say.share(column)
    yield "different", "ELSE"
