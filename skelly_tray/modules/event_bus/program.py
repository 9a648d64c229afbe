"""The bus as a process: its environment, its two sockets, and its end."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
import sys
from dataclasses import dataclass, field
from pathlib import Path

from skelly_tray.modules.event_bus.bus import Bus
from skelly_tray.modules.event_bus.door import Doors
from skelly_tray.modules.event_bus.settings import Settings, read_settings
from skelly_tray.rpc.limits import Limits
from skelly_tray.rpc.listener import AddressInUseError
from skelly_tray.rpc.server import Server
from skelly_tray.scopes import Scope

log = logging.getLogger(__name__)

_ADMIN_BACKLOG = 10_000
"""Notes kept for an orchestrator that does not read for a while."""


@dataclass(frozen=True, slots=True)
class Environment:
    """What the process is told by its environment."""

    modules: str
    admin: str
    secret: str = field(repr=False)
    folder: Path | None
    settings: Settings


def read_environment() -> Environment:
    """Raises ValueError that names what is missing or wrong."""
    found = os.environ
    missing = [
        name for name in ("SKELLY_BUS", "SKELLY_BUS_ADMIN", "SKELLY_BUS_ADMIN_FD") if not found.get(name)
    ]
    if missing:
        raise ValueError(f"the environment lacks {', '.join(missing)}")
    folder = found.get("SKELLY_STATE_DIR")
    try:
        settings = read_settings(found.get("SKELLY_BUS_SETTINGS", ""))
    except ValueError as error:
        raise ValueError(f"settings: {error}") from error
    return Environment(
        modules=found["SKELLY_BUS"],
        admin=found["SKELLY_BUS_ADMIN"],
        secret=_read_secret(found["SKELLY_BUS_ADMIN_FD"]),
        folder=Path(folder) if folder else None,
        settings=settings,
    )


def _read_secret(descriptor: str) -> str:
    try:
        with os.fdopen(int(descriptor), "rb") as pipe:
            return pipe.read().decode().strip()
    except (OSError, ValueError) as error:
        raise ValueError("the admin secret cannot be read") from error


def module_limits(settings: Settings) -> Limits:
    return Limits(
        connections=4096,
        unauthenticated=settings.strangers,
        rate=settings.rate,
        burst=settings.burst,
        in_flight=settings.in_flight,
        stream_backlog=settings.queue_messages,
        stream_bytes=settings.queue_bytes,
        authentication_timeout=settings.hello_timeout,
        backlog=1024,
    )


def admin_limits(settings: Settings) -> Limits:
    return Limits(
        connections=8,
        unauthenticated=8,
        rate=settings.rate,
        burst=settings.burst,
        in_flight=4096,
        stream_backlog=_ADMIN_BACKLOG,
        stream_bytes=8 << 20,
        authentication_timeout=settings.hello_timeout,
    )


def _nothing(dropped: int) -> bytes:
    return b""


async def serve(environment: Environment) -> None:
    """Until SIGTERM or SIGINT. Raises AddressInUseError, OSError, ValueError."""
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        if os.name == "posix":
            loop.add_signal_handler(number, ended.set)
        else:
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(ended.set))
    scope = Scope(lambda name, error: log.error("%s failed", name, exc_info=error))
    doors = Doors(environment.modules, environment.admin)
    settings = environment.settings
    bus = Bus(settings, environment.folder, doors, environment.secret)

    def start(work: object) -> None:
        scope.start(work, "answer")  # type: ignore[arg-type]

    before, methods = bus.module_methods()
    doors.modules.server = Server(
        methods,
        start=start,
        limits=module_limits(settings),
        before_authentication=before,
        any_user=True,
        dropped_note=_nothing,
    )
    before, methods = bus.admin_methods()
    doors.admin.server = Server(
        methods,
        start=start,
        limits=admin_limits(settings),
        before_authentication=before,
        any_user=environment.admin.startswith("tcp:"),
        dropped_note=_nothing,
    )
    await doors.admin.open()
    sys.stdout.write("the bus listens for the orchestrator\n")
    sys.stdout.flush()
    _settle_memory()
    try:
        await ended.wait()
    finally:
        await doors.close()
        await scope.close()


def _settle_memory() -> None:
    """What is here now stays; and messages make no cycles, so the collector need not look often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def main() -> int:
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    try:
        environment = read_environment()
        asyncio.run(serve(environment))
    except (AddressInUseError, OSError, ValueError) as error:
        sys.stderr.write(f"the bus cannot run: {error}\n")
        return 1
    return 0
