"""Limits in words, in the window and on the terminal: never as held when they are not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from skelly_tray.adapters.limits.advisory import WATCHED
from skelly_tray.cli.present.status_page import module_page
from skelly_tray.ui.present.limits import limit_words, throttled_words
from skelly_tray.ui.theme import Theme
from skelly_tray.ui.window.limit_lines import LimitLines
from tests.ui.fake_core import calm_modules, running

MEMORY: dict[str, Any] = {
    "value": 200, "rung": "cgroup_v1", "strength": "hard", "exceeded": False, "used": 38.4, "held": True, "why": "",
    "actions": ["alert", "throttle"], "action": None,
}  # fmt: skip
THROTTLED = {"percent": 30.0, "since": None, "why": "the machine is busy"}


@pytest.mark.parametrize(
    ("name", "changes", "words"),
    [
        ("max_memory_mb", {}, "memory 38 MB of 200 MB, held by cgroup_v1 (hard)"),
        ("max_memory_mb", {"held": False}, "memory 38 MB of 200 MB, to be held by cgroup_v1 (hard)"),
        ("max_memory_mb", {"strength": "none", "rung": "advisory"}, "memory 38 MB of 200 MB, only watched"),
        ("max_memory_mb", {"used": None}, "memory at most 200 MB, held by cgroup_v1 (hard)"),
        (
            "max_cpu_percent",
            {"value": 20.0, "used": 19.8, "rung": "freeze", "strength": "soft", "exceeded": True, "action": "throttle"},
            "CPU 19.8 % of 20 %, exceeded, throttled, held by freeze (soft)",
        ),
        ("max_threads", {"value": 64, "used": 8}, "threads 8 of 64, held by cgroup_v1 (hard)"),
        ("max_file_handles", {"value": 64, "used": 70, "exceeded": True}, "open files 70 of 64, exceeded, "
         "held by cgroup_v1 (hard)"),
    ],
)  # fmt: skip
def test_each_limit_is_one_line(name: str, changes: dict[str, Any], words: str) -> None:
    assert limit_words(name, {**MEMORY, **changes}).replace("\u202f", " ") == words


def test_what_a_busy_machine_takes_is_told_with_the_reason() -> None:
    assert throttled_words(THROTTLED).replace("\u202f", " ") == "to 30.0 % of a core: the machine is busy"
    assert throttled_words(None) == ""


def test_the_pane_has_a_line_for_each_limit_and_none_for_a_module_without(qapp: QApplication) -> None:
    lines = LimitLines(Theme("light"))
    lines.show_limits(calm_modules()["storage"])
    assert [text.split()[0] for text in lines.texts] == ["CPU", "memory", "threads"]
    assert not lines.isHidden()
    shown = [label for label in lines._labels if not label.isHidden()]
    assert (
        "stopped and continued" in shown[0].toolTip() and shown[0].styleSheet() and not shown[1].styleSheet()
    )
    lines.show_limits(replace(running("x"), throttled=THROTTLED))
    assert len(lines.texts) == 1 and "throttled to" in lines.texts[0]
    assert [label.isHidden() for label in lines._labels] == [False, True, True]
    lines.show_limits(running("x"))
    assert lines.texts == [] and lines.isHidden()
    lines.show_limits(None)
    assert lines.isHidden()


def test_the_terminal_says_the_same_with_the_reason_behind() -> None:
    module = {
        "name": "web", "state": "running", "health": "healthy", "pid": 1, "throttled": THROTTLED,
        "limits": {"max_memory_mb": MEMORY, "max_threads": {**MEMORY, "value": 9, "used": 3, "strength": "none",
                                                            "why": WATCHED.why}},
    }  # fmt: skip
    page = module_page("web", module, lambda text, _tone: text)
    limits = [line for line in page if "of 200 MB" in line or "threads 3 of 9" in line]
    assert limits[0].split(maxsplit=1) == ["limits", "memory 38 MB of 200 MB, held by cgroup_v1 (hard)"]
    assert limits[1].strip() == "threads 3 of 9, only watched: throttle is not among its actions"
    assert any(
        line.split(maxsplit=1) == ["throttled", "to 30.0 % of a core: the machine is busy"] for line in page
    )
