"""A home as a service: what is started, and the manager of services of this platform."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Protocol

from skelly_tray.config.home import Home, instance_name
from skelly_tray.config.service import Service, ServiceState
from skelly_tray.reentry import own_command


class ServiceHost(Protocol):
    """One home in one manager of services."""

    def state(self) -> ServiceState: ...

    def install(self, *, start: bool) -> ServiceState: ...

    def uninstall(self) -> ServiceState: ...


def service_of(home: Home) -> ServiceHost:
    """Each home is a service of its own."""
    named = () if home.root is None else ("--home", str(home.root))
    name = f"{instance_name(str(home.root or ''), home.state)}-core"
    service = Service(
        name, f"{home.title}: keeps its modules running", (*own_command(), *named, "run", "--headless")
    )
    if sys.platform == "win32":
        from skelly_tray.adapters.service.windows import TaskService

        return TaskService(service, os.environ)
    if sys.platform == "darwin":
        from skelly_tray.adapters.service.launchd import LaunchdService

        return LaunchdService(service, Path.home() / "Library", os.environ)
    from skelly_tray.adapters.service.systemd import SystemdService

    return SystemdService(service, os.environ)
