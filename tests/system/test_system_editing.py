"""The configuration of a real system is changed by commands: nothing but what must is restarted, and back again."""

from __future__ import annotations

import json
from typing import Any

from tests.supervisor import Supervisor
from tests.system.casting import ASLEEP

KEY = "modules.web.env.MODE"


def revisions(supervisor: Supervisor) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(supervisor.cli("config", "history", "--json", check=True).stdout)
    return rows


def pid(supervisor: Supervisor, module: str) -> int:
    return int(supervisor.wait_running(module)["modules"][module]["pid"])


def two_modules(supervisor: Supervisor) -> None:
    supervisor.module("web", command=ASLEEP)
    supervisor.module("db", command=ASLEEP)
    supervisor.start()
    supervisor.wait_running("web", "db")


def test_set_restarts_the_module_that_must_and_holds_over_a_restart_of_ours(supervisor: Supervisor) -> None:
    two_modules(supervisor)
    web, db = pid(supervisor, "web"), pid(supervisor, "db")
    said = supervisor.cli("config", "set", KEY, "fast", check=True).stdout
    assert f"{KEY} is set, above the files (revision" in said and "restarted: web" in said
    supervisor.wait_for(lambda s: s["modules"]["web"]["pid"] not in (None, web), "another web")
    assert pid(supervisor, "db") == db
    supervisor.terminate()
    supervisor.start()
    assert supervisor.cli("config", "get", KEY, check=True).stdout == "fast\n"
    newer = pid(supervisor, "web")
    supervisor.cli("config", "unset", KEY, check=True)
    supervisor.wait_for(lambda s: s["modules"]["web"]["pid"] not in (None, newer), "web without it")
    assert [row["by"] for row in revisions(supervisor)][-2:] == ["cli", "cli"]


def test_what_is_refused_is_exit_4_and_everything_goes_on(supervisor: Supervisor) -> None:
    two_modules(supervisor)
    web, text = pid(supervisor, "web"), (supervisor.home / "config/modules/web.toml").read_text()
    known = revisions(supervisor)
    for arguments in (
        ("config", "set", "modules.web.depends_on", '["nobody"]', "--save"),
        ("config", "set", "modules.web.shutdown_timeout", "soon"),
        ("config", "set", "modules.web.command", "7", "--save"),
    ):
        done = supervisor.cli(*arguments)
        assert done.returncode == 4 and "nothing was changed: 1 error" in done.stderr, done
    assert (supervisor.home / "config/modules/web.toml").read_text() == text
    assert pid(supervisor, "web") == web and revisions(supervisor) == known


def test_save_history_and_rollback_to_the_first_byte(supervisor: Supervisor) -> None:
    path = supervisor.home / "config" / "modules" / "web.toml"
    text = f"# mine\ncommand = {json.dumps(list(ASLEEP))}  # sleeps\n\n# A place.\n[env]\nMODE = 'slow'\n"
    supervisor.module("web", text)
    supervisor.module("db", command=ASLEEP)
    supervisor.start()
    db = pid(supervisor, "db")
    supervisor.cli("config", "set", KEY, "fast", "--save", check=True)
    assert path.read_text() == text.replace("'slow'", "'fast'")
    newest = revisions(supervisor)[-1]
    assert (newest["by"], newest["why"], newest["changed"]) == ("cli", f"set {KEY}", ["modules/web.toml"])
    shown = supervisor.cli("config", "history", str(newest["rev"]), check=True).stdout
    assert "-MODE = 'slow'" in shown and "+MODE = 'fast'" in shown
    supervisor.cli("config", "rollback", check=True)
    assert path.read_text() == text and pid(supervisor, "db") == db
    assert "no difference" in supervisor.cli("config", "diff", check=True).stdout


def test_an_editor_saves_through_the_running_orchestrator(supervisor: Supervisor) -> None:
    two_modules(supervisor)
    web = pid(supervisor, "web")
    editor = supervisor.home / "editor"
    editor.write_text('#!/bin/sh\nprintf "\\n[env]\\nA = \\"1\\"\\n" >> "$1"\n')
    editor.chmod(0o700)
    supervisor.environment |= {"VISUAL": str(editor)}
    assert "modules/web.toml is saved" in supervisor.cli("config", "edit", "web", check=True).stdout
    supervisor.wait_for(lambda s: s["modules"]["web"]["pid"] not in (None, web), "another web")
    assert revisions(supervisor)[-1]["why"] == "edited modules/web.toml"
