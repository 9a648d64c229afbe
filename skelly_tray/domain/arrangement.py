"""The arrangement of modules by their dependencies: waves and knots. The only user of networkx.

networkx costs 13 to 25 MiB for as long as a process lives, and is needed for milliseconds: `app/arranging.py` therefore
calls this in a short-lived process. Plain data goes in and comes out, so that it can cross to one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Arrangement:
    """waves: groups that may start together, in start order, each sorted. knots: (a cycle as a path whose last member
    needs the first, all modules that need each other through it); their members are in no wave."""

    waves: tuple[tuple[str, ...], ...]
    knots: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()


Needs = Mapping[str, Sequence[str]]
"""Module → the modules it depends on; names that are no keys are left out of account."""
Arrange = Callable[[Needs], Arrangement]


def arrange(needs: Needs) -> Arrangement:
    """Order the modules so that each comes after those it depends on."""
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(needs)
    graph.add_edges_from((on, module) for module, all_on in needs.items() for on in all_on if on in needs)
    tangled = [
        members
        for members in sorted(map(sorted, nx.strongly_connected_components(graph)))
        if len(members) > 1 or graph.has_edge(members[0], members[0])
    ]
    knots = tuple((_cycle(graph, members), tuple(members)) for members in tangled)
    graph.remove_nodes_from([module for members in tangled for module in members])
    return Arrangement(tuple(tuple(sorted(wave)) for wave in nx.topological_generations(graph)), knots)


def _cycle(graph: nx.DiGraph[str], members: list[str]) -> tuple[str, ...]:
    """One path through the knot, starting at its first member by name, each needing the next."""
    import networkx as nx

    part = graph.subgraph(members).reverse()
    return tuple(edge[0] for edge in nx.find_cycle(part, source=members[0]))
