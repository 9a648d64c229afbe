"""The commands about secrets while no orchestrator runs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def test_a_list_says_who_uses_a_secret_and_writes_nothing(tmp_path: Path) -> None:
    """Older files are brought up to date by a start, and not by who only looks."""
    module = tmp_path / "config" / "modules" / "web.toml"
    module.parent.mkdir(parents=True, mode=0o700)
    text = (
        'command = ["true"]\nstartup_timeout = { secs = 5, nanos = 0 }\nenv = { T = { secret = "web/t" } }\n'
    )
    for path, content in (
        (module, text),
        (module.parent.parent / "orchestrator.toml", "startup_timeout = 7\n"),
    ):
        path.write_text(content)
        path.chmod(0o600)
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "SKELLY_HOME": str(tmp_path)}
    command = [sys.executable, "-W", "error", "-m", "skelly_tray", "secret", "list"]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=50, check=False, cwd=Path.cwd()
    )
    assert done.returncode == 0, done.stderr
    assert "web/t" in done.stdout and module.read_text() == text
    assert not (tmp_path / "state" / "last_good").exists() and not (tmp_path / "state" / "backups").exists()
