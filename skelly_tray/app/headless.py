"""The core without a user interface, on a plain asyncio loop; Qt is never imported."""

from __future__ import annotations

import asyncio

from skelly_tray.app.assembly import RunningCore
from skelly_tray.app.control import Hooks
from skelly_tray.app.instance import AlreadyRunningError, InstanceLock
from skelly_tray.app.interpreter import settle
from skelly_tray.app.start import (
    CONFIGURATION_INVALID,
    FAILED,
    complain,
    on_ending_signals,
    on_hangup,
    on_stray_signals,
    prepare,
)
from skelly_tray.config.home import Home
from skelly_tray.engine.configuration import Configuration
from skelly_tray.engine.ports import KeeperUnavailable
from skelly_tray.keeper.kernel import hide_memory


def main(home: Home, *, verbose: bool) -> int:
    """Run until quit or a signal; the exit code."""
    try:
        with InstanceLock(home) as lock:
            configuration = prepare(home)
            if configuration is None:
                return CONFIGURATION_INVALID
            return asyncio.run(_serve(home, configuration, lock, verbose=verbose))
    except AlreadyRunningError as error:
        complain(str(error), "`skelly-tray status` shows it, `skelly-tray quit` ends it")
        return FAILED
    except (KeeperUnavailable, OSError) as error:
        complain("it cannot run", str(error))
        return FAILED


async def _serve(home: Home, configuration: Configuration, lock: InstanceLock, *, verbose: bool) -> int:
    hooks = Hooks(
        facts=lambda: {"mode": "headless", "event_loop": "asyncio", "tray": "none: it runs headless"}
    )
    hide_memory()  # before any value of a secret is in it
    core = RunningCore(home, configuration, lock, hooks=hooks, verbose=verbose)
    on_ending_signals(core.orchestrator.quit)
    on_hangup(core.watcher.rescan)
    on_stray_signals(core.say_how_it_is)
    keep = False
    try:
        if await core.open():
            settle()
            keep = await core.orchestrator.run_until_quit()
    finally:
        await core.close(keep_modules=keep)
    return 0
