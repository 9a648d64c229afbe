"""Where everything of this home lives, and what is alive there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from skelly_tray.app.lock_watch import is_held
from skelly_tray.config.home import Home
from skelly_tray.rpc.endpoint import TcpEndpoint, UnixEndpoint, find_endpoint


def places(home: Home) -> dict[str, Any]:
    folders = {"config": home.config, "state": home.state, "logs": home.logs, "run": home.run}
    return {
        **{
            name: {"path": shown(path), "exists": path.is_dir(), "mode": _mode(path)}
            for name, path in folders.items()
        },
        "control_socket": _socket(home.run),
        "orchestrator_lock_held": is_held(home.orchestrator_lock),
        "keeper_lock_held": is_held(home.keeper_lock),
    }


def shown(path: Path) -> str:
    """The path, with the user's own folder as `~`: it holds their name."""
    try:
        user_folder = Path.home()
        return str(Path("~") / path.relative_to(user_folder)) if user_folder != Path("/") else str(path)
    except (RuntimeError, ValueError):
        return str(path)


def _mode(path: Path) -> str | None:
    try:
        return f"{path.stat().st_mode & 0o7777:04o}"
    except OSError:
        return None


def _socket(run: Path) -> str | None:
    """Where the control socket is; of a TCP one the port, never the token."""
    match find_endpoint(run, "control"):
        case UnixEndpoint(path):
            return shown(path) if os.name == "posix" else str(path)
        case TcpEndpoint(port):
            return f"127.0.0.1:{port}"
        case None:
            return None
