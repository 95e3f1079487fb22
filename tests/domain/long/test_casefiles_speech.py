"""Whose words they are, in the notes of calls and visits and in letters; and the short words of chronologies.

The sentences are this file's own: none is from the corpus. Of each rule there are some where it must not speak.
"""

import pytest

from kith.domain.casefiles import tokens
from tests.domain.told_relations import relations


@pytest.mark.parametrize(
    ("text", "who", "relation"),
    [
        # Whoever was called or visited speaks.
        ("T/C from Wendy Shaw (MGM). My brother Carl is in Deal.", "Carl", "mother's mother's brother"),
        ("Visit to Wendy Shaw, Kayden's nan. She was upset. My son Carl left.", "Carl", "grandmother's son"),
        ("Call with Kayden's aunt (dad's side). My husband Carl said yes.", "Carl", "father's sister's husband"),
        ('Met with Wendy Shaw, MGM. "Our Gemma is in Deal."', "Gemma", "mother's brother or sister"),
        ("Wendy Shaw (MGM) rang. We've got a son, Carl, in Deal. Kayden's mum is Gemma.", "Carl", "mother's brother"),
        ("12/3/19 T/C from Wendy (PGM). My sister Gemma is ill.", "Gemma", "father's mother's sister"),
        # A note that opens by saying whose words it gives.
        ("Nan's own words, with an interpreter. My brother Carl is in Deal.", "Carl", "grandmother's brother"),
        (
            "Typed by Liam as she said it, Mrs Wendy Shaw, MGM. My husband Carl paints.",
            "Carl",
            "mother's mother's husband",
        ),
        ("As told by Wendy Shaw, MGM, at her flat. My husband Carl paints.", "Carl", "mother's mother's husband"),
        ("Kayden, 15. His own list. 1 my mum. 2 Carl, he is my nephew.", "Carl", "nephew"),
        ("Kayden's list, in his own words. 1 my mum. 2 our Carl in Deal.", "Carl", None),
        ("Kayden had a good week. Our Carl played with him.", "Carl", "foster carer's child"),
        # Says, with nobody before it, is said by whoever was called.
        ("T/C from dad. Says his sister Gemma would come.", "Gemma", "father's sister"),
        ("T/C from MGM. States her son Carl is back.", "Carl", "mother's brother"),
        ("T/C from dad. Wants his mate Carl at the meeting.", "Carl", "father's friend"),
        # The one who needs no name.
        ("T/C from MGM. She said her daughter was out.", "daughter", "mother"),
        ("Call with Kayden's aunt Wendy (mum's side). My sister had him at 17.", "sister", "mother"),
        # Whoever writes gives a name first.
        ("Hi, I'm Carl Shaw, Kayden's stepdad. My mum is Gemma.", "Gemma", "stepfather's mother"),
        ("Hello, Carl here, Kayden's uncle. My wife Gemma says hello.", "Gemma", "uncle's wife"),
        ("Hi Liam, this is Carl and I am Kayden's dad.", "Carl", "father"),
        ("Hi Liam, Kayden's mum here. I live with my mate Wendy.", "Wendy", "mother's friend"),
        # Another nan is of the other side, a boyfriend of the mother of whom the note just spoke.
        ("T/C from Wendy (MGM). She asked if his other nan, Gemma, writes.", "Gemma", "father's mother"),
        ("Gemma is Kayden's mum. Carl was her boyfriend.", "Carl", "mother's former boyfriend"),
        ("Rang Wendy Shaw, Kayden's nan (mat). My brother Carl came.", "Carl", "mother's mother's brother"),
        ("Kayden's dad (Carl Shaw) rang from HMP Bure. My sister Wendy is ill.", "Wendy", "father's sister"),
        ("Hiya Kayden, it's your auntie Wendy. Your dad is my big brother.", "Wendy", "father's sister"),
        ("T/C from Kayden's great-aunt Wendy (mat). She has twin sons.", "sons", "mother's cousin"),
        # They and their mother.
        ("Mum's brother Carl rings their mother at Christmas.", "mother", "mother's mother"),
    ],
)
def test_my_brother_is_the_brother_of_whoever_speaks(text, who, relation):
    assert relations(text)[who] == relation


@pytest.mark.parametrize(
    ("text", "who", "relation"),
    [
        # A carer's diary: another day, another who speaks.
        ("Mon. Call from Kayden's nan. Tues. Our Gemma was home.", "Gemma", "foster carer's child"),
        ("10:00 Nan rang for Kayden.\n12:00 My husband Carl took him out.", "Carl", "foster carer's husband"),
        # A worker's own words.
        ("T/C from Carl Shaw, social worker. My sister Gemma is ill.", "Gemma", "sister"),
        # Another daughter, or one with a name, is not said to be the mother.
        ("T/C from MGM. She said her other daughter was out.", "daughter", "mother's sister"),
        # To whom something is said is not who writes.
        ("Hi Liam, this is Carl and I am Kayden's dad.", "Liam", None),
        ('Lipi is a friend. Kayden says Lipi is "my second mum". His mother is Wendy.', "Wendy", "mother"),
        # Somebody in the room says nothing.
        ("Interview 2, at the office, nan in the room. My brother Carl came.", "Carl", "brother"),
    ],
)
def test_nobody_elses_brother_is_given_to_who_was_called(text, who, relation):
    assert relations(text)[who] == relation


@pytest.mark.parametrize(
    ("text", "who", "relation"),
    [
        ("12/3/19 – Kayden w/ bro. Carl at home.", "Carl", "brother"),
        ("Placed w/ p/aunt Wendy & her husb. Carl.", "Carl", "father's sister's husband"),
        ("F (Carl Shaw) in HMP. His mo., Wendy, visits.", "Wendy", "father's mother"),
        ("Putative fa. Carl Shaw came.", "Carl Shaw", "father"),
        ("FC Wendy Shaw. Wendy's dau Gemma shares a room.", "Gemma", "foster carer's daughter"),
        ("Moved to mat. gt aunt Wendy.", "Wendy", "mother's aunt"),
        ("N'bour Mrs Shaw fed him.", "Mrs Shaw", "neighbour"),
        ("Mo: Wendy Shaw. Fa: Carl Shaw.", "Wendy Shaw", "mother"),
        ("2006 b. to Mo, Wendy. Fa not named.", "Wendy", "mother"),
        ("5/18 F traced, Deal; his wife Wendy is ill.", "Wendy", "father's wife"),
        ("Mo d. MGM Wendy & partner Carl take him.", "Carl", "mother's mother's partner"),
        ("3/5 M & friend Gemma present. F out.", "Gemma", "mother's friend"),
        ("2010 M & F sep.; F w/ g/f Wendy in Deal.", "Wendy", "father's girlfriend"),
        ("Nov 07 – Dad att. office w/ sister Wendy.", "Wendy", "father's sister"),
        ("16/02/18 | Placed Wendy Shaw, Deal.", "Wendy Shaw", "foster carer"),
        ("Brother Ned to adopters.", "adopters", "brother's adoptive parent"),
        ("F (Carl) traced. He has wife Wendy, dau Gemma.", "Gemma", "half-sister"),
        ("Dad has two boys with a woman called Wendy.", "Wendy", "half-brother or half-sister's mother"),
        ("Mum m. Carl. His son Ned lives with them.", "Ned", "stepbrother"),
        ("Mum's sister Wendy has triplets.", "triplets", "cousin"),
    ],
)
def test_short_words_of_chronologies_say_who_somebody_is(text, who, relation):
    assert relations(text)[who] == relation


@pytest.mark.parametrize(
    ("text", "who", "relation"),
    [
        ("Painting at St Joseph's, Fr. Carl Shaw was kind.", "Fr. Carl Shaw", "priest"),
        ("He misses his bro. Carl rang on Monday.", "bro. Carl", None),
        ("Returned to Mo. Carl was upset. MGM rang.", "Carl", None),
        ("Ned was the best man of Carl.", "Ned", None),
        ("M to Gemma's, F out.", "M", "mother"),
        ("2.9.12 – Parents sep. M in Deal.", "sep", None),
        ("Kayden went to the office w/ sister Wendy.", "Wendy", "sister"),
    ],
)
def test_a_full_stop_that_ends_a_sentence_joins_nobody(text, who, relation):
    assert relations(text).get(who) == relation


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("her bro. Simon came", ["her", "bro", "Simon", "came"]),
        ("his mo., Claudette", ["his", "mo", ",", "Claudette"]),
        ("3 mo. old", ["3", "mo", ".", "old"]),
        ("I miss my bro. He", ["I", "miss", "my", "bro", ".", "He"]),
        ("T/C 3 pm", ["T/C", "3", "pm"]),
        ("bro.", ["bro", "."]),
    ],
)
def test_the_full_stop_of_a_short_word_is_a_part_of_it(text, words):
    found = [token for sentence in tokens.sentences(tokens.tokens(text)) for token in sentence.tokens]
    assert [token.text for token in found] == words
    assert all(text[token.start : token.end] == token.text for token in found)
