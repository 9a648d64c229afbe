"""What this machine can hold of a module's `[sandbox]`."""

from __future__ import annotations

from skelly_tray.adapters.sandbox.machine import Offer, look

_WHOLE = 6
"""Version of Landlock from which on all that we ask for is held."""


def sandbox_facts(offer: Offer | None = None) -> dict[str, str]:
    """Rule → by what it is held here, or that it is not. offer: for tests, else this machine's."""
    offer = offer or look()
    if offer.system != "linux":
        return dict.fromkeys(
            ("read_and_write", "network_none", "network_loopback", "no_new_privs"), "not available"
        )
    return {
        "read_and_write": _files(offer.landlock),
        "network_none": "held by seccomp" if offer.seccomp else "not held: no seccomp filter can be set here",
        "network_loopback": "not held: no filter can tell a local address from another",
        "no_new_privs": "held",
    }


def _files(version: int) -> str:
    if version == 0:
        return "not held: this kernel has no Landlock, or it is switched off"
    older = "" if version >= _WHOLE else "; a newer one holds more, see security.md"
    return f"held by Landlock (version {version}{older})"
