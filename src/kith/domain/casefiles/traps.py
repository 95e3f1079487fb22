"""What a capital is when it is no person: a school, a street, a club, a pet, somebody famous."""

from kith.domain.casefiles.look import Look
from kith.domain.casefiles.units import Unit

_INSTITUTIONS = frozenset(
    "school primary secondary academy college university road street avenue hospital estate surgery clinic prison "
    "police centre council constabulary church mosque temple gurdwara nursery unit ward library station high grammar "
    "junior infant infants juniors crescent fire".split()
)
_HOUSES = frozenset("house lodge court park hall grove gardens close lane road place farm towers walk".split())


def is_body(look: Look, unit: Unit) -> bool:
    """Whether the capitals are a school, street, hospital, club or another body; what belongs to it is taken in."""
    lex, words = look.lex, unit.words
    heads, both = lex.contexts["heads"], lex.contexts["surname_heads"]
    if words[0] in {"st", "saint", "hmp", "ysgol"} and not unit.title:
        unit.end = _through_body(look, unit.end)
        return True
    first_known = words[0] in lex.given or words[0] in lex.word_names or bool(unit.title)
    first_known = first_known or look.kin_before(unit.first) is not None
    if len(words) > 1 and words[-1] in heads:
        if (
            words[0] in lex.word_names
            and not unit.title
            and look.kin_before(unit.first) is None
            and words[-1] in _HOUSES
        ):
            return True
        surname = words[-1] in both and first_known and not look.place_before(unit)
        return not (surname or unit.title and len(words) == 1)
    if look.low(unit.end) in _INSTITUTIONS and not unit.title and (len(words) > 1 or not first_known):
        unit.end += 1
        return True
    if look.kind(unit.end) == "s":
        end = _through_body(look, unit.end + 1)
        if end > unit.end + 1 and look.low(end - 1) in heads - {"house", "care", "home", "homes", "day"}:
            unit.end = end
            return True
    return False


def _through_body(look: Look, at: int) -> int:
    """Past the possessive and the capitals of a body's name."""
    while at < len(look.tokens) and (
        look.tokens[at].kind == "s" or look.tokens[at].text[:1].isupper() or look.tokens[at].text in {"-", "&", "."}
    ):
        if at in look.taken or look.tokens[at].text == "." and look.tokens[at - 1].low not in {"st"}:
            break
        at += 1
    return at + (look.low(at) in _INSTITUTIONS)


def is_pet_or_famous(look: Look, unit: Unit) -> bool:
    """Whether an animal stands beside the name, or what a fan has of somebody famous."""
    animals, fame = look.lex.contexts["animals"], look.lex.contexts["fame"]
    if look.kin_before(unit.first) is not None and look.low(unit.first - 1) not in animals:
        return False
    before = [look.low(unit.first - step) for step in (1, 2, 3)]
    if before[0] in animals or before[0] in {",", "called", "named", "-", "–", "is", ":"} and before[1] in animals:
        return True
    if (
        before[0] == "called"
        and before[2] in animals
        or before[0] in {"is", "was"}
        and before[1] == "called"
        and before[2] in animals
    ):
        return True
    after = [look.low(unit.end + step) for step in (0, 1, 2)]
    if (
        after[0] in {"the", ",", "(", "is"}
        and any(word in animals for word in after[1:3])
        and after[1] in {"the", "a", "his", "her", "their", "our", "my", *animals}
    ):
        return True
    if before[0] in {"footballer", "singer", "rapper", "youtuber", "actor", "striker", "boxer"}:
        return True
    if before[0] == "of" and before[1] in {"fan", "poster", "posters", "picture"} and before[1] != "picture":
        return True
    if before[0] == "is" and before[1] in {"player", "singer", "footballer", "rapper", "band", "youtuber", "hero"}:
        return True
    return after[0] in fame and look.kind(unit.end) == "w" and after[0] not in {"book", "game", "film", "song"}
