"""Processes of process-compose keep their probes, conditions and restarts."""

from __future__ import annotations

from pathlib import Path

import pytest

from skelly_tray.config.imports.found import NotReadableError
from tests.config.imports.reading import imported, notes, tables

TEXT = """
environment: ["SHARED=1"]
processes:
  db:
    command: postgres -D data
    working_dir: data
    readiness_probe:
      exec: {command: "pg_isready -q || exit 1"}
      period_seconds: 3
      failure_threshold: 4
    shutdown: {signal: 2, timeout_seconds: 20, command: pg_ctl stop}
    availability: {restart: always, backoff_seconds: 2, max_restarts: 9}
  init:
    command: |
      echo one
      echo two
    availability: {restart: no}
  web:
    command: "exec ./web"
    environment: {MODE: dev, N: 3}
    env_file: web.env
    liveness_probe:
      http_get: {host: 127.0.0.1, port: 8080, path: /health, scheme: http}
    depends_on:
      db: {condition: process_healthy}
      init: {condition: process_completed_successfully}
      gone: {condition: process_started}
    availability: {restart: on_failure}
  quiet:
    command: x
    ready_log_line: "listening on (80)"
    disabled: true
    replicas: 2
  edit: {command: vim, is_interactive: true}
  gone: {command: daemon, is_daemon: true}
"""


def test_probes_restarts_and_the_end_are_kept(tmp_path: Path) -> None:
    made = imported(tmp_path, "process-compose.yaml", TEXT)
    db = tables(made)["db"]
    assert db["command"] == ["postgres", "-D", "data"] and db["working_dir"] == str(tmp_path / "data")
    assert db["probes"]["readiness"] == {
        "kind": "exec", "command": ["bash", "-c", "pg_isready -q || exit 1"], "interval": "3s", "timeout": "1s",
        "failure_threshold": 4,
    }  # fmt: skip
    assert (db["stop_signal"], db["shutdown_timeout"]) == ("INT", "20s")
    assert db["recovery"] == {"max_attempts": 9, "backoff": "2s"} and db["env"] == {"SHARED": "1"}
    assert "pg_ctl stop" in notes(made)["db"]


def test_conditions_become_edges_and_a_task_that_is_waited_for_is_one(tmp_path: Path) -> None:
    made = imported(tmp_path, "process-compose.yaml", TEXT, web_env="FROM_FILE=yes\nMODE=file\n")
    found = tables(made)
    assert found["web"]["depends_on"] == ["db", {"module": "init", "condition": "completed"}]
    assert found["init"]["oneshot"] is True and found["init"]["recovery"]["max_attempts"] == 0
    assert found["init"]["command"] == ["bash", "-c", "echo one\necho two"]
    assert found["web"]["env"] == {"SHARED": "1", "FROM_FILE": "yes", "MODE": "dev", "N": "3"}
    assert found["web"]["probes"]["liveness"]["url"] == "http://127.0.0.1:8080/health"
    assert found["web"]["no_restart_exit_codes"] == [0]
    assert "needs gone" in notes(made)["web"]


def test_what_cannot_run_here_is_left_out_with_its_reason(tmp_path: Path) -> None:
    made = imported(tmp_path, "process-compose.yaml", TEXT)
    assert "terminal" in made.left_out["edit"] and "background" in made.left_out["gone"]
    found = tables(made)
    assert found["quiet-0"]["enabled"] is False and set(found) >= {"quiet-0", "quiet-1"}
    assert found["quiet-0"]["probes"]["readiness"]["pattern"] == r"listening\ on\ \(80\)"
    assert any("quiet-0" in note and "restarts" in note and "db" not in note for note in made.notes)


@pytest.mark.parametrize(
    "text", ["processes: []", "processes:\n  - a", "processes: {a: {command: x", "processes:"]
)
def test_what_is_no_such_file_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(NotReadableError):
        imported(tmp_path, "process-compose.yaml", text)
