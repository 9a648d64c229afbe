"""Made-up modules whose configuration has been changed, for the window and its tests."""

from __future__ import annotations

from dataclasses import replace

from skelly_tray.domain.status import HealthStatus, ModuleState, ModuleStatus
from tests.ui.fake_core import ago, calm_modules


def changed_modules() -> dict[str, ModuleStatus]:
    """One with a new configuration on trial, one whose file is broken, one rolled back, and one without its secret."""
    modules = calm_modules()
    nothing = {"why": "", "since": None, "ends_in_s": None}
    failed = "web: its liveness probe missed 2 times: exit 1"
    broken = 'modules/storage.toml: enabeld: unknown key; did you mean "enabled"?'
    modules["analysis"] = replace(
        modules["analysis"], config={**nothing, "state": "trial", "since": ago(18), "ends_in_s": 12.0}
    )
    modules["storage"] = replace(
        modules["storage"], config={**nothing, "state": "rejected", "why": broken, "since": ago(40)}
    )
    modules["web"] = replace(
        modules["web"], config={**nothing, "state": "rolled_back", "why": failed, "since": ago(300)}
    )
    modules["ai"] = replace(
        modules["ai"],
        state=ModuleState.WAITING,
        health=HealthStatus.UNKNOWN,
        ready=False,
        pid=None,
        uptime_s=None,
        reason="the secret ai/key cannot be had: the keyring is locked; unlock it, or run: skelly-tray secret unlock",
        reason_kind="secret",
    )
    return modules
