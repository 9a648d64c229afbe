"""A core with the focus companion: its modules run, and answer as on a good morning."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from skelly_tray.ui.present.focus import ANALYSIS, CAPTURE, GAME, MESSAGES, STORAGE, midnight
from tests.ui.fake_core import FakeCore, running, snapshot

NAMES = {
    STORAGE: "Storage",
    CAPTURE: "Data capture",
    ANALYSIS: "Analysis engine",
    GAME: "Gamification",
    MESSAGES: "AI integration",
}
MORNING = (
    ("neutral", 8.5, 9.0), ("distracted", 9.0, 9.3), ("transitioning", 9.3, 9.4), ("flow", 9.4, 10.6),
    ("hyperfocus", 10.6, 11.4), ("away", 11.4, 11.8), ("neutral", 11.8, 12.3), ("flow", 12.3, 12.9),
)  # fmt: skip
"""State, and the hours of the day between which it was."""
NOW = datetime.now().astimezone().replace(hour=12, minute=54, second=0, microsecond=0).timestamp()


def stretch(state: str, begin: float, end: float) -> dict[str, Any]:
    start = midnight(NOW)
    return {
        "state": state,
        "from": round((start + begin * 3600) * 1000),
        "to": round((start + end * 3600) * 1000),
        "confidence": 0.8,
        "corrected": state == "hyperfocus",
    }


def answers() -> dict[tuple[str, str], Any]:
    today = datetime.fromtimestamp(NOW).astimezone().date()
    days = [
        {
            "day": (today - timedelta(days=back)).isoformat(),
            "focus_minutes": minutes,
            "coins": 5,
            "reached": minutes > 89,
        }
        for back, minutes in zip(range(6, -1, -1), (95, 20, 110, 0, 60, 140, 156), strict=True)
    ]
    said = (
        "A good stretch. A sip of water?",
        "Welcome back. Where were we?",
        "Ninety minutes of calm work today.",
    )
    return {
        (ANALYSIS, "state"): {
            "state": "flow", "since": round((midnight(NOW) + 12.3 * 3600) * 1000), "confidence": 0.86,
            "factors": [
                {"name": "dwell", "effect": 0.6, "text": "long with one window"},
                {"name": "rhythm", "effect": 0.4, "text": "an even rhythm"},
                {"name": "switches", "effect": -0.1, "text": "few changes of window"},
            ],
        },
        (ANALYSIS, "timeline"): {"stretches": [stretch(*each) for each in MORNING]},
        (ANALYSIS, "correct"): {"state": "away"},
        (GAME, "progress"): {
            "today": days[-1], "goal_minutes": 90, "days": days, "coins": 1240, "level": 7,
            "streak": {"current": 4, "best": 9},
        },
        (MESSAGES, "recent"): {
            "messages": [
                {"time": round((NOW - 3600 * (3 - number)) * 1000), "kind": "break", "text": text, "mood": "waving"}
                for number, text in enumerate(said)
            ]
        },
        (MESSAGES, "would_send"): {
            "sent": False, "url": "http://127.0.0.1:11434/v1/chat/completions",
            "body": {"messages": [{"role": "system"}, {"role": "user", "content": "Greet. 25 minutes"}]},
        },
        (CAPTURE, "sources"): {
            "window": {"on": True, "available": True, "reason": ""},
            "input": {"on": True, "available": True, "reason": ""},
            "idle": {"on": True, "available": False, "reason": "there is no screen saver extension here"},
            "process": {"on": False, "available": None, "reason": "switched off"},
            "resources": {"on": True, "available": True, "reason": ""},
        },
    }  # fmt: skip


class FocusCore(FakeCore):
    """calls: (module, method, params) of what was asked of modules. refuses: module → why."""

    def __init__(self) -> None:
        modules = {module: running(name, native=True) for module, name in NAMES.items()}
        super().__init__(snapshot(modules=modules))
        self.by_module = answers()
        self.calls: list[tuple[str, str, dict[str, Any]]] = []
        self.refuses: dict[str, str] = {}
        self.answers["config.set"] = {"key": "x"}

    def query(
        self,
        name: str,
        params: Mapping[str, Any],
        on_result: Callable[[Any], None],
        on_error: Callable[[str], None],
    ) -> None:
        if name != "call":
            super().query(name, params, on_result, on_error)
            return
        module, method = params["module"], params["method"]
        self.calls.append((module, method, dict(params["params"])))
        if module in self.refuses:
            on_error(self.refuses[module])
        else:
            found = self.by_module.get((module, method), {})
            on_result(found(params["params"]) if callable(found) else found)
