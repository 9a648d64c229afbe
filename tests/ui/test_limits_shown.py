"""Limits in words, in the window and on the terminal: never as held when they are not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from skelly_tray.adapters.limits.advisory import WATCHED
from skelly_tray.cli.present.status_page import module_page
from skelly_tray.ui.present.limits import limit_words, throttled_words
from skelly_tray.ui.present.remarks import remarks
from skelly_tray.ui.window.limits_view import LimitsView
from skelly_tray.ui.window.main import MainWindow
from tests.ui.fake_core import running

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


def test_the_tab_has_a_block_for_each_limit_with_what_holds_it_and_what_is_next(window: MainWindow) -> None:
    window.table.choose("storage")
    window.details.show_tab("limits")
    view = window.details.view("limits")
    assert isinstance(view, LimitsView)
    cpu, memory, threads = (text.replace("\u202f", " ") for text in view.texts)
    assert cpu.startswith("CPU 19.8 % of 20 %, held by freeze (soft) · exceeded, throttled, next: restart")
    assert "stopped and continued" in cpu
    assert memory.startswith(
        "memory 38 MB of 64 MB, held by cgroup_v2 (hard) · when exceeded: alert, throttle"
    )
    assert threads.startswith("threads 8 of 32, only watched") and "control groups" in threads
    shares = [block.bar._share for block in view._blocks]
    assert shares == pytest.approx([0.99, 0.6, 0.25])
    window.table.choose("event_bus")
    assert view.texts == [] and not view._empty.isHidden()


def test_what_is_exceeded_or_throttled_stands_above_the_tabs_and_leads_to_the_limits(
    window: MainWindow,
) -> None:
    window.table.choose("storage")
    assert window.details.remarks.texts == ["Over its limit: CPU"]
    window.details.remarks._lines[0].findChildren(QPushButton)[0].click()
    assert window.details.tab == "limits"
    window.table.choose("web")
    assert window.details.remarks.texts == [] and window.details.remarks.isHidden()


def test_a_throttled_module_says_why() -> None:
    (told,) = remarks(replace(running("x"), throttled=THROTTLED), 0.0)
    assert "busy" in told.text and told.action == "limits"


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


def test_who_has_no_limits_can_set_one_from_there(window: MainWindow) -> None:
    window.table.choose("storage")
    window.details.show_tab("limits")
    view = window.details.view("limits")
    assert isinstance(view, LimitsView) and view.set.isHidden()
    window.table.choose("web")
    assert not view.set.isHidden() and view.set.isVisibleTo(view)
    wished: list[str] = []
    window.details.wished.disconnect()
    window.details.wished.connect(wished.append)
    view.set.click()
    assert wished == ["config#limits"]
