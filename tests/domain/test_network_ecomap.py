"""The lines of an ecomap: what is recorded of a tie shows in it, and in its words."""

import re

from kith.domain.network.copies import Audience
from kith.domain.network.graph import Family, Person, Tie
from kith.domain.network.maps import ecomap, ecomap_svg
from kith.domain.network.words import Flow, Quality, Ring, Touch


def family() -> Family:
    ties = (
        Tie("me", "nan", ring=Ring.CLOSEST, touch=Touch.IN_TOUCH, flow=Flow.TO),
        Tie("me", "zach", ring=Ring.CLOSEST, touch=Touch.LOST),
        Tie("me", "mum", ring=Ring.CLOSE, touch=Touch.IN_TOUCH, quality=Quality.STRESSFUL),
        Tie("me", "mo", ring=Ring.KNOWN, touch=Touch.IN_TOUCH),
        Tie("me", "ron", touch=Touch.UNKNOWN),
    )
    people = [Person(tie.b, tie.b.title(), is_dead=tie.b == "ron") for tie in ties]
    return Family(people=(Person("me", "Me"), *people), ties=ties, focus="me")


def lines() -> dict[str, str]:
    """The class of each person's line, by their name."""
    view = ecomap.view(family())
    drawn = re.findall(r'class="kith-map__feeling ([^"]+)"', ecomap_svg.render(view).split("<circle")[0])
    return dict(zip((body.names[0] for body in view.bodies), drawn, strict=True))


def test_a_line_shows_touch_in_its_dash_and_nearness_in_its_thickness() -> None:
    found = lines()
    solid, broken = "kith-map__feeling--known", "kith-map__feeling--broken"
    assert found["Nan"] == f"{solid} kith-map__feeling--closest"
    assert found["Zach"] == f"{broken} kith-map__feeling--closest"
    assert found["Mo"] == solid
    assert found["Ron"] == "kith-map__feeling--thin"


def test_how_a_tie_feels_comes_before_how_near_it_is() -> None:
    view = ecomap.view(family())
    mum = next(body for body in view.bodies if body.id == "mum")
    assert (mum.line, mum.near) == ("stressful", None)
    assert "--closest" not in lines()["Mum"]


def test_the_legend_has_each_kind_of_line_in_use_and_no_other() -> None:
    drawn = ecomap_svg.render(ecomap.view(family()))
    said = re.findall(r'class="kith-map__key">([^<]+)<', drawn)
    assert said[:5] == ["In touch", "Not in touch", "A tie", "Circle: closest", "Stressful"]
    assert "Has died" in said
    assert "Circle: close" not in said


def test_a_reader_hears_what_the_line_shows() -> None:
    view = ecomap.view(family())
    spoken = {body.id: body.spoken for body in view.bodies}
    assert "closest" in spoken["nan"]
    assert "lost touch" in spoken["zach"]
    calm = ecomap.view(family(), audience=Audience.FAMILY)
    assert all(body.line != "stressful" for body in calm.bodies)


def test_of_very_many_no_name_is_drawn_smaller() -> None:
    assert 'class="kith-map kith-map--ecomap kith-map--small"' in ecomap_svg.render(ecomap.view(family()))
    many = [Person(f"p{number:03}", f"Somebody {number}") for number in range(110)]
    ties = tuple(Tie("me", one.id) for one in many)
    crowd = Family(people=(Person("me", "Me"), *many), ties=ties, focus="me")
    assert 'class="kith-map kith-map--ecomap kith-map--large"' in ecomap_svg.render(ecomap.view(crowd))
