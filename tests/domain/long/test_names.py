"""Names are kept as written and compared folded; hostile text neither breaks nor merges anything."""

import datetime
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.domain import names
from kith.domain.names import customs

# Names as people write them, also in other alphabets (N11 and N12 of the project's list of hostile input).
WRITTEN = [
    "O'Neil", "O’Neil", "d'Arcy-Jones", "Ng", "X Æ", "José", "Zoë", "Null", "None", "True", "NaN", "Test", "Baby",
    "محمد", "ዳዊት ተስፋይ", "Şêrîn Hêvî", "Nguyễn Thị Đức", "Siân Llŷr", "Олександр", "李小明", "ﬁnn", "Weiß", "İpek",
]  # fmt: skip
ANY_TEXT = st.text(st.characters(), max_size=300)


@pytest.mark.parametrize("text", WRITTEN)
def test_a_name_is_kept_exactly_as_it_was_written(text: str) -> None:
    assert names.Name(whole=text).written == text
    assert names.Name(given=text, family="Hartley").written == f"{text} Hartley"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A\u200bnn", "Ann"),
        ("\ufeffAnn", "ann"),
        ("\u202eAnn\u202c", "Ann"),
        ("\u2066Ann\u2069", "Ann"),
        ("Mary\u00a0Jane", "Mary Jane"),
        ("Jose\u0301", "José"),
        ("ﬁnn", "finn"),
        ("Weiß", "WEISS"),
        ("An\x00n\x01", "Ann"),
        ("  Ann \t Marie\n", "Ann Marie"),
        ("An\ud800n", "Ann"),
    ],
)
def test_what_cannot_be_seen_makes_no_difference_to_a_comparison(one: str, other: str) -> None:
    assert names.folded(one) == names.folded(other)


def test_accents_make_no_difference_to_plain_words_and_are_kept_in_folded_ones() -> None:
    assert names.words("José Ángel Đỗ") == ("josé", "ángel", "đỗ")
    assert names.key("José Ángel Đỗ") == "joseangeldo"
    assert names.plain("Łukasz Ø Ægir Şilan") == "lukasz o aegir silan"


def test_letters_of_another_alphabet_are_flagged_and_not_merged() -> None:
    looks_like_anna = "\u0410nna"
    assert names.Oddity.ALPHABETS in names.oddities(looks_like_anna)
    assert names.key(looks_like_anna) != names.key("Anna")
    assert names.oddities("Anna") == names.oddities("Олена") == ()


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("A\u200bnn", names.Oddity.HIDDEN),
        ("\u202egnp.exe", names.Oddity.DIRECTION),
        ("An\ud800n", names.Oddity.NOT_TEXT),
        ("👩‍👩‍👧", names.Oddity.NO_LETTERS),
        ("Unknown", names.Oddity.NOT_A_NAME),
        ("baby girl", names.Oddity.NOT_A_NAME),
        ("a" * 201, names.Oddity.LONG),
    ],
)
def test_odd_names_are_pointed_out(text: str, odd: names.Oddity) -> None:
    assert odd in names.oddities(text)


@pytest.mark.parametrize("text", ["Unknown", "Not known", "N/K", "", "   ", "???", "👩‍👩‍👧", "12345"])
def test_a_text_that_names_nobody_has_no_words(text: str) -> None:
    assert names.words(text) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("O’Neil", ("oneil",)),
        ("Smith-Jones", ("smith", "jones")),
        ("Dr Kwame Mensah", ("kwame", "mensah")),
        ("Auntie Jean", ("jean",)),
        ("Coach Danny", ("danny",)),
        ("PC Dunn", ("dunn",)),
        ("Mr Patel", ("patel",)),
        ("Rev Dr John Mensah", ("john", "mensah")),
        ("Stepdad Dave", ("dave",)),
        ("Mo Farah", ("mo", "farah")),
        ("Di Webb", ("di", "webb")),
        ("Justice Owusu", ("justice", "owusu")),
        ("Tom Judge", ("tom", "judge")),
        ("Coach", ("coach",)),
        ("Nan", ("nan",)),
        ("<img src=x onerror=alert(1)>", ("img", "src", "x", "onerror", "alert")),
        ("李小明", ("李小明",)),
    ],
)
def test_words_of_a_name(text: str, words: tuple[str, ...]) -> None:
    assert names.words(text) == words


def test_a_very_long_name_is_looked_at_only_at_its_beginning() -> None:
    long = "Ann " * 250_000
    assert len(names.folded(long)) <= names.LONGEST
    assert names.Name(whole=long).written == long


@given(ANY_TEXT)
def test_no_text_breaks_anything_and_folding_twice_changes_nothing(text: str) -> None:
    once = names.folded(text)
    assert names.folded(once) == once
    assert unicodedata.is_normalized("NFKC", once)
    assert all(names.plain(word) for word in names.words(text))
    assert names.oddities(text) == names.oddities(text)
    names.skeletons(text)
    names.alphabet(text)


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ({}, "at least one letter"),
        ({"whole": "Ann Lee", "given": "Ann"}, "not both"),
        (
            {"given": "Ann", "from_on": datetime.date(2020, 1, 1), "until_on": datetime.date(2020, 1, 1)},
            "after it starts",
        ),
    ],
)
def test_what_is_no_name_is_refused(parts: dict[str, str], text: str) -> None:
    with pytest.raises(names.NameRefused, match=text):
        names.Name(**parts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Maxamed", "Mohamed"),
        ("Cabdi", "Abdi"),
        ("Xuseen", "Hussein"),
        ("Khaled", "Khalid"),
        ("Qasim", "Kassim"),
        ("Yousuf", "Yusuf"),
        ("Şilan", "Shilan"),
        ("Siddiqui", "Siddiki"),
        ("Kayleigh", "Kayley"),
        ("Tomasz", "Tomash"),
    ],
)
def test_spellings_of_one_sound_share_a_skeleton(one: str, other: str) -> None:
    assert names.skeletons(one.lower()) & names.skeletons(other.lower())


@pytest.mark.parametrize(("one", "other"), [("Anna", "Hanna"), ("Peter", "Pavel"), ("Ali", "Lee"), ("Mark", "Martin")])
def test_other_names_do_not(one: str, other: str) -> None:
    assert not names.skeletons(one.lower()) & names.skeletons(other.lower())


# --- what the parts of a name mean


@pytest.mark.parametrize(
    ("custom", "text", "parts"),
    [
        ("eritrean_ethiopian", "Dawit Tesfay Haile", "own father grandfather"),
        ("somali", "Abdi", "own"),
        ("vietnamese", "Nguyễn Văn Đức", "family middle own"),
        ("vietnamese", "Nguyễn Đức", "family own"),
        ("spanish", "María Teresa García López", "own own father_family mother_family"),
        ("portuguese", "João dos Santos Silva", "own mother_family father_family"),
        ("spanish", "Ana García", "own father_family"),
        ("english", "Mary Jane Hartley", "own own family"),
        ("arabic", "Ahmad bin Khalid", "own father"),
        ("sikh", "Harpreet Kaur Gill", "own religious family"),
    ],
)
def test_parts_are_read_by_the_custom_that_somebody_chose(custom: str, text: str, parts: str) -> None:
    read = customs.read(names.Name(whole=text), customs.load()[custom])
    assert " ".join(part for _, part in read) == parts


def test_a_second_name_is_a_lead_to_the_father() -> None:
    found = customs.leads(names.Name(given="Dawit", family="Tesfay"), customs.load()["eritrean_ethiopian"])
    assert found == ("Tesfay may be the first name of the father; brothers and sisters would share it.",)
    assert customs.leads(names.Name(whole="Dawit"), customs.load()["eritrean_ethiopian"]) == ()
