"""Places for the nodes of a graph in columns, so that few of its lines cross: pure, and the same for the same graph.

Long lines of one source run together through a *lane* in each column between, so that they pass no node.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

NODE_WIDTH, NODE_HEIGHT = 152.0, 44.0
ROW_GAP, COLUMN_GAP = 12.0, 64.0
LANE_HEIGHT = 4.0
LANE_WEIGHT = 3.0
STUB = 28.0
"""The last part of a line, level: there is room for signs."""
PORT_GAP = 12.0
"""Between the ends of two lines that lead to one node, where there is room."""

SWEEPS = 12
"""Times that the columns are ordered anew, forwards and backwards in turn; the order that crosses least stays."""

Point = tuple[float, float]
Lane = tuple[str, int]
"""(source, column): where the lines of a source pass a column. A node is a string."""
Item = str | Lane
Columns = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Layers:
    """places: the left upper corner of each node, from (0, 0) on. routes: by (from, to), the points that the line goes
    through, from the right side of one node to the left side of the other."""

    places: Mapping[str, Point] = field(default_factory=dict)
    routes: Mapping[tuple[str, str], tuple[Point, ...]] = field(default_factory=dict)
    width: float = 0.0
    height: float = 0.0


def layered(columns: Columns, edges: Iterable[tuple[str, str]]) -> Layers:
    """Place the nodes of each column above each other. Every edge must lead from a column to a later one."""
    at = {node: number for number, column in enumerate(columns) for node in column}
    wanted = sorted({edge for edge in edges if edge[0] in at and edge[1] in at})
    items: list[list[Item]] = [list(column) for column in columns]
    chains: dict[tuple[str, str], list[Item]] = {}
    for source, target in wanted:
        lanes: list[Lane] = [(source, number) for number in range(at[source] + 1, at[target])]
        for lane in lanes:
            if lane not in items[lane[1]]:
                items[lane[1]].append(lane)
        chains[source, target] = [source, *lanes, target]
    links = sorted({pair for chain in chains.values() for pair in itertools.pairwise(chain)}, key=str)
    ordered = _ordered(items, links)
    tops = _tops(ordered, links)
    return _measured(ordered, chains, tops)


# Order within the columns ---------------------------------------------------------------------------


def _ordered(items: list[list[Item]], links: Sequence[tuple[Item, Item]]) -> list[list[Item]]:
    before, behind = _neighbours(links)
    order = [_begun(column) for column in items]
    best, fewest = [list(column) for column in order], crossings(order, links)
    for sweep in range(SWEEPS):
        forwards = sweep % 2 == 0
        neighbours = before if forwards else behind
        numbers = range(1, len(order)) if forwards else range(len(order) - 2, -1, -1)
        for number in numbers:
            other = order[number - 1 if forwards else number + 1]
            rank = {item: place for place, item in enumerate(other)}
            order[number] = _by_barycentre(order[number], neighbours, rank)
        count = crossings(order, links)
        if count < fewest:
            best, fewest = [list(column) for column in order], count
    return best


def _begun(column: Sequence[Item]) -> list[Item]:
    """By name, with the lanes in the middle: a lane at the edge would pull all that follows to one side."""
    nodes = sorted((item for item in column if isinstance(item, str)), key=str)
    lanes = sorted((item for item in column if not isinstance(item, str)), key=str)
    half = len(nodes) // 2
    return [*nodes[:half], *lanes, *nodes[half:]]


def _neighbours(links: Iterable[tuple[Item, Item]]) -> tuple[dict[Item, list[Item]], dict[Item, list[Item]]]:
    before: dict[Item, list[Item]] = {}
    behind: dict[Item, list[Item]] = {}
    for first, second in links:
        before.setdefault(second, []).append(first)
        behind.setdefault(first, []).append(second)
    return before, behind


def _by_barycentre(
    column: list[Item], neighbours: Mapping[Item, list[Item]], rank: Mapping[Item, int]
) -> list[Item]:
    """Each where its neighbours are on average; one without neighbours keeps its place."""

    def centre(place: int, item: Item) -> float:
        ranks = [rank[each] for each in neighbours.get(item, ()) if each in rank]
        return sum(ranks) / len(ranks) if ranks else place * len(rank) / max(1, len(column))

    keys = {item: (centre(place, item), place) for place, item in enumerate(column)}
    return sorted(column, key=lambda item: keys[item])


def crossings(order: Sequence[Sequence[Item]], links: Iterable[tuple[Item, Item]]) -> int:
    """How many pairs of links cross between two columns that stand beside each other."""
    at = {item: (number, place) for number, column in enumerate(order) for place, item in enumerate(column)}
    between: dict[int, list[tuple[int, int]]] = {}
    for first, second in links:
        between.setdefault(at[first][0], []).append((at[first][1], at[second][1]))
    found = 0
    for pairs in between.values():
        passed: list[int] = []
        for _, end in sorted(pairs):
            found += len(passed) - bisect_right(passed, end)
            insort(passed, end)
    return found


# Heights --------------------------------------------------------------------------------------------


def _tops(order: Sequence[Sequence[Item]], links: Sequence[tuple[Item, Item]]) -> dict[Item, float]:
    """The upper edge of each item: near its neighbours, and never within the one above."""
    before, behind = _neighbours(links)
    middle: dict[Item, float] = {}
    for column in order:
        offsets = _offsets(column)
        shift = -(offsets[-1] if offsets else 0.0) / 2
        middle |= {item: shift + offset for item, offset in zip(column, offsets, strict=True)}
    for sweep in range(SWEEPS):
        neighbours = before if sweep % 2 == 0 else behind
        for column in order if sweep % 2 == 0 else reversed(order):
            wanted = [_mean([middle[n] for n in neighbours.get(item, ())], middle[item]) for item in column]
            middle |= dict(
                zip(column, _apart(wanted, _offsets(column), list(map(_weight, column))), strict=True)
            )
    tops = {item: at - _height(item) / 2 for item, at in middle.items()}
    first = min(tops.values(), default=0.0)
    return {item: round(top - first, 3) for item, top in tops.items()}


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _height(item: Item) -> float:
    return NODE_HEIGHT if isinstance(item, str) else LANE_HEIGHT


def _offsets(column: Sequence[Item]) -> list[float]:
    """The middles of items that stand as close as they may."""
    found: list[float] = []
    for number, item in enumerate(column):
        above = column[number - 1] if number else None
        found.append(0.0 if above is None else found[-1] + (_height(above) + _height(item)) / 2 + ROW_GAP)
    return found


def _weight(item: Item) -> float:
    """A lane wants to go straight on, and the modules make room."""
    return 1.0 if isinstance(item, str) else LANE_WEIGHT


def _apart(wanted: Sequence[float], offsets: Sequence[float], weights: Sequence[float]) -> list[float]:
    """The places next to those wanted (by weighted least squares) that keep the order and the distances."""
    blocks: list[tuple[float, float, int]] = []
    for want, offset, weight in zip(wanted, offsets, weights, strict=True):
        total, heavy, count = (want - offset) * weight, weight, 1
        while blocks and blocks[-1][0] / blocks[-1][1] > total / heavy:
            above, weighed, many = blocks.pop()
            total, heavy, count = total + above, heavy + weighed, count + many
        blocks.append((total, heavy, count))
    bases = [total / heavy for total, heavy, count in blocks for _ in range(count)]
    return [base + offset for base, offset in zip(bases, offsets, strict=True)]


# Places and routes ----------------------------------------------------------------------------------


def _measured(
    order: Sequence[Sequence[Item]],
    chains: Mapping[tuple[str, str], Sequence[Item]],
    tops: Mapping[Item, float],
) -> Layers:
    left = {
        item: number * (NODE_WIDTH + COLUMN_GAP) for number, column in enumerate(order) for item in column
    }
    places = {item: (left[item], tops[item]) for item in left if isinstance(item, str)}
    ports = _ports(chains, tops)
    routes = {edge: tuple(_route(chain, left, tops, ports[edge])) for edge, chain in chains.items()}
    return Layers(
        places,
        routes,
        max((x + NODE_WIDTH for x, _ in places.values()), default=0.0),
        max((top + _height(item) for item, top in tops.items()), default=0.0),
    )


def _ports(
    chains: Mapping[tuple[str, str], Sequence[Item]], tops: Mapping[Item, float]
) -> dict[tuple[str, str], float]:
    """Where each line reaches its node, from the middle of that side: those from above end above the others."""
    ends: dict[str, list[tuple[float, tuple[str, str]]]] = {}
    for edge, chain in chains.items():
        ends.setdefault(edge[1], []).append((tops[chain[-2]] + _height(chain[-2]) / 2, edge))
    found: dict[tuple[str, str], float] = {}
    for lines in ends.values():
        gap = min(PORT_GAP, NODE_HEIGHT * 0.7 / len(lines))
        for place, (_, edge) in enumerate(sorted(lines)):
            found[edge] = (place - (len(lines) - 1) / 2) * gap
    return found


def _route(
    chain: Sequence[Item], left: Mapping[Item, float], tops: Mapping[Item, float], port: float
) -> list[Point]:
    points: list[Point] = []
    for number, item in enumerate(chain[:-1]):
        y = tops[item] + _height(item) / 2
        if number:
            points.append((left[item], y))
        points.append((left[item] + NODE_WIDTH, y))
    x, y = left[chain[-1]], tops[chain[-1]] + NODE_HEIGHT / 2 + port
    return [*points, (x - STUB, y), (x, y)]
