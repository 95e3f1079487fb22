"""Distance from the published postcode data."""

import pathlib

import pytest

from kith.config import postcodes


@pytest.fixture(scope="module")
def miles():
    found = postcodes.distances()
    assert found is not None, "the postcode data package is one of the requirements"
    return found


def test_the_guidance_distance_between_two_postcodes(miles):
    assert miles("ME14 1XQ", "CT1 2EH") == 24.3
    assert miles("ct12eh", "me141xq") == 24.3
    assert miles("ME14 1XQ", "ME14 1XQ") == 0.0


@pytest.mark.parametrize(
    "unknown",
    [None, "", "ME14", "ZZ99 9ZZ", "QQ1 1AA", "ÉE14 1XQ", "ME14 1XQ EXTRA", "../../x", "M\x0014 1XQ", "1E1 1XQ"],
)
def test_what_is_no_postcode_has_no_distance(miles, unknown):
    assert miles(unknown, "CT1 2EH") is None
    assert miles("CT1 2EH", unknown) is None


def test_a_postcode_without_a_grid_reference_has_no_distance(miles):
    # The Isle of Man and the Channel Islands lie outside the grid.
    assert miles("JE2 3NN", "CT1 2EH") is None


def test_only_the_letters_asked_for_are_read(miles):
    fresh = postcodes.PostcodeDistances(miles._folder)
    assert fresh("ME14 1XQ", "ME14 1XQ") == 0.0
    assert list(fresh._letters) == ["M"]


def test_without_the_package_nothing_is_known(monkeypatch):
    monkeypatch.setattr(postcodes, "PACKAGE", "no_such_package_of_postcodes")
    postcodes.distances.cache_clear()
    try:
        assert postcodes.distances() is None
    finally:
        monkeypatch.undo()
        postcodes.distances.cache_clear()
    assert postcodes.PostcodeDistances(pathlib.Path("nowhere"))("ME14 1XQ", "CT1 2EH") is None
