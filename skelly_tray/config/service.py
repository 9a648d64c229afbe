"""Whether a home runs as a service: the answer that adapters give, and that commands put into words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Installed(StrEnum):
    """What the manager of services knows of a home."""

    NO = "not_installed"
    YES = "installed"
    """It is started with the next session."""
    RUNNING = "running"
    FAILED = "failed"
    """The manager has given it up."""
    CANNOT = "cannot"


@dataclass(frozen=True, slots=True)
class ServiceState:
    """where: the file of the service, or its name. detail: the words of the manager, or what it cannot do."""

    installed: Installed
    where: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """name: one for each home; letters, digits and `-`. title: for people. command: absolute program, then its
    arguments, which run the core without a window."""

    name: str
    title: str
    command: Sequence[str]
