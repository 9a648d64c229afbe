"""The graph's drawing and its words: nothing overlaps, lines go along the waves, the same graph is drawn the same."""

from __future__ import annotations

import random
from itertools import combinations, pairwise

import pytest

from skelly_tray.config.load import Loaded
from skelly_tray.domain.descriptor import Dependency, ModuleDescriptor, ModuleId
from skelly_tray.domain.errors import lines
from skelly_tray.domain.orchestrator_config import OrchestratorConfig
from skelly_tray.engine.configuration import join
from skelly_tray.ui.present.graph import (
    Drawing,
    Graph,
    GraphEdge,
    GraphNode,
    cycles,
    drawn,
    edge_words,
    graph_of,
    groups,
    neighbour,
    node_words,
)
from skelly_tray.ui.present.layering import NODE_HEIGHT, NODE_WIDTH, crossings, layered
from skelly_tray.ui.present.simulated import after_words, dry_run
from tests.ui.fake_core import calm_modules, simulation, snapshot
from tests.ui.fake_system import circular_modules, graph_answer, invalid, many_modules

SIZES = (1, 2, 8, 40, 100)


def made_up(count: int, seed: int) -> Graph:
    """Modules that need up to three of those before them, some none."""
    chance = random.Random(seed)
    waves: dict[int, int] = {}
    edges: list[GraphEdge] = []
    for number in range(count):
        needs = chance.sample(range(number), min(number, chance.choice((0, 1, 1, 2, 3))))
        edges += [GraphEdge(f"m{on:03}", f"m{number:03}") for on in needs]
        waves[number] = 1 + max((waves[on] for on in needs), default=-1)
    nodes = [GraphNode(f"m{number:03}", f"Module {number}", wave) for number, wave in waves.items()]
    return Graph(tuple(nodes), tuple(edges))


def overlapping(drawing: Drawing) -> list[tuple[str, str]]:
    return [
        (a, b)
        for (a, (x, y)), (b, (to_x, to_y)) in combinations(drawing.places.items(), 2)
        if abs(x - to_x) < NODE_WIDTH and abs(y - to_y) < NODE_HEIGHT
    ]


@pytest.mark.parametrize("count", SIZES)
@pytest.mark.parametrize("seed", range(4))
def test_every_module_has_a_place_and_none_overlap(count: int, seed: int) -> None:
    graph = made_up(count, seed)
    drawing = drawn(graph)
    assert drawing.places.keys() == {node.id for node in graph.nodes}
    assert overlapping(drawing) == []


@pytest.mark.parametrize("count", SIZES)
def test_every_line_goes_along_the_waves_and_ends_at_its_modules(count: int) -> None:
    graph = made_up(count, 7)
    drawing = drawn(graph)
    assert drawing.routes.keys() == {edge.ends for edge in graph.edges}
    for (on, module), points in drawing.routes.items():
        assert list(points) == sorted(points, key=lambda point: point[0])
        (x, y), (to_x, to_y) = drawing.places[on], drawing.places[module]
        assert points[0] == (x + NODE_WIDTH, y + NODE_HEIGHT / 2)
        assert points[-1][0] == to_x and to_y < points[-1][1] < to_y + NODE_HEIGHT


@pytest.mark.parametrize("seed", range(4))
def test_no_level_part_of_a_line_passes_a_module(seed: int) -> None:
    drawing = drawn(made_up(40, seed))
    for points in drawing.routes.values():
        for (x, y), (to_x, to_y) in pairwise(points):
            if y != to_y:
                continue
            for place_x, place_y in drawing.places.values():
                inside = place_x < to_x - 1 and x + 1 < place_x + NODE_WIDTH
                assert not (inside and place_y < y < place_y + NODE_HEIGHT)


def test_all_that_is_drawn_lies_within_the_size() -> None:
    drawing = drawn(graph_of(graph_answer(circular_modules(calm_modules())), None))
    assert all(0 <= x <= drawing.width - NODE_WIDTH for x, _ in drawing.places.values())
    assert all(0 <= y <= drawing.height - NODE_HEIGHT for _, y in drawing.places.values())


def test_the_same_graph_is_drawn_the_same_in_whatever_order_it_is_told() -> None:
    graph = made_up(40, 3)
    other = Graph(graph.nodes[::-1], graph.edges[::-1])
    assert drawn(graph) == drawn(other)


def test_lines_that_need_not_cross_do_not() -> None:
    columns = [["a", "b", "c"], ["x", "y", "z"]]
    edges = [("a", "z"), ("b", "y"), ("c", "x")]
    places = layered(columns, edges).places
    assert sorted("abc", key=lambda n: places[n][1]) == [
        {"z": "a", "y": "b", "x": "c"}[n] for n in sorted("xyz", key=lambda n: places[n][1])
    ]


def test_crossings_are_counted_between_neighbouring_columns() -> None:
    order = [["a", "b"], ["x", "y"]]
    assert crossings(order, [("a", "x"), ("b", "y"), ("a", "y")]) == 0
    assert crossings(order, [("a", "y"), ("b", "x")]) == 1
    assert crossings(order, [("a", "y"), ("b", "x"), ("b", "y"), ("a", "x")]) == 1


def test_a_wave_of_many_is_several_columns_and_stays_about_as_wide_as_a_window() -> None:
    modules = tuple(f"m{n:02}" for n in range(60))
    graph = Graph(
        (GraphNode("bus", "Bus", 0), *(GraphNode(m, m, 1) for m in modules)),
        tuple(GraphEdge("bus", m) for m in modules),
    )
    drawing = drawn(graph)
    assert 0.8 < drawing.width / drawing.height < 3
    assert overlapping(drawing) == []


def test_modules_without_edges_stand_below_the_others() -> None:
    drawing = drawn(graph_of(graph_answer(calm_modules())))
    assert [title.text for title in drawing.titles] == ["On their own"]
    tied = [drawing.places[m][1] for m in ("event_bus", "storage", "ai", "backup")]
    assert drawing.places["web"][1] > drawing.titles[0].at[1] > max(tied)


def test_members_of_a_circle_stand_beside_each_other_in_its_order_with_a_line_back() -> None:
    modules = circular_modules(calm_modules())
    graph = graph_of(graph_answer(modules), snapshot(modules=modules))
    assert cycles(snapshot(modules=modules)) == [("ai", "analysis", "backup")]
    drawing = drawn(graph)
    assert overlapping(drawing) == []
    row = {drawing.places[m][1] for m in ("ai", "analysis", "backup")}
    assert len(row) == 1
    circle = {edge.ends for edge in graph.edges if edge.cycle}
    assert circle == {("analysis", "ai"), ("backup", "analysis"), ("ai", "backup")}
    assert circle <= drawing.routes.keys()
    web = drawing.places["web"]
    assert web[1] > drawing.titles[-1].at[1] and drawing.titles[-1].text == "Cannot be started"


def test_a_circle_is_found_in_the_very_words_of_the_core() -> None:
    described = {
        ModuleId(m): ModuleDescriptor(ModuleId(m), m, ("true",), depends_on=(Dependency(ModuleId(on)),))
        for m, on in (("a", "b"), ("b", "c"), ("c", "a"))
    }
    found = join(Loaded(OrchestratorConfig(), described, {}, {}, (), (), (), True)).invalid
    assert set(found) == {"a", "b", "c"}
    modules = {
        str(module): invalid(calm_modules()["web"], str(module), lines(told.errors)[0])
        for module, told in found.items()
    }
    assert cycles(snapshot(modules=modules)) == [("a", "b", "c")]


def test_a_module_named_in_an_edge_but_not_told_is_left_out() -> None:
    answer = {
        "nodes": [{"id": "a", "name": "A", "wave": 0}],
        "edges": [{"from": "a", "to": "gone", "condition": "ready", "required": False, "on_restart": "keep"}],
    }
    assert graph_of(answer).edges == ()


def test_the_list_has_all_modules_in_the_order_of_starting() -> None:
    graph = graph_of(graph_answer(circular_modules(calm_modules())))
    listed = groups(graph)
    assert [group.title for group in listed] == ["Step 1, at once", "Step 2", "Cannot be started"]
    assert {node.id for group in listed for node in group.modules} == {node.id for node in graph.nodes}
    assert [node.id for node in listed[1].modules] == ["capture", "storage"]


def test_an_edge_is_told_with_its_condition_and_what_a_restart_does() -> None:
    assert edge_words(GraphEdge("a", "b"), "A") == "A, once it is ready"
    assert edge_words(GraphEdge("a", "b", "started", required=False), "A") == (
        "A, once it has started; can do without"
    )
    assert edge_words(GraphEdge("a", "b", "completed", on_restart="restart"), "A") == (
        "A, once it has done its work; restarts with it"
    )
    assert edge_words(GraphEdge("a", "b", "healthy", on_restart="stop"), "A") == (
        "A, once it is healthy; stops while it is away"
    )
    assert edge_words(GraphEdge("a", "b", cycle=True), "A") == "A, in a circle"


def test_a_module_is_told_in_one_line() -> None:
    graph = graph_of(graph_answer(calm_modules()))
    assert node_words(graph, "storage", "running") == (
        "Storage, running. Needs Event bus, once it is ready; restarts with it. Needed by Analysis, AI companion"
    )


def test_arrows_follow_the_lines_and_walk_over_every_module() -> None:
    graph = graph_of(graph_answer(calm_modules()))
    drawing = drawn(graph)
    assert neighbour(graph, drawing, "analysis", "needs") in ("storage", "capture")
    assert neighbour(graph, drawing, "analysis", "needed_by") == "ai"
    assert neighbour(graph, drawing, "web", "needs") is None
    walked = [min(drawing.places, key=lambda m: (drawing.places[m], m))]
    while (following := neighbour(graph, drawing, walked[-1], "down")) is not None:
        walked.append(following)
    assert sorted(walked) == sorted(drawing.places)
    assert neighbour(graph, drawing, walked[-1], "up") == walked[-2]


def test_a_graph_of_hundreds_is_drawn_too() -> None:
    graph = graph_of(graph_answer(many_modules(300)))
    assert overlapping(drawn(graph)) == []


# A dry run ------------------------------------------------------------------------------------------

NAMES = {"storage": "Storage", "ai": "AI companion", "web": "Web server", "analysis": "Analysis"}


def test_a_dry_run_goes_from_now_over_the_failure_to_its_end() -> None:
    dry = dry_run(simulation("storage"), NAMES)
    back, down = dry.runs
    assert back.steps[0].at == "now" and back.steps[0].looks == {}
    assert back.steps[1].text == "Storage fails" and back.steps[1].at == "at once"
    assert back.steps[-1].looks["ai"].word == "running"
    assert down.steps[-1].looks["storage"].word == "failed"
    assert down.steps[-1].looks["ai"].word == "waiting"


def test_a_step_tells_what_has_changed_and_keeps_what_was_before() -> None:
    down = dry_run(simulation("storage"), NAMES).runs[1]
    last = down.steps[-1]
    assert last.changed == ("ai",) and last.text == "AI companion waiting"
    assert set(last.looks) == {"storage", "ai"}
    moments = [step.at for step in down.steps]
    assert moments[0] == "now" and len(moments) == len(down.steps) > 4


def test_a_state_that_is_told_twice_is_one_change_and_no_step_changes_those_before() -> None:
    def happening(after: float, what: str, text: str = "so") -> dict[str, object]:
        return {"after": after, "module": "web", "what": what, "text": text}

    course = {
        "timeline": [happening(0.0, "stopping"), happening(1.0, "backoff"), happening(1.5, "backoff"),
                     happening(2.0, "backoff", "died; next try in 1.0 s"), happening(3.0, "running")],
        "touched": {"web": "restarted"}, "kept": [], "took": 3.0,
    }  # fmt: skip
    answer = {
        "module": "web",
        "strategy": "restart",
        "running": True,
        "comes_back": course,
        "stays_down": course,
    }
    steps = dry_run(answer, NAMES).runs[0].steps
    assert [step.looks["web"].word for step in steps[1:]] == ["fails", "recovering", "retrying", "running"]
    assert [step.at.replace("\u202f", " ") for step in steps] == [
        "now", "at once", "after 1.0 s", "after 2.0 s", "after 3.0 s"
    ]  # fmt: skip


def test_modules_are_numbered_in_the_order_in_which_the_failure_reaches_them() -> None:
    down = dry_run(simulation("storage"), NAMES).runs[1]
    assert list(down.touched) == ["storage", "ai"]
    assert [down.number(m) for m in ("storage", "ai", "web")] == [1, 2, None]
    assert down.kept == ("web",)


def test_of_a_module_that_does_not_run_nothing_follows() -> None:
    empty = {"timeline": [], "touched": {}, "kept": [], "took": 0.0}
    answer = {
        "module": "web",
        "strategy": "restart",
        "running": False,
        "comes_back": empty,
        "stays_down": empty,
    }
    dry = dry_run(answer, NAMES)
    assert dry.runs == () and "does not run now" in dry.sentence


def test_moments_are_told_as_people_count_them() -> None:
    assert [after_words(s).replace("\u202f", " ") for s in (0.0, 0.4, 4.66, 12.0, 3700.0)] == [
        "at once", "after 0.4 s", "after 4.7 s", "after 12 s", "after 1 h"
    ]  # fmt: skip
