"""Who had the child, a brother or a sister, one home after another, and whether that is over.

The sentences are this file's own: none is from the corpus. Of each rule there are some where it must not speak.
"""

import pytest

from tests.domain.told_relations import relations

_CHRONOLOGY = "2010 - Kayden born.\n2011 - ICO.\n2012 - Mum remanded.\n"


@pytest.mark.parametrize(
    ("text", "who", "relation"),
    [
        # A couple: both.
        ("Kayden is placed with Ian Fell and his partner Graham.", "Graham", "foster carer"),
        ("Kayden went to live with Wendy and her husband Carl in Deal.", "Carl", "foster carer"),
        ("Kayden is settled at Menna and Alun Shaw's farm.", "Menna", "foster carer"),
        ("Kayden plcd Deal w Mr + Mrs Shaw.", "Mr + Mrs Shaw", "foster carer"),
        ("T/C from Wendy Shaw. She and her late husband Carl fostered Kayden.", "Carl", "former foster carer"),
        ("T/C from Wendy Shaw. She and her late husband Carl fostered Kayden.", "Wendy Shaw", "former foster carer"),
        ("We used to foster. I fostered Kayden with my husband Carl.", "Carl", "former foster carer"),
        # A brother's or a sister's.
        ("His brother Ned plcd Deal w Wendy and Carl.", "Wendy", "brother's foster carer"),
        ("His twin is Ruby, she's at the Mortons.", "Mortons", "twin sister's foster carer"),
        ("His brother Ned went to live with another family, Wendy and Carl Shaw.", "Wendy", "brother's foster carer"),
        # One after another.
        ("Dear Kayden, you went to Wendy and Carl in Deal. Then home.", "Wendy", "former foster carer"),
        ("Kayden was placed with Wendy Shaw. Then Mr and Mrs Lowe. Then where you are.", "Wendy Shaw",
         "former foster carer"),
        ("Kayden was placed with Wendy Shaw. Then Mr and Mrs Lowe.", "Mr and Mrs Lowe", "foster carer"),
        ("Kayden went to Wendy for six weeks, Mr and Mrs Lowe for a year, and now Carl.", "Mr and Mrs Lowe",
         "former foster carer"),
        ("Kayden went to Wendy for six weeks, Mr and Mrs Lowe for a year, and now Carl.", "Carl", "foster carer"),
        ("They shifted him to the Turnbulls. Now it's Wendy.", "Turnbulls", "former foster carer"),
        ("They shifted him to the Turnbulls. Now it's Wendy.", "Wendy", "foster carer"),
        ("Foster carer Wendy rang. Before Wendy there was Olwen, a short stay.", "Olwen", "former foster carer"),
        # Over, or not.
        ("Kayden went to live with Wendy and Carl Shaw. Ended 12/22.", "Wendy", "former foster carer"),
        (_CHRONOLOGY + "2012 to 2014 - Wendy Shaw, Deal.\n2014 - long term, Carl Lowe.", "Wendy Shaw",
         "former foster carer"),
        (_CHRONOLOGY + "2012 to 2014 - Wendy Shaw, Deal.\n2014 - long term, Carl Lowe.", "Carl Lowe", "foster carer"),
        (_CHRONOLOGY + "Since Aug 2014: Wendy and Carl Shaw.", "Wendy", "foster carer"),
        (_CHRONOLOGY + "2014 His brother Ned is seen. Ned to Joan Petrie.", "Joan Petrie", "brother's foster carer"),
        ("His homes were these: Wendy and Carl Shaw, Deal, 2012-13.", "Wendy", "former foster carer"),
        ("The first person who looked after you was Jackie. Kayden was small.", "Jackie", "former foster carer"),
        ("Kayden was privately fostered for two years by Wendy Shaw.", "Wendy Shaw", "former foster carer"),
        ("Joan and Carl, they was my first ever foster carers.", "Joan", "former foster carer"),
        ("Ned + Carl the old fosters in Deal.", "Carl", "former foster carer"),
        ("Use this number, not the old FC's (Bernie).", "Bernie", "former foster carer"),
        ("Wendy, who has had Kayden on her own since May, rang.", "Wendy", "foster carer"),
        ("The plan is a move to current carers, the Whittles.", "Whittles", "foster carer"),
        # Who minded and who adopted.
        ("Mrs Nance, who childminded Kayden for three years, rang.", "Mrs Nance", "former childminder"),
        ("You live with Papa Steve and Daddy Rob, who adopted you.", "Steve", "adoptive father"),
        ("You live with Papa Steve and Daddy Rob, who adopted you.", "Rob", "adoptive father"),
        ("MGM's nbr Ivy rang.", "Ivy", "mother's mother's neighbour"),
    ],
)  # fmt: skip
def test_who_had_the_child(text, who, relation):
    assert relations(text)[who] == relation


@pytest.mark.parametrize(
    ("text", "who", "relation"),
    [
        # Whoever is family stays family, before or behind.
        ("Kayden lives with Wendy and Carl Shaw. Wendy is his aunt, mum's sister.", "Wendy", "mother's sister"),
        ("Kayden was placed with Dean Webb. Dean is mum's brother.", "Dean Webb", "mother's brother"),
        # Company, errands, visits.
        ("Kayden was with Sam Hill and Jay at the park.", "Sam Hill", None),
        ("Kayden has been seen with Jay Moss since Friday.", "Jay Moss", None),
        ("Kayden was sent to Mr Khan for maths.", "Mr Khan", None),
        ("Kayden is at home with Wendy and Carl Shaw.", "Wendy", None),
        ("Foster carer Wendy rang. He went to Ned's on Sunday.", "Ned", None),
        # Not so, or not yet; a special guardian is no foster carer.
        ("Kayden will move to Joan and Carl Rees in May.", "Carl Rees", None),
        ("Kayden is placed under an SGO with Wendy and Carl Shaw.", "Wendy", None),
        # Somebody else's.
        ("Mum moved to Wendy and Carl Shaw in Deal.", "Wendy", None),
        ("Kayden asked. Millie (6) is with different carers, the Blacks.", "Blacks", None),
        (_CHRONOLOGY + "2014 - Wayne Dunn, new bail address.", "Wayne Dunn", None),
        (_CHRONOLOGY + "2014 - Wayne Dunn asks for a photo.", "Wayne Dunn", None),
    ],
)
def test_who_is_not_said_to_have_had_the_child(text, who, relation):
    assert relations(text)[who] == relation


def test_who_adopted_the_child_is_not_the_birth_father():
    found = relations("You live with Papa Steve and Daddy Rob, who adopted you. Your birth father played the trumpet.")
    assert (found["Rob"], found["birth father"]) == ("adoptive father", "father")


def test_numbered_paragraphs_are_no_chronology():
    text = (
        "3. Kayden was placed with Mr and Mrs Shaw until July.\n4. He then moved to Ms Ruth Lowe, with whom he lives.\n"
        "5. His sister Ruby is placed with her grandmother.\n6. Mum has moved."
    )
    assert relations(text)["Ms Ruth Lowe"] == "foster carer"
