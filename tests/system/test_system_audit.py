"""The audit log of the real program: who did what, without any value; whole until somebody changes it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from skelly_tray.adapters.audit.log import NEW_KEY
from skelly_tray.adapters.audit.vault import KEY
from skelly_tray.app.audit_vault import audit_service_of
from skelly_tray.config.home import find_home
from tests.supervisor import PROGRAM, Supervisor
from tests.system.keyring import Keyring

CANARY = "canary-5fd1c0"


@pytest.fixture
def keyring(tmp_path: Path, supervisor: Supervisor) -> Iterator[Keyring]:
    found = Keyring(tmp_path / "keyring")
    supervisor.environment |= found.environment
    found.start()
    yield found
    found.close()


def run(supervisor: Supervisor, *arguments: str, given: str = "") -> tuple[int, str]:
    command = [*PROGRAM, "--home", str(supervisor.home), *arguments]
    done = subprocess.run(
        command, env=supervisor.environment, input=given, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout


def entries(supervisor: Supervisor) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(supervisor, "audit", "-n", "500", "--json")[1].splitlines()]


def verdict(supervisor: Supervisor) -> tuple[int, dict[str, Any]]:
    code, told = run(supervisor, "audit", "verify", "--json")
    return code, json.loads(told)


def test_what_was_done_is_told_and_a_change_of_the_log_is_named(
    supervisor: Supervisor, keyring: Keyring
) -> None:
    supervisor.module("web", command=["sleep", "1000"])
    supervisor.start()
    assert run(supervisor, "secret", "set", "db", given=CANARY)[0] == 0
    assert run(supervisor, "restart", "web")[0] == 0
    code, found = verdict(supervisor)
    assert (code, found["verdict"]) == (0, "whole")
    assert supervisor.terminate() == 0
    assert verdict(supervisor)[1]["verdict"] == "whole"

    told = entries(supervisor)
    whats = [entry["what"] for entry in told]
    assert "the orchestrator starts" in whats and "the orchestrator ends" in whats
    (restart,) = [entry for entry in told if entry["what"] == "asked for: restart"]
    assert restart["by"] == "cli" and restart["detail"]["pid"] > 0
    assert any(entry["kind"] == "action" and "restart web" in entry["what"] for entry in told)
    log = supervisor.home / "state" / "audit.jsonl"
    assert any(entry["detail"].get("name") == "db" for entry in told) and CANARY not in log.read_text()
    assert log.stat().st_mode & 0o777 == 0o600

    log.write_bytes(log.read_bytes().replace(b"asked for: restart", b"asked for: nothing", 1))
    code, found = verdict(supervisor)
    assert (code, found["wrong"], found["seq"]) == (1, "edited", restart["seq"])
    log.write_bytes(b"")
    assert (verdict(supervisor)[0], verdict(supervisor)[1]["wrong"]) == (1, "tail cut")


def test_without_a_keyring_the_log_is_whole_for_its_session_and_unknown_afterwards(
    supervisor: Supervisor,
) -> None:
    supervisor.start()
    assert verdict(supervisor)[1]["verdict"] == "whole"
    assert "within this session only" in entries(supervisor)[0]["what"]
    assert supervisor.terminate() == 0
    code, found = verdict(supervisor)
    assert (code, found["verdict"], found["wrong"]) == (1, "unknown", "key missing")


def test_what_commands_do_without_an_orchestrator_stands_in_the_same_chain(
    supervisor: Supervisor, keyring: Keyring
) -> None:
    supervisor.module("web", command=["sleep", "1000"])
    assert run(supervisor, "config", "set", "modules.web.name", CANARY, "--save")[0] == 0
    assert run(supervisor, "secret", "set", "db", given=CANARY)[0] == 0
    assert run(supervisor, "secret", "delete", "db")[0] == 0
    told = entries(supervisor)
    assert [(entry["kind"], entry["by"]) for entry in told] == [
        ("config", "cli"),
        ("secret", "cli"),
        ("secret", "cli"),
    ]
    assert told[0]["detail"]["files"] == ["modules/web.toml"] and CANARY not in json.dumps(told)
    assert verdict(supervisor)[1]["verdict"] == "whole"


def test_a_secret_is_set_and_deleted_in_the_name_of_who_asked(
    supervisor: Supervisor, keyring: Keyring
) -> None:
    supervisor.module("web", command=["sleep", "1000"])
    supervisor.start()
    supervisor.request("secret.set", {"name": "db", "value": CANARY, "by": "ui"})
    supervisor.request("secret.delete", {"name": "db", "by": "api"})
    with pytest.raises(ConnectionError, match="by must be one of api, cli, ui"):
        supervisor.request("secret.delete", {"name": "db", "by": "somebody"})
    assert supervisor.terminate() == 0
    told = [(entry["what"], entry["by"]) for entry in entries(supervisor) if entry["kind"] == "secret"]
    assert told == [("the secret db was set", "ui"), ("the secret db was deleted", "api")]


FORGET = (
    "import sys; from keyring.backends.SecretService import Keyring; Keyring().delete_password(*sys.argv[1:])"
)


def test_a_key_that_was_deleted_from_the_keyring_is_said_to_be_gone_and_what_that_means(
    supervisor: Supervisor, keyring: Keyring
) -> None:
    supervisor.start()
    assert verdict(supervisor)[1]["verdict"] == "whole"
    assert supervisor.terminate() == 0
    service = audit_service_of(find_home(str(supervisor.home)))
    subprocess.run([sys.executable, "-c", FORGET, service, KEY], env=supervisor.environment, check=True)
    code, found = verdict(supervisor)
    assert (code, found["verdict"], found["wrong"]) == (1, "unknown", "key gone")
    said = run(supervisor, "audit", "verify")[1]
    assert said.startswith("unknown: none of the") and "it was deleted" in said and "nothing shows it" in said
    supervisor.start()
    supervisor.wait_for(lambda s: any(i["id"] == "audit.key" for i in s["issues"]), "the issue")
    assert NEW_KEY in [entry["what"] for entry in entries(supervisor)]
    assert verdict(supervisor)[1]["wrong"] == "key gone"


def test_no_secret_is_the_key_of_the_audit_log_whatever_it_is_called(
    supervisor: Supervisor, keyring: Keyring
) -> None:
    supervisor.module("web", command=["sleep", "1000"], env={"TOKEN": {"secret": KEY}})
    supervisor.start()
    supervisor.wait_for(
        lambda s: any(f"there is no secret {KEY}" in i["message"] for i in s["issues"]), "it waits"
    )
    assert run(supervisor, "secret", "set", KEY, given=CANARY)[0] == 0
    supervisor.wait_running("web")
    assert run(supervisor, "secret", "delete", KEY, "--force")[0] == 0
    assert verdict(supervisor)[1]["verdict"] == "whole"
    assert supervisor.terminate() == 0
    assert verdict(supervisor)[1]["verdict"] == "whole"
