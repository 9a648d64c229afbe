"""What a module may touch, as plain data (`[sandbox]`): least privilege, as far as the system can hold it."""

from __future__ import annotations

from dataclasses import dataclass, replace
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

    @property
    def restricts(self) -> bool:
        """There is a rule beyond no_new_privs."""
        return self.files or self.network is not NetworkRule.ANY

    def may_write(self, folder: str) -> bool:
        """By its rules; links are not looked at."""
        return self.write is None or any(
            folder == path or folder.startswith(path.rstrip("/") + "/") for path in self.write
        )

    def with_writable(self, *folders: str) -> Sandbox:
        """The same, and these may be written too, where that is restricted."""
        if self.write is None:
            return self
        return replace(self, write=tuple(dict.fromkeys((*self.write, *folders))))


NO_RULES = Sandbox()


@dataclass(frozen=True, slots=True)
class Held:
    """How one rule is held on this machine. how: `no_new_privs`, `landlock`, `seccomp`, or both; empty when it is not
    held. why: for people, when it is not held or when something is left open."""

    value: object
    held: bool
    how: str = ""
    why: str = ""
