"""The dependency graph as it is shown: what is said of each module and of each line, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, sqrt
from typing import Any

from skelly_tray.domain.status import ModuleState, SystemHealth
from skelly_tray.ui.present.layering import (
    COLUMN_GAP,
    NODE_HEIGHT,
    NODE_WIDTH,
    ROW_GAP,
    Layers,
    Point,
    layered,
)
from skelly_tray.ui.present.words import tr

ASPECT = 1.5
"""Width by height that a drawing has best."""
TITLE_HEIGHT = 28.0
"""Above a group of modules that stand apart from the others."""
GROUP_GAP = 24.0
CYCLE = re.compile(r"a cycle cannot be started: (\S+(?: needs \S+)+)")
"""How the core tells a cycle, in an error of each of its members."""


@dataclass(frozen=True, slots=True)
class GraphNode:
    """wave: number of the group that it starts in; None for one that cannot be started."""

    id: str
    name: str
    wave: int | None


@dataclass(frozen=True, slots=True)
class GraphEdge:
    """`module` needs `on`: it waits for the condition (`started`, `ready`, `healthy`, `completed`), for ever if
    required; on_restart: what it does while `on` is restarted (`keep`, `restart`, `stop`). cycle: it is one of those
    that go round in a circle, of which nothing else is known."""

    on: str
    module: str
    condition: str = "ready"
    required: bool = True
    on_restart: str = "keep"
    cycle: bool = False

    @property
    def ends(self) -> tuple[str, str]:
        return self.on, self.module


@dataclass(frozen=True, slots=True)
class Graph:
    """What the query `graph` answered. shape: changes when something else has to be drawn."""

    nodes: tuple[GraphNode, ...] = ()
    edges: tuple[GraphEdge, ...] = ()

    def needs(self, module: str) -> list[GraphEdge]:
        """What it needs, in the order of its file."""
        return [edge for edge in self.edges if edge.module == module]

    def needed_by(self, module: str) -> list[GraphEdge]:
        return [edge for edge in self.edges if edge.on == module]

    def around(self, module: str) -> set[str]:
        """That module, what it needs and what needs it."""
        return {end for edge in self.edges if module in edge.ends for end in edge.ends} | {module}

    def name(self, module: str) -> str:
        return next((node.name for node in self.nodes if node.id == module), module)


@dataclass(frozen=True, slots=True)
class Title:
    """Above a group of modules that stand apart."""

    text: str
    at: Point


@dataclass(frozen=True, slots=True)
class Drawing:
    """places: the left upper corner of every node, `NODE_WIDTH` by `NODE_HEIGHT`. routes: the points of every line, by
    (what is needed, what needs it)."""

    places: Mapping[str, Point] = field(default_factory=dict)
    routes: Mapping[tuple[str, str], tuple[Point, ...]] = field(default_factory=dict)
    titles: tuple[Title, ...] = ()
    width: float = 0.0
    height: float = 0.0


def graph_of(answer: Mapping[str, Any], snapshot: SystemHealth | None = None) -> Graph:
    """From the answer to the query `graph`. snapshot: tells which modules go round in a circle."""
    nodes = tuple(
        GraphNode(str(node["id"]), str(node.get("name") or node["id"]), node.get("wave"))
        for node in answer.get("nodes") or ()
    )
    known = {node.id for node in nodes}
    edges = [
        GraphEdge(
            str(edge["to"]),
            str(edge["from"]),
            str(edge.get("condition", "ready")),
            bool(edge.get("required", True)),
            str(edge.get("on_restart", "keep")),
        )
        for edge in answer.get("edges") or ()
    ]
    for path in cycles(snapshot):
        pairs = zip(path, [*path[1:], path[0]], strict=True)
        edges += [GraphEdge(on, module, cycle=True) for module, on in pairs]
    return Graph(nodes, tuple(edge for edge in edges if known.issuperset(edge.ends)))


def cycles(snapshot: SystemHealth | None) -> list[tuple[str, ...]]:
    """Each as a path in which every module needs the next, and the last one the first."""
    found: dict[tuple[str, ...], None] = {}
    for module in snapshot.modules.values() if snapshot else ():
        told = [line for issue in module.issues for line in issue.data.get("errors", ())]
        for line in told if module.state is ModuleState.INVALID else ():
            if match := CYCLE.search(str(line)):
                found[tuple(match[1].split(" needs ")[:-1])] = None
    return list(found)


def shape_of(snapshot: SystemHealth) -> object:
    """Equal while the graph need not be asked for again."""
    return tuple(
        (module_id, module.name, tuple(module.depends_on), module.state is ModuleState.INVALID)
        for module_id, module in snapshot.modules.items()
    )


# Where everything stands ----------------------------------------------------------------------------


def drawn(graph: Graph) -> Drawing:
    """Modules that depend on each other from wave to wave, and below them those that stand alone or cannot start."""
    tied = {end for edge in graph.edges for end in edge.ends}
    waves: dict[int, list[str]] = {}
    alone: list[str] = []
    broken: list[str] = []
    for node in sorted(graph.nodes, key=lambda node: node.id):
        if node.wave is None:
            broken.append(node.id)
        elif node.id in tied:
            waves.setdefault(node.wave, []).append(node.id)
        else:
            alone.append(node.id)
    straight = [edge.ends for edge in graph.edges if not edge.cycle]
    main = layered(_columns([waves[wave] for wave in sorted(waves)], straight), straight)
    made = _Assembled(main, len(graph.nodes))
    if alone:
        made.add(tr("On their own") if main.places else "", alone)
    if broken:
        made.add(tr("Cannot be started"), _circles_together(broken, graph))
    return made.drawing(graph.edges)


def _columns(waves: Sequence[Sequence[str]], edges: Iterable[tuple[str, str]]) -> list[list[str]]:
    """A wave of many becomes several columns, so that the whole is about as wide as a window; what others need stands
    in the last of them."""
    needed = {source for source, _ in edges}
    rows = _best_rows([len(wave) for wave in waves])
    columns: list[list[str]] = []
    for wave in waves:
        ordered = sorted(wave, key=lambda node: (node in needed, node))
        count = ceil(len(ordered) / rows)
        size = ceil(len(ordered) / count)
        columns += [ordered[start : start + size] for start in range(0, len(ordered), size)]
    return columns


def _best_rows(sizes: Sequence[int]) -> int:
    """How many modules of one wave stand above each other at most, so that the drawing can be shown largest."""

    def room(rows: int) -> float:
        width = sum(ceil(size / rows) for size in sizes) * (NODE_WIDTH + COLUMN_GAP)
        height = min(rows, max(sizes)) * (NODE_HEIGHT + ROW_GAP)
        return max(width / ASPECT, height)

    return min(range(1, max(sizes) + 1), key=lambda rows: (room(rows), rows)) if sizes else 1


def _circles_together(broken: Sequence[str], graph: Graph) -> list[str]:
    """The members of a cycle beside each other, each after the one it needs."""
    found: dict[str, None] = {}
    follows: dict[str, list[str]] = {}
    for edge in graph.edges:
        if edge.cycle:
            follows.setdefault(edge.on, []).append(edge.module)
    for module in broken:
        while module not in found:
            found[module] = None
            module = next((each for each in follows.get(module, ()) if each not in found), module)
    return list(found)


class _Assembled:
    """The waves, and groups of other modules below them."""

    def __init__(self, main: Layers, count: int) -> None:
        self._places = dict(main.places)
        self._routes = dict(main.routes)
        self._titles: list[Title] = []
        self._width, self._bottom = main.width, main.height
        fitting = int((main.width + COLUMN_GAP) // (NODE_WIDTH + COLUMN_GAP))
        self._columns = max(fitting, ceil(sqrt(count / 2)), 3)

    def add(self, title: str, modules: Sequence[str]) -> None:
        top = self._bottom + (GROUP_GAP if self._places else 0.0)
        if title:
            self._titles.append(Title(title, (0.0, top)))
            top += TITLE_HEIGHT
        for number, module in enumerate(modules):
            row, column = divmod(number, self._columns)
            x, y = column * (NODE_WIDTH + COLUMN_GAP), top + row * (NODE_HEIGHT + 2 * ROW_GAP)
            self._places[module] = (x, y)
            self._width = max(self._width, x + NODE_WIDTH)
            self._bottom = y + NODE_HEIGHT

    def drawing(self, edges: Iterable[GraphEdge]) -> Drawing:
        """With a line for every edge that has none yet."""
        for edge in edges:
            if edge.ends not in self._routes and {*edge.ends} <= self._places.keys():
                self._routes[edge.ends] = self._short(*edge.ends)
        return Drawing(self._places, self._routes, tuple(self._titles), self._width, self._bottom)

    def _short(self, on: str, module: str) -> tuple[Point, ...]:
        """From side to side; backwards, as the last line of a circle goes, from below and round."""
        (x, y), (to_x, to_y) = self._places[on], self._places[module]
        if to_x > x + NODE_WIDTH:
            return (x + NODE_WIDTH, y + NODE_HEIGHT / 2), (to_x, to_y + NODE_HEIGHT / 2)
        below = max(y, to_y) + NODE_HEIGHT + ROW_GAP * 0.8
        middle, to_middle = x + NODE_WIDTH / 2, to_x + NODE_WIDTH / 2
        start, end = (middle, y + NODE_HEIGHT), (to_middle, to_y + NODE_HEIGHT)
        return start, (middle, below), (to_middle, below), end


# What is said ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Group:
    """A heading of the list, and the modules below it."""

    title: str
    modules: tuple[GraphNode, ...]


def groups(graph: Graph) -> list[Group]:
    """All modules in the order of starting: the same as the drawing, as a list."""
    found: dict[int | None, list[GraphNode]] = {}
    for node in sorted(graph.nodes, key=lambda node: (node.wave is None, node.wave or 0, node.name.lower())):
        found.setdefault(node.wave, []).append(node)
    return [Group(wave_words(wave), tuple(nodes)) for wave, nodes in found.items()]


def wave_words(wave: int | None) -> str:
    if wave is None:
        return tr("Cannot be started")
    return tr("Step 1, at once") if wave == 0 else tr("Step {n}", n=wave + 1)


def edge_words(edge: GraphEdge, name: str) -> str:
    """`Storage, when it is ready; restarts with it`: of what is needed, or of what needs it. name: of the other end."""
    if edge.cycle:
        return tr("{module}, in a circle", module=name)
    said = {
        "started": tr("{module}, once it has started", module=name),
        "healthy": tr("{module}, once it is healthy", module=name),
        "completed": tr("{module}, once it has done its work", module=name),
    }.get(edge.condition, tr("{module}, once it is ready", module=name))
    if not edge.required:
        said += "; " + tr("can do without")
    with_it = {"restart": tr("restarts with it"), "stop": tr("stops while it is away")}.get(
        edge.on_restart, ""
    )
    return f"{said}; {with_it}" if with_it else said


def node_words(graph: Graph, module: str, state: str) -> str:
    """One line on a module: `AI companion, failed. Needs Storage, once it is ready. Needed by Nightly backup`."""
    parts = [f"{graph.name(module)}, {state}"]
    if needs := graph.needs(module):
        parts.append(tr("Needs {what}", what=", ".join(edge_words(e, graph.name(e.on)) for e in needs)))
    if by := graph.needed_by(module):
        parts.append(tr("Needed by {what}", what=", ".join(graph.name(e.module) for e in by)))
    return ". ".join(parts)


# The way of the arrow keys --------------------------------------------------------------------------


def neighbour(graph: Graph, drawing: Drawing, module: str, way: str) -> str | None:
    """The module that an arrow key leads to. way: `needs` or `needed_by` follow lines, to the one nearest in height;
    `up` and `down` lead to the next in the same column, and at its end to the next column's."""
    if module not in drawing.places:
        return None
    x, y = drawing.places[module]
    if way in ("needs", "needed_by"):
        edges = graph.needs(module) if way == "needs" else graph.needed_by(module)
        ends = [edge.on if way == "needs" else edge.module for edge in edges]
        ends = [end for end in ends if end in drawing.places]
        return min(ends, key=lambda end: (abs(drawing.places[end][1] - y), end), default=None)
    walk = sorted(drawing.places, key=lambda each: (drawing.places[each], each))
    column = [each for each in walk if drawing.places[each][0] == x]
    at = column.index(module) + (-1 if way == "up" else 1)
    if 0 <= at < len(column):
        return column[at]
    at = walk.index(module) + (-1 if way == "up" else 1)
    return walk[at] if 0 <= at < len(walk) else None
