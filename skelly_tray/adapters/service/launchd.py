"""A launch agent that keeps the core running on macOS. Written with care; not run by our tests there."""

from __future__ import annotations

import os
import plistlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from skelly_tray.adapters.service.asking import Ask, asking
from skelly_tray.config.atomic import make_folder, remove_file, replace_file
from skelly_tray.config.service import Installed, Service, ServiceState

PREFIX = "org.skelly-tray.service."


class LaunchdService:
    """library: the user's `Library`."""

    def __init__(
        self, service: Service, library: Path, environ: Mapping[str, str], ask: Ask | None = None
    ) -> None:
        self._service = service
        self._ask = ask or asking(environ)
        self._label = PREFIX + service.name
        self.path = library / "LaunchAgents" / f"{self._label}.plist"
        self._domain = f"gui/{os.getuid()}" if hasattr(os, "getuid") else "gui"

    def state(self) -> ServiceState:
        """What launchd knows of it now."""
        if not self.path.exists():
            return self._is(Installed.NO)
        code, said = self._launchctl("print", f"{self._domain}/{self._label}")
        if code:
            return self._is(Installed.YES)
        pid = next(
            (line.split("=")[1].strip() for line in said.splitlines() if line.strip().startswith("pid =")), ""
        )
        return self._is(Installed.RUNNING, f"pid {pid}") if pid else self._is(Installed.YES)

    def install(self, *, start: bool) -> ServiceState:
        """Write the agent, which is loaded at every login. start: and now."""
        try:
            make_folder(self.path.parent)
            replace_file(self.path, plistlib.dumps(self._agent()))
        except OSError as error:
            return self._is(Installed.CANNOT, str(error))
        if start:
            code, said = self._launchctl("bootstrap", self._domain, str(self.path))
            if code:
                return self._is(
                    Installed.CANNOT, f"the agent is written, but launchctl failed: {said or code}"
                )
        return self.state()

    def uninstall(self) -> ServiceState:
        """Stop it in order, and take the agent away."""
        if not self.path.exists():
            return self._is(Installed.NO)
        self._launchctl("bootout", f"{self._domain}/{self._label}")
        try:
            remove_file(self.path)
        except OSError as error:
            return self._is(Installed.CANNOT, str(error))
        return self._is(Installed.NO)

    def _agent(self) -> dict[str, Any]:
        return {
            "Label": self._label,
            "ProgramArguments": list(self._service.command),
            "RunAtLoad": True,
            "KeepAlive": {"SuccessfulExit": False},
            "ProcessType": "Background",
            # The keeper outlives a crash of ours, and launchd would end it with us.
            "AbandonProcessGroup": True,
            "ExitTimeOut": 600,
        }

    def _launchctl(self, *order: str) -> tuple[int, str]:
        try:
            return self._ask(("launchctl", *order))
        except OSError:
            return 1, "there is no launchctl here"

    def _is(self, installed: Installed, detail: str = "") -> ServiceState:
        return ServiceState(installed, str(self.path), detail)
