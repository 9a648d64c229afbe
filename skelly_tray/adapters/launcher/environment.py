"""The environment of a module: ours, without what is ours alone, with what its file and its user add."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from skelly_tray.adapters.launcher.identity import Identity

_OURS = ("NOTIFY_SOCKET", "MAINPID")
_OUR_PREFIXES = ("WATCHDOG_", "LISTEN_", "SKELLY_")
"""Of the service manager that started us, and our own: a module would talk to the wrong party."""

_BUNDLE_PREFIXES = ("_PYI_", "_MEIPASS")
_BUNDLE_LIBRARIES = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LIBPATH")
_BUNDLE_PATHS = ("QT_PLUGIN_PATH", "QML2_IMPORT_PATH", "QT_QPA_FONTDIR", "QT_QPA_PLATFORM_PLUGIN_PATH")

_OF_A_SESSION = (
    "DBUS_SESSION_BUS_ADDRESS", "MAIL", "SSH_AUTH_SOCK", "SUDO_COMMAND", "SUDO_GID", "SUDO_UID", "SUDO_USER",
    "XAUTHORITY", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR", "XDG_STATE_HOME",
)  # fmt: skip
"""Places and sockets of our own login, which another user cannot or should not reach."""


def clean_environment(base: Mapping[str, str]) -> dict[str, str]:
    """`base` without what belongs to us, and as it was before a frozen application changed it."""
    environment = {
        name: value
        for name, value in base.items()
        if name not in _OURS and not name.startswith(_OUR_PREFIXES)
    }
    bundle = str(getattr(sys, "_MEIPASS", "")) if getattr(sys, "frozen", False) else ""
    return _unbundled(environment, bundle) if bundle else environment


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


def _unbundled(environment: dict[str, str], bundle: str) -> dict[str, str]:
    """PyInstaller keeps the former library path as `…_ORIG`; without one there was none."""
    result = {name: value for name, value in environment.items() if not name.startswith(_BUNDLE_PREFIXES)}
    for name in _BUNDLE_LIBRARIES:
        former = result.pop(f"{name}_ORIG", None)
        if former is not None:
            result[name] = former
        else:
            result.pop(name, None)
    for name in _BUNDLE_PATHS:
        if result.get(name, "").startswith(bundle):
            del result[name]
    return result
