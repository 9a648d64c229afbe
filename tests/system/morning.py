"""The bundled system as a first start writes it, and a morning that is brought into it: three hours of a made-up person
whose states are known, and minutes of distraction that end now. Times are those of the morning; nothing waits for them.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import tomlkit

from tests.modules.analysis_engine.days import PEOPLE, Day, make_day
from tests.modules.analysis_engine.made import Pen
from tests.supervisor import Supervisor, wait_until

TEMPLATE = Path(__file__).resolve().parents[2] / "resources" / "templates" / "skelly"
SEVEN = tuple(sorted(path.stem for path in (TEMPLATE / "modules").glob("*.toml")))
TAIL_MINUTES = 8
MINUTE = 60_000
OTHERWISE: dict[str, dict[str, Any]] = {
    "storage": {"batch_seconds": 0.1},
    "data_capture": {"sources": dict.fromkeys(("window", "input", "idle", "process", "resources"), False)},
    "gamification": {"quiet_from": "", "refocus_after": 3, "gap_minutes": 1},
    "ai_integration": {"stale_after": 86_400, "language": "en"},
}
"""What a morning needs otherwise than the template has it: nobody else is watched, batches come at once, the hour of
the test is no quiet one, and what was won some hours ago is still worth a word."""


def template(name: str) -> dict[str, Any]:
    """The module's file as it is shipped."""
    text = (TEMPLATE / "modules" / f"{name}.toml").read_text(encoding="utf-8")
    keys: dict[str, Any] = tomlkit.parse(text).unwrap()
    return keys


def furnish(system: Supervisor, otherwise: dict[str, dict[str, Any]] | None = None, **keys: Any) -> Path:
    """Write the template's files with settings that differ, and a module that hears all. Returns what it writes to."""
    shipped = tomlkit.parse((TEMPLATE / "orchestrator.toml").read_text(encoding="utf-8")).unwrap()
    system.orchestrator(**shipped | {"throttle_threshold": 100} | keys)
    for name in SEVEN:
        made = template(name)
        made.setdefault("settings", {}).update((otherwise or {}).get(name, {}))
        system.module(name, **made)
    heard = system.home / "heard.jsonl"
    program = str(Path(__file__).with_name("overhearing.py"))
    listening = [sys.executable, "-P", "-W", "error", program, str(heard)]
    system.module("listener", command=listening, bus={"subscribe": [">"]})
    return heard


def ask(system: Supervisor, module: str, method: str, **params: Any) -> Any:
    return system.request("call", {"module": module, "method": method, "params": params})


class Morning:
    """`feed` brings it in, `chunk` events in a call. acknowledged: the ids of what storage has, as it says."""

    def __init__(self, system: Supervisor, heard: Path, chunk: int = 200) -> None:
        self.chunk = chunk
        self.system = system
        self.heard = heard
        self.day = make_day(PEOPLE[0], 2, hours=3)
        self.shift_ms = 0
        self.acknowledged: set[str] = set()

    @property
    def events(self) -> int:
        return len(self.day.events)

    def feed(self) -> None:
        """The three hours, and then the minutes up to now."""
        end = round(time.time() * 1000) - (TAIL_MINUTES + 1) * MINUTE
        self.shift_ms = end - _ms(self.day.events[-1]["time"])
        moved = [
            one | {"time": _moved(one["time"], self.shift_ms)}
            for one in self.day.events
            if one["kind"] != "capture_stopped"
        ]
        self._bring(moved)
        self.feed_tail()

    def feed_tail(self) -> None:
        """A distraction that ends now."""
        pen = Pen(round(time.time() * 1000) - TAIL_MINUTES * MINUTE)
        self._bring([event for _ in range(2 * TAIL_MINUTES) for event in pen.flit()["events"]])

    def _bring(self, events: list[dict[str, Any]]) -> None:
        for begin in range(0, len(events), self.chunk):
            part = events[begin : begin + self.chunk]
            wait_until(lambda part=part: self._brought(part), "what was recorded to be stored")
            self.acknowledged |= {event["id"] for event in part}

    def _brought(self, part: list[dict[str, Any]]) -> bool:
        """Whoever is not there just now, or ended before it answered, is asked again."""
        try:
            answer = ask(self.system, "data_capture", "replay", events=part)
        except OSError:
            return False
        return bool(answer == {"stored": len(part)})

    # ---- what came of it

    def said(self, topic: str) -> list[dict[str, Any]]:
        """The payloads of one topic so far."""
        return [one["payload"] for one in overheard(self.heard) if one["topic"] == topic]

    def stored(self) -> set[str]:
        """Every id, from the database itself."""
        path = self.system.home / "state" / "modules" / "storage" / "events.db"
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
            return {row[0] for row in database.execute("SELECT id FROM events")}

    def agreement(self) -> float:
        """Of the moments of the three hours that were judged, how many as they truly were."""
        begin = self.day.begin_ms + self.shift_ms
        asked = {"from": begin, "to": begin + 3 * 3_600_000}
        stretches = ask(self.system, "analysis_engine", "timeline", **asked)["stretches"]
        right = seconds = 0
        for stretch in stretches:
            for at in range(stretch["from"], stretch["to"], 10_000):
                right += self.day.state_at(at - self.shift_ms) == stretch["state"]
                seconds += 1
        return right / seconds if seconds else 0.0


def overheard(heard: Path) -> Iterator[dict[str, Any]]:
    """All that was said so far; a line that is being written is left for the next time."""
    if heard.exists():
        for line in heard.read_text(encoding="utf-8").splitlines(keepends=True):
            if line.endswith("\n"):
                yield json.loads(line)


def _ms(text: str) -> int:
    return round(datetime.fromisoformat(text).timestamp() * 1000)


def _moved(text: str, shift_ms: int) -> str:
    return (datetime.fromisoformat(text) + timedelta(milliseconds=shift_ms)).isoformat()


__all__ = ["OTHERWISE", "SEVEN", "Day", "Morning", "ask", "furnish", "overheard", "template"]
