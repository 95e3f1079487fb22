"""Which name belongs to which word for a relative or profession in one sentence: patterns over its units."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from kith.domain.casefiles import called, paths, people
from kith.domain.casefiles.symbols import Symbols
from kith.domain.casefiles.units import KIN, NAME, ROLE, Unit

# Words that may stand between a relative and her name: none that says what somebody does.
_GAP = "[xeonathdCsqyw]"
_WIDE = "[xeonathdCsqyw,]"
# (pattern, group of the relative or profession, group of the names). The first that fits has the unit.
_RULES: tuple[tuple[str, re.Pattern[str], int, int], ...] = tuple(
    (rule, re.compile(pattern), who, names)
    for rule, pattern, who, names in (
        ("kin.dash", r"(?<![^,;:.])([KR])-K?(N)(?=(?:\([^()]*\))?(?:[,;.]|$))", 1, 2),
        ("kin.name", r"([KR])a?(N)", 1, 2),
        ("kin.title", r"(K)K(N)", 1, 2),
        ("kin.name", r"([KR])\((?:x{1,2}|K)\)(N)", 1, 2),
        ("name.beside", r"(?<!c)(N)(K)(?![NsKR])", 2, 1),
        ("name.the", r"(?<![czK])(N)([KR])(?![NsKR])", 2, 1),
        ("kin.bracket", r"([KR])\([xivq]{0,3}K?(N)[),;&]", 1, 2),
        ("name.bracket", r"((?:K?N[,&]+){0,30}K?N)\((?:d+,)?a?([KR])(?!s)", 2, 1),
        (
            "kin.called",
            rf"([KR])(?:\(|[sxz]?,?w?q*b?q*|{_WIDE}{{1,9}}[wp]?q*b?|q*b[aqxz]{{1,4}}|,?w[xzNCp]{{1,2}}|,i[zvx]q*)cK?(N)",
            1,
            2,
        ),
        ("kin.label", r"([KR])(?:sx)?[:=]K?(N)", 1, 2),
        ("kin.with", r"(K)y(N)", 1, 2),
        ("kin.by", r"(K)[ye]K?N[,:(-]+K?(N)", 1, 2),
        ("name.is", r"((?:K?N[,&]+){0,30}K?N)(?:,?w)?q*(?:h?b[qdx]?q*){1,2}a?([KR])(?![NsKR])", 2, 1),
        ("name.is-aged", r"(N)q*bd+,(K)(?![NsKRdbh])", 2, 1),
        ("name.says", r"(N)[^NKC.;]{0,14}vx?pq*bq*a?([KR])(?![NsKRbzh])", 2, 1),
        ("kin.is", r"([KR]),?q*(?:h?bq*){1,2}:?K?(N)", 1, 2),
        ("kin.is-a", r"(K),?q*(?:h?bq*){1,2}a(N)", 1, 2),
        ("kin.that-is", r"([KR]),?[xp]bq*K?(N)(?!s)", 1, 2),
        ("kin.who", r"(K)w[^NKCR.;,]{2,30},K?(N)(?=[,.;&)]|$)", 1, 2),
        ("kin.clause", r"([KR]),[^NKCR.;]{1,30},q*h?bc?q*K?(N)", 1, 2),
        ("name.clause", r"(N),[^NKCR.;]{1,30},q*h?bq*a?([KR])(?![NsKR])", 2, 1),
        ("name.comma-is", r"(?<![KR],)(?<![KR])((?:N[,&]+){0,30}N),q*bq*a?([KR])(?![NsKR])", 2, 1),
        ("name.apposed-is", r"(?<=[KR],)(N),q*bq*a?([KR])(?![NsKR])", 2, 1),
        ("kin.he", r"([KR])p[^NKCR.;,]{1,8}bq*K?(N)", 1, 2),
        ("name.called", r"(N)q*h?b?q*ca?([KR])(?!N)", 2, 1),
        ("kin.named-as", r"([KR])c[^NKCR.;,]{0,6}s(N)", 1, 2),
        ("name.comma", r"((?:K?N[,&]+){0,30}K?N)s?[,-](?:do)?a?([KR])(?![N&sbh])", 2, 1),
        ("kin.comma", r"([KR])(?:,d+)?[,-]K?(N)", 1, 2),
        ("name.colon", r"(N):(K)(?![NKRs])", 2, 1),
        ("kin.the", r"(K)[,:(-]{1,2}a(N)", 1, 2),
        ("kin.gap", rf"([KR]){_WIDE}{{1,9}}?[,:(-](?:i[vz])?K?(N)(?=[,.;&)-]|$)", 1, 2),
        ("name.and-is", r"(N)[xzqdanotyhbe]{1,14}?(?:&|,w)q*h?bq*a?([KR])(?![NsKR])", 2, 1),
        ("name.gap", rf"(N)[,(-](?!y){_GAP}{{1,6}}[,-]?(K)(?=[,.;)]|$)", 2, 1),
        ("kin.slash", r"([KR])/(N)", 1, 2),
        ("name.that-is", r"(N)s?[,(-]+[xp]bq*[adxz]?(K)(?![NsKR])", 2, 1),
        ("name.dash", r"(N)[=/]a?([KR])", 2, 1),
        ("name.as", r"((?:K?N[,&]+){0,30}K?N)[xzqtehb]{0,6}sa?([KR])(?!N)", 2, 1),
        ("name.she", r"(N)[^NKC.]{0,14}[pw]q*h?bq*a?([KR])(?![NsKR])", 2, 1),
        ("kin.is-far", r"([KR])[ento][axe]{1,4}bq*K?(N)", 1, 2),
    )
)
# Of these one may be called Nan, or Uncle.
_TITLED = paths.SIBLINGS | {"parent", "grandparent"}
# Of these "the" does not say whose: "Ann the mother said".
_HAD = frozenset({"mother", "father", "child", "parent"})
_PAIRS = re.compile(r"(N)&(N)[(,](K)&(K)(?![N])|([KR])&([KR])[,(:]?(N)&(N)|(N)&(N)b(K)&(K)(?![N])")
_LABELLED, _BEHIND = re.compile(r"[KRx]-K?N"), re.compile(r"N-[KR](?!N)")
_NEXT_IN_LIST = re.compile(r";(N)(?!s)")
# "Siblings: Tia - with MGM; Cory": whom somebody is with does not end the list.
_KIN_OR_ROLE = re.compile(r"(?<!y)[KRC]")
_MORE = re.compile(r"(?:\([^()]{1,14}\)|[,/-]?d*)*(?:,w[^NKC.;,&]{1,20},&|(?:[,&/]|,&)+)(?:C[,&]+)?K?(N)")


class Link(NamedTuple):
    """A word for a relative or profession and the names that belong to it, with the rule that said so."""

    rule: str
    who: Unit
    names: tuple[Unit, ...]


def find(whole: Symbols) -> list[Link]:
    """The links of a sentence: each word for a relative has one name, in the plural as many as are joined."""
    linked: dict[int, Link] = _pairs(whole)
    done: set[int] = set(linked)
    told: dict[int, Unit] = {}
    for rule, pattern, who_at, names_at in _RULES:
        for match in pattern.finditer(whole.text):
            place = match.start(who_at)
            if place in done:
                continue
            names = _names(whole, match, who_at, names_at)
            if not names or not _fits(whole, match, rule, who_at) or _owns_itself(whole.units[place], names):
                continue
            who = whole.units[place]
            if who is None or who.links:
                continue
            names = [
                name for name in names if _is_free(told.get(id(name)), who, rule) and not _is_of_the_other(who, name)
            ]
            if names:
                done.add(place)
                linked[place] = Link(rule, who, tuple(names))
                told.update((id(name), who) for name in names if rule == "kin.name")
    return [linked[place] for place in sorted(linked)]


def beside(units: list[Unit]) -> list[Link]:
    """A name that owns what follows still belongs to the word right before it: "Grandad Arthur's wife"."""
    return [
        Link("kin.name", before, (name,))
        for before, name in zip(units, units[1:], strict=False)
        if name.kind == NAME and name.owns and before.kind in (KIN, ROLE) and before.end == name.first
    ]


def _pairs(whole: Symbols) -> dict[int, Link]:
    """ "Kerry and Dean (aunt and her partner)", "his mum and stepdad, Lynne and Barry": first to first."""
    linked: dict[int, Link] = {}
    for match in _PAIRS.finditer(whole.text):
        places = [match.start(group) for group in range(1, 13) if match[group]]
        units = [whole.units[place] for place in places]
        relatives = [(place, unit) for place, unit in zip(places, units, strict=True) if unit and unit.kind != "N"]
        if len({unit.plural for _, unit in relatives}) > 1:
            # "His mother and two sisters, Layla and Noor"
            continue
        names = [unit for unit in units if unit is not None and unit.kind == "N"]
        if relatives and names and _is_of_the_other(relatives[0][1], names[0]):
            # "Mr Everton and Mrs Claudette James, her great aunt and uncle"
            names.reverse()
        for (place, who), name in zip(relatives, names, strict=False):
            linked[place] = Link("kin.pair", who, (name,))
    return linked


def _names(whole: Symbols, match: re.Match[str], who_at: int, names_at: int) -> list[Unit]:
    """The names of a match; of a singular word only the nearest, of a plural all that are joined to it."""
    who = whole.units[match.start(who_at)]
    span = range(match.start(names_at), match.end(names_at))
    names = [unit for unit in (whole.units[index] for index in span) if unit is not None and unit.kind == "N"]
    if who is None:
        return []
    if not _takes_many(who):
        return names[-1:] if names_at < who_at else names[:1]
    if names_at > who_at:
        names += list(_joined(whole, match.end(names_at), who))
        if ":" in match.group():
            names += list(_listed(whole, match.end(names_at), names))
    return names


def _is_free(title: Unit | None, who: Unit, rule: str) -> bool:
    """Whether a name may have this relation too: "Uncle Benji" is not one of "her parents", "Granny Lee" may be."""
    if title is None or title is who:
        return True
    if who.plural:
        return who.path[-1] in {"parent", "grandparent"} and _is_grand(title) or _is_uncle(title, who)
    parents = {title.path, who.path} <= {("mother",), ("father",)}
    if parents and who.owner is not None and title.word not in people.CALLED_SO:
        # "Mo Mihaela, father's mother": two women.
        return False
    bare = not (title.pronoun or title.article or title.owner is not None or title.owner_is_child)
    return (bare or rule.startswith("name.")) and (not title.gender or not who.gender or title.gender == who.gender)


def _is_uncle(title: Unit, who: Unit) -> bool:
    """ "Wayne had two brothers: Uncle Mick": what the child calls him; "two daughters: Billy's mother Anita"."""
    if who.path[-1] in paths.CHILDREN:
        return title.owner_is_child and title.path in {("mother",), ("father",)}
    return title.path[-1] in {"uncle", "aunt"} and who.path[-1] in paths.SIBLINGS and who.pronoun != "my"


def _is_grand(title: Unit) -> bool:
    return title.path[-1] in {"grandmother", "grandfather", "mother", "father"}


def _is_of_the_other(who: Unit, name: Unit) -> bool:
    """ "Pops, but an old lady, Miss Ivy, said": a grandfather is no Miss."""
    said = "" if name.plural else called.OF_TITLES.get(name.title, "")
    return not who.plural and bool(who.gender and said) and who.gender != said


def _owns_itself(who: Unit | None, names: list[Unit]) -> bool:
    """ "Gemma Price, Gemma's baby" are two."""
    owner = who.owner if who is not None else None
    if owner is None:
        return False
    if owner.title and len(owner.words) == 1:
        # "Ms Pike's mother, Mrs Andrea Pike": one surname, two people.
        return any(owner is name or owner.title == name.title and owner.words == name.words for name in names)
    return any(owner is name or owner.words and owner.words[0] in name.words for name in names)


def _takes_many(who: Unit) -> bool:
    return who.plural


def _joined(whole: Symbols, at: int, who: Unit) -> Iterator[Unit]:
    """Further names joined by commas and "and"."""
    ended = False
    while more := _MORE.match(whole.text, at):
        joined = "&" in whole.text[at : more.start(1)]
        if ended and not joined:
            # "Old carers Jim and Pauline, Mr Khan at school"
            return
        ended = joined
        unit = whole.units[more.start(1)]
        titled = whole.text[more.start(1) - 1] == "K"
        if (
            unit is None
            or unit.role is not None
            or _goes_on_owning(whole, more.end(), unit)
            or titled
            and who.path[-1] not in _TITLED
        ):
            return
        yield unit
        at = more.end()


def _goes_on_owning(whole: Symbols, at: int, unit: Unit) -> bool:
    """ "carers Jo and Phil's" are two; of "brothers Sam and Phil's dad" the last is somebody's owner."""
    return whole.text[at : at + 1] == "s" and (unit.owns or whole.text[at + 1 : at + 2] not in {"", ".", ",", "e", "&"})


def _listed(whole: Symbols, at: int, names: list[Unit]) -> Iterator[Unit]:
    """Further names of a list after a colon, each after a semicolon: "Brothers: Kyle - Bolton; Josh - Leeds"."""
    while more := _NEXT_IN_LIST.search(whole.text, at):
        unit = whole.units[more.start(1)]
        if _KIN_OR_ROLE.search(whole.text, at, more.start(1)) or unit is None:
            return
        if unit not in names:
            yield unit
        at = more.end()


def _fits(whole: Symbols, match: re.Match[str], rule: str, who_at: int) -> bool:
    """Leave aside what is only a list: "with Mum, Darren and the baby", "Tom, his mum and Josh"."""
    text, who = whole.text, whole.units[match.start(who_at)]
    if who is not None and who.kin is not None and who.kin.kind == "relative" and not rule.startswith("name."):
        return False
    if who is None:
        return False
    if rule in _WITH_NAME:
        return _WITH_NAME[rule](who, whole.units[match.start(2)] or who)
    if rule == "kin.dash":
        return _is_a_form(whole.text)
    if who.general and rule not in {"kin.name", "kin.bracket", "name.bracket", "kin.label"}:
        return False
    if rule == "kin.called" and "yax" in match.group():
        # "two boys with a woman called Laura": she is called so.
        return False
    if rule in _ALONE:
        return _ALONE[rule](who)
    after = text[match.end() :]
    if rule == "name.beside":
        bare = bool(re.match(r"[,;.)]|$", after)) and not who.article
        return bool(who.pronoun and who.pronoun != "your") or who.owner_is_child or bare
    if rule == "kin.comma":
        return _fits_behind(who, after)
    return rule != "name.comma" or _fits_comma(text[: match.start()], match.group(), after, who)


def _fits_behind(who: Unit, after: str) -> bool:
    """Whether the name behind the comma is the relative's: not in "for the carers, Louise (nurse)"."""
    if who.plural:
        return who.kind != KIN or not re.match(r"\(?R", after)
    if who.article or _is_owned(who) or who.kind == ROLE:
        return not re.match(r"&|,N[,&]", after)
    return not re.match(r"&|,(?:N|K|&N)", after)


def _is_a_form(text: str) -> bool:
    """ "Mum - Rachel Dean, Stepdad - Mark Dean": who somebody is stands before each name."""
    return len(_LABELLED.findall(text)) > 1 and not _BEHIND.search(text)


def _fits_comma(before: str, found: str, after: str, who: Unit) -> bool:
    if "-" in found and after[:1] in {"z", "c", "v"}:
        # "his name is Ezekiel - Nadia's mum calls him Pops": she begins another sentence.
        return False
    listed = before.endswith(("&", ",")) and after.startswith(("&", ",&")) and who.kind == KIN
    several = who.plural and found.count("N") > 1
    near = who.path == ("neighbour",) and after[:1] == "x"
    owned = bool(who.article) or _is_owned(who)
    return owned or several or near or not after or after[0] in ",.;)nodew-" or who.kind == ROLE and not listed


def _is_owned(who: Unit) -> bool:
    return bool(who.pronoun) or who.owner is not None or who.owner_is_child


# Rules by which the relative alone decides: "Tanya named his father" does not call her so; "Stuart said she's my
# sister" does not say what Stuart is.
_ALONE: dict[str, Callable[[Unit], bool]] = {
    "kin.by": lambda who: who.path[-1] in paths.CHILDREN,
    "kin.with": lambda who: who.path[-1] == "friend" and who.plural,
    "name.gap": lambda who: not (who.pronoun or who.article or who.owner is not None or who.plural),
    "name.the": lambda who: who.article == "the" and not who.plural and who.path[-1] not in _HAD,
    "name.called": lambda who: who.kind != ROLE and (bool(who.article) or not _is_owned(who)),
    "name.says": lambda who: who.pronoun not in {"my", "our"},
    "name.colon": _is_owned,
    "name.is-aged": _is_owned,
    "name.apposed-is": lambda who: who.owner_is_child or who.owner is not None and who.path[-1] in paths.CHILDREN,
}
# The same of rules by which the relative and the name decide.
_WITH_NAME: dict[str, Callable[[Unit, Unit], bool]] = {
    "kin.is-a": lambda who, name: name.title in called.OF_TITLES,
    "kin.who": lambda who, name: who.plural or who.article in {"a", "an", "another"},
    "kin.the": lambda who, name: who.plural and name.rule == "name.household",
}
