"""Relations as social workers write them every day, by kind of language: each kind in several ways of saying it.

None of the sentences is from the corpus. The rules of the day before read none of those of READ; those of STAYS say
what the same rules must leave alone.
"""

import pytest

from kith.domain import casefiles
from tests.domain.told_relations import relations

# By kind of language: (text, who, relation). The child is Leo.
READ = {
    "what the child is to somebody": [
        ("Kelly Marsh came with her son Leo.", "Kelly Marsh", "mother"),
        ("Dean brought his nephew Leo to the office.", "Dean", "uncle"),
        ("Mr and Mrs Holt want to see their grandson Leo.", "Mr and Mrs Holt", "grandparent"),
        ("Leo is the son of Kelly Marsh and Dean Pike.", "Dean Pike", "parent"),
        ("Leo is Kelly's youngest.", "Kelly", "parent"),
        ("Leo is nephew to Steve Marsh.", "Steve Marsh", "aunt or uncle"),
        ("Steve Marsh says Leo is his nephew.", "Steve Marsh", "uncle"),
        ("Mrs Holt wants to see her grandson.", "Mrs Holt", "grandmother"),
        ("Present were Donna's children Leo (9) and Ellis (4). She has a cat.", "Ellis", "brother or sister"),
        ("Dear Sir, I write about my grandson Leo. My son Ian is his father. Yours faithfully, Al Reeve", "Al Reeve",
         "father's parent"),
        ("Our daughter Kelly is Leo's mum. I am Jean Holt.", "Jean Holt", "mother's parent"),
    ],
    "births": [
        ("Stacy had Leo at 16 and her nan helped.", "Stacy", "mother"),
        ("2012 - Leo born to Claire Wood and Martin Ellis.", "Claire Wood", "parent"),
        ("Mum has since had another baby, Alfie, with Kane.", "Kane", "half-brother or half-sister's father"),
        ("Mum later had two more children, Jo and Al, with a man called Steve.", "Al", "half-brother or half-sister"),
        ("Dad has a new partner (Shell) and a baby (Alfie).", "Alfie", "half-brother or half-sister"),
        ("Toni's baby dad, Jordan, came. Toni is Leo's sister.", "Jordan", "sister's partner"),
        ("Father is thought to be a Mr Tony Gale.", "Mr Tony Gale", "father"),
    ],
    "two households": [
        ("Leo and Max share a dad, Ricky Lamb.", "Ricky Lamb", "father"),
        ("Leo (11), Esme (8) and Jo (5). Leo's dad is Gary. Esme and Jo share the same father, Paul.", "Jo",
         "half-brother or half-sister"),
        ("The twins, Ruby and Rose, are adopted. Their father is not Leo's father.", "Ruby",
         "half-brother or half-sister"),
        ("Leo has a brother Max. Max has a diff dad.", "Max", "half-brother"),
        ("Nicola rang. Dad's ex-wife, Nicola, says her daughter Ffion is Dad's child.", "Ffion", "half-sister"),
    ],
    "brothers and sisters over several sentences": [
        ("Leo has three siblings. Tia is 15. Jay is 12.", "Jay", "brother or sister"),
        ("Leo is the eldest of three. The younger two, Amy and Ben, are adopted.", "Ben", "brother or sister"),
        ("Leo's mum Angela has eight siblings. Two sisters, Pearl and Joyce, are away.", "Joyce", "mother's sister"),
        ("Leo's mum Angela has eight siblings. The eldest, Desmond, is away.", "Desmond", "mother's brother or sister"),
        ("His mother and two sisters, Layla and Noor, are away.", "Layla", "sister"),
        ("He has two older siblings who were adopted, Charlie and Tom.", "Tom", "brother or sister"),
    ],
    "whose": [
        ("Kelly's mum Jean and step-dad Keith came. Leo's mother is Kelly.", "Keith", "mother's stepfather"),
        ("Mum has a new partner, Gary. His mother Sheila has offered to help.", "Sheila", "mother's partner's mother"),
        ("Leo's best friend is Aziz and his mum, Noor, lets him stay.", "Noor", "friend's mother"),
        ("Ollie's mum, Sarah, is a nurse and his dad, Nick, runs a garage. Ollie is Leo's friend.", "Nick",
         "friend's father"),
        ("Foster carer Pam and her husband Clive came with their daughter Rosie.", "Rosie", "foster carer's daughter"),
        ("Leo was shy. I rang his former foster carer, Janet Poole. She had Leo for years. Her husband Keith has died.",
         "Keith", "former foster carer's husband"),
        ("Leo's aunt Kerry rang. She has two boys, Max and Jake, and lives with her partner Gav.", "Gav",
         "aunt's partner"),
        ("Ray Hollis is mum's dad. Ray's partner is Glenda. He has two other daughters, Karen and Debs.", "Debs",
         "mother's sister"),
        ("She says Phoebe's dad is Marcus but her own dad is called Robbie.", "Robbie", "father"),
        ("Dad was adopted as a child, but his adoptive mother, Jean Fuller, rang.", "Jean Fuller",
         "father's adoptive mother"),
        ("Leo's mother was brought up by foster carers Ted and Barbara Nunn.", "Ted", "mother's foster carer"),
        ("Maternal grandparents Hemant and Jaya Shah miss their daughter Nisha. Their son Kunal rang.", "Nisha",
         "mother"),
        ("Aurora's mum rang. Leo's mum is Grace's late sister, so Grace is an aunt.", "Grace", "mother's sister"),
        ("Leo wants to find his dad. All he knows is that his name is Paul.", "Paul", "father"),
        ("Grandad Les came. He said his auntie Fern waved.", "Fern", "aunt"),
        ("Mum was there. Her sister Ellie-Mae was adopted in 2019.", "Ellie-Mae", "sister"),
    ],
    "sides": [
        ("Jean Holt, grandmother on mum's side, rang.", "Jean Holt", "mother's mother"),
        ("Leo's grandparents on mum's side are Jean and Stan Holt.", "Jean", "mother's parent"),
        ("Leo has an aunt, Jade, and an uncle, Steve, on his mum's side.", "Jade", "mother's sister"),
        ("Ivy and Ron Pike are Leo's paternal grandmother and grandfather.", "Ron Pike", "father's father"),
        ("Leo's paternal family: grandmother Yvonne, aunt Simone, uncle Andre.", "Simone", "father's sister"),
        ("Leo asked dad about Grandma Sue. Dad said his mum was in hospital.", "Sue", "father's mother"),
        ("Pat GM Ivy rang.", "Ivy", "father's mother"),
        ("MGM rang. MA Tina can help.", "Tina", "mother's sister"),
        ("Mr Everton and Mrs Claudette James are Leo's great aunt and uncle.", "Mr Everton", "great-uncle"),
    ],
    "forms and lists": [
        ("Present: Mum - Rachel Dean, Step-dad - Mark Dean, MGM - Barbara Hill.", "Mark Dean", "stepfather"),
        ("Present: Mum - Rachel Dean, Step-dad - Mark Dean, MGM - Barbara Hill.", "Barbara Hill", "mother's mother"),
        ("His aunt (dad's sister) Kim rang.", "Kim", "father's sister"),
        ("Auntie Vesna (family friend) came.", "Vesna", "family friend"),
        ("Statement of Patricia Lowe. I am the paternal grandmother of Leo.", "Patricia Lowe", "father's mother"),
        ("Says Mum and M (Stacey) is back. MGM rang.", "Stacey", "mother"),
        ("Callum's here. Leo's mum, Shona, rang.", "Shona", "mother"),
    ],
    "who has the child": [
        ("Leo has lived with Jill Amos since January.", "Jill Amos", "foster carer"),
        ("Leo came with Jill Amos, with whom he has lived since May.", "Jill Amos", "foster carer"),
        ("Leo was placed with Mrs Hanif for a year.", "Mrs Hanif", "former foster carer"),
        ("Leo used to live with Jan and Bill Tate.", "Jan", "former foster carer"),
        ("Bridging carers - June & Arthur Field.", "June", "foster carer"),
        ("FC1 Denise Oakley. Ended Aug 2017.", "Denise Oakley", "former foster carer"),
        ("You went to live with Maggie and Bill, who looked after you until you were two. Leo is five.", "Bill",
         "former foster carer"),
        ("Leo has been with Karen and Dave Tully since he was four.", "Karen", "foster carer"),
        ("Leo has been with Mrs Amos for a year.", "Mrs Amos", "foster carer"),
        ("Previously he was with Mrs Anne Rix.", "Mrs Anne Rix", "former foster carer"),
        ("Leo was with his carers, the Fletchers. Tracey Fletcher said he is well.", "Tracey Fletcher", "foster carer"),
        ("Respite at Bev's went well.", "Bev", "respite carer"),
        ("Leo goes to Bev for respite once a month.", "Bev", "respite carer"),
        ("Matching meeting: Leo (7) with Owen and Catrin Price.", "Owen", "prospective adopter"),
        ("Your first mummy is Gemma. You came to Mummy Jess, your forever family, Leo.", "Jess", "adoptive mother"),
    ],
    "partners, neighbours and what is no relation": [
        ("Leo's mum is marrying Aaron in June.", "Aaron", "mother's partner"),
        ("Dad lives in Hull with Donna and their son Alfie.", "Donna", "father's partner"),
        ("Dad is living with a lady called Jackie.", "Jackie", "father's partner"),
        ("Leo's sister Hafta left first and is in Sweden, married to Robel.", "Robel", "sister's spouse"),
        ("Dad's first wife, Moira, rang.", "Moira", "father's former wife"),
        ("Mum ran next door to Mr Shah.", "Mr Shah", "neighbour"),
        ("Tracey thinks she lived next door to Leo's nan.", "Tracey", None),
        ("My aunty Steph who isnt really my aunty shes my mums best mate.", "Steph", None),
        ("Nan's here. His carers, who he calls Nan and Pops, came.", "Pops", "-"),
        ("Wife Pauline was in the car.", "Pauline", None),
        ("Sibling assessment of Leo.", "Sibling", "-"),
    ],
}  # fmt: skip
STAYS = [
    ("Leo went to see Jean Holt's son. Kelly Marsh came with her son Max.", "Kelly Marsh", None),
    ("Dad has a son, Alfie, with Donna.", "Alfie", "half-brother"),
    ("Leo's mum was there. His mother is well.", "mum", "mother"),
    ("Mum, her sister Gemma and Leo came.", "Gemma", "mother's sister"),
    ("His on-off partner Max rang. Leo's dad is in May's flat.", "dad", "father"),
    ("Leo was seen in May and June.", "May", "-"),
    ("Mum lives with her brother Tom.", "Tom", "mother's brother"),
]


@pytest.mark.parametrize(("text", "who", "relation"), [one for kind in READ.values() for one in kind] + STAYS)
def test_who_somebody_is(text, who, relation):
    assert relations(text, "Leo").get(who, "-") == relation


@pytest.mark.parametrize(
    "text",
    [
        "Mum, Kelly Marsh, was asking after her son.",
        "Nan said her grandson is welcome any time.",
        "Uncle Steve wants to see his nephew.",
        "Leo's dad rang. He misses his boy.",
        "Mum said that Craig's parents treat Leo as their own grandson.",
    ],
)
def test_the_child_as_somebodys_son_is_nobody_else(text):
    found = casefiles.find_people(text, "Leo", all_mentions=True)
    assert not [one.quote for one in found if one.quote in {"son", "grandson", "nephew", "boy"}]


@pytest.mark.parametrize("text", ["PC 4412 Wayne Dunn came.", "PS 12 Jo Bell came.", "DC Amy Lowe (8831) came."])
def test_police_with_a_number_are_at_their_work(text):
    assert [one.professional for one in casefiles.find_people(text, "Leo")] == [True]


def test_to_whom_a_message_was_sent_is_not_the_nan_of_that_name():
    text = "From: Amy Cole\nTo: Jean Holt\nCc: Steve Marsh\n\nHi Jean,\nLeo saw his nan Jean and his Uncle Steve.\n"
    found = relations(text, "Leo")
    assert {who: found.get(who) for who in ("Jean", "Steve", "Jean Holt", "Steve Marsh")} == {
        "Jean": "grandmother",
        "Steve": "uncle",
        "Jean Holt": None,
        "Steve Marsh": None,
    }


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("Leo's sister Ellie-Mae was adopted in 2019.", {"Ellie-Mae"}),
        ("Mum was there. Her sister Ellie-Mae was adopted.", {"Ellie-Mae"}),
        ("Leo's brother Max is subject to a placement order. His nan Pat rang.", {"Max"}),
        ("Leo's brother Max was never adopted. His nan Pat rang.", set()),
    ],
)
def test_whoever_was_adopted_asks_for_a_check_first(text, flagged):
    found = casefiles.find_people(text, "Leo", all_mentions=True)
    assert {one.name for one in found if one.flags} == flagged


def test_a_long_file_that_ties_everybody_to_everybody_is_read_all_the_same():
    names = ["Ann", "Bob", "Cora", "Dan", "Eve", "Finn", "Gail", "Hugh", "Iris", "Jack", "Kath", "Liam"]
    text = " ".join(f"{one}'s sister {other} rang." for one in names for other in names if one != other)
    asked = 0

    def counted(*args, seen=casefiles.people.relation):
        nonlocal asked
        asked += 1
        return seen(*args)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(casefiles.people, "relation", counted)
        casefiles.find_people(text, "Leo")
    assert 0 < asked < 100 * len(names) ** 3
