"""What each bundled module may do: on the bus exactly what its code does, and outside its own folder nothing."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
import tomlkit

from skelly_tray.config.builtins import BUILTINS
from skelly_tray.domain.descriptor import BusAccess
from skelly_tray.ui.present.focus import STORED

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "skelly_tray" / "modules"
TEMPLATE = ROOT / "resources" / "templates" / "skelly" / "modules"
SEVEN = {path.stem for path in TEMPLATE.glob("*.toml")}
USES = {"publish": "publish", "notify": "publish", "subscribe": "subscribe", "call": "call"}


def template(name: str) -> dict[str, Any]:
    keys: dict[str, Any] = tomlkit.parse((TEMPLATE / f"{name}.toml").read_text()).unwrap()
    return keys


def used(name: str) -> dict[str, set[str]]:
    """What a module's code names: the first argument of every `self.publish`, `notify`, `subscribe` and `call`."""
    found: dict[str, set[str]] = {"publish": set(), "subscribe": set(), "call": set()}
    for path in (PACKAGE / name).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name("self"), attr=attr),
                    args=[ast.Constant(str(what)), *rest],
                ) if attr in USES:
                    method = f".{ast.literal_eval(rest[0])}" if attr == "call" else ""
                    found[USES[attr]].add(what + method)
    return found


def test_the_seven_are_those_that_are_bundled() -> None:
    assert {*BUILTINS, "event_bus"} == SEVEN and len(SEVEN) == 7
    assert {path.name for path in PACKAGE.iterdir() if (path / "__main__.py").exists()} == SEVEN


@pytest.mark.parametrize("name", sorted(BUILTINS))
def test_a_module_may_do_on_the_bus_exactly_what_its_code_does(name: str) -> None:
    access = BUILTINS[name].access
    assert {key: set(getattr(access, key)) for key in ("publish", "subscribe", "call")} == used(name)


@pytest.mark.parametrize("name", sorted(BUILTINS))
def test_no_module_names_what_it_publishes_only_as_it_runs(name: str) -> None:
    """Else the test above would not see it."""
    for path in (PACKAGE / name).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name("self"), attr=attr), args=[first, *_]) if (
                    attr in USES
                ):
                    assert isinstance(first, ast.Constant), f"{path.name}:{node.lineno}"


def test_whoever_has_no_list_may_do_more_than_any_of_them() -> None:
    """The default of a native module is wide: that a bundled one has it would be seen."""
    assert all(builtin.access != BusAccess() for builtin in BUILTINS.values())


@pytest.mark.parametrize("name", sorted(SEVEN))
def test_a_module_writes_its_own_folder_alone_and_has_no_network(name: str) -> None:
    sandbox = template(name)["sandbox"]
    assert sandbox["network"] == "none"
    assert sandbox["write"] == ["$STATE"] and not sandbox.get("read", [])


def test_the_limits_are_those_of_the_original_and_every_module_has_some() -> None:
    limits = {name: template(name)["limits"] for name in SEVEN}
    original = {"event_bus": (2, 50), "data_capture": (5, 50), "storage": (10, 200)}
    for name, held in limits.items():
        figures = (held["max_cpu_percent"], held["max_memory_mb"])
        assert original.get(name, figures) == figures and figures[0] <= 10 and figures[1] <= 300


def test_a_module_is_brought_back_in_the_way_that_suits_it() -> None:
    recovery = {name: template(name).get("recovery", {}) for name in SEVEN}
    ways = {name: keys.get("strategy", "restart") for name, keys in recovery.items()}
    assert ways.pop("ai_integration") == "degraded_mode"
    assert recovery["ai_integration"]["disable_features"] == ["endpoint"]
    assert ways.pop("analysis_engine") == "restart_with_reset"
    assert recovery["analysis_engine"]["reset_state"] is False, (
        "a crash costs nobody what was learned from them"
    )
    assert set(ways.values()) == {"restart"}


def test_whatever_keeps_something_of_a_person_is_exported_and_deleted_by_the_page_focus() -> None:
    def serves(name: str, method: str) -> bool:
        return any(f'@serve("{method}"' in path.read_text() for path in (PACKAGE / name).rglob("*.py"))

    assert {name for name in SEVEN if serves(name, "erase")} == set(STORED)
    assert {name for name in STORED if serves(name, "query" if name == "storage" else "export")} == set(
        STORED
    )
