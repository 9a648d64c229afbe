"""The dependency graph as text, Graphviz dot, Mermaid or JSON; an arrow points from a dependant to what it needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from skelly_tray.cli.present.tones import module_look
from skelly_tray.cli.text import as_json, clean

Graph = Mapping[str, Any]

_ORPHAN_WAVE = -1


def as_text(graph: Graph) -> str:
    """Modules by wave (all of one wave may start together), each with what it needs."""
    needs: dict[str, list[str]] = {}
    for edge in graph.get("edges") or []:
        needs.setdefault(edge["from"], []).append(_edge_words(edge))
    waves: dict[int, list[Mapping[str, Any]]] = {}
    for node in graph.get("nodes") or []:
        wave = node.get("wave")
        waves.setdefault(_ORPHAN_WAVE if wave is None else wave, []).append(node)
    lines = []
    for wave, nodes in sorted(waves.items()):
        lines.append("cannot start" if wave == _ORPHAN_WAVE else f"wave {wave}")
        for node in sorted(nodes, key=lambda node: str(node["id"])):
            symbol, _ = module_look(node)
            wanted = needs.get(node["id"])
            tail = f"  needs {', '.join(sorted(wanted))}" if wanted else ""
            lines.append(f"  {symbol} {clean(node['id'])} ({node.get('state', '?')}){tail}")
    return "\n".join(lines) or "no modules"


def as_dot(graph: Graph) -> str:
    lines = ["digraph modules {", "  rankdir=RL;", "  node [shape=box];"]
    for node in graph.get("nodes") or []:
        label = f"{node.get('name') or node['id']}\n{node.get('state', '?')}"
        lines.append(f"  {_quoted(node['id'])} [label={_quoted(label)}];")
    for edge in graph.get("edges") or []:
        style = "" if edge.get("required", True) else ", style=dashed"
        label = _quoted(str(edge.get("condition", "ready")))
        lines.append(f"  {_quoted(edge['from'])} -> {_quoted(edge['to'])} [label={label}{style}];")
    return "\n".join([*lines, "}"])


def as_mermaid(graph: Graph) -> str:
    # Mermaid reserves words such as `end`: nodes get numbers, names are labels.
    numbers = {node["id"]: f"m{number}" for number, node in enumerate(graph.get("nodes") or [])}
    lines = ["graph RL"]
    for node in graph.get("nodes") or []:
        label = f"{node.get('name') or node['id']}: {node.get('state', '?')}"
        lines.append(f'  {numbers[node["id"]]}["{_mermaid_text(label)}"]')
    for edge in graph.get("edges") or []:
        if edge["from"] in numbers and edge["to"] in numbers:
            arrow = "-->" if edge.get("required", True) else "-.->"
            condition = _mermaid_text(str(edge.get("condition", "ready")))
            lines.append(f"  {numbers[edge['from']]} {arrow}|{condition}| {numbers[edge['to']]}")
    return "\n".join(lines)


def as_indented_json(graph: Graph) -> str:
    return as_json(graph, indent=2)


FORMATS: Mapping[str, Callable[[Graph], str]] = {
    "dot": as_dot,
    "json": as_indented_json,
    "mermaid": as_mermaid,
    "text": as_text,
}


def _edge_words(edge: Mapping[str, Any]) -> str:
    notes = [] if edge.get("condition", "ready") == "ready" else [str(edge["condition"])]
    if not edge.get("required", True):
        notes.append("optional")
    if edge.get("on_restart", "keep") != "keep":
        notes.append(f"on restart: {edge['on_restart']}")
    return f"{edge['to']} ({', '.join(notes)})" if notes else str(edge["to"])


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "\\n".join(clean(line) for line in escaped.splitlines()) + '"'


def _mermaid_text(text: str) -> str:
    return clean(text).replace("&", "&amp;").replace('"', "&quot;").replace("|", "&#124;")
