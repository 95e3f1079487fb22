"""Families made by hand that are hard to draw, each with the most crossings and second drawings it may have."""

from collections.abc import Iterable
from typing import NamedTuple

from kith.domain import network
from kith.domain.network.graph import Family, Parentage, Person, Tie, Union
from kith.domain.network.when import in_year
from kith.domain.network.words import Gender, ParentageKind, TieKind

BIRTH, ADOPTIVE, FOSTER = ParentageKind.BIRTH, ParentageKind.ADOPTIVE, ParentageKind.FOSTER
KIN, STEP = ParentageKind.KIN_CARER, ParentageKind.STEP


class Hard(NamedTuple):
    """A family and what its drawing may cost at most."""

    family: Family
    crossings: int = 0
    twice: int = 0


def people(text: str) -> list[Person]:
    """ "dad:m:1980 mum:f kid" as people; the year of birth and the gender may be missing."""
    found = []
    for word in text.split():
        name, gender, year = [*word.split(":"), "", ""][:3]
        born = in_year(int(year)) if year else None
        found.append(Person(name, name.title(), Gender({"m": "male", "f": "female"}.get(gender, "unknown")), born))
    return found


def family(who: str, couples: str = "", children: str = "", *, ties: Iterable[Tie] = (), focus: str = "") -> Family:
    """Couples as "dad+mum mum+bob"; children as "kid<dad+mum kid<gran:kin_carer" (kinds are birth unless said)."""
    unions = [Union(f"u{at}", tuple(pair.split("+"))) for at, pair in enumerate(couples.split())]
    rows = []
    for word in children.split():
        child, parents = word.split("<")
        parents, _, kind = parents.partition(":")
        rows.append(Parentage(child, tuple(parents.split("+")), ParentageKind(kind or "birth")))
    made = people(who)
    given = Family(tuple(made), tuple(unions), tuple(rows), tuple(ties), focus=focus or made[-1].id)
    return network.check(given)[0]


HARD: dict[str, Hard] = {
    "one person": Hard(family("mia")),
    "two strangers": Hard(family("mia bob")),
    "a couple": Hard(family("bob:m mia:f", "bob+mia")),
    "one known parent": Hard(family("mum:f mia:f:2010 tom:m:2012", "", "mia<mum tom<mum")),
    "parents without a union": Hard(family("dad:m mum:f mia", "", "mia<dad+mum")),
    "two mothers, a donor and a sister": Hard(
        family("ann:f bea:f don:m mia:f:2010 zoe:f:2012", "ann+bea", "mia<ann+bea zoe<ann+bea mia<don")
    ),
    "adopted, with both parents by birth": Hard(
        family("bm:f bf:m am:f af:m mia:f:2010", "bf+bm af+am", "mia<bf+bm mia<af+am:adoptive")
    ),
    "four partners with children each": Hard(
        family(
            "mum:f a:m b:m c:m d:m a1:m:2000 b1:f:2003 b2:f:2004 c1:m:2008 d1:f:2012 mia:f:2014",
            "a+mum b+mum c+mum d+mum",
            "a1<a+mum b1<b+mum b2<b+mum c1<c+mum d1<d+mum mia<d+mum",
        )
    ),
    "seven partners with children each": Hard(
        family(
            "mum:f a:m b:m c:m d:m e:m f:m g:m " + " ".join(f"k{x}:f:{2000 + at}" for at, x in enumerate("abcdefg")),
            " ".join(f"{x}+mum" for x in "abcdefg"),
            " ".join(f"k{x}<{x}+mum" for x in "abcdefg"),
        )
    ),
    "yours, mine and ours": Hard(
        family(
            "dad:m mum:f xd:f xm:m y1:m:2000 m1:f:2001 o1:f:2008 o2:m:2010",
            "xd+dad dad+mum mum+xm",
            "y1<dad+xd m1<mum+xm o1<dad+mum o2<dad+mum",
        )
    ),
    "cousins with a child": Hard(
        family(
            "g:m h:f a:m:1950 b:f:1952 ap:f bp:m x:m:1975 y:f:1976 mia:f:2000",
            "g+h a+ap b+bp x+y",
            "a<g+h b<g+h x<a+ap y<b+bp mia<x+y",
        )
    ),
    "two brothers and two sisters, crosswise": Hard(
        family(
            "f1:m m1:f f2:m m2:f a:m:1950 b:m:1952 c:f:1950 d:f:1952 x:m:1980 y:f:1981",
            "f1+m1 f2+m2 a+d b+c",
            "a<f1+m1 b<f1+m1 c<f2+m2 d<f2+m2 x<a+d y<b+c",
        ),
        crossings=1,
        twice=1,
    ),
    "uncle and niece": Hard(
        family("g:m h:f u:m:1950 s:f:1948 sp:m n:f:1970 mia:f:1990", "g+h s+sp u+n", "u<g+h s<g+h n<s+sp mia<u+n"),
        twice=1,
    ),
    "father and daughter": Hard(
        family("f:m:1960 m:f:1962 d:f:1980 mia:f:1998", "f+m f+d", "d<f+m mia<f+d"),
        twice=1,
    ),
    "brother and sister": Hard(
        family("f:m m:f b:m:1990 s:f:1992 mia:f:2010", "f+m b+s", "b<f+m s<f+m mia<b+s"),
    ),
    "an own grandfather, by a slip": Hard(family("a b c d", "", "a<b b<c c<a d<a"), twice=1),
    "an own parent over a partner": Hard(family("a:m b:f c:m", "a+b", "b<a c<b a<c"), twice=2),
    "raised by her grandmother": Hard(
        family("g:f h:m mum:f:1985 mia:f:2010", "h+g", "mum<h+g mia<mum mia<h+g:kin_carer"), crossings=1
    ),
    "adopted by grandparents, with an aunt and brothers": Hard(
        family(
            "g:f h:m aunt:f:1980 mum:f:1985 dad:m tom:m:2008 mia:f:2010 bo:m:2012",
            "h+g dad+mum",
            "aunt<h+g mum<h+g tom<dad+mum mia<dad+mum bo<dad+mum mia<h+g:adoptive",
        ),
        crossings=2,
    ),
    "raised by her elder sister": Hard(
        family("mum:f:1970 sis:f:1990 mia:f:2010", "", "sis<mum mia<mum mia<sis:kin_carer"), crossings=1, twice=1
    ),
    "three who are all partners": Hard(family("a:m b:f c:f", "a+b b+c a+c"), twice=1),
    "five foster homes": Hard(
        family(
            "dad:m mum:f " + " ".join(f"f{n}:f g{n}:m" for n in range(5)) + " tom:m:2008 mia:f:2010",
            "dad+mum " + " ".join(f"g{n}+f{n}" for n in range(5)),
            "tom<dad+mum mia<dad+mum " + " ".join(f"mia<g{n}+f{n}:foster" for n in range(5)),
        ),
        crossings=1,
    ),
    "birth, adoptive and foster parents, and a step-father": Hard(
        family(
            "dad:m mum:f st:m am:f af:m fm:f ff:m mia:f:2010",
            "dad+mum st+mum af+am ff+fm",
            "mia<dad+mum mia<af+am:adoptive mia<ff+fm:foster mia<st:step",
        ),
        crossings=1,
    ),
    "a step-parent who is nobody's partner": Hard(family("mum:f st:m mia:f", "", "mia<mum mia<st:step")),
    "twelve generations": Hard(
        family(
            " ".join(f"g{n}:f:{1700 + 25 * n}" for n in range(12)), "", " ".join(f"g{n + 1}<g{n}" for n in range(11))
        )
    ),
    "twenty-two children": Hard(
        family(
            "dad:m mum:f " + " ".join(f"k{n:02}:f:{1990 + n}" for n in range(22)),
            "dad+mum",
            " ".join(f"k{n:02}<dad+mum" for n in range(22)),
        )
    ),
    "twins and children without a date": Hard(
        family("dad:m mum:f a:f:2001 b:f:2001 c d:m:1999 e", "dad+mum", " ".join(f"{c}<dad+mum" for c in "abcde"))
    ),
    "married twice": Hard(family("dad:m mum:f mia", "dad+mum mum+dad", "mia<dad+mum")),
    "one union of three": Hard(family("a:m b:f c:f mia tom", "a+b+c", "mia<a+b tom<a+c")),
    "parts without a tie": Hard(
        family(
            "a:m:1950 b:f c:f:1975 d:m e:f:1948 x:m:2001 y:f:2003 mia:f:2010 tom",
            "a+b d+e",
            "c<a+b mia<c x<d+e y<d+e",
        )
    ),
    "sixty people without any tie": Hard(family(" ".join(f"p{n}" for n in range(60)))),
    "nothing but friends and a chosen gran": Hard(
        family("nan:f:1950 mia:f", ties=(Tie("mia", "nan", TieKind.CHOSEN_FAMILY),))
    ),
    "sisters whose mother is not to be named": Hard(
        network.without(family("mum:f mia:f:2010 zoe:f:2012", "", "mia<mum zoe<mum"), ["mum"])
    ),
    "chain of six partners": Hard(
        family("a:m b:f c:m d:f e:m f:f " + " ".join(f"k{n}:m:200{n}" for n in range(5)), "a+b b+c c+d d+e e+f",
               "k0<a+b k1<b+c k2<c+d k3<d+e k4<e+f")
    ),
    "three partners who all have parents": Hard(
        family(
            "p:f:1980 a:m:1978 b:m:1979 c:m:1981 am:f bm:f cm:f pm:f k1:f:2000 k2:f:2002 k3:f:2004",
            "a+p b+p c+p",
            "a<am b<bm c<cm p<pm k1<a+p k2<b+p k3<c+p",
        ),
        crossings=1,
    ),
}  # fmt: skip
