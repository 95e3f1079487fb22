"""Who writes a note: an aunt of "my nephew Joshua", a carer of "our daughter"; so that "my mum" is read as hers."""

from kith.domain.casefiles import paths, people, scope, tokens
from kith.domain.casefiles.people import Person
from kith.domain.casefiles.units import CHILD, KIN, NAME, Unit

_MINE = frozenset({"my", "our"})
# What the writer is to a child who is the writer's so-and-so.
_WRITES = {
    **dict.fromkeys(("nephew", "niece", "niece or nephew"), "aunt or uncle"),
    **dict.fromkeys(("grandson", "granddaughter", "grandchild"), "grandparent"),
    **dict.fromkeys(("great-grandson", "great-granddaughter"), "great-grandparent"),
    **dict.fromkeys(("great-nephew", "great-niece"), "great-aunt or great-uncle"),
    **dict.fromkeys(("brother", "sister", "half-brother", "half-sister"), paths.SIBLING),
    "cousin": "cousin",
    "godson": "godparent",
    "goddaughter": "godparent",
    "stepson": "stepparent",
    "stepdaughter": "stepparent",
}
# Who writes to a child, or about one, as the child's own.
_WRITE = frozenset(
    "mother father grandmother grandfather aunt uncle brother sister stepmother stepfather great-aunt great-uncle "
    "great-grandmother great-grandfather cousin half-brother half-sister".split()
)
_GREETING = frozenset({"dear", "hi", "hiya", "hello", "hey", "to", "my", "happy"})
_LETTERS = frozenset("letter letters card email e-mail message note text postcard letterbox writes wrote".split())
_CLOSING = frozenset({"love", "from", "hugs", "kisses", "wishes", "yours", "loving", "xx", "xxx", "x"})
_SECOND = 1
_HEADERS = frozenset({"from", "sent"})
_PAPERS = frozenset("statement letter email e-mail message card note call voicemail".split())
_BELOW = frozenset("yours faithfully sincerely truly regards signed love wishes thanks cheers".split())
# "Kind regards, Mrs Ruth Amos (Freya's": so many tokens.
_SIGNATURE = 8
# "My name is Nabila Khan and I am Idris's khala"
_BETWEEN = frozenset({"and", "i", "am", "i'm", "here"})
_LONGEST_NAME = 3
_LAST, _NEAR_START = 2, 3
_HIS = frozenset({"his", "her", "their", "'s"})
_OWN = frozenset({"list", "words", "writing", "story", "letter", "spelling"})
_SONS = frozenset({"son", "daughter", "child"})
_CLOSE = frozenset({",", "(", "-", "–"})


def signed(sentences: list[tokens.Sentence], units: list[list[Unit]]) -> tuple[Unit, bool] | None:
    """Who signs or opens a letter as the child's: "Love from Mum", "It's Dad"; and whether only what is quoted is hers.

    "Letter from birth mum: “Dear Skye, my mum ...”": within the quotation "my" is the mother's.
    """
    greets = any(sentence.tokens[0].low in _GREETING for sentence in sentences)
    quotes = any(token.text in {'"', "“"} for sentence in sentences for token in sentence.tokens)
    for number, (sentence, found) in enumerate(zip(sentences, units, strict=True)):
        last = number >= len(sentences) - _LAST
        for index, unit in enumerate(found):
            if unit.kind != KIN or unit.plural or unit.pronoun not in {"", "your"} or unit.path[-1] not in _WRITE:
                continue
            low = [token.low for token in sentence.tokens[: unit.first]]
            childs = not low or low[-1] != "'s" or index > 0 and found[index - 1].kind == CHILD
            if not childs:
                continue
            if (
                low[-2:] in (["it", "'s"], ["this", "is"], ["it", "is"])
                or low[-1:] == ["its"]
                and len(low) < _NEAR_START
            ):
                return unit, quotes
            if low[:1] == ["from"] and len(low) <= _NEAR_START:
                return unit, quotes
            if _written(low) and quotes:
                return unit, True
            if last and (_signs(low) or _alone(sentence, unit, found)) and (greets or quotes):
                return unit, quotes
    return None


def sender(sentence: tokens.Sentence, units: list[Unit]) -> Unit | None:
    """Who wrote what follows: "From: Sandra Pike", "Statement of Patricia Lowe"."""
    first, second = sentence.tokens[0].low, "".join(token.low for token in sentence.tokens[_SECOND : _SECOND + 1])
    if first in _HEADERS and second == ":":
        return next((unit for unit in units if unit.kind == NAME), None)
    headed = (
        first in _PAPERS and second in {"of", "from", "by"} and units[0].kind == NAME and units[0].first == _SECOND + 1
    )
    return units[0] if headed else None


def signature(sentences: list[tokens.Sentence], units: list[list[Unit]]) -> Unit | None:
    """The name below a letter: "Yours faithfully, Bernard Reeve"."""
    if not any(sentence.tokens[0].low in _GREETING | {"i", "statement"} for sentence in sentences):
        return None
    for sentence, found in list(zip(sentences, units, strict=True))[-_LAST:]:
        before = {token.low for token in sentence.tokens[: found[-1].first]} if found else set()
        ends = bool(found) and found[-1].kind == NAME and len(sentence.tokens) - found[-1].end <= 1
        if ends and (not before or not before.isdisjoint(_BELOW)):
            return found[-1]
    return None


def gives_name(sentence: tokens.Sentence) -> bool:
    """ "My name is Val Hughes." """
    low = [token.low for token in sentence.tokens]
    return any(low[at : at + 3] == ["my", "name", "is"] for at in range(len(low)))


def greeted(sentence: tokens.Sentence) -> int:
    """Behind "Hi Sue," nobody is Sue: where what is said begins."""
    mark = next((at for at, token in enumerate(sentence.tokens) if token.text == ","), 0)
    return mark if sentence.tokens[0].low in _GREETING - {"my"} else 0


def _written(low: list[str]) -> bool:
    """ "Letter from birth mum", "email from": the words before."""
    return low[-1:] == ["from"] and not _LETTERS.isdisjoint(low) or low[-1:] == ["by"] and "written" in low


def _signs(low: list[str]) -> bool:
    named = low[-1:] == ["'s"] and not _BELOW.isdisjoint(low[-_SIGNATURE:])
    return named or not _CLOSING.isdisjoint(low[-4:])


def _alone(sentence: tokens.Sentence, unit: Unit, found: list[Unit]) -> bool:
    """ "Mum xxxx" """
    inside = {at for other in found for at in range(other.first, other.end)}
    rest = [token for at, token in enumerate(sentence.tokens) if at not in inside and token.kind == "w"]
    return all(not token.low.strip("xo") for token in rest) and unit.first <= 1


def introduces(sentences: list[tokens.Sentence]) -> bool:
    """Whether somebody who writes or rings says who they are: "my name is", "I, Judith Amos,", "Yours sincerely"."""
    for sentence in sentences:
        low = [token.low for token in sentence.tokens]
        if low[:1] == ["yours"] or low[:2] in (["kind", "regards"], ["best", "wishes"], ["i", ","]):
            return True
        if gives_name(sentence):
            return True
    return False


def childs_words(units: list[list[Unit]], sentences: list[tokens.Sentence]) -> bool:
    """ "Ismail, 15, his own list:": whether the note opens by saying that the words are the child's."""
    opening = list(zip(sentences, units, strict=True))[:_LAST]
    first = next((unit for _, found in opening for unit in found), None)
    if first is None or first.kind != CHILD:
        return False
    low = [token.low for sentence, _ in opening for token in sentence.tokens]
    return any(
        low[at] in _HIS and low[at + 1] in {"own", "words"} and low[at + 1 + (low[at + 1] == "own")] in _OWN
        for at in range(len(low) - 2)
    )


def own_words(units: list[list[Unit]], sentences: list[tokens.Sentence]) -> bool:
    """Whether a carer writes the note: "our daughter", "my husband", with nobody said to be the writer's own child.

    "I am Kayden's aunt": a relative of the child writes.
    """
    if says_who(units, sentences) is not None or childs_words(units, sentences):
        return False
    for sentence, found in zip(sentences, units, strict=True):
        opened = 0
        for unit in found:
            opened = sum(token.text in {'"', "“", "”"} for token in sentence.tokens[: unit.first]) % 2
            if unit.kind == KIN and unit.pronoun in _MINE and not opened and scope.is_adults(unit.path[-1]):
                return True
    return False


def says_who(units: list[list[Unit]], sentences: list[tokens.Sentence]) -> Unit | None:
    """ "I am Kayden's aunt": what the writer is to the child."""
    for sentence, found in zip(sentences, units, strict=True):
        for child, kin in zip(found, found[1:], strict=False):
            low = [token.low for token in sentence.tokens[max(0, child.first - 2) : child.first]]
            owned = child.kind == CHILD and kin.kind == KIN and kin.path[-1] != "foster carer"
            if (
                owned
                and kin.first - child.end <= 1
                and (_is_i(low) or _names_itself(sentence, child) or _is_here(sentence, kin))
            ):
                return kin
    return None


def _is_i(low: list[str]) -> bool:
    return low[-2:] == ["i", "am"] or low[-1:] in (["i'm"], ["im"])


def _is_here(sentence: tokens.Sentence, kin: Unit) -> bool:
    """ "Hi, Jess's mum here." """
    behind = [token.text.lower() for token in sentence.tokens[kin.end : kin.end + 2]]
    few = sum(token.kind == "w" for token in sentence.tokens[: kin.first]) <= _LONGEST_NAME
    return few and behind[:1] == ["here"] and behind[1:] in ([], ["."], [","], ["!"], ["-"])


def _names_itself(sentence: tokens.Sentence, child: Unit) -> bool:
    """ "I'm Andy Holt, Caleb's stepdad", "Gary here, Poppy's uncle": a name stands before what the writer is."""
    low = [token.low for token in sentence.tokens[: child.first]]
    at = next((at for at in range(1, len(low) + 1) if _is_i(low[:at]) or low[at - 3 : at] == ["my", "name", "is"]), 0)
    behind = sentence.tokens[at : child.first]
    words = [token for token in behind if token.kind == "w" and token.low not in _BETWEEN]
    named = 0 < len(words) <= _LONGEST_NAME and all(token.text[:1].isupper() for token in words)
    return named and (at > 0 or behind[-1].text == "," and len(behind) > 1 and behind[-2].low == "here")


def relation(sentence: tokens.Sentence, units: list[Unit]) -> str:
    """What the writer is to the child, if the sentence says it: "my nephew Joshua", "Joshua is my grandson"."""
    for index, unit in enumerate(units):
        if unit.kind != KIN or unit.pronoun not in _MINE or unit.plural or unit.path[-1] not in _WRITES:
            continue
        after = units[index + 1] if index + 1 < len(units) else None
        before = units[index - 1] if index else None
        if after is not None and after.kind == CHILD and _is_beside(sentence, unit.end, after.first, _CLOSE):
            unit.general = True
            return _WRITES[unit.path[-1]]
        greeted = before is not None and before.first and sentence.tokens[before.first - 1].low in _GREETING
        marks = {"is"} if greeted else {"is", ","}
        if before is not None and before.kind == CHILD and _is_beside(sentence, before.end, unit.first, marks):
            unit.general = True
            return _WRITES[unit.path[-1]]
    return ""


def of_my_child(sentence: tokens.Sentence, units: list[Unit]) -> str:
    """ "Kayden is my daughter's son", "our daughter Kelly is Kayden's mum": a grandparent writes."""
    for at, one in enumerate(units):
        theirs = next((other for other in units[at + 1 :] if other.kind == KIN), None)
        if one.kind != KIN or one.pronoun not in _MINE or one.path[-1] not in _SONS or theirs is None:
            continue
        between = {token.low for token in sentence.tokens[one.end : theirs.first]}
        if theirs.owner_is_child and theirs.path in {("mother",), ("father",)} and {"is", "was"} & between:
            return "grandparent"
    for child, parent, own in zip(units, units[1:], units[2:], strict=False):
        if child.kind != CHILD or parent.pronoun not in _MINE or own.owner is not parent:
            continue
        if parent.path[-1] in _SONS and own.path[-1] in _SONS and _is_beside(sentence, child.end, parent.first, {"is"}):
            own.general = True
            return "grandparent"
    return ""


def _is_beside(sentence: tokens.Sentence, end: int, start: int, marks: frozenset[str] | set[str]) -> bool:
    return start - end <= 1 and all(token.low in marks for token in sentence.tokens[end:start])


def claim(author: Person, step: str) -> None:
    """The writer is this to the child."""
    author.claims.append(people.Claim(None, (step,), "kin.writer"))
