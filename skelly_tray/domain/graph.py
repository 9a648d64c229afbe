"""The dependency graph as an immutable index, built once per set of descriptors.

`decide` looks at neighbours only. Members of a cycle and modules that need an unknown one are named; how the modules
are ordered is the business of `arrangement.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import cast

from skelly_tray.domain.arrangement import Arrange, arrange
from skelly_tray.domain.descriptor import Dependency, ModuleDescriptor, ModuleId

Path = tuple[ModuleId, ...]


@dataclass(frozen=True, slots=True)
class DependencyGraph:
    """dependencies, dependants: edges by module. waves: start order in groups that may start together, each sorted.
    rank: number of a module's wave. missing: required dependencies that no file describes. cycles: each as a path
    whose last member needs the first. knots: by cycle, all modules that need each other through it."""

    dependencies: Mapping[ModuleId, tuple[Dependency, ...]] = field(default_factory=dict)
    dependants: Mapping[ModuleId, tuple[tuple[ModuleId, Dependency], ...]] = field(default_factory=dict)
    waves: tuple[Path, ...] = ()
    rank: Mapping[ModuleId, int] = field(default_factory=dict)
    missing: Mapping[ModuleId, Path] = field(default_factory=dict)
    cycles: tuple[Path, ...] = ()
    knots: Mapping[Path, Path] = field(default_factory=dict)

    @property
    def order(self) -> Path:
        """Every module of the waves, dependencies before dependants."""
        return tuple(m for wave in self.waves for m in wave)

    @classmethod
    def build(
        cls,
        descriptors: Mapping[ModuleId, ModuleDescriptor],
        known: Collection[ModuleId] = (),
        arranged_by: Arrange = arrange,
    ) -> DependencyGraph:
        """The graph of these descriptors. known: ids that exist but are unusable, so not missing. arranged_by: who
        orders them, here or elsewhere."""
        needs = {str(m): tuple(str(e.module) for e in d.depends_on) for m, d in descriptors.items()}
        arranged = arranged_by(needs)
        waves = cast(tuple[Path, ...], arranged.waves)
        knots = cast(dict[Path, Path], dict(arranged.knots))
        missing = {m: _missing(d, descriptors, known) for m, d in descriptors.items()}
        return cls(
            dependencies={m: d.depends_on for m, d in descriptors.items()},
            dependants=_dependants(descriptors),
            waves=waves,
            rank={m: n for n, wave in enumerate(waves) for m in wave},
            missing={m: gone for m, gone in missing.items() if gone},
            cycles=tuple(knots),
            knots=knots,
        )


def _missing(
    descriptor: ModuleDescriptor, descriptors: Collection[ModuleId], known: Collection[ModuleId]
) -> Path:
    return tuple(
        e.module
        for e in descriptor.depends_on
        if e.required and e.module not in descriptors and e.module not in known
    )


def _dependants(
    descriptors: Mapping[ModuleId, ModuleDescriptor],
) -> dict[ModuleId, tuple[tuple[ModuleId, Dependency], ...]]:
    found: dict[ModuleId, list[tuple[ModuleId, Dependency]]] = {}
    for module, descriptor in sorted(descriptors.items()):
        for edge in descriptor.depends_on:
            found.setdefault(edge.module, []).append((module, edge))
    return {module: tuple(edges) for module, edges in found.items()}
