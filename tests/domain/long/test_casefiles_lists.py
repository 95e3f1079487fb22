"""Relations that lists, headings and whole notes tell: sides, one of five, whose sister, who writes, what follows.

The sentences are this file's own: none is from the corpus. Names are made up.
"""

import pytest

from kith.domain import casefiles
from tests.domain.told_relations import relations


@pytest.mark.parametrize(
    ("text", "who", "relation"),
    [
        # A heading says the side of everybody below it.
        ("Maternal family:\n- Nan (Jean), Strood\n- Uncle Ray, Hull\n", "Ray", "mother's brother"),
        ("Kayden's list.\nDad's side:\nGran Vi\nAunt Bea, and her husband Lou\n", "Lou", "father's sister's husband"),
        ("Mum's side: Nan Pat, Grandad Ted (died). Uncle Rob too.", "Rob", "mother's brother"),
        # Brothers and sisters as a list.
        ("Kayden is one of five: Darren (22), Kelly (19), Shane (17), Kayden and Tia (8).", "Tia", "brother or sister"),
        ("He is the youngest of three - Ann, Leo and Kayden.", "Leo", "brother or sister"),
        ("Police found three boys: Emir 11, Kaan 9 and Kayden, 4.", "Kaan", "brother"),
        ("Contact. Kayden (8), Gabi (6), Nico (4). All three ate.", "Nico", "brother or sister"),
        ("Mum's four: Ann (23, army), Leo (20), Kayden.", "Leo", "brother or sister"),
        ("These are the people whom Kayden & Grace's mum named.", "Grace", "brother or sister"),
        # He or she as the note has it, not as the name sounds.
        ("Kayden is one of two: Robin (9) and Kayden. Robin is with his dad.", "Robin", "brother"),
        ("Parents Alex Dunn and Sam Dunn came. Alex brought her coat.", "Alex Dunn", "mother"),
        # Whose.
        ("Nan knows where dad is: Wayne, working in Hull with his brother Pete.", "Pete", "father's brother"),
        ("Mrs Demir is the grandmother. Father, Hakan Demir, was seen. Mrs Demir is his mother.", "Mrs Demir",
         "father's mother"),
        ("Visit to Ms Ann Grant, aunt. Kayden came in June. Her daughter Rene is often home.", "Rene", "cousin"),
        # Who writes.
        ("From: Sandra Lees\n\nThis is about my nephew Kayden. My brother Sean is his dad. Our mum, Bridie, is 81.",
         "Bridie", "father's mother"),
        ("Our son Ben took Kayden out. My sister Karen came for tea.", "Karen", "foster carer's sister"),
        # What follows.
        ("Kayden's dad is Lee. Lee's sister Bea rang. Vera Pike was there; Bea is Vera Pike's daughter.", "Vera Pike",
         "father's parent"),
        # Births, homes and years of a chronology.
        ("01/02/2010 Kayden born.\n03/2012 Mustafa born, Leeds.\n", "Mustafa", "brother or sister"),
        ("12.01.15 Born Leeds to Ewa Lis and Marek Lis.\n", "Marek Lis", "parent"),
        ("20/06/2020 - EPO. Kayden to Ms Amy Thwaite.\n", "Ms Amy Thwaite", "foster carer"),
        ("Would like to see again: Rose and Clive (foster carers 2014-16).", "Clive", "former foster carer"),
        ("Kayden was away five nights. Mr and Mrs Quaye had not slept.", "Mr and Mrs Quaye", "foster carer"),
        # Told by "that's", "is" or "called".
        ("Aunt Marwo - that's dad's sister - put him in a car.", "Marwo", "father's sister"),
        ("I have a mum called Becky and a dad called Simon.", "Simon", "father"),
        ("He sees mum, Stacey, and dad, Ian, and his nan.", "Ian", "father"),
    ],
)  # fmt: skip
def test_a_list_or_a_note_tells_a_relation(text, who, relation):
    found = relations(text)
    said = {value for name, value in found.items() if who in name}
    assert said == {relation}, found


@pytest.mark.parametrize(
    ("text", "who", "relation"),
    [
        # The heading is over with a blank line, another heading, or a line of prose.
        ("Maternal family:\n- Nan Jean\n\nUncle Ray rang.", "Ray", "uncle"),
        ("Mum's side: Nan Pat.\nUncle Rob rang.", "Rob", "uncle"),
        ("Dad's side:\nGran Vi\nFriends:\nCousin Bo\n", "Bo", "cousin"),
        # A list without the child, or with somebody owned before it, says nothing of the child.
        ("His mum is one of three: Ann, Leo and herself.", "Leo", "mother's brother or sister"),
        ("The boys Ann (3) and Leo (4) left.", "Leo", None),
        # The child's own, where the child stands between or siblings are told side by side.
        ("Dad took him to see his brother Pete.", "Pete", "brother"),
        ("His brother Luke is at college and his sister Erin has left.", "Erin", "sister"),
        ("Kayden (8) rang Ann (40).", "Ann", None),
        # Two couples, or a carer who is named: nothing is guessed.
        ("His carer is Jo Hill. Mr and Mrs Quaye rang.", "Mr and Mrs Quaye", None),
        ('A worker writes. "My sister Karen came", said Kayden. Our son Ben laughed.', "Karen", "sister"),
        ("He wrote: my cousin Bo is here.", "Bo", "cousin"),
        ("2012 - Leo moved to Leeds.", "Leo", None),
    ],
)
def test_and_says_no_more_than_it_tells(text, who, relation):
    found = relations(text)
    said = {value for name, value in found.items() if who in name}
    assert said == {relation}, found


def test_a_word_for_several_is_a_mention_of_each():
    found = casefiles.find_people("He has three brothers, Jack, Harry and Finn.", "Kayden", all_mentions=True)
    assert sorted(one.name or "" for one in found if one.quote == "brothers") == ["Finn", "Harry", "Jack"]
    assert [one.quote for one in casefiles.find_people("He has two brothers, Jack and Finn.", "Kayden")] == [
        "Jack",
        "Finn",
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rachel is at the Mortons and likes it.", "Mortons"),
        ("She was sent cards by Ron and Glad Hopkins.", "Glad Hopkins"),
        ("He lives with his new wife, Memory. Memory rang.", "Memory"),
        ("Kayden met Glen Marr. He hit him. Glen arrested.", "Glen Marr"),
    ],
)
def test_a_name_that_is_a_word_is_found_by_what_stands_around_it(text, name):
    found = casefiles.find_people(text, "Kayden", all_mentions=True)
    assert name in {one.name for one in found}
    said = [one for one in found if one.name == name and one.quote in name]
    assert len(said) == text.count(name.split()[0])


def test_whoever_is_named_for_a_side_is_mentioned():
    assert relations("His aunt on dad's side, Bea, rang.") == {"Bea": "father's sister", "dad": "father"}


def test_a_man_and_a_woman_of_one_name_are_two():
    found = casefiles.find_people("Father, Hakan Demir, left. Mrs Demir rang.", "Kayden", all_mentions=True)
    assert {one.name for one in found} == {"Hakan Demir", "Mrs Demir"}
