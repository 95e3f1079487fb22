"""Made-up brothers and sisters: believable, each said from both sides, and nobody in two pairs."""

import datetime as dt

from kith.demo import kin

BORN = dt.date(2012, 5, 1)


def child(number: int, surname: str, days: int, sex: str = "F") -> kin.Kin:
    return kin.Kin(f"W{number}", f"Name{number}", surname, BORN + dt.timedelta(days=days), sex)


def test_two_of_one_surname_and_a_believable_age_are_each_others() -> None:
    found = dict(kin.siblings([child(1, "Marsh", 0), child(2, "Marsh", 700, "M")]))
    assert found["W1"].startswith("Brother Name2 Marsh, in care too, ")
    assert found["W2"].startswith("Sister Name1 Marsh, in care too, ")


def test_too_near_or_too_far_in_age_are_strangers() -> None:
    apart = [child(1, "Marsh", 0), child(2, "Marsh", 200), child(3, "Marsh", 200 + kin.MOST_DAYS + 1)]
    assert not any("in care too" in text for _, text in kin.siblings(apart))
    assert not any("in care too" in text for _, text in kin.siblings([child(1, "Marsh", 0), child(2, "Reed", 700)]))


def test_nobody_is_in_two_pairs_and_there_are_only_a_few() -> None:
    many = [child(number, "Marsh", 400 * number) for number in range(60)]
    found = list(kin.siblings(many))
    assert len(found) == 2 * kin.PAIRS + len(kin.NOT_IN_CARE)
    assert len({reference for reference, _ in found}) == len(found)
    assert list(kin.siblings(list(reversed(many)))) == found


def test_those_who_may_be_put_forward_are_paired_first_and_only_in_care() -> None:
    others = [child(number, "Marsh", 400 * number) for number in range(60)]
    able = [
        kin.Kin(f"Y{number}", "Kit", "Reed", BORN + dt.timedelta(400 * number), "M", is_able=True) for number in (1, 2)
    ]
    alone = kin.Kin("Z1", "Jo", "Yarrow", BORN, "F", is_able=True)
    found = dict(kin.siblings([*others, *able, alone]))
    assert {"Y1", "Y2"} == {one.reference for one in kin.pairs([*others, *able, alone])[0]}
    assert "in care too" in found["Y1"]
    assert "Z1" not in found, "nobody else is made up around whoever may be put forward"
