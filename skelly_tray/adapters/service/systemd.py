"""A unit of the user's own systemd. It runs for as long as the user is logged in, or lingers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from skelly_tray.adapters.service.asking import Ask, asking
from skelly_tray.adapters.service.unit import unit_text
from skelly_tray.config.atomic import make_folder, remove_file, replace_file
from skelly_tray.config.service import Installed, Service, ServiceState
from skelly_tray.config.trust import UntrustedFolderError, require_own_folders

_PROPERTIES = ("LoadState", "ActiveState", "SubState", "UnitFileState", "MainPID", "Result")


class SystemdService:
    """environ: where the folder of units is told, and the user's session bus."""

    def __init__(self, service: Service, environ: Mapping[str, str], ask: Ask | None = None) -> None:
        self._service = service
        self._ask = ask or asking(environ)
        base = environ.get("XDG_CONFIG_HOME", "")
        folder = Path(base) if base.startswith("/") else Path(environ.get("HOME") or Path.home()) / ".config"
        self.unit = f"{service.name}.service"
        self.path = folder / "systemd" / "user" / self.unit
        self._folders = (folder, folder / "systemd", self.path.parent)

    def state(self) -> ServiceState:
        """What the manager knows of it now."""
        try:
            require_own_folders(*self._folders)
        except (UntrustedFolderError, OSError) as error:
            return self._is(Installed.CANNOT, str(error))
        code, said = self._systemctl("show", self.unit, f"--property={','.join(_PROPERTIES)}")
        there = self.path.exists()
        if code:
            return self._is(Installed.YES if there else Installed.NO, said)
        found = dict(line.split("=", 1) for line in said.splitlines() if "=" in line)
        active = found.get("ActiveState", "")
        if active == "failed":
            return self._is(Installed.FAILED, found.get("Result", ""))
        if active in ("active", "activating", "reloading"):
            return self._is(Installed.RUNNING, f"{active}, pid {found.get('MainPID', '?')}")
        if not there:
            return self._is(Installed.NO)
        return self._is(Installed.YES, found.get("UnitFileState", ""))

    def install(self, *, start: bool) -> ServiceState:
        """Write the unit and have it started with every session. start: and now."""
        try:
            text = unit_text(self._service)
            make_folder(self.path.parent)
            require_own_folders(*self._folders)
            replace_file(self.path, text.encode())
        except (OSError, ValueError) as error:
            return self._is(Installed.CANNOT, str(error))
        for order in (("daemon-reload",), ("enable", self.unit), *((("start", self.unit),) if start else ())):
            code, said = self._systemctl(*order)
            if code:
                return self._is(
                    Installed.CANNOT,
                    f"the unit is written, but `systemctl --user {' '.join(order)}` failed: {said or code}",
                )
        return self.state()

    def uninstall(self) -> ServiceState:
        """Stop it in order, and take the unit away."""
        if not self.path.exists():
            return self.state()
        code, said = self._systemctl("disable", "--now", self.unit)
        try:
            remove_file(self.path)
        except OSError as error:
            return self._is(Installed.CANNOT, str(error))
        self._systemctl("daemon-reload")
        return self._is(Installed.NO, said if code else "")

    def _systemctl(self, *order: str) -> tuple[int, str]:
        try:
            return self._ask(("systemctl", "--user", "--no-pager", *order))
        except OSError:
            return 1, "there is no systemctl here"

    def _is(self, installed: Installed, detail: str = "") -> ServiceState:
        return ServiceState(installed, str(self.path), detail)
