"""`Guard`: which rules of a sandbox this machine holds, by what, and what it leaves open. Never more than is true."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property, lru_cache

from skelly_tray.adapters.sandbox.machine import Offer, look
from skelly_tray.domain.sandbox import NO_RULES, Held, NetworkRule, Sandbox

_SYSTEMS = {"win32": "Windows", "darwin": "macOS"}
_TRUNCATE_SINCE = 3
"""Version of Landlock; before it, a file that cannot be opened for writing can still be emptied."""
_OWN_NAMES = (None, "root", "0")
_NO_PRIVILEGES = "it needs no_new_privs = true, unless the module runs as root"
_LOOPBACK = (
    "no filter on this system can tell a local address from another; the module may connect anywhere. "
    'network = "none" can be held'
)


class Guard:
    """The port `Sandboxes`. offer: what the machine has, looked up on first use."""

    def __init__(self, offer: Callable[[], Offer] = look) -> None:
        self._look = offer
        self.holds = lru_cache(256)(self._holds)

    @cached_property
    def offer(self) -> Offer:
        return self._look()

    def holdable(self, sandbox: Sandbox, user: str | None) -> Sandbox:
        """The rules without those that cannot be held."""
        holds = self.holds(sandbox, user)
        lost = {rule for rule, hold in holds.items() if not hold.how}
        return replace(
            sandbox,
            read=None if "read" in lost else sandbox.read,
            write=None if "write" in lost else sandbox.write,
            network=NetworkRule.ANY if "network" in lost else sandbox.network,
        )

    def _holds(self, sandbox: Sandbox, user: str | None) -> Mapping[str, Held]:
        if sandbox == NO_RULES:
            return {}
        found = {}
        if sandbox.read is not None:
            found["read"] = self._files(sandbox.read, sandbox, user, partly="")
        if sandbox.write is not None:
            partly = "" if self.offer.landlock >= _TRUNCATE_SINCE else "other files can still be emptied here"
            found["write"] = self._files(sandbox.write, sandbox, user, partly)
        if sandbox.network is not NetworkRule.ANY:
            found["network"] = self._network(sandbox, user)
        return {**found, "no_new_privs": self._privileges(sandbox)}

    def _files(self, paths: tuple[str, ...], sandbox: Sandbox, user: str | None, partly: str) -> Held:
        value = list(paths)
        why = self._refusal(sandbox, user)
        if why:
            return Held(value, False, why=why)
        if self.offer.landlock == 0:
            return Held(value, False, why="this kernel has no Landlock, or it is switched off")
        if partly:
            version = self.offer.landlock
            return Held(
                value, False, "landlock", f"only in part: this kernel has Landlock {version}: {partly}"
            )
        return Held(value, True, "landlock")

    def _network(self, sandbox: Sandbox, user: str | None) -> Held:
        value = str(sandbox.network)
        why = self._refusal(sandbox, user)
        if why:
            return Held(value, False, why=why)
        if sandbox.network is NetworkRule.LOOPBACK:
            return Held(value, False, why=_LOOPBACK)
        if not self.offer.seccomp:
            return Held(
                value, False, why="this kernel takes no seccomp filter, or the processor is not known"
            )
        return Held(value, True, "seccomp+landlock" if self.offer.landlock >= 4 else "seccomp")

    def _privileges(self, sandbox: Sandbox) -> Held:
        value = sandbox.no_new_privs
        if not value:
            return Held(value, True)
        if self.offer.system != "linux":
            return Held(value, False, why=f"not available on {self._system}")
        return Held(value, True, "no_new_privs")

    def _refusal(self, sandbox: Sandbox, user: str | None) -> str:
        """Why no rule at all can be held; empty if some can."""
        if self.offer.system != "linux":
            return f"not available on {self._system}"
        privileged = self.offer.root and user in _OWN_NAMES
        return "" if sandbox.no_new_privs or privileged else _NO_PRIVILEGES

    @property
    def _system(self) -> str:
        return _SYSTEMS.get(self.offer.system, self.offer.system)
