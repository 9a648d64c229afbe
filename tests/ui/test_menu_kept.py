"""A menu that nobody looks at is worked out anew only where something has happened."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import pytest

from skelly_tray.domain.status import HealthStatus, ModuleState, SystemStatus
from skelly_tray.ui.application import TrayApplication
from skelly_tray.ui.menu_parts import ModuleMenu
from skelly_tray.ui.present.menu import menu_model
from tests.ui.fake_core import FakeCore, snapshot, troubled, troubled_modules

NOW = time.time()
CHANGES: tuple[dict[str, Any], ...] = (
    {"name": "Another"},
    {"state": ModuleState.RUNNING, "ready": True, "health": HealthStatus.HEALTHY},
    {"state": ModuleState.STOPPED, "desired": "down", "reason_kind": "user"},
    {"state": ModuleState.STOPPED, "reason_kind": "completed"},
    {"state": ModuleState.WAITING, "waiting_on": ["storage"]},
    {"health": HealthStatus.DEGRADED},
    {"reason": "exit 9"},
    {"since": None},
    {"url": "http://127.0.0.1:1/"},
    {"retry_in_s": None},
    {"config": {"state": "rolled_back", "why": "it was unhealthy"}},
    {"mode": {"name": "degraded", "source": "recovery", "why": "it failed"}},
    {"metrics": {"paused": 1}},
)


@pytest.mark.parametrize("changes", CHANGES, ids=lambda changes: next(iter(changes)))
def test_with_the_former_one_a_model_says_what_it_would_say_without(changes: dict[str, Any]) -> None:
    before = snapshot(SystemStatus.CRITICAL, troubled_modules())
    former = menu_model(before, now=NOW, elapsed=0)
    for module in before.modules:
        changed = {**before.modules, module: replace(before.modules[module], **changes)}
        after = snapshot(SystemStatus.CRITICAL, changed)
        assert menu_model(after, now=NOW, elapsed=0, former=former) == menu_model(after, now=NOW, elapsed=0)
    trash = menu_model(before, now=NOW, elapsed=0, in_trash={"ai"})
    assert menu_model(before, now=NOW, elapsed=0, in_trash={"ai"}, former=former) == trash != former


def test_running_clocks_alone_make_no_new_entry_and_a_name_that_is_waited_for_does() -> None:
    waiting = {**troubled_modules()}
    waiting["web"] = replace(waiting["web"], state=ModuleState.WAITING, waiting_on=["storage"])
    before = snapshot(SystemStatus.CRITICAL, waiting)
    former = menu_model(before, now=NOW, elapsed=0)
    later = menu_model(before, now=NOW + 90, elapsed=90, former=former)
    assert all(one is other for one, other in zip(former.modules, later.modules, strict=True))
    renamed = {**waiting, "storage": replace(waiting["storage"], name="The store")}
    fresh = menu_model(snapshot(SystemStatus.CRITICAL, renamed), now=NOW, elapsed=0, former=former)
    assert "The store" in next(entry.text for entry in fresh.modules if entry.id == "web")


def test_one_change_touches_one_submenu_and_an_opening_all(
    application: TrayApplication, core: FakeCore, monkeypatch: pytest.MonkeyPatch
) -> None:
    core.publish(troubled())
    rendered: list[str] = []
    render = ModuleMenu.render_entry

    def noted(menu: ModuleMenu, entry: Any) -> None:
        rendered.append(entry.id)
        render(menu, entry)

    monkeypatch.setattr(ModuleMenu, "render_entry", noted)
    core.change("ai", reason="exit 9")
    assert rendered == ["ai"]
    rendered.clear()
    application.menu.aboutToShow.emit()
    assert sorted(rendered) == sorted(troubled().modules)
    application.menu.aboutToHide.emit()
    rendered.clear()
    application.retranslate()
    assert sorted(rendered) == sorted(troubled().modules)
