"""Apps of pm2 become modules with their interpreter, environment and restarts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from skelly_tray.config.imports.found import NotReadableError
from tests.config.imports.reading import imported, notes, tables


def of(folder: Path, *apps: dict[str, Any]) -> Any:
    return imported(folder, "ecosystem.json", json.dumps({"apps": list(apps)}))


def test_a_script_is_run_by_its_interpreter(tmp_path: Path) -> None:
    found = tables(
        of(
            tmp_path,
            {
                "name": "api",
                "script": "./api.js",
                "args": "--port 80 'a b'",
                "node_args": ["--inspect"],
                "cwd": "/srv",
            },
            {"script": "jobs/clean.py", "args": ["x", 1]},
            {"name": "bin", "script": "./serve --fast", "interpreter": "none"},
            {"name": "sh", "script": "go.sh", "interpreter": "/bin/dash"},
        )
    )
    assert found["api"]["command"] == ["node", "--inspect", "./api.js", "--port", "80", "a b"]
    assert found["api"]["working_dir"] == "/srv" and found["api"]["stop_signal"] == "INT"
    assert found["clean"]["command"] == ["python3", "jobs/clean.py", "x", "1"]
    assert found["bin"]["command"] == ["./serve", "--fast"]
    assert found["sh"]["command"] == ["/bin/dash", "go.sh"]


def test_restarts_limits_and_times_are_kept(tmp_path: Path) -> None:
    made = of(
        tmp_path,
        {
            "name": "api", "script": "a.js", "max_memory_restart": "300M", "min_uptime": "10s", "max_restarts": 4,
            "restart_delay": 1500, "kill_timeout": 3000, "stop_exit_codes": [0, 9], "env": {"A": 1, "DEBUG": True},
            "env_production": {"A": 2}, "watch": True, "wait_ready": True,
        },
        {"name": "off", "script": "b.js", "autorestart": False, "autostart": False},
    )  # fmt: skip
    found = tables(made)
    api = found["api"]
    assert api["limits"] == {"max_memory_mb": 300.0, "actions": ["alert", "restart"]}
    assert api["recovery"] == {"max_attempts": 4, "stable_after": "10s", "backoff": "1.5s"}
    assert api["shutdown_timeout"] == "3s" and api["no_restart_exit_codes"] == [0, 9]
    assert api["env"] == {"A": "1", "DEBUG": "true"}
    assert all(word in notes(made)["api"] for word in ("watch", "env_production", "wait_ready"))
    assert found["off"]["oneshot"] is True and found["off"]["enabled"] is False


def test_instances_are_modules_of_their_own(tmp_path: Path) -> None:
    made = of(
        tmp_path,
        {"name": "web", "script": "w.js", "instances": 2},
        {"name": "m", "script": "m.js", "instances": "max"},
    )
    found = tables(made)
    assert set(found) == {"web-0", "web-1", "m"}
    assert found["web-1"]["env"]["NODE_APP_INSTANCE"] == "1"
    assert "one is started" in notes(made)["m"]


@pytest.mark.parametrize("text", ["module.exports = {}", '{"apps": 3}', '{"apps": []}', "[1]"])
def test_what_is_no_such_file_is_refused_and_javascript_with_the_way_out(tmp_path: Path, text: str) -> None:
    with pytest.raises(NotReadableError) as error:
        imported(tmp_path, "ecosystem.config.js", text)
    assert ("node -p" in str(error.value)) is text.startswith("module")


def test_an_app_without_a_script_is_left_out(tmp_path: Path) -> None:
    assert of(tmp_path, {"name": "a"}, {"name": "b", "script": "b"}).left_out == {"a": "it has no script"}
