"""The commands about secrets reach whoever keeps them: the orchestrator if one runs, else the stores themselves."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from skelly_tray.cli.command import Request
from skelly_tray.cli.core_link import core_link
from skelly_tray.cli.failure import CommandError, ExitCode

if TYPE_CHECKING:
    from skelly_tray.adapters.secrets.ladder import Ladder


def ask_core(request: Request, method: str, params: dict[str, Any] | None = None) -> Any:
    """The answer of the orchestrator, or None when none runs. Raises CommandError for a refusal."""
    try:
        with core_link(request.home) as client:
            return client.call(method, params or {}, timeout=90.0)
    except CommandError as failure:
        if failure.code is ExitCode.NOT_RUNNING:
            return None
        raise


@contextmanager
def stores(request: Request) -> Iterator[Ladder]:
    """Those of this home, used directly; what they refuse is a CommandError."""
    from skelly_tray.adapters.secrets.ladder import Ladder
    from skelly_tray.engine.secret_port import SecretsUnavailable

    try:
        yield Ladder(request.home)
    except SecretsUnavailable as unavailable:
        raise CommandError(unavailable.message) from None


def name_of(request: Request) -> str:
    """The name that was given, checked."""
    from skelly_tray.config.secret_values import require_name

    try:
        return require_name(request.arguments.name)
    except ValueError as error:
        raise CommandError(str(error), code=ExitCode.USAGE) from None


def read_value(what: str, *, twice: bool) -> str:
    """From the terminal without an echo, else from standard input; never from the arguments. twice: to be sure."""
    from skelly_tray.config.secret_values import require_value

    value = _typed(what, twice=twice) if sys.stdin.isatty() else _piped()
    try:
        return require_value(value)
    except ValueError as error:
        raise CommandError(str(error), code=ExitCode.USAGE) from None


def _typed(what: str, *, twice: bool) -> str:
    try:
        value = getpass.getpass(f"{what}: ")
        if twice and getpass.getpass(f"{what}, once more: ") != value:
            raise CommandError("the two are not the same: nothing was changed", code=ExitCode.USAGE)
    except (EOFError, KeyboardInterrupt):
        raise CommandError("nothing was given, nothing was changed", code=ExitCode.USAGE) from None
    return value


def _piped() -> str:
    """What is there up to the end, without the newline that most programs add."""
    from skelly_tray.config.secret_values import LARGEST

    data = sys.stdin.buffer.read(LARGEST + 3)
    for end in (b"\r\n", b"\n"):
        if data.endswith(end):
            data = data[: -len(end)]
            break
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise CommandError("what stands on standard input is no UTF-8 text", code=ExitCode.USAGE) from None


def users_by_name(request: Request) -> dict[str, list[str]]:
    """Which modules use each secret, as the files say."""
    from skelly_tray.config.load import load
    from skelly_tray.domain.secret_refs import names_in

    found: dict[str, list[str]] = {}
    for module, descriptor in sorted(load(request.home, record=False).descriptors.items()):
        for name in names_in(descriptor):
            found.setdefault(name, []).append(str(module))
    return found
