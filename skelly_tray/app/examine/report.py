"""All that `doctor` says, for the command line and for the window: no secrets, no names of people or machines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skelly_tray.adapters.system_bus import who_announces
from skelly_tray.app.examine.places import places
from skelly_tray.app.examine.platform_facts import packages, platform_facts
from skelly_tray.app.examine.rungs import limit_rungs
from skelly_tray.app.examine.sandbox import sandbox_facts
from skelly_tray.config.home import Home

Facts = Mapping[str, Any]


def report(home: Home, *, running: Facts | None, tray: Facts, keyring: Facts) -> dict[str, Any]:
    """All sections, JSON-able; the user's folder is shown as `~`. Blocks for some seconds where a service is silent.

    running: what the orchestrator says of itself, None when there is none."""
    return {
        "platform": platform_facts(),
        "packages": packages(),
        "tray": tray,
        "keyring": keyring,
        "limits": {"rungs": limit_rungs(), "note": "the first that can hold a limit does; status says which"},
        "suspend": {"announced_by": who_announces(), "noticed_by": "the clocks, when it is over"},
        "sandbox": sandbox_facts(),
        "paths": places(home),
        "running": running,
    }


def keeping(status: Facts) -> dict[str, Any]:
    """How the places for secrets stand; nothing of what they hold. status: of `secret.status`."""
    return {"state": status["keyring"]["state"], "passphrase_file": status["file"], "todo": status["todo"]}
