"""The process of a module: environment, event loop, signals, exit code."""

from __future__ import annotations

import asyncio
import functools
import logging
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from skelly_tray.sdk.environment import Environment, NotStartedByUsError, read_environment
from skelly_tray.sdk.faults import describe
from skelly_tray.sdk.life import FAILED, Life
from skelly_tray.sdk.log import Log, LoggingBridge
from skelly_tray.sdk.module import Module

NO_ENVIRONMENT = 2


def run_module(kind: type[Module]) -> int:
    """The exit code: 0 ended as asked, 1 refused or failed, 2 not started by Skelly Tray."""
    try:
        environment = read_environment(os.environ)
    except NotStartedByUsError as error:
        sys.stderr.write(f"{kind.__name__} has to be started by Skelly Tray: {error}\n")
        return NO_ENVIRONMENT
    log = Log()
    logging.getLogger().addHandler(LoggingBridge(log))
    try:
        return asyncio.run(_run(kind, environment, log))
    except Exception as error:  # noqa: BLE001  nothing may end in a traceback, which could show what is secret
        log.error("the module failed", error=describe(error))
        return FAILED


async def _run(kind: type[Module], environment: Environment, log: Log) -> int:
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _loop, context: _report(log, context))
    life = Life(kind(), environment, log)
    _end_on_signals(loop, life)
    return await life.run()


def _end_on_signals(loop: asyncio.AbstractEventLoop, life: Life) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        end = functools.partial(life.end, signal.Signals(number).name)
        if os.name == "posix":
            loop.add_signal_handler(number, end)
        else:
            signal.signal(number, functools.partial(_call_on_loop, loop, end))


def _call_on_loop(
    loop: asyncio.AbstractEventLoop, end: Callable[[], None], _number: int, _frame: object
) -> None:
    loop.call_soon_threadsafe(end)


def _report(log: Log, context: dict[str, Any]) -> None:
    error = context.get("exception")
    log.error(str(context.get("message", "a fault")), error=describe(error) if error is not None else "")
