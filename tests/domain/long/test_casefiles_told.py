"""Relations that notes tell in more than one place: who is no relation, born to, of hers, split up, halves, signatures.

The sentences are this file's own: none is from the corpus.
"""

import pytest

from kith.domain import casefiles
from tests.domain.told_relations import relations


@pytest.mark.parametrize(
    ("text", "who", "relation"),
    [
        # An owner behind the relative.
        ("A brother of Mum's, Ted, rang the office.", "Ted", "mother's brother"),
        ("Dad came late. He was told by a cousin of his.", "cousin", "father's cousin"),
        ("Nanny Vi is the mother of mum's ex Phil.", "Phil", "mother's former partner"),
        ("The sister of dad's partner Bea rang.", "sister", "father's partner's sister"),
        # Told by what happened.
        ("Kayden was born at the Royal to Kim Hale (19).", "Kim Hale", "mother"),
        ("Kayden was born in Hull to Kim Hale and Ed Shaw.", "Ed Shaw", "parent"),
        ("His mother, Kim Hale, moved in with Ed Shaw.", "Ed Shaw", "mother's partner"),
        ("Mum rang. She is in a settled relationship with Ed Shaw.", "Ed Shaw", "mother's partner"),
        ("Mum split up with Ed Shaw in June.", "Ed Shaw", "mother's former partner"),
        ("Mum says she isn't with Ed any more.", "Ed", "mother's former partner"),
        ("Placed together in Hitchin with Mr and Mrs Strand.", "Mr and Mrs Strand", "foster carer"),
        ("Stat visit. Kayden (15) at Mr and Mrs Strand's.", "Mr and Mrs Strand", "foster carer"),
        ("Seen in placement (Ms Gail Strand).", "Ms Gail Strand", "foster carer"),
        ("Seen at carers Jo and Phil's.", "Phil", "foster carer"),
        ("Moved to FC Lorna Peel, where he stayed until June 2019.", "Lorna Peel", "former foster carer"),
        ("Moved to the carers Jo and Bev Hill. In 2016 Bev Hill gave notice.", "Bev Hill", "former foster carer"),
        # Apposition.
        ("The first respondent, Jane Hale, is the mother.", "Jane Hale", "mother"),
        ("Jane Hale is the mother. Ms Hale's mother, Mrs Ann Hale, withdrew.", "Mrs Ann Hale", "mother's mother"),
        ("He misses Maud Tripp, carer 2014-2019.", "Maud Tripp", "former foster carer"),
        ("He named Kez and Bo, friends since Year 7.", "Bo", "friend"),
        ("His first carer Maud rang.", "Maud", "former foster carer"),
        ("Dad's widow, Nell, wrote.", "Nell", "father's wife"),
        ("Kayden's ojciec (Marek) rang.", "Marek", "father"),
        ("Uncle Wes came. He is his uncle Wes on the school form.", "Wes", "uncle"),
    ],
)
def test_a_relation_is_told(text, who, relation):
    found = relations(text)
    said = {value for name, value in found.items() if who in name}
    assert relation in said, found


@pytest.mark.parametrize(
    ("text", "who", "relation"),
    [
        # The child by a letter, and the parents by theirs.
        ("Kayden seen. T/C from K's brother Declan.", "Declan", "brother"),
        ("Kayden Doyle, 11. KD is well. KD's aunt Bea rang.", "Bea", "aunt"),
        ("HV says M, Kim Hale, is low. Kim's new partner, Ed Shaw, was there.", "Ed Shaw", "mother's partner"),
        ("F, Conor Brady, not seen since May.", "Conor Brady", "father"),
        # A first name that is joined to another is no place to move to.
        ("Kayden moves to Sue and Barry Lomax (foster carers), Deal.", "Sue", "foster carer"),
        # A priest is called Father.
        ("Father Joseph at St Anne's has been a big support.", "Joseph", "priest"),
        ("Father Joseph from the parish rang.", "Joseph", "priest"),
        ("His father Joseph rang from the parish hall.", "Joseph", "father"),
        # Who writes says who they are to the child: "my" is theirs from the first word on, and "her" never.
        ("I am Kayden's ciocia, his mum Ola is my sister. My husband Marek works.", "Ola", "mother"),
        (
            "I am Kayden's ciocia, his mum Ola is my sister. My husband Marek works.",
            "Marek",
            "mother's sister's husband",
        ),
        ("Babcia Ola loves him. We were not told he is in care. His dad Piotr is away.", "Piotr", "father"),
        # The mother of half-brothers is not the child's.
        ("Half-brothers Kai and Mo (dad's, with their mum Gemma).", "Gemma", "half-brother's mother"),
        # What somebody is called beside what they are said to be.
        ("His father is away. An uncle, “aboy” Kidane, paid.", "Kidane", "uncle"),
    ],
)
def test_a_relation_is_told_as_workers_and_families_write_it(text, who, relation):
    found = relations(text)
    said = {value for name, value in found.items() if who in name}
    assert relation in said, found
    assert not {"K", "KD", "F", "M"} & found.keys()


FORM = """Father's name: Ashley Rudd (PR: no)
Siblings: Tia Pike (16) - with MGM; Cory Rudd (3) - with father
Significant others: Nanny Lin (dad's mum), Uncle Baz, Mrs Okafor (old neighbour), Mr Bell (HT)
Who must not have contact: Wayne Rudd (paternal uncle)
School: Miss Tait (TA)
"""


def test_a_form_is_read_line_by_line():
    found = casefiles.find_people(FORM, "Kayden")
    assert {one.name: one.relation for one in found} == {
        "Ashley Rudd": "father",
        "Tia Pike": "brother or sister",
        "Cory Rudd": "brother or sister",
        "Lin": "father's mother",
        "Baz": "uncle",
        "Mrs Okafor": "former neighbour",
        "Mr Bell": "headteacher",
        "Wayne Rudd": "father's brother",
        "Miss Tait": "teaching assistant",
    }
    assert [one.name for one in found if one.flags] == ["Wayne Rudd"]


def test_tia_is_an_aunt_only_where_a_first_name_follows():
    assert relations("Tia Maria rang.") == {"Maria": "aunt"}
    assert relations("Tia Pike rang. Tia is 9.") == {"Tia Pike": None}


def test_a_letter_is_the_child_only_where_it_stands_for_one():
    found = relations("Kayden lives in flat K. He met Mary K at the gate. K. Marsh rang.")
    assert {"Mary K", "K. Marsh"} <= found.keys(), found


def test_the_childs_whole_name_is_the_child_where_the_own_name_stands_last():
    assert relations("Hoang Minh (known as Minh), 16. Seen with Tuan Minh.", "Minh").keys() == {"Tuan Minh"}


def test_a_full_stop_ends_what_is_said_in_notes_without_capitals():
    text = "new fcs jan and phil ok so far. nan carol rang again. dads bro lee is schedule 1, no contact. seen mon."
    found = casefiles.find_people(text, "kayden", all_mentions=True)
    assert {one.name for one in found if one.flags} == {"lee", None}
    kept = casefiles.find_people("Saw Jo re. contact. T/C from approx. ten people. Bev is fine.", "Kayden")
    assert [one.sentence for one in kept] == ["Saw Jo re. contact.", "Bev is fine."]


@pytest.mark.parametrize(
    "text",
    [
        "Uncle Wes drives him. He isn't a real uncle.",
        "Uncle Wes (no relation) drives him.",
        "Uncle Wes - not his real uncle - drives him. Uncle Wes rang.",
        "Asked about Uncle Wes: not a blood relative, and not my uncle.",
    ],
)
def test_a_title_that_is_no_relation_is_only_a_name(text):
    found = casefiles.find_people(text, "Kayden", all_mentions=True)
    assert any(one.name and "Wes" in one.name for one in found)
    assert {one.relation for one in found if one.name} == {None}


@pytest.mark.parametrize(
    "text",
    [
        "Nan in Hull wrote. Is she not nan to both?",
        "Uncle Wes drives him. Wes has no car.",
        "His uncle Wes, not his dad.",
    ],
)
def test_a_not_elsewhere_takes_no_relation_away(text):
    assert {"grandmother", "uncle"} & set(relations(text).values())


def test_a_brother_with_another_father_is_a_half_brother():
    found = relations("His dad is Lee Poole. His brother Sam lives with Sam's dad, Gary Hale.")
    assert found["Sam"] == "half-brother"
    assert found["Gary Hale"] == "half-brother's father"


@pytest.mark.parametrize(
    "text",
    [
        "His dad is Lee Poole. His brother Sam saw Sam's dad.",
        "His brother Sam lives with Sam's dad, Gary Hale.",
        "His dad is Lee Poole. His brother Sam saw Sam's dad, Lee.",
    ],
)
def test_a_brother_stays_a_brother_where_the_fathers_are_not_both_named(text):
    assert relations(text)["Sam"] == "brother"


@pytest.mark.parametrize(
    "text",
    [
        "His brother Sam is at the school too. Sam has a different dad.",
        "Sam is his brother but they have not got the same mum.",
        "His brother Sam shares a room. Different dads.",
    ],
)
def test_other_parents_make_a_half_brother(text):
    assert relations(text)["Sam"] == "half-brother"


def test_the_same_mother_makes_none():
    assert relations("His brother Sam has the same mum.")["Sam"] == "brother"
    assert relations("His brother Sam wants a different school.")["Sam"] == "brother"


def test_a_call_does_not_make_two_people_one():
    found = casefiles.find_people("Finn called Moira. Moira was out. Shaz, known as Shazza, rang.", "Kayden")
    assert {one.name for one in found} == {"Finn", "Moira", "Shaz"}


def test_carers_of_today_stay_carers():
    assert relations("FC Lorna Peel, where he is until June.")["Lorna Peel"] == "foster carer"


def test_the_name_under_a_carers_note_is_the_carers():
    assert relations("Good day. Our daughter Beth came for tea. N. Shaw")["N. Shaw"] == "foster carer"
    assert relations("Good day. His daughter Beth came for tea. N. Shaw")["N. Shaw"] is None
    assert relations("Our daughter Beth came. Respite on Friday. N. Shaw")["N. Shaw"] is None


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Jean is an aunt of Kayden.", "aunt"),
        ("Kayden has an aunt, Jean.", "aunt"),
        ("He calls her nan Jean.", "grandmother"),
        ("There were a brother and a sister, Jean.", "sister"),
        ("He saw his Sister Jean.", "sister"),
        ("Siblings: Sister Jean (9).", "sister"),
        ("His carers, Jean and Ted, rang.", "foster carer"),
    ],
)
def test_the_same_words_of_somebody_are_somebody(text, relation):
    assert relations(text)["Jean"] == relation


def test_the_unnamed_mothers_mother_is_the_named_one():
    found = casefiles.find_people("MGM is Rita Bow. Mum came. Her mum was ill.", "Kayden", all_mentions=True)
    grandmother = next(one.person for one in found if one.name == "Rita Bow")
    assert {one.relation for one in found if one.person == grandmother} == {"mother's mother"}


@pytest.mark.parametrize(
    "text",
    [
        "They have different dads.",
        "Respite went well.",
        "Sibling time went well.",
        "So Kayden is an uncle!",
        'Kayden was "a big brother" now.',
        'He calls her "nan".',
        "They were brother and sister.",
        "He is nobody's grandad.",
        "Took him to see Spider-Man.",
        "Asked for the carers money.",
    ],
)
def test_nobody_in_particular_is_nobody(text):
    assert relations(text) == {}


@pytest.mark.parametrize(
    ("text", "who"),
    [("Morag told Kit your mammy would be proud.", "Kit"), ("Finn rang. Moira told Finn your dad rang.", "Finn")],
)
def test_what_somebody_is_called_once_makes_no_mother(text, who):
    assert relations(text)[who] is None


@pytest.mark.parametrize(
    ("text", "who", "relation"),
    [
        # Somebody had the child for a day, which makes no father of whoever else was there.
        ("Nan had Kayden with Grant on Sunday.", "Grant", None),
        ("Mum had him with Grant on Sunday.", "Grant", None),
        # Who works in care has nobody in care.
        ("Kelly is his mum. She went into care work with Ann Lamb.", "Ann Lamb", None),
        # Whose words a line is ends with the line.
        ("Mum: hello\nNan rang. My sister Holly is coming.", "Holly", "sister"),
        ("SW: my sister Holly is coming.", "Holly", "sister"),
        # A good boy, a boy's name: nothing is said of who is whose.
        ("His sibling Sam is a good boy.", "Sam", "brother or sister"),
        ("His sibling Sam, a boy's name, is away.", "Sam", "brother or sister"),
        # To the child, and not as somebody's brother.
        ("Brother spoke to Martin. Martin is his dad.", "Brother", "brother"),
    ],
)
def test_words_that_only_look_like_it_say_nothing(text, who, relation):
    assert relations(text)[who] == relation


def people_of(text: str, child: str = "Kayden") -> dict[str, set[int]]:
    """The numbers of the people that each name was put to."""
    found: dict[str, set[int]] = {}
    for one in casefiles.find_people(text, child, all_mentions=True):
        found.setdefault(one.quote, set()).add(one.person)
    return found


def test_two_aunts_of_two_names_are_two():
    found = people_of("Aunt Edith came. Aunt Ruth rang.")
    assert found["Aunt Edith"].isdisjoint(found["Aunt Ruth"])


def test_a_first_name_and_a_surname_may_be_one():
    found = people_of("His mother, Carly, came. Mum, Mrs Webb, rang.")
    assert found["Carly"] == found["Mrs Webb"]


def test_a_word_for_several_is_left_out_where_each_is_found():
    words = people_of("Both parents came. His mother, Carly, cried. His father, Lee, left.")
    assert "parents" not in words
    assert "parents" in people_of("Both parents came, and his mother, Carly, cried.")


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Mama Jamal is in Kabul.", None),
        ("His plaar died. Mama Jamal is in Kabul.", "mother's brother"),
        ("Interpreter for Urdu. Mama Jamal is in Lahore.", "mother's brother"),
    ],
)
def test_a_word_of_several_languages_is_read_in_the_one_of_the_note(text, relation):
    assert relations(text)["Jamal"] == relation


def test_a_short_word_is_a_relative_only_where_the_note_has_its_language():
    assert "Lita" in people_of("Lita rang the office.")
    assert relations("His abuelo rang. Lita rang too.")["Lita"] == "grandmother"


@pytest.mark.parametrize(
    "text",
    [
        # The other parent is the child's own, or nothing is said of him.
        "Lee is his dad. Mum's children with Lee: Ann, Joe.",
        "Mum's children: Ann, Joe.",
    ],
)
def test_who_has_both_parents_is_no_half(text):
    assert relations(text)["Ann"] == "brother or sister"


def test_the_writer_of_a_letter_is_not_taken_for_the_carer_where_a_name_is_given():
    assert relations("My name is Ruth Webb. I am writing about Kayden. My husband Lee is well.").get("Lee") is None
    assert relations("Kayden slept well. My husband Lee made tea.")["Lee"] == "foster carer's husband"


def test_what_is_quoted_is_the_writers_and_the_rest_is_not():
    found = relations('Letter from birth mum: "Dear Kayden, my sister Holly is well." My sister drives a bus.')
    assert found["Holly"] == "mother's sister"


def test_a_certificate_on_which_somebody_does_not_stand_says_nothing():
    assert relations("Grant is not on the birth certificate.").get("Grant") is None


def test_a_carer_of_the_last_line_is_no_former_one():
    found = relations(
        "03/2014 Kayden to foster carer Ann Hill.\n05/2016 To foster carer Dee Lamb.\n06/2017 Review held."
    )
    assert found["Ann Hill"] == "former foster carer"
    assert found["Dee Lamb"] == "foster carer"


def test_many_brothers_and_sisters_take_no_more_time_than_a_few():
    names = "Ann, Bea, Cal, Dan, Eve, Fay, Gus, Hal, Ian, Joe, Kim, Lee, Max, Ned"
    found = relations(f"There were 14 children. In order: {names}. Ann is Kayden's nan.")
    assert found["Ned"] == "grandmother's brother or sister"
