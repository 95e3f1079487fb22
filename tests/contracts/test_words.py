"""The words on screen: the field's own on staff pages, plain ones wherever a child, carer or relative reads."""

from pathlib import Path

import pytest

from tests.contracts import reading_age, words

pytestmark = pytest.mark.once

OLDEST_READER = 11
STRICT = sorted(words.strict_templates())
STAFF = sorted(set(words.templates()) - words.strict_templates())
# Files, or folders of the same name, in which words for pages stand.
SPEAKING = ("*/forms.py", "*/forms/*.py", "*/presenters.py", "*/presenters/*.py", "domain/terms/*.py")
CODE = sorted(path for pattern in SPEAKING for path in words.SOURCE.glob(pattern))


def shown(name: str) -> list[str]:
    return words.blocks(words.templates()[name].read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", STAFF)
def test_staff_pages_say_family_time_home_brothers_and_sisters(name: str) -> None:
    assert list(words.broken_rules(shown(name), words.EVERYWHERE)) == []


@pytest.mark.parametrize("name", STRICT)
def test_pages_for_children_and_families_use_no_jargon(name: str) -> None:
    assert list(words.broken_rules(shown(name), words.STRICT)) == []


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(words.SOURCE)))
def test_words_that_come_from_code_keep_to_the_same_list(path: Path) -> None:
    said = words.sentences_in_code(path.read_text(encoding="utf-8"))
    assert list(words.broken_rules(said, words.EVERYWHERE)) == []


@pytest.mark.parametrize("name", STRICT)
def test_pages_for_children_can_be_read_at_eleven(name: str) -> None:
    assert reading_age.reading_age(shown(name)) <= OLDEST_READER


def test_the_check_looks_at_the_pages_it_should() -> None:
    assert {"ui/gallery/child.html", "ui/gallery/together.html", "ui/gallery/print.html", "ui/_leave.html"} <= set(
        STRICT
    )
    assert {"ui/base.html", "ui/gallery/index.html", "403.html"} <= set(STAFF)


@pytest.mark.parametrize(
    "template",
    [
        "<p>Last contact with Mum</p>",
        "<p>His present placement.</p>",
        "<p>{{ n }} siblings</p>",
        '{% component "button" text="Open the case" %}',
        '<img alt="A cohort of children">',
        '<td data-label="Placement">x</td>',
        "<p>{{ name|default:'a service user' }}</p>",
        "{% if x %}<h1>File\nmining</h1>{% endif %}",
        '{% include "x.html" with text="Fidelity marks" %}',
    ],
)
def test_the_check_finds_a_wrong_word(template: str) -> None:
    assert list(words.broken_rules(words.blocks(template), words.EVERYWHERE))


@pytest.mark.parametrize(
    "template",
    [
        "<p>Keep the contact details safe.</p>",
        "<p>Copy for the case system.</p>",
        "<p>A placement order was made.</p>",
        '<a href="/placement/" class="contact-case">Home</a>',
        "{# siblings #}<p>Brothers and sisters</p>",
        '{% component "button" text="Save" classes="case placement" %}',
        "<p>{{ child.placement }}</p>",
        "<script>var contact</script>",
    ],
)
def test_the_check_leaves_right_words_and_code_alone(template: str) -> None:
    assert list(words.broken_rules(words.blocks(template), words.EVERYWHERE)) == []


@pytest.mark.parametrize(
    "text", ["Your contact details", "You declined", "my network", "the care plan", "a broken promise"]
)
def test_a_childs_page_is_held_to_more(text: str) -> None:
    assert list(words.broken_rules([text], words.STRICT))


def test_words_in_code_are_found_and_docstrings_are_not() -> None:
    source = '"""About a placement."""\nLABEL = "Her last placement"\nCODE = "placement"\n'
    assert words.sentences_in_code(source) == ["Her last placement"]


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("cat", 1),
        ("people", 2),
        ("grandmother", 3),
        ("asked", 1),
        ("wanted", 2),
        ("makes", 1),
        ("houses", 2),
        ("little", 2),
        ("the", 1),
    ],
)
def test_syllables(word: str, count: int) -> None:
    assert reading_age.syllables(word) == count


def test_reading_age_of_easy_and_hard_words() -> None:
    easy = ["You choose. You can say no. You can change your mind. We will tell you first if we can."]
    hard = [
        "The appropriate authority may determine alternative accommodation arrangements notwithstanding preferences."
    ]
    assert reading_age.reading_age(easy) < 8
    assert reading_age.reading_age(hard) > 18
    # The formula itself: 10 words, 1 sentence, 12 syllables -> 0.39 * 10 + 11.8 * 1.2 - 15.59 + 5.
    assert reading_age.reading_age(["We can all go and see the very old tree."]) == pytest.approx(
        0.39 * 10 + 11.8 * 1.1 - 15.59 + 5
    )


def test_short_labels_do_not_make_a_page_look_easy() -> None:
    hard = ["The authority determines alternative accommodation arrangements for the family."]
    assert reading_age.reading_age(hard + ["Yes", "No", "Go on"] * 20) == reading_age.reading_age(hard)
