"""The environment of a module: ours, without what is ours alone, with what its file and its user add."""

from __future__ import annotations

from collections.abc import Mapping

from skelly_tray.adapters.launcher.identity import Identity

_OURS = ("NOTIFY_SOCKET", "MAINPID")
_OUR_PREFIXES = ("WATCHDOG_", "LISTEN_", "SKELLY_")
"""Of the service manager that started us, and our own: a module would talk to the wrong party."""

_OF_A_SESSION = (
    "DBUS_SESSION_BUS_ADDRESS", "MAIL", "SSH_AUTH_SOCK", "SUDO_COMMAND", "SUDO_GID", "SUDO_UID", "SUDO_USER",
    "XAUTHORITY", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR", "XDG_STATE_HOME",
)  # fmt: skip
"""Places and sockets of our own login, which another user cannot or should not reach."""


def clean_environment(base: Mapping[str, str]) -> dict[str, str]:
    """`base` without what belongs to us. Nothing of a bundle is in it any more: see `reentry.leave_bundle`."""
    return {
        name: value
        for name, value in base.items()
        if name not in _OURS and not name.startswith(_OUR_PREFIXES)
    }


def module_environment(
    base: Mapping[str, str], added: Mapping[str, str], identity: Identity | None, state: str
) -> dict[str, str]:
    """The whole environment. base: cleaned. added: the file's `env`, which wins. state: its state folder."""
    environment = dict(base)
    if identity is not None:
        for name in _OF_A_SESSION:
            environment.pop(name, None)
        environment.update(
            HOME=identity.home, USER=identity.user, LOGNAME=identity.user, SHELL=identity.shell
        )
    environment["SKELLY_STATE_DIR"] = state
    environment.update(added)
    return environment
