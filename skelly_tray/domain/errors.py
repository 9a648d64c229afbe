"""Why a start could not succeed: the source design's `StartupError`, as a closed sum type of plain data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import assert_never

from skelly_tray.domain.descriptor import ModuleId


@dataclass(frozen=True, slots=True)
class CriticalModuleFailed:
    """A required module failed to start."""

    module: ModuleId
    error: str


@dataclass(frozen=True, slots=True)
class DependencyMissing:
    """A module needs one that no file describes. nearest: the known one that may be meant, or ""."""

    module: ModuleId
    missing: ModuleId
    nearest: str = ""


@dataclass(frozen=True, slots=True)
class InsufficientResources:
    """The machine has less free than `[requires]` asks. `resource` names which; both figures in its unit."""

    module: ModuleId
    resource: str
    required: float
    available: float


@dataclass(frozen=True, slots=True)
class InvalidConfiguration:
    """The module's file cannot be used; `errors` has a line for each reason, with file and key."""

    module: ModuleId
    errors: tuple[str, ...]


StartupError = CriticalModuleFailed | DependencyMissing | InsufficientResources | InvalidConfiguration


@dataclass(frozen=True, slots=True)
class InvalidModule:
    """A module that cannot be used, and what could still be told of it from its file."""

    errors: tuple[StartupError, ...]
    name: str = ""
    required: bool = True
    enabled: bool = True


def sentence(error: StartupError) -> str:
    """One line for people."""
    match error:
        case CriticalModuleFailed(module, text):
            return f"{module} could not be started: {text}"
        case DependencyMissing(module, missing, nearest):
            guess = f'; did you mean "{nearest}"?' if nearest else ""
            return f'modules/{module}.toml: depends_on: there is no module "{missing}"{guess}'
        case InsufficientResources(module, resource, required, available):
            return f"{module} needs {required:g} of {resource}, but only {available:g} is free"
        case InvalidConfiguration(_, errors):
            more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
            return f"{errors[0]}{more}"
        case _:
            assert_never(error)


def lines(errors: Iterable[StartupError]) -> list[str]:
    """Every reason on a line of its own."""
    found: list[str] = []
    for error in errors:
        found += error.errors if isinstance(error, InvalidConfiguration) else (sentence(error),)
    return found
