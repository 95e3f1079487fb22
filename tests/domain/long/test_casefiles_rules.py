"""People in notes, rule by rule: who is found, how related, what is no person, what is flagged, what is never said."""

import dataclasses
import json
import pathlib
import random

import pytest

from kith.domain import casefiles
from kith.domain.casefiles import lexicon, paths, tokens
from tests.domain import corpus_score

SENTENCES = (pathlib.Path(__file__).parents[1] / "corpus" / "sentences.tsv").read_text(encoding="utf-8").splitlines()


def find(text: str, child: str | None = "Kayden", **given) -> list[casefiles.Suggestion]:
    found = casefiles.find_people(text, child, all_mentions=True, **given)
    assert all(text[one.start : one.end] == one.quote for one in found)
    return found


def names(text: str, child: str | None = "Kayden", **given) -> list[str]:
    return list(dict.fromkeys(one.name for one in find(text, child, **given) if one.name))


def relations(text: str, child: str | None = "Kayden", **given) -> dict[str, str | None]:
    return {one.name or one.quote: one.relation for one in find(text, child, **given)}


@pytest.mark.parametrize("line", SENTENCES, ids=lambda line: line[:60])
def test_a_sentence_says_how_somebody_is_related(line):
    text, _, people = line.partition("\t")
    found = find(text.replace("\\n", "\n"))
    for wanted in people.split(";"):
        who, relation = wanted.split("=")
        same = [
            one for one in found if who in (one.name or one.quote) or who.lower() in (one.name or "").lower().split()
        ]
        said = {corpus_score.canonical(one.relation) for one in same}
        assert corpus_score.canonical(relation) in said, (who, relation, [one.relation for one in same])


# --- names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Spoke to Mrs Adeyemi-Clarke and T. O'Neill.", ["Mrs Adeyemi-Clarke", "T. O'Neill"]),
        ("Sharon Pike (nee Whitcombe) rang. Whitcombe rang again.", ["Sharon Pike"]),
        ("A man known as Smiler waited outside.", ["Smiler"]),
        ('Sharon "Shaz" Whitcombe rang. Shaz will call.', ['Sharon "Shaz" Whitcombe']),
        ("Yohannes Haile de Souza and Nguyễn Thị Hoa came.", ["Yohannes Haile de Souza", "Nguyễn Thị Hoa"]),
        ("Grace, Hope and May came. Summer said hello.", ["Grace", "Hope", "May", "Summer"]),
        ("His mate Will will call on Will's behalf.", ["Will"]),
        ("PC Hussain and DC Amy Fisher came with HHJ Brandon.", ["PC Hussain", "DC Amy Fisher", "HHJ Brandon"]),
        ("Visited Jean Whitcombe. Rang Shaz. Met Dave.", ["Jean Whitcombe", "Shaz", "Dave"]),
        ("Big Trev trusts him.", ["Big Trev"]),
    ],
)
def test_names_of_many_shapes(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "He moved to Ashford and then to Leeds and Harrogate.",
        "She goes to St Mary's Primary and Thornfield Academy on Canal Street.",
        "Her dog Rex and a cat called Smudge live here. Bella the dog is old.",
        "He has a Ronaldo shirt and loves Harry Kane, Messi and Taylor Swift.",
        "She was in HMP Wormwood Scrubs, then Cookham Wood.",
        "The review is in May, on 12 June and again in April 2024.",
        "He supports Everton and Gillingham FC and plays Fortnite on the PlayStation.",
        "She sends a WhatsApp after Tesco and McDonald's.",
        "Will attend school. May need an appointment. Hope to hear soon.",
        "The Care Plan and the Placement Order were read at Oak House.",
        "I've been well. Don't ring. He'd like that.",
        "At Great Ormond Street Hospital and Guy's Hospital.",
        "English and Maths on Monday; Polish at Christmas and Eid.",
    ],
)
def test_places_schools_pets_stars_prisons_months_clubs_and_products_are_nobody(text):
    assert names(text) == []


def test_the_records_own_names_are_found_in_small_letters():
    text = "jamie got a job. mark still lives in Dundee. We will mark the file and ask mark."
    found = find(text, known=["Jamie Reid", "Mark Reid"])
    assert [(one.quote, one.rule) for one in found] == [
        *(("jamie", "name.small"), ("mark", "name.record"), ("mark", "name.record")),
    ]
    assert [one.strength for one in found][1:] == ["likely"] * 2


@pytest.mark.parametrize("child", ["Kayden", "Kayden Whitcombe"])
def test_the_child_is_not_among_the_people(child):
    assert names("Kayden rang. Kayden's nan Jean Whitcombe rang. kayden is well.", child) == ["Jean Whitcombe"]


def test_a_child_whose_name_is_a_word():
    assert relations("Will's nan rang. Will will see aunt Donna in May.", "Will") == {
        **{"nan": "grandmother", "Donna": "aunt"},
    }


# --- relations


@pytest.mark.parametrize(
    ("text", "who", "relation"),
    [
        ("T/C from Aunt Shaz. Shaz is mum's sister. She said her mum has photos.", "mum", "mother's mother"),
        ("Her mothers cousin rang.", "cousin", "mother's cousin"),
        ("Shaz's mum rang. Shaz is his half-sister.", "mum", "half-sister's mother"),
        ("Paternal grandparents have never been approached.", "grandparents", "father's parent"),
        ("There is a half-sister in Leeds.", "half-sister", "half-sister"),
        ("His granmother and his patenal uncle rang.", "granmother", "grandmother"),
        ("His granmother and his patenal uncle rang.", "uncle", "father's brother"),
        ("MGM and PGF rang. MU is in Hull.", "MGM", "mother's mother"),
        ("MGM and PGF rang. MU is in Hull.", "PGF", "father's father"),
    ],
)
def test_relations_of_people_without_a_name(text, who, relation):
    assert relation in {one.relation for one in find(text) if one.quote.endswith(who) or who in one.quote}


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Ciocia Gosia", "aunt"),
        ("his bunica", "grandmother"),
        ("Khalo Samir", "mother's brother"),
        ("his dapir", "grandmother"),
        ("his tror", "aunt"),
        ("his baradar Naqib", "brother"),
        ("Abboy Tesfay", "father"),
        ("his akist", "aunt"),
        ("Abti Guled", "mother's brother"),
        ("his ba ngoai", "mother's mother"),
        ("axha Fatmir", "father's brother"),
        ("Mamu Rafiq", "mother's brother"),
        ("his dida", "grandmother"),
        ("Massi Kulwinder", "mother's sister"),
        ("Teyze Elif", "mother's sister"),
        ("Tonton Didier", "uncle"),
    ],
)
def test_words_of_home_languages(text, relation):
    assert {one.relation for one in find(f"He rang {text} on Sunday.")} == {relation}


def test_fifteen_home_languages_are_there():
    rows = (pathlib.Path(lexicon.__file__).parent / "home_languages.csv").read_text(encoding="utf-8")
    for language in (
        *("Polish", "Romanian", "Arabic", "Kurdish Sorani", "Pashto", "Dari", "Tigrinya", "Amharic", "Somali"),
        *("Vietnamese", "Albanian", "Urdu", "Bengali", "Punjabi", "Turkish", "French"),
    ):
        assert rows.count(language) >= 5, language


@pytest.mark.parametrize(
    ("owner", "own", "joined"),
    [
        (("mother",), ("sister",), "mother's sister"),
        (("mother", "sister"), ("mother",), "mother's mother"),
        (("mother", "sister"), ("son",), "cousin"),
        (("aunt",), ("daughter",), "cousin"),
        (("mother",), ("son",), "brother"),
        (("half-sister",), ("father",), "half-sister's father"),
        (("brother",), ("mother",), "brother's mother"),
    ],
)
def test_paths_are_shortened_only_where_they_mean_the_same(owner, own, joined):
    assert paths.words(paths.joined(owner, own)) == joined


def test_codes_join_the_steps():
    assert paths.code(("mother", "sister")) == "M+SIS"
    assert {one.code for one in find("MGM rang.")} == {"M+M"}


# --- professionals


def test_professionals_are_marked_and_the_rest_are_not():
    text = (
        "Present: Priya Shah (SW), Tom Lee (IRO), Mrs Baines, class teacher, Sue Bright (foster carer), Dr Khan, "
        "Len (boxing coach), his old teacher Mr Doyle."
    )
    assert {one.name: one.professional for one in casefiles.find_people(text, "Kayden")} == {
        **{"Priya Shah": True, "Tom Lee": True, "Mrs Baines": True, "Dr Khan": True},
        **{"Sue Bright": False, "Len": False, "Mr Doyle": False},
    }


def test_a_signature_says_the_profession():
    found = find("Kind regards\nRosie Hart\nFamily Group Conference Coordinator\n")
    assert [(one.name, one.professional) for one in found] == [("Rosie Hart", True)]


# --- safety


@pytest.mark.parametrize(
    "text",
    [
        "There is a no contact order in respect of Kev.",
        "Kev is a Schedule 1 offender.",
        "Kev has a conviction for assault.",
        "She fled to a refuge because of Kev.",
        "An injunction against Kev was made.",
        "Kev rang. He is on bail.",
        "Kev must not be told the address.",
        "Kev is not to have any contact.",
        "There is to be no contact with Kev.",
        "Kev has supervised contact only.",
        "Kev is a Schedule 1 offender; there are no concerns about Nan.",
    ],
)
def test_safety_words_flag_whom_they_stand_by(text):
    assert [one.flags for one in find(text) if one.name == "Kev"][:1] == [("safety",)]
    assert all(one.near for one in find(text) if one.flags)


@pytest.mark.parametrize(
    "text",
    [
        "Kev rang. All is well.",
        "Kev has no convictions.",
        "There are no safeguarding concerns about Kev.",
        "DBS clear: Kev.",
        "Kev is not on the sex offenders register; there are no concerns.",
        "Kev had no contact with her since May.",
    ],
)
def test_what_is_denied_or_not_there_is_no_flag(text):
    assert [one.flags for one in find(text)] == [()]


# --- suggestions


def test_one_suggestion_a_person_opens_at_name_and_relation():
    text = "Jean rang. Jean, his nan, is well. Jean will come."
    [only] = casefiles.find_people(text, "Kayden")
    assert (only.start, only.sentence) == (text.index("Jean, his"), "Jean, his nan, is well.")
    assert text[only.sentence_start : only.sentence_end] == only.sentence


def test_how_sure_in_three_words():
    sure = {
        one.name: one.strength for one in casefiles.find_people("His nan Jean rang. He met Bob Hale and Tezra.", "K")
    }
    assert sure == {"Jean": "likely", "Bob Hale": "possible", "Tezra": "weak"}


def test_a_fingerprint_remembers_the_words_not_the_place():
    def mark(text: str) -> str:
        return casefiles.fingerprint(casefiles.find_people(text, "Kayden")[0])

    assert mark("His nan Jean rang.") == mark("It rained.\n\nHis  nan\tJean rang.")
    assert mark("His nan Jean rang.") != mark("His nan Jean wrote.")
    assert mark("His nan Jean rang.") != mark("His nan June rang.")
    assert len(mark("His nan Jean rang.")) == 64


def test_counts_and_precision_by_rule():
    counts = casefiles.by_rule(find("His nan Jean rang. Mrs Hale and Mr Hale wrote."))
    assert counts == {"name.relative": 1, "name.title": 2}
    assert casefiles.rule_precision([("a", True), ("b", False), ("a", False), ("a", True)]) == {
        "a": (2, 1, 2 / 3),
        "b": (0, 1, 0.0),
    }


def test_what_it_misses_is_said():
    said = list(casefiles.what_it_misses())
    assert len(said) >= 5
    assert all(sentence.endswith(".") for sentence in said)


class Model:
    name = "made-up"
    version = "1"

    def names(self, text: str) -> list[tuple[int, int]]:
        at = text.find("zog")
        return [(at, at + 3), (0, 3), (-5, 900)]


def test_a_model_only_adds_names():
    text = "Nan Jean rang about zog."
    plain = find(text)
    with_model = find(text, names_from=Model())
    assert [one for one in with_model if one.rule != "model:made-up/1"] == plain
    assert [(one.quote, one.strength) for one in with_model if one.rule == "model:made-up/1"] == [("zog", "possible")]


def test_gender_origin_and_faith_are_never_given():
    fields = {field.name for field in dataclasses.fields(casefiles.Suggestion)}
    assert fields.isdisjoint({"gender", "sex", "ethnicity", "religion", "nationality", "language"})
    text = "Fatima Begum, Piotr and Jean came."
    assert {(one.relation, one.code) for one in find(text)} == {(None, None)}
    header = (pathlib.Path(lexicon.__file__).parent / "given_names.txt").read_text(encoding="utf-8").split("\n")
    assert all("," not in line and "\t" not in line for line in header)


# --- any text at all


def test_the_same_text_gives_the_same_answer():
    note = corpus_score.load("tuning.jsonl")[0]
    first = corpus_score.find(note)
    assert first == corpus_score.find(note)
    assert json.dumps([dataclasses.asdict(one) for one in first])


@pytest.mark.parametrize(
    "text",
    [
        *("", " \n\t", ".", "'s", "(((((", "mum's mum's mum's mum's", "his her their my", "Mr Mrs Dr", "A. B. C."),
        *(
            "\u202eJean\u202c",
            "An\u200bna",
            "Jose\u0301 rang.",
            "Nan 👩\u200d👧 Jean",
            "\u0301\u0301",
            "İ ß ﬁ",
            "Null None NaN",
        ),
        *("<img src=x onerror=alert(1)>", "=cmd|' /C calc'!A0", "a" * 50_000, "Jean " * 5_000, "mum, " * 5_000),
        *("Jean, his nan, " * 2_000, "(" * 3_000 + "Jean", "Jean's " * 3_000, "Mr and " * 3_000),
    ],
    ids=lambda text: repr(text[:20]),
)
def test_no_text_breaks_it(text):
    find(text)


def test_random_pieces_keep_their_offsets():
    chance = random.Random(7)
    words = " ".join(note["text"] for note in corpus_score.load("tuning.jsonl")[:20]).split(" ")
    for _ in range(60):
        find(chance.choice([" ", "\n", ", "]).join(chance.sample(words, 30)))


def test_sentences_end_where_they_should():
    def cut(text: str) -> list[str]:
        return [text[one.start : one.end] for one in tokens.sentences(tokens.tokens(text))]

    assert cut("Dr. Khan rang. J. Smith came.\n- Nan\n- Dad\n\nMum: Kelly") == [
        *("Dr. Khan rang.", "J. Smith came.", "- Nan", "- Dad", "Mum: Kelly"),
    ]
    wrapped = "This is a line of a letter that was wrapped by the program at\nits end and goes on here."
    assert cut(wrapped) == [wrapped]
