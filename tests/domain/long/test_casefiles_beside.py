"""Relations told by what stands beside: couples of carers, what is over, shorthand, who is called Mama, our Gemma.

The sentences are this file's own: none is from the corpus. Of each rule there are some where it must not speak.
"""

import pytest

from tests.domain.told_relations import relations


@pytest.mark.parametrize(
    ("text", "who", "relation"),
    [
        # Two carers.
        ("Foster mum Wendy & Carl were both in.", "Carl", "foster carer"),
        ("Long term match with Wendy and Carl Shaw was approved.", "Carl Shaw", "foster carer"),
        ("Kayden is calmer since moving to Wendy and Carl.", "Wendy", "foster carer"),
        ("Me and Liam live with Wendy and Carl in Deal.", "Wendy", "foster carer"),
        ("Spring 2019 - Kayden to Wendy and Carl Shaw, Deal.", "Carl Shaw", "foster carer"),
        # Over.
        ("He is in touch with Wendy, the carer he had at 9.", "Wendy", "former foster carer"),
        ("Wendy (childminder from when he was little) sent a card.", "Wendy", "former childminder"),
        ("Wendy, neighbour from before, rang.", "Wendy", "former neighbour"),
        ("Wendy, emergency carer for 9 nights, rang.", "Wendy", "former foster carer"),
        # Shorthand.
        ("Mo = Wendy W, Fa NK.", "Wendy W", "mother"),
        ("Ref from HV. Mo Wendy Shaw (18), MGM dec'd. MA Gemma in Deal.", "Gemma", "mother's sister"),
        # Who goes with whom.
        ("Kayden talked of Nan and Grandad and his cousin Ned.", "Ned", "cousin"),
        ("Kayden would like cousin Ned there.", "Ned", "cousin"),
        ("There were cousins there, Ned and Wendy.", "Ned", "cousin"),
        ("Mum is with Carl.", "Carl", "mother's partner"),
        ("That was when dad was with Wendy.", "Wendy", "father's former partner"),
        ("I want to live with my dad and Wendy.", "Wendy", "father's partner"),
        ("Kayden's mum is said to be in Deal with a new partner.", "partner", "mother's partner"),
        # Twins, halves, sides.
        ("Ned is my twin, he got adopted.", "Ned", "twin brother"),
        ("There is a brother, Ned, in Kent, on dad's side only.", "Ned", "half-brother"),
        ("Kayden's great-aunt Wendy (PGM's sister) is over.", "Wendy", "father's mother's sister"),
        ("His brothers Ned and Liam came with their adopters.", "adopters", "brother's adoptive parent"),
        ("His mum, Wendy Shaw, moved. By June her mother was caring for Kayden.", "mother", "mother's mother"),
        ("We had a good week. Our Gemma played with him.", "Gemma", "foster carer's child"),
    ],
)
def test_what_stands_beside_says_who_it_is(text, who, relation):
    assert relations(text)[who] == relation


@pytest.mark.parametrize(
    ("text", "who", "relation"),
    [
        # Two children are no couple of carers; nor is who has a name of her own relation.
        ("Foster carer Wendy rang. Ned and Wendy went out.", "Ned", None),
        ("He watched the match with Carl.", "Carl", None),
        # Not over.
        ("The carer Wendy said she had slept badly.", "Wendy", "foster carer"),
        ("Wendy is his neighbour and has a dog.", "Wendy", "neighbour"),
        # Mo is a name.
        ("He misses Mo from the old house.", "Mo", None),
        ("Carers John and Mo Shaw came.", "Mo Shaw", "foster carer"),
        # The grandmother's own.
        ("Nan Jean, her brother Ned and a friend came.", "Ned", "grandmother's brother"),
        ("He looks like a cousin.", "cousin", None),
        ("The boys were cousins.", "cousins", None),
        # The mother is called mum; what is said of somebody called Mama is not the mother's.
        ("He fell and cried for Mama Lin.", "Lin", None),
        ("Mum, Wendy, came late.", "Wendy", "mother"),
        ("He is at contact with Carl (SW).", "Carl", "social worker"),
        ("He said “our Ned is big now”.", "Ned", None),
        ("Ned is my twin, it was hard.", "Ned", "twin"),
        ("She keeps asking after 'our Ned' and cries.", "Ned", None),
        ("Grandad Bert and his cousin Ned came.", "Ned", "grandfather's cousin"),
        ("Mum is with Carl (SW) today.", "Carl", "social worker"),
        ("Mum is with Carl and Ned today.", "Carl", None),
    ],
)
def test_where_it_must_not_speak(text, who, relation):
    assert relations(text).get(who) == relation


def test_a_child_who_is_called_mo_is_no_mother():
    assert relations("Mo = the subject. Fa Carl Shaw.", "Mo")["Carl Shaw"] == "father"
    assert "mother" not in relations("Mo + Fa moved.", "Mo").values()


def test_two_women_beside_are_two():
    found = relations("Fa NK. Mo Wendy, father's mother.")
    assert found["Wendy"] == "mother"
