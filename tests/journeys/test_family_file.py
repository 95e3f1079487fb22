"""A family file is looked through person by person: one comes over, one is not wanted, and the file is destroyed."""

import pytest

from tests.domain.long.test_gedcom_review import FILE
from tests.journeys import county, steps
from tests.journeys.conftest import Arrive


@pytest.mark.parametrize("how", [{"width": 360, "script": False}, {"width": 1280}], ids=str)
def test_a_family_file_is_looked_through_and_destroyed(
    arrive: Arrive, service: county.Running, how: dict[str, object]
) -> None:
    child = steps.childs_name(arrive)
    cora = arrive("Cora Amberley", **how)
    steps.people(cora, child)
    cora.follow("Who belongs to whom")
    cora.follow("family file")
    cora.is_at("Family files")
    cora.press("Look through it")
    assert cora.errors == ["Choose a family file"]
    wrong = {"name": "tree.ged", "mimeType": "text/plain", "buffer": b"no family tree"}
    cora.page.get_by_label("A family file").set_input_files(wrong)  # type: ignore[arg-type]
    cora.press("Look through it")
    assert len(cora.errors) == 1
    cora.page.get_by_label("A family file").set_input_files({**wrong, "buffer": FILE.encode()})  # type: ignore[arg-type]
    cora.press("Look through it")

    cora.is_at("Look through a family file")
    cora.write("Find by name", "Kayden")
    cora.press("Find", exact=True)
    cora.choose("Kayden Whitcombe", question="Who is it?")
    cora.press("This is the child")
    cora.sees("Kayden Whitcombe.")
    # Whoever the file keeps back is shown to nobody.
    cora.sees_not("Hollowbridge")
    cora.sees_not("Locked")

    cora.press("Save these answers")
    assert cora.errors == ["Tick at least one person"]
    cora.choose("Take over Jean Whitcombe")
    cora.choose("Not wanted: Somebody Else")
    cora.press("Save these answers")
    cora.sees("mum’s mum")
    row = cora.page.locator("tbody tr", has_text="Jean Whitcombe")
    assert not row.get_by_role("checkbox").count()
    stored = service.home / "store" / "family-files"
    assert len(list(stored.iterdir())) == 1
    cora.press("Finish, and destroy the file")
    cora.sees("The file is destroyed. Whoever you took over stays.")
    cora.sees("Looked through; the file is destroyed.")
    assert list(stored.iterdir()) == []
    steps.people(cora, child)
    cora.sees("Jean Whitcombe")
    cora.sees_not("Somebody Else")
