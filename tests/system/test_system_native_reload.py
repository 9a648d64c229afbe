"""Saved files of native modules, and of the bus: who is told over the bus, who is restarted, who is left alone.

What one of several refuses is taken back from all.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.saving import renamed
from tests.supervisor import Supervisor, wait_until
from tests.system.casting import ASLEEP, LIVELY
from tests.watching import Watching, watching

CHOOSY = str(Path(__file__).with_name("choosy_native.py"))


class Shop:
    """Two native modules that write down their settings, `left` and `right`, beside a plain one, `other`."""

    def __init__(self, system: Supervisor) -> None:
        self.system = system
        self.text = {name: self._text(name) for name in ("left", "right")}

    def _text(self, name: str) -> str:
        command = json.dumps([sys.executable, CHOOSY, str(self.system.home / f"{name}.told")])
        return f'command = {command}\n[bus]\nsubscribe = ["{name}.>"]\n[settings]\nrate = 1\n'

    def file(self, name: str) -> Path:
        return self.system.home / "config" / "modules" / f"{name}.toml"

    def told(self, name: str) -> list[Any]:
        """How it got which settings: `["began" or "took", settings]`, in order."""
        file = self.system.home / f"{name}.told"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []

    def pids(self) -> dict[str, int]:
        return {name: row["pid"] for name, row in self.system.wait_running()["modules"].items()}


@pytest.fixture
def shop(supervisor: Supervisor) -> Shop:
    """Running, with every module ready."""
    supervisor.orchestrator(**LIVELY, config_trial="2s")
    made = Shop(supervisor)
    for name, text in made.text.items():
        supervisor.module(name, text)
    supervisor.module("other", command=ASLEEP)
    supervisor.start()
    supervisor.wait_running()
    wait_until(lambda: made.told("left") and made.told("right"), "both have begun")
    return made


def test_only_the_settings_changed_so_the_module_is_told_and_keeps_its_pid(shop: Shop) -> None:
    before = shop.pids()
    renamed(shop.file("left"), shop.text["left"].replace("rate = 1", 'rate = 2\nword = "new"'))
    wait_until(lambda: len(shop.told("left")) == 2, "the new settings")
    assert shop.told("left") == [["began", {"rate": 1}], ["took", {"rate": 2, "word": "new"}]]
    renamed(shop.file("left"), shop.text["left"])
    wait_until(lambda: len(shop.told("left")) == 3, "the former settings")
    assert shop.told("left")[-1] == ["took", {"rate": 1}] and shop.told("right") == [["began", {"rate": 1}]]
    assert shop.pids() == before


def test_settings_and_something_else_changed_so_it_is_restarted_with_both_at_once(shop: Shop) -> None:
    before = shop.pids()
    both = shop.text["left"].replace("rate = 1", "rate = 2") + "[env]\nMARKED = 'yes'\n"
    renamed(shop.file("left"), both)
    wait_until(lambda: len(shop.told("left")) == 2, "another start")
    assert shop.told("left")[-1] == ["began", {"rate": 2}], "it was not told in place before"
    after = shop.pids()
    assert b"MARKED=yes" in Path(f"/proc/{after['left']}/environ").read_bytes()
    assert {name for name in before if before[name] != after[name]} == {"left"}
    renamed(shop.file("left"), shop.text["left"])
    wait_until(lambda: len(shop.told("left")) == 3, "and another")
    last = shop.pids()["left"]
    assert b"MARKED" not in Path(f"/proc/{last}/environ").read_bytes()


def test_files_that_are_new_gone_and_changed_are_one_change_and_the_rest_stays(shop: Shop) -> None:
    before = shop.pids()
    with watching(shop.system.home) as stream:
        renamed(shop.file("left"), shop.text["left"].replace("rate = 1", "rate = 2"))
        shop.file("other").unlink()
        shop.system.module("new", command=ASLEEP)
        verdict = stream.verdict()
        assert verdict["verdict"] == "applied"
        assert verdict["files"] == ["modules/left.toml", "modules/new.toml", "modules/other.toml"]
    shop.system.wait_for(lambda s: "other" not in s["modules"] and "new" in s["modules"], "the other modules")
    wait_until(lambda: len(shop.told("left")) == 2, "the new settings")
    after = shop.pids()
    assert {name: after[name] for name in ("left", "right", "event_bus")} == {
        name: before[name] for name in ("left", "right", "event_bus")
    }
    assert Path(f"/proc/{after['new']}").exists() and not Path(f"/proc/{before['other']}").exists()


def test_the_file_of_the_bus_comes_breaks_and_goes_and_no_module_loses_its_pid(shop: Shop) -> None:
    before = shop.pids()
    with watching(shop.system.home) as stream:
        shop.system.module("event_bus", "importance = 60\n")
        assert stream.verdict()["verdict"] == "applied"
        assert shop.pids() == before, "nothing that its process is made of has changed"
        shop.system.module("event_bus", "importance = 60\nenv = { MARKED = 'yes' }\n")
        assert stream.verdict()["verdict"] == "applied"
        bus = _another(shop, before["event_bus"])
        assert b"MARKED=yes" in Path(f"/proc/{bus}/environ").read_bytes()
        shop.system.module("event_bus", "importance = 'much'\n")
        assert stream.verdict()["verdict"] == "rejected"
        assert shop.pids()["event_bus"] == bus
        shop.file("event_bus").unlink()
        assert _next_applied(stream)["files"] == ["modules/event_bus.toml"]
    again = _another(shop, bus)
    assert b"MARKED" not in Path(f"/proc/{again}/environ").read_bytes()
    after = shop.pids()
    assert {name: pid for name, pid in after.items() if name != "event_bus"} == {
        name: pid for name, pid in before.items() if name != "event_bus"
    }
    # All of them are on the new bus.
    renamed(shop.file("left"), shop.text["left"].replace("rate = 1", "rate = 2"))
    wait_until(lambda: shop.told("left")[-1] == ["took", {"rate": 2}], "new settings over the new bus")


def _another(shop: Shop, pid: int) -> int:
    """The pid of the next process of the bus, once it is ready."""
    row = shop.system.wait_for(
        lambda s: s["modules"]["event_bus"]["pid"] not in (None, pid) and s["modules"]["event_bus"]["ready"],
        "another bus",
    )["modules"]["event_bus"]
    return int(row["pid"])


def _next_applied(stream: Watching) -> dict[str, Any]:
    while (found := stream.verdict())["verdict"] != "applied":
        pass
    return found


def test_what_one_of_several_refuses_is_taken_back_from_all(shop: Shop) -> None:
    """A change is one transaction: who has taken its part is given the former settings again, in place."""
    before = shop.pids()
    with watching(shop.system.home) as stream:
        renamed(shop.file("left"), shop.text["left"].replace("rate = 1", "rate = 2"))
        renamed(shop.file("right"), shop.text["right"].replace("rate = 1", "rate = 2\nbad = 'colour'"))
        first = stream.verdict()
        assert (first["verdict"], first["files"]) == ("applied", ["modules/left.toml", "modules/right.toml"])
        assert stream.verdict()["verdict"] == "rolled_back"
    wait_until(lambda: len(shop.told("left")) == 3, "the former settings")
    assert shop.told("left") == [["began", {"rate": 1}], ["took", {"rate": 2}], ["took", {"rate": 1}]]
    assert shop.told("right")[0] == ["began", {"rate": 1}]
    assert {json.dumps(settings) for _, settings in shop.told("right")} == {'{"rate": 1}'}
    rows = shop.system.wait_for(
        lambda s: all(s["modules"][name]["config"] for name in ("left", "right")), "the marks"
    )["modules"]
    for name in ("left", "right"):
        assert rows[name]["config"]["state"] == "rolled_back"
        assert "it knows no colour" in rows[name]["config"]["why"]
    assert shop.pids() == before
    assert "bad = 'colour'" in shop.file("right").read_text(), "the user's text stays"
