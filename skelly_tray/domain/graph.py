"""The dependency graph: the only user of networkx.

Built once per set of descriptors into an immutable index, so that `decide` looks at neighbours only and never at
networkx. Members of a cycle and modules that need an unknown one are left out of the waves and named.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from skelly_tray.domain.descriptor import Dependency, ModuleDescriptor, ModuleId


@dataclass(frozen=True, slots=True)
class DependencyGraph:
    """dependencies, dependants: edges by module. waves: start order in groups that may start together, each sorted.
    rank: number of a module's wave. missing: required dependencies that no file describes. cycles: each as a path
    whose last member needs the first. knots: by cycle, all modules that need each other through it."""

    dependencies: Mapping[ModuleId, tuple[Dependency, ...]] = field(default_factory=dict)
    dependants: Mapping[ModuleId, tuple[tuple[ModuleId, Dependency], ...]] = field(default_factory=dict)
    waves: tuple[tuple[ModuleId, ...], ...] = ()
    rank: Mapping[ModuleId, int] = field(default_factory=dict)
    missing: Mapping[ModuleId, tuple[ModuleId, ...]] = field(default_factory=dict)
    cycles: tuple[tuple[ModuleId, ...], ...] = ()
    knots: Mapping[tuple[ModuleId, ...], tuple[ModuleId, ...]] = field(default_factory=dict)

    @property
    def order(self) -> tuple[ModuleId, ...]:
        """Every module of the waves, dependencies before dependants."""
        return tuple(m for wave in self.waves for m in wave)

    @classmethod
    def build(
        cls, descriptors: Mapping[ModuleId, ModuleDescriptor], known: Collection[ModuleId] = ()
    ) -> DependencyGraph:
        """The graph of these descriptors. `known`: ids that exist but are unusable, so not missing."""
        import networkx as nx

        graph: nx.DiGraph[ModuleId] = nx.DiGraph()
        graph.add_nodes_from(descriptors)
        missing: dict[ModuleId, tuple[ModuleId, ...]] = {}
        for module, descriptor in descriptors.items():
            gone = tuple(
                e.module
                for e in descriptor.depends_on
                if e.module not in descriptors and e.module not in known and e.required
            )
            if gone:
                missing[module] = gone
            graph.add_edges_from((e.module, module) for e in descriptor.depends_on if e.module in descriptors)
        knots = {
            _cycle(graph, members): tuple(members)
            for members in sorted(map(sorted, nx.strongly_connected_components(graph)))
            if len(members) > 1 or graph.has_edge(members[0], members[0])
        }
        rings = [c for c in nx.strongly_connected_components(graph) if len(c) > 1]
        graph.remove_nodes_from([m for ring in rings for m in ring])
        graph.remove_nodes_from(list(nx.nodes_with_selfloops(graph)))
        waves = tuple(tuple(sorted(wave)) for wave in nx.topological_generations(graph))
        return cls(
            dependencies={m: d.depends_on for m, d in descriptors.items()},
            dependants=_dependants(descriptors),
            waves=waves,
            rank={m: n for n, wave in enumerate(waves) for m in wave},
            missing=missing,
            cycles=tuple(knots),
            knots=knots,
        )


def _cycle(graph: object, members: list[ModuleId]) -> tuple[ModuleId, ...]:
    """One path through the cycle, starting at its first member by name, each needing the next."""
    import networkx as nx

    part = graph.subgraph(members).reverse()  # type: ignore[attr-defined]
    path = [edge[0] for edge in nx.find_cycle(part, source=members[0])]
    return tuple(path)


def _dependants(
    descriptors: Mapping[ModuleId, ModuleDescriptor],
) -> dict[ModuleId, tuple[tuple[ModuleId, Dependency], ...]]:
    found: dict[ModuleId, list[tuple[ModuleId, Dependency]]] = {}
    for module, descriptor in sorted(descriptors.items()):
        for edge in descriptor.depends_on:
            found.setdefault(edge.module, []).append((module, edge))
    return {module: tuple(edges) for module, edges in found.items()}
