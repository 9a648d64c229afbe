"""A machine with too much to do: who pays, how much, and in which order it is given back."""

from __future__ import annotations

from skelly_tray.domain.descriptor import BUS_ID, ModuleId
from skelly_tray.domain.pressure import GiveBack, Pressure, Take, User, weigh


def user(
    name: str, cpu: float = 50.0, importance: int = 50, squeezed: float | None = None, since: float = 0.0
) -> User:
    return User(ModuleId(name), 1, importance, cpu, squeezed, since)


def verdict(*users: User, cpu: float = 99.0, memory: float = 10.0) -> object:
    """What a second look in a row comes to."""
    return weigh(Pressure(1, 1), cpu, memory, 90.0, users)[1]


def took(*users: User, **machine: float) -> tuple[str, float] | None:
    found = verdict(*users, **machine)  # type: ignore[arg-type]
    return (str(found.user.module), found.percent) if isinstance(found, Take) else None


def test_one_look_over_the_threshold_is_not_enough() -> None:
    pressure, first = weigh(Pressure(), 99.0, 0.0, 90.0, [user("a")])
    assert first is None
    assert isinstance(weigh(pressure, 99.0, 0.0, 90.0, [user("a")])[1], Take)
    pressure, _ = weigh(pressure, 85.0, 0.0, 90.0, [user("a")])
    assert weigh(pressure, 99.0, 0.0, 90.0, [user("a")])[1] is None, "they have to be in a row"


def test_the_least_important_pays_then_the_one_that_uses_most_to_half_of_its_use() -> None:
    assert took(user("a", importance=60), user("b", 10, 20), user("c", 80, 20)) == ("c", 40.0)
    assert took(user("a", 80, importance=60), user("b", 10, 20)) == ("b", 5.0)


def test_memory_counts_like_cpu_and_is_named() -> None:
    assert took(user("a"), cpu=10.0, memory=95.0) == ("a", 25.0)
    found = verdict(user("a", importance=7), cpu=10.0, memory=95.0)
    assert isinstance(found, Take) and "memory was used to 95 %" in found.why and "importance 7" in found.why


def test_nobody_pays_who_is_spared_or_hardly_uses_anything() -> None:
    assert took(user(BUS_ID, 90, 1), user("vital", 90, 100), user("idle", 4.9, 0)) is None


def test_a_threshold_of_100_is_never_exceeded() -> None:
    assert weigh(Pressure(5), 100.0, 100.0, 100.0, [user("a")])[1] is None


def test_everybody_pays_once_before_anybody_pays_twice() -> None:
    a, b = user("a", 30, 10, squeezed=30), user("b", 60, 90)
    assert took(a, b) == ("b", 30.0)
    b = user("b", 30, 90, squeezed=30)
    assert took(a, b) == ("a", 15.0)
    assert took(user("a", 5, 10, squeezed=5.0)) is None, "not below 5 %"
    assert took(user("a", 20, 10, squeezed=30)) == ("a", 10.0), "half of what it uses, which is less"
    assert took(user("a", 31, 10, squeezed=30)) == ("a", 15.0), "half of what it may use"


def test_it_is_given_back_in_the_reverse_order_once_the_machine_is_well_below() -> None:
    users = [user("first", since=1.0, squeezed=10), user("last", since=3.0, squeezed=10), user("free")]
    assert verdict(*users, cpu=81.0) is None, "not ten points below"
    found = verdict(*users, cpu=80.0)
    assert isinstance(found, GiveBack) and found.user.module == "last"
    assert weigh(Pressure(), 50.0, 0.0, 90.0, users)[1] is None, "one look is not enough"
    assert verdict(user("free"), cpu=10.0) is None
