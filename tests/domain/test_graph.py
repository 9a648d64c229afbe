"""The dependency graph: waves, cycles named member by member, what nobody describes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from skelly_tray.domain.descriptor import ModuleDescriptor
from skelly_tray.domain.graph import DependencyGraph
from tests.domain.build import module, needs


def graph(*modules: ModuleDescriptor, known: tuple[str, ...] = ()) -> DependencyGraph:
    return DependencyGraph.build({m.id: m for m in modules}, known=known)  # type: ignore[arg-type]


def test_waves_hold_what_may_start_together_sorted_by_name() -> None:
    built = graph(
        module("web", "db", "cache"), module("db"), module("cache"), module("ui", "web"), module("app", "db")
    )
    assert built.waves == (("cache", "db"), ("app", "web"), ("ui",))
    assert built.order == ("cache", "db", "app", "web", "ui")
    assert built.rank == {"cache": 0, "db": 0, "app": 1, "web": 1, "ui": 2}


def test_order_is_the_same_whatever_the_order_of_the_files() -> None:
    modules = module("b", "a"), module("a"), module("c", "a")
    assert graph(*modules).waves == graph(*reversed(modules)).waves


def test_cycle_is_named_member_by_member_each_needing_the_next() -> None:
    built = graph(module("a", "b"), module("b", "c"), module("c", "a"), module("ok"))
    assert built.cycles == (("a", "b", "c"),)
    assert built.waves == (("ok",),)


def test_module_that_needs_itself_is_a_cycle_of_one() -> None:
    assert graph(module("a", "a")).cycles == (("a",),)


def test_two_cycles_are_both_named() -> None:
    built = graph(module("a", "b"), module("b", "a"), module("x", "y"), module("y", "x"))
    assert built.cycles == (("a", "b"), ("x", "y"))


def test_all_members_of_a_knot_are_known_also_off_the_named_path() -> None:
    built = graph(module("a", "b"), module("b", "a", "c"), module("c", "a"))
    assert set(built.knots[built.cycles[0]]) == {"a", "b", "c"}


def test_dependant_of_a_cycle_is_no_member_and_stays_in_the_waves() -> None:
    built = graph(module("a", "b"), module("b", "a"), module("c", "a"))
    assert built.order == ("c",)


def test_missing_names_required_dependencies_that_no_file_describes() -> None:
    built = graph(module("web", "db", needs("cache", required=False), "broken"), known=("broken",))
    assert built.missing == {"web": ("db",)}


def test_neighbours_are_indexed_both_ways() -> None:
    built = graph(module("web", "db"), module("db"))
    assert [d for d, _ in built.dependants["db"]] == ["web"]  # type: ignore[index]
    assert [e.module for e in built.dependencies["web"]] == ["db"]  # type: ignore[index]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30))
def test_waves_and_cycles_of_any_graph_are_right(edges: list[tuple[int, int]]) -> None:
    needed = {n: sorted({b for a, b in edges if a == n}) for n in range(10)}
    built = graph(*(module(f"m{n}", *(f"m{b}" for b in needed[n])) for n in range(10)))
    knotted = {m for knot in built.knots.values() for m in knot}
    assert set(built.order) | knotted == {f"m{n}" for n in range(10)} and not set(built.order) & knotted
    for a, b in edges:
        if f"m{a}" in built.rank and f"m{b}" in built.rank:
            assert built.rank[f"m{b}"] < built.rank[f"m{a}"]  # type: ignore[index]
    for cycle in built.cycles:
        for one, following in zip(cycle, cycle[1:] + cycle[:1], strict=True):
            assert (int(one[1:]), int(following[1:])) in edges
