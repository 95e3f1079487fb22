"""The floors on the made-up notes: names, relations, offsets (figures and their meaning in corpus_score.py).

The goals are those of issue 4 for the half by another author. `REACHED` is where the rules stand: it may only go up,
and where it is below a goal the goal is not met yet. First measured on the held-out half, 28 November 2026: names
recall 0.755, precision 0.888; relations F1 0.705. Only that first figure is blind: after it the author of the rules
saw counts of the misses (by form of mention, by relation, which relation for which), never a note, and went by them.

`heldout2.jsonl` and `tuning2.jsonl` came later, by other authors. Held out, on 28 November 2026, before a rule had
seen them: names recall 0.885, precision 0.923; relations F1 0.648. Relations told across sentences are what is missing
("one of five: Darren, ...").

With the rules of `told.py` and those beside it (28 November 2026, later; written from the two tuning halves; of the
held out ones only the counts of `corpus_score` were seen, after each step): names recall / precision, relations F1 =
tuning 0.959 / 0.909, 0.857; heldout 0.821 / 0.879, 0.756; tuning2 0.889 / 0.928, 0.675; heldout2 0.883 / 0.922, 0.653.
Only the first meets all goals. That tuning2 gained seven times what heldout2 did says how little single rules carry.

`tuning3.jsonl` (61 notes, 28 November 2026) is by the author of the later rules, labelled before they were run on it;
its one blind score, with the rules of before: names 0.901 / 0.958, relations 0.674. With the rules for lists,
headings, whose sister is meant, writers and what follows (28 November 2026, 23:05; written from the three tuning
files; of the held out ones only totals were seen, after each larger step): tuning 0.961 / 0.885, 0.855; tuning2 0.900
/ 0.925, 0.690; tuning3 0.934 / 0.958, 0.747; held out: heldout 0.826 / 0.880, 0.763; heldout2 0.888 / 0.921, 0.654. Of
the last two figures 0.001 and 0.005 come from `canonical` (see BROTHER OR SISTER in corpus_score.py), not from rules:
on heldout2 the rules gained mentions and no relations.

What is called names up to here is called mentions since 29 November 2026: names are the mentions by a name alone (see
NAMES AND MENTIONS in corpus_score.py, with the figures before and after). By names both held out files meet the goals:
heldout 0.936 / 0.885, heldout2 0.948 / 0.936; by mentions they do not, 0.826 / 0.880 and 0.888 / 0.921.

`tuning5.jsonl` and `tuning4.jsonl` (70 notes each, 29 November 2026) are by two authors who had not seen the rules.
Scored once before anybody read them, relations by the rules of the day before and by those of the day, F1: tuning5
0.523 and 0.538, tuning4 0.503 and 0.507 (which had been made with tuning5 read). That is the truest figure there is:
the rules find how somebody is related in about half of the cases. With the rules made after reading them (relations
told across sentences, who has which child with whom, letters, languages of home; of the held out files totals and
counts were seen after each step), relations F1: tuning 0.858, tuning2 0.705, tuning3 0.801, tuning4 0.540, tuning5
0.571, heldout 0.770, heldout2 0.671; names recall / precision: heldout 0.948 / 0.891, heldout2 0.961 / 0.939;
mentions: heldout 0.832 / 0.884, heldout2 0.892 / 0.919. The goal of 0.80 is not reached on the held out files. A part
of it cannot be: the labels tell a brother from a sister, and a grandmother from a grandfather, by the first name, and
the rules never do.

WHICH FIGURE IS BLIND (decided 29 November 2026). `heldout.jsonl` was written by another author who never saw the rules,
and it stays that; but from this day its misses may be read, as those of tuning4 and tuning5 are. So its figure is NOT
blind any more: rules were made after reading where it failed. `heldout2.jsonl` alone stays blind: nobody who writes
rules reads its notes or its misses, only its totals are looked at after each step. With the rules made since (couples
of carers, what is over, the shorthand of duty notes, who is called Mama, whose partner, what a note says of a twin):
relations F1 heldout 0.805, heldout2 0.673 (blind), tuning 0.857, tuning2 0.710, tuning3 0.807, tuning4 0.546, tuning5
0.588. The goal of 0.80 is reached on the half by another author, read; on the blind one it is not, and there the same
rules gained 0.002: they carry little to notes that nobody read. Of fresh notes the truth stays what the first score of
tuning4 and tuning5 was: in about half of the cases the rules find how somebody is related. No label and nothing in
`canonical` was changed for it.

With the rules for what is said of the child alone ("so Tia is an auntie"), boy or girl in the note's own words, the
other parent of a child, and whose "my" a line of a chat has (the same day, later): heldout 0.807, heldout2 0.674
(blind), tuning 0.858, tuning2 0.713, tuning3 0.810, tuning4 0.555, tuning5 0.595. Half of what heldout2 gained is that
less is found that is wrong. Tried with these and dropped: "Says his brother ..." as the brother of whoever was spoken
of before (heldout2 down), "Sister Agnes" as a nun (her name was lost).

With the rules for how workers and families write (the child by a letter, forms line by line, who writes from the
first word on, priests, carers of whom one's name is a word, notes without capitals; the same day, last; written from
notes of the author's own, of which none is in these files): heldout 0.811, heldout2 0.674 (blind; the same 491 are
right), tuning 0.859, tuning2 0.715, tuning3 0.811, tuning4 0.556, tuning5 0.595. They mend what such notes told
dangerously wrong, and carry nothing to notes written otherwise. It is not that the labels tell a brother from a
sister: with both taken for one heldout2 has 0.679.

HELDOUT2 IS READ (decided 30 November 2026, in place of the decision of the day before). It had been blind for so long
that it no longer said what to mend: all rules since had moved it by 0.02. Its 290 misses were read on that day, and
`heldout3.jsonl` stays blind in its place: 30 notes put aside by a coin from 60 that were written and labelled before
their author had seen a rule; the other 30 are `tuning6.jsonl`. heldout3 was scored when the rules were done (and came
out the same after four small mends). It is less blind than heldout2 was, for the rules are by the author of its notes,
and it is small.

The 397 misses of 1,060 relations in heldout2 and tuning6, by kind, before and after: nothing said of kin 91, 92, of
friends, teachers and others 40, 39, of carers 24, 16; somebody else's relation 82, 62; the side or "half" left out 53,
48; an adult's relative taken for the child's 45, 36, and the other way 12, 8; nobody found 38, 37; adoptive 9, 9; over
or not 3, 1. Of people told wrong there were 260 before, 201 after.
With the rules for whose "my" it is inside a quotation, what is denied, who has the child by where the note puts it,
M and F in the middle of a sentence, names like Lily-Mae, a grandmother's one son, lists that go on, and for people
who are nobody ("as a carer"), F1 before and after: heldout 0.811, 0.820; heldout2 0.674, 0.722; tuning 0.859, 0.863;
tuning2 0.715, 0.718; tuning3 0.811, 0.820; tuning4 0.556, 0.564; tuning5 0.595, 0.596; tuning6 0.650, 0.716; and of
heldout3, blind, 0.626 and 0.639 (of 238 relations said 165 are right, before 162 of 239). Precision fell nowhere. As
before, what is mended from one set carries little to notes that nobody read: about 0.01 here, as on tuning to tuning5.

HELDOUT4 (30 November 2026): 40 notes, four of each of ten kinds, by an author who had seen no rule, only what is told
of them above, and five notes of heldout3; put into the history before they were scored. First score: names recall /
precision 0.943 / 0.941, mentions 0.885 / 0.902, relations F1 0.602 (precision 0.650, recall 0.562; 215 of 331 said are
right, of 381 labelled). The author then held every relation that was missed against the guide in test_corpus_shape.py:
15 labels said more than their note does (who is a foster carer, a father or a half-brother only by guessing) and were
mended, no note was changed. With those: F1 0.618 (precision 0.659, recall 0.582; 218 of 331, of 373). The first figure
is the blind one; the second leans to the rules, for only what they missed was looked at again. On the same day the
misses of the notes with an odd number were read, for `placements.py`; those with an even number stay blind: F1 0.603
before all mends of the day, 0.609 after (precision 0.624, 0.632); of those read 0.631, 0.733. So on notes of this kind
that nobody read about six of ten relations are right.

HELDOUT3 IS READ (decided 30 November 2026, later that day). All that was wrong or missed in heldout3 (187)
and heldout2 was read and put to kinds of language, and each kind was mended as a rule for ten ways of saying it, tried
on plain notes made up for this (tests/domain/long/test_casefiles_general.py) and not on the corpus: what the child is
to somebody ("her son Leo", "his nephew"), births, who shares a father, brothers and sisters over several sentences,
whose mother "his mother" is where the child's own was just spoken of, he and she of nobody whom the sentence names,
sides behind a list, forms of a label, a dash and a name, who had the child until when, households, a match, a forever
family, partners by "lives with", words for nobody ("wife Pauline in car"). F1 before and after: heldout 0.820,
0.825; heldout2 0.722, 0.728; heldout3 0.639, 0.782 (read); tuning 0.863, 0.866; tuning2 0.718, 0.721; tuning3 0.820,
0.824; tuning4 0.564, 0.577; tuning5 0.596, 0.606; tuning6 0.716, 0.720. Precision rose on each. What heldout3 gained
says how far reading a set goes, the others how far the rules carry. What is left is of these kinds: a brother or a
sister, a mother or a father, by first name alone (about one miss in eight); somebody who is named once, with no word
of kin near; stories over many sentences ("I had Errol first, then Joy"); which side a nan is on where no word says it.

WHOSE WORDS (30 November 2026). `tuning7.jsonl` is 40 notes of the two manners of text that were read worst in notes
that nobody saw: what relatives say or write, and chronologies; written and labelled before their author had seen a
rule. Half of each was put aside and scored once, with rules made from the other half and from 35 more notes that are
not in these files. Relations F1 before and after: read, speech 0.707, 0.817, chronologies 0.717, 0.890; put aside,
unread, speech 0.409, 0.493 (precision 0.438, 0.523), chronologies 0.543, 0.681 (0.673, 0.750). After that score the
misses of the speech were read too: the file is not blind.

Tried and not kept, for they did not raise the held out totals: weights learned for whose relative a word is (the rules
choose right in nine of ten cases where a choice is open, the weights no better), weights that leave out what is least
sure (precision up, recall down by as much), giving a second mother to somebody else, children without a name behind a
number ("and 3 kids"), "Mummy Kate" as no mother (she is as often as not; "Mama Lin" hardly ever), carers from every
two names that are joined.

`tuning8.jsonl` (30 November 2026, later) are 12 notes on who had a child, one home after another, written and labelled
before a rule for it was. Relations F1 with the rules of before: 0.58; with `placements.py` 0.89. Six of them were put
aside until it was done: their one blind score was 0.76, before it 0.55.
"""

import pytest

from tests.domain import corpus_score

# Issue 4, "Done when": recall and precision of names, F1 of relations. Of all words for somebody with a name
# ("mum" for Kelly) it says nothing: their goals are those of names, and their floors where the rules stand.
GOALS = (0.90, 0.85, 0.90, 0.85, 0.80)
# Names: recall, precision; mentions: recall, precision; relations: F1.
REACHED = {
    "tuning.jsonl": (0.90, 0.85, 0.90, 0.85, 0.80),
    "heldout.jsonl": (0.90, 0.85, 0.84, 0.85, 0.80),
    "tuning2.jsonl": (0.90, 0.85, 0.90, 0.85, 0.72),
    "heldout2.jsonl": (0.90, 0.85, 0.89, 0.85, 0.72),
    "tuning3.jsonl": (0.90, 0.85, 0.90, 0.85, 0.80),
    "tuning4.jsonl": (0.90, 0.85, 0.83, 0.85, 0.57),
    "tuning5.jsonl": (0.90, 0.85, 0.84, 0.85, 0.60),
    "tuning6.jsonl": (0.90, 0.85, 0.77, 0.85, 0.71),
    "heldout4.jsonl": (0.90, 0.85, 0.88, 0.85, 0.66),
    "tuning8.jsonl": (0.90, 0.85, 0.90, 0.81, 0.80),
    "heldout3.jsonl": (0.90, 0.85, 0.77, 0.85, 0.78),
    "tuning7.jsonl": (0.90, 0.85, 0.90, 0.81, 0.75),
}
# A relation that is wrong is worse than one that is missing: the share of those said that are right.
RIGHT = {
    "tuning.jsonl": 0.86,
    "heldout.jsonl": 0.87,
    "tuning2.jsonl": 0.77,
    "heldout2.jsonl": 0.79,
    "tuning3.jsonl": 0.84,
    "tuning4.jsonl": 0.68,
    "tuning5.jsonl": 0.66,
    "tuning6.jsonl": 0.76,
    "tuning7.jsonl": 0.80,
    "tuning8.jsonl": 0.90,
    "heldout3.jsonl": 0.82,
    "heldout4.jsonl": 0.69,
}
HALVES = [half for half in REACHED if (corpus_score.CORPUS / half).exists()]
LEAST_NOTES = {
    "tuning6.jsonl": 30,
    "tuning7.jsonl": 40,
    "tuning8.jsonl": 12,
    "heldout3.jsonl": 30,
    "heldout4.jsonl": 40,
    "tuning3.jsonl": 60,
    "tuning4.jsonl": 70,
    "tuning5.jsonl": 70,
}


@pytest.fixture(scope="module", params=HALVES)
def scored(request) -> tuple[corpus_score.Score, tuple[float, ...]]:
    return corpus_score.score(corpus_score.load(request.param)), (*REACHED[request.param], RIGHT[request.param])


@pytest.mark.parametrize("half", HALVES)
def test_each_half_holds_enough_notes_of_many_kinds(half):
    notes = corpus_score.load(half)
    assert len(notes) >= LEAST_NOTES.get(half, 100)
    assert len({note["kind"] for note in notes}) >= (5 if half == "tuning7.jsonl" else 10)


def test_names_are_found(scored):
    score, floors = scored
    assert score.names.recall >= floors[0]
    assert score.names.precision >= floors[1]


def test_all_words_for_somebody_with_a_name_are_put_to_the_name(scored):
    score, floors = scored
    assert score.mentions.recall >= floors[2]
    assert score.mentions.precision >= floors[3]


def test_relations_are_found(scored):
    score, floors = scored
    assert score.relations.f1 >= floors[4]


def test_relations_that_are_said_are_right(scored):
    score, floors = scored
    assert score.relations.precision >= floors[5]


def test_every_offset_gives_its_quote(scored):
    assert scored[0].wrong_offsets == 0


def test_no_floor_is_above_its_goal():
    assert all(floor <= goal for floors in REACHED.values() for floor, goal in zip(floors, GOALS, strict=True))


@pytest.mark.parametrize("half", HALVES)
def test_every_label_stands_in_its_note_and_ids_are_their_own(half):
    notes = corpus_score.load(half)
    assert len({note["id"] for note in notes}) == len(notes)
    for note in notes:
        assert all(corpus_score.spans(note, person) for person in note["people"])


def test_the_score_counts_a_miss_and_a_false_find():
    note = {
        "kind": "x",
        "child": "Kayden",
        "known": [],
        "text": "His nan Jean rang. Shaz is in Deal.",
        "people": [
            {"mentions": [["nan Jean", 0]], "name": "Jean", "relation": "uncle", "professional": False, "flags": []},
            {"mentions": [["Deal", 0]], "name": "Deal", "relation": None, "professional": False, "flags": []},
        ],
    }
    total = corpus_score.score([note])
    assert (total.names.right, total.names.found, total.names.labelled) == (1, 2, 2)
    assert (total.mentions.right, total.mentions.found, total.mentions.labelled) == (1, 2, 2)
    assert (total.relations.right, total.relations.found, total.relations.labelled) == (0, 1, 1)


def test_a_word_for_somebody_is_a_mention_and_no_name():
    note = {
        "kind": "x",
        "child": "Kayden",
        "known": [],
        "text": "Mum, Kelly Marsh, rang. Mum is well. We met at Zog.",
        "people": [
            {
                "mentions": [["Mum", 0], ["Kelly Marsh", 0], ["Mum", 1]],
                "name": "Kelly Marsh",
                "relation": "mother",
                "professional": False,
                "flags": [],
            },
        ],
    }
    total = corpus_score.score([note])
    assert (total.names.right, total.names.labelled) == (1, 1)
    assert (total.mentions.right, total.mentions.labelled) == (3, 3)


def test_every_false_name_counts_against_the_precision_of_names():
    note = {"kind": "x", "child": "Kayden", "known": [], "text": "Kayden saw Shaz in Deal.", "people": []}
    total = corpus_score.score([note])
    assert (total.names.right, total.names.found, total.names.precision) == (0, 1, 0.0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("maternal grandmother", "mother's mother"),
        ("paternal uncle", "father's brother"),
        ("Mum's older sister", "mother's sister"),
        ("maternal great-aunt", "mother's aunt"),
        ("mother's sister's son", "cousin"),
        ("half brother", "half-brother"),
        ("paternal grandparents", "father's parents"),
        ("previous foster carer", "former foster carer"),
        ("mother's sister's mother", "mother's mother"),
        ("twin", "brother or sister"),
        ("siblings", "brother or sister"),
        ("half-sibling", "half-brother or half-sister"),
        ("step-sibling", "stepbrother or stepsister"),
        ("great-aunt's son", "grandmother's sister's son"),
        ("maternal aunt's husband", "mother's sister's husband"),
    ],
)
def test_relations_that_say_the_same(one, other):
    assert corpus_score.canonical(one) == corpus_score.canonical(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("maternal grandmother", "grandmother"),
        ("aunt", "mother's sister"),
        ("foster carer", "former foster carer"),
        ("half-brother", "brother"),
        ("brother or sister", "brother"),
        ("brother or sister", "sister"),
        ("half-brother or half-sister", "brother or sister"),
        ("half-sibling", "half-brother"),
        ("aunt's son", "mother's sister's partner"),
        ("mother's partner", "stepfather"),
        ("mother's cousin", "cousin"),
    ],
)
def test_relations_that_do_not(one, other):
    assert corpus_score.canonical(one) != corpus_score.canonical(other)
