"""What a module may touch, as plain data (`[sandbox]`): least privilege, as far as the system can hold it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class NetworkRule(StrEnum):
    """What a module may reach."""

    ANY = "any"
    LOOPBACK = "loopback"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Sandbox:
    """read, write: absolute paths that may be read or written with all below them (None: not restricted); what may be
    written may be read. no_new_privs: no set-user-id program gives it more rights."""

    read: tuple[str, ...] | None = None
    write: tuple[str, ...] | None = None
    network: NetworkRule = NetworkRule.ANY
    no_new_privs: bool = True

    @property
    def files(self) -> bool:
        """Access to files is restricted."""
        return self.read is not None or self.write is not None
