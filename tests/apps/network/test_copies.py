"""Who is left out of which copy by where they stand: one rule for every drawing and every form."""

import pytest

from kith.domain.terms import PersonStatus, Role
from kith.network import queries
from kith.network.queries import Copy
from tests.apps.people import said
from tests.personas import TODAY, Cast

pytestmark = [pytest.mark.once]
LEFT_OUT = {
    PersonStatus.COULD_BE: ({Copy.FAMILY, Copy.CHILD, Copy.COURT}, "1 person of whom nobody is sure yet"),
    PersonStatus.ADOPTION_ROUTE: ({Copy.FAMILY}, "1 person on the adoption route"),
    PersonStatus.LOST_TOUCH: (set(), ""),
}


@pytest.mark.parametrize("status", LEFT_OUT)
def test_a_copy_leaves_out_by_where_somebody_stands_and_says_so(in_service: Cast, status: PersonStatus) -> None:
    whom = str(said.add(in_service, "Yan Perhaps", status=status).person_id)
    around = queries.get_around(in_service.actor(Role.COORDINATOR), in_service.child, TODAY)
    made = {copy: queries.make_copy(around, copy) for copy in Copy}
    without, words = LEFT_OUT[status]
    assert {copy for copy, one in made.items() if whom not in one.family.by_id} == without
    assert {copy for copy, one in made.items() if words and words in one.left_out} == without
