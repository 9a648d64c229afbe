"""A command's way to the running orchestrator; what the wire says becomes a message and an exit code here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from skelly_tray.cli.command import Request
from skelly_tray.cli.failure import CommandError, ExitCode
from skelly_tray.cli.known_modules import known_modules
from skelly_tray.config.home import Home
from skelly_tray.rpc.blocking import BlockingClient, NotRunningError
from skelly_tray.rpc.errors import ConnectionLostError, ErrorCode, RpcError


@contextmanager
def core_link(home: Home) -> Iterator[BlockingClient]:
    """A connection to the orchestrator of this home. Raises CommandError for all that goes wrong on it."""
    try:
        with BlockingClient.open(home.run) as client:
            yield client
    except NotRunningError as error:
        raise not_running() from error
    except RpcError as error:
        raise CommandError(error.message, *_unread_file(home, error), code=_exit_code(error)) from error
    except TimeoutError as error:
        raise CommandError("the orchestrator did not answer in time", code=ExitCode.TIMED_OUT) from error
    except ConnectionLostError as error:
        raise CommandError("the orchestrator ended before it answered", str(error)) from error
    except PermissionError as error:
        raise CommandError("the orchestrator may not be asked", str(error)) from error


def ask(request: Request, method: str, params: dict[str, Any] | None = None) -> Any:
    """One question, one answer."""
    with core_link(request.home) as client:
        return client.call(method, params)


def ask_if_running(home: Home, method: str, params: dict[str, Any] | None = None) -> Any:
    """The answer, or None when no orchestrator is running (or one that ends right now)."""
    try:
        with core_link(home) as client:
            return client.call(method, params, timeout=5.0)
    except CommandError as failure:
        if failure.code is ExitCode.USAGE:
            raise
        return None


def not_running() -> CommandError:
    return CommandError(
        "no orchestrator is running", "start it with: skelly-tray run", code=ExitCode.NOT_RUNNING
    )


def _unread_file(home: Home, error: RpcError) -> list[str]:
    """What to do about a module that the core does not know although its file is there."""
    module = error.data.get("module") if isinstance(error.data, dict) else None
    if error.code != ErrorCode.NO_SUCH_MODULE or module not in known_modules(home, logs=False):
        return []
    return [
        f"modules/{module}.toml is there, but is not in effect: it was saved just now, or was rolled back;",
        "what is not in effect is shown by: skelly-tray config diff",
    ]


def _exit_code(error: RpcError) -> ExitCode:
    unknown = isinstance(error.data, dict) and "nearest" in error.data  # else it is there, and does not run
    if error.code == ErrorCode.NO_SUCH_MODULE and unknown:
        return ExitCode.USAGE
    return ExitCode.TIMED_OUT if error.code == ErrorCode.TIMED_OUT else ExitCode.FAILED
