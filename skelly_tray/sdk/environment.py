"""What a native module finds in its environment: who it is, where the bus is, the token, its folder."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from pathlib import Path

from skelly_tray.rpc.endpoint import parse_address

_MOST_TOKEN = 4096


class NotStartedByUsError(Exception):
    """The environment is not that of a module; the text says what is missing."""


@dataclass(frozen=True, slots=True)
class Environment:
    """address: the path of a Unix socket, or host and port."""

    module: str
    address: Path | tuple[str, int]
    token: str = field(repr=False)
    state_dir: Path


def read_environment(environ: MutableMapping[str, str]) -> Environment:
    """Takes the token out of the environment, so that no child of the module inherits it.

    Raises NotStartedByUsError.
    """
    module = environ.get("SKELLY_MODULE_ID")
    address = environ.get("SKELLY_BUS")
    if not module or not address:
        missing = "SKELLY_BUS" if module else "SKELLY_MODULE_ID"
        raise NotStartedByUsError(f"{missing} is not set")
    try:
        where = parse_address(address)
    except ValueError as error:
        raise NotStartedByUsError(f"SKELLY_BUS: {error}") from error
    state_dir = Path(environ.get("SKELLY_STATE_DIR") or Path.cwd())
    return Environment(module, where, _take_token(environ), state_dir)


def _take_token(environ: MutableMapping[str, str]) -> str:
    token = environ.pop("SKELLY_BUS_TOKEN", None)
    descriptor = environ.pop("SKELLY_BUS_TOKEN_FD", None)
    if descriptor is not None:
        token = _read_token(descriptor)
    token = (token or "").strip()
    if not token:
        raise NotStartedByUsError("there is no token in SKELLY_BUS_TOKEN_FD or SKELLY_BUS_TOKEN")
    return token


def _read_token(descriptor: str) -> str:
    try:
        with open(int(descriptor), "rb") as pipe:  # noqa: PTH123  a descriptor has no path
            return pipe.read(_MOST_TOKEN).decode()
    except (OSError, ValueError) as error:
        raise NotStartedByUsError(
            "SKELLY_BUS_TOKEN_FD is no descriptor that a token can be read from"
        ) from error
