"""A network in every form: by link, with and without scripts or a mouse, as copies, on paper, and through time."""

import pytest
from playwright.sync_api import expect

from tests.journeys import steps
from tests.journeys.conftest import Arrive
from tests.journeys.visitor import Visitor

DRAWINGS = ("Family tree", "Ecomap", "Who loves, who will be there", "Homes and people", "Over time")
FAMILY: list[steps.Somebody] = [
    ("Sarah Whitcombe", "Mum", "Mum"),
    ("Jean Whitcombe", "Nan Jean", "Mum’s mum"),
]


@pytest.fixture
def child(arrive: Arrive) -> str:
    """A child of Sam's and Cora's, with a mother and her mother."""
    name = steps.childs_name(arrive)
    cora = arrive("Cora Amberley", looks=False)
    for person in FAMILY:
        steps.add_person(cora, name, person)
    steps.people(cora, name)
    cora.follow("Who belongs to whom")
    for parent, of in (("Sarah Whitcombe", name), ("Jean Whitcombe", "Sarah Whitcombe")):
        cora.follow("Add a parent of somebody")
        cora.pick("Who is the parent?", parent)
        cora.pick("Whose parent are they?", of)
        cora.choose("Birth", question="In which way?")
        cora.page.locator("[name=source]").select_option("child")
        cora.page.locator("[name=certainty]").select_option("certain")
        cora.press("Save")
    return name


def family_tree(anyone: Visitor, child: str) -> None:
    """Go to the family tree of a child."""
    steps.people(anyone, child)
    anyone.follow("As a map, on any day")
    anyone.follow("Family tree")


@pytest.mark.parametrize("how", [{"width": 360, "script": False}, {"width": 1280, "keyboard": True}], ids=str)
def test_every_drawing_its_words_a_copy_and_paper(arrive: Arrive, child: str, how: dict[str, object]) -> None:
    cora = arrive("Cora Amberley", **how)
    steps.people(cora, child)
    cora.follow("As a map, on any day")
    for drawing in DRAWINGS:
        cora.follow(drawing, within=cora.page.get_by_role("navigation", name="Drawings of this network"))
        cora.is_at(drawing)
        assert cora.page.locator("svg.kith-map title").count() == 1
        cora.sees("The same in words")
    family_tree(cora, child)
    spoken = cora.page.locator('.kith-map__person a[aria-label^="Jean Whitcombe, "]')
    assert spoken.count() == 1
    assert "Jean Whitcombe" in cora.page.locator("tbody").inner_text()

    cora.pick("For whom?", "The family")
    cora.press("Show it so")
    cora.sees("A copy for the family.")
    assert cora.page.locator(".kith-map__person a").count() == 0, "a copy leads to nobody's page"
    cora.press("Print on A4")
    cora.is_at(f"{child}: family tree")
    cora.sees("The same in words")
    cora.sees_not("Left out by rule")
    cora.follow("Back")
    cora.is_at("Family tree")


def test_arrow_keys_a_larger_picture_and_another_day(arrive: Arrive, child: str) -> None:
    cora = arrive("Cora Amberley", width=1280)
    family_tree(cora, child)
    people = cora.page.locator(".kith-map__person a, .kith-map__person[tabindex]")
    assert people.count() == 3
    assert [one.get_attribute("tabindex") for one in people.all()].count("0") == 1, "one stop for the tabulator"
    cora.page.locator(".kith-map__person [tabindex='0'], .kith-map__person[tabindex='0']").focus()

    def named() -> str:
        return str(cora.page.evaluate("document.activeElement.getAttribute('aria-label')"))

    assert named().startswith(child)
    for step, who in (("ArrowUp", "Sarah"), ("ArrowUp", "Jean"), ("ArrowDown", "Sarah"), ("Home", child)):
        cora.page.keyboard.press(step)
        assert named().startswith(who), step
    picture = cora.page.locator("svg.kith-map--genogram")
    before = picture.bounding_box()
    cora.page.get_by_role("button", name="Larger").click()
    after = picture.bounding_box()
    assert before is not None
    assert after is not None
    assert after["width"] > before["width"]

    # Three years ago nobody stood there: the picture, its words and its day all say so.
    time = cora.page.get_by_label("Through time")
    time.focus()
    cora.page.keyboard.press("Home")
    expect(cora.page.locator(".kith-map__person")).to_have_count(1)
    assert "Jean Whitcombe" not in cora.page.locator("[data-kith-words]").inner_text()
    assert time.get_attribute("aria-valuetext") in cora.page.locator(".kith-true-on").inner_text()


# The sides of a sheet within its margins, in millimetres, by how it is laid.
SHEETS = {"a4": (277, 190), "a3": (400, 277), "a4-upright": (190, 277), "a3-upright": (277, 400)}
PX_A_MM = 96 / 25.4
SMALLEST_PX = 8 * 96 / 72
MEASURE = """() => [...document.querySelectorAll('.kith-poster__sheet')].map(sheet => {
  const texts = [...sheet.querySelectorAll('svg text')];
  const drawn = one => parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a;
  return {high: sheet.getBoundingClientRect().height, smallest: Math.min(...texts.map(drawn))};
})"""


def test_on_paper_no_word_is_below_eight_points_and_nothing_runs_over_the_sheet(arrive: Arrive, child: str) -> None:
    cora = arrive("Cora Amberley", width=1280)
    steps.people(cora, child)
    cora.follow("As a map, on any day")
    cora.press("Print on A4")
    poster = cora.page.url
    for kind in ("circles", "genogram", "ecomap", "connectedness", "mobility", "growth"):
        for paper in ("a4", "a3"):
            cora.page.emulate_media(media="screen")
            cora.go(poster.replace("kind=circles", f"kind={kind}").replace("paper=a4", f"paper={paper}"))
            laid = next(name for name in sorted(SHEETS, key=len) if cora.page.locator(f".kith-poster--{name}").count())
            width, height = SHEETS[laid]
            cora.page.set_viewport_size({"width": round(width * PX_A_MM), "height": round(height * PX_A_MM)})
            cora.page.emulate_media(media="print")
            for sheet in cora.page.evaluate(MEASURE):
                assert sheet["smallest"] >= SMALLEST_PX - 0.02, (kind, paper)
                assert sheet["high"] <= height * PX_A_MM, (kind, paper)
