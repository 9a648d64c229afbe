"""Native modules of a real system: a plain client over the bus, and what happens when it, the bus or we die."""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.supervisor import Status, Supervisor, wait_until

PLAIN = [sys.executable, "-I", str(Path(__file__).with_name("plain_native.py"))]
EXAMPLE = Path(__file__).parents[2] / "resources" / "examples" / "plain_socket.py"
CANARY = "canary-4b1d-never-shown"


@pytest.fixture
def native(system: Supervisor) -> Supervisor:
    """A system with one native module, `plain`, that is checked often."""
    system.orchestrator(
        parallel_startup=True, module_start_delay=0, health_check_interval="1s", health_check_timeout="500ms"
    )
    plain(system, "plain")
    return system


def plain(system: Supervisor, name: str, **keys: Any) -> None:
    system.module(name, **{"command": PLAIN, "bus": {}, **keys})


def events(system: Supervisor, module: str | None = None) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = system.request(
        "events", {"count": 500} | ({"module": module} if module else {})
    )
    return found


def told(system: Supervisor, words: str) -> bool:
    return any(words in entry["cause"]["text"] for entry in events(system))


def pids(status: Status) -> dict[str, int]:
    return {name: row["pid"] for name, row in status["modules"].items()}


def test_a_client_of_a_few_lines_registers_and_is_checked_over_the_bus(native: Supervisor) -> None:
    native.start()
    status = native.wait_for(
        lambda status: (
            status["modules"]["plain"]["last_check"]
            and status["modules"]["plain"]["message_queue_depth"] == 3
        )
    )
    assert list(status["modules"]) == ["event_bus", "plain"]
    assert status["modules"]["plain"]["depends_on"] == ["event_bus"]
    assert status["modules"]["event_bus"]["metrics"]["connections"] >= 1
    cost = status["orchestrator"]["health_checks"]
    assert cost["checks_per_minute"] > 0 and cost["pace"] >= 1
    answer = json.loads(native.cli("call", "plain", "echo", '{"a": 1}', check=True).stdout)
    assert answer["got"] == {"a": 1}


def test_without_an_enabled_native_module_there_is_no_bus(native: Supervisor) -> None:
    plain(native, "plain", enabled=False)
    native.start()
    assert list(native.status()["modules"]) == ["plain"]
    refused = native.cli("start", "plain")
    assert refused.returncode == 1 and "enable this one" in refused.stdout + refused.stderr


@pytest.mark.parametrize("program", [PLAIN, [sys.executable, "-I", str(EXAMPLE)]], ids=["plain", "example"])
def test_a_module_that_stops_answering_is_restarted_after_as_many_checks_as_the_threshold_says(
    native: Supervisor, program: list[str]
) -> None:
    plain(native, "plain", command=program)
    native.start()
    pid = native.wait_running("plain")["modules"]["plain"]["pid"]
    os.kill(pid, signal.SIGSTOP)
    status = native.wait_for(lambda status: status["modules"]["plain"]["pid"] not in (None, pid))
    assert status["modules"]["plain"]["restarts"] == 1
    assert told(native, "its liveness probe missed 3 times: no answer to health.check within 0.5 s")


def test_a_killed_bus_is_back_and_nobody_else_was_restarted(native: Supervisor) -> None:
    plain(native, "other")
    native.start()
    before = pids(native.wait_running("plain", "other"))
    os.kill(before["event_bus"], signal.SIGKILL)
    native.wait_for(lambda status: status["modules"]["event_bus"]["pid"] not in (None, before["event_bus"]))
    after = native.wait_running()
    assert pids(after) == before | {"event_bus": after["modules"]["event_bus"]["pid"]}
    wait_until(lambda: told(native, "breaker on the way to the bus closed"), "the breaker closed")
    assert told(native, "breaker on the way to the bus opened")
    for name in ("plain", "other"):
        wait_until(lambda name=name: called(native, name), f"{name} on the bus again")  # type: ignore[misc]
    assert [row["restarts"] for row in native.status()["modules"].values()] == [1, 0, 0]


def called(system: Supervisor, name: str) -> bool:
    return system.cli("call", name, "echo").returncode == 0


def test_a_bus_that_hangs_restarts_no_module_but_itself(native: Supervisor) -> None:
    native.start()
    before = pids(native.wait_running("plain"))
    os.kill(before["event_bus"], signal.SIGSTOP)
    status = native.wait_for(
        lambda status: (
            status["modules"]["event_bus"]["pid"] not in (None, before["event_bus"])
            and status["modules"]["event_bus"]["ready"]
        )
    )
    assert status["modules"]["plain"]["pid"] == before["plain"]
    wait_until(lambda: called(native, "plain"), "plain on the bus again")
    assert native.status()["modules"]["plain"]["restarts"] == 0


def test_a_bus_that_hangs_for_a_moment_strands_no_start(native: Supervisor) -> None:
    native.start()
    before = pids(native.wait_running("plain"))
    os.kill(before["event_bus"], signal.SIGSTOP)
    os.kill(before["plain"], signal.SIGKILL)
    native.wait_for(lambda status: status["modules"]["plain"]["pid"] not in (None, before["plain"]))
    os.kill(before["event_bus"], signal.SIGCONT)
    native.wait_running("plain")
    assert native.terminate() == 0


def test_after_our_own_crash_a_module_gets_back_into_a_new_bus_with_its_old_token(native: Supervisor) -> None:
    native.start()
    before = pids(native.wait_running("plain"))
    native.kill9()
    native.start()
    assert pids(native.wait_running("plain")) == before
    os.kill(before["event_bus"], signal.SIGKILL)
    native.wait_for(lambda status: status["modules"]["event_bus"]["pid"] not in (None, before["event_bus"]))
    wait_until(lambda: called(native, "plain"), "plain on the new bus")
    assert native.status()["modules"]["plain"]["pid"] == before["plain"]


def test_a_request_starts_a_lazy_module_and_waits_for_it(native: Supervisor) -> None:
    plain(native, "later", lazy=True)
    native.start()
    native.wait_running("plain")
    assert native.status()["modules"]["later"]["pid"] is None
    assert json.loads(native.cli("call", "later", "echo", '{"b": 2}', check=True).stdout)["got"] == {"b": 2}
    assert told(native, "somebody at the command line wants something of it")


def test_a_message_on_its_topics_starts_a_lazy_module(native: Supervisor) -> None:
    plain(native, "later", lazy=True, bus={"subscribe": ["plain.hi"]})
    native.start()
    native.wait_running("plain", "later")
    assert told(native, "plain wants something of it")


def test_a_request_to_a_module_that_the_user_stopped_says_so(native: Supervisor) -> None:
    native.start()
    native.wait_running("plain")
    native.cli("stop", "plain", check=True)
    refused = native.cli("call", "plain", "echo")
    assert refused.returncode == 1 and "stopped by you" in refused.stderr


def test_a_prewarmed_module_starts_beside_what_it_needs_and_is_told_when_it_is_there(
    native: Supervisor,
) -> None:
    native.module("slow", command=["sleep", "1000"], ready_after="2s")
    plain(native, "early", prewarm=True, depends_on=["slow"])
    native.start()
    early = native.wait_for(lambda status: status["modules"]["early"]["pid"])["modules"]
    assert (early["slow"]["ready"], early["early"]["ready"]) == (False, False)
    native.wait_running("early")
    wait_until(lambda: "lifecycle.activate" in native.cli("logs", "early").stdout, "the word to activate")


def test_a_module_is_asked_over_the_bus_before_the_signal(native: Supervisor) -> None:
    native.start()
    native.wait_running("plain")
    native.cli("stop", "plain", check=True)
    assert "lifecycle.shutdown" in native.cli("logs", "plain").stdout


def test_new_settings_reach_the_running_module(native: Supervisor) -> None:
    plain(native, "plain", settings={"rate": 1})
    native.start()
    pid = native.wait_running("plain")["modules"]["plain"]["pid"]
    text = (native.home / "config" / "modules" / "plain.toml").read_text().replace("rate = 1", "rate = 2")
    assert native.request("config.update", {"module": "plain", "text": text})["errors"] == []
    wait_until(lambda: told(native, "its new settings were taken while it runs"), "the settings")
    assert '"settings": {"rate": 2}' in native.cli("logs", "plain").stdout
    assert native.status()["modules"]["plain"]["pid"] == pid


def test_no_secret_of_a_module_stands_in_any_log_journal_or_report(native: Supervisor) -> None:
    leaky = f"import json, os; CANARY = {CANARY!r}\n" + Path(PLAIN[-1]).read_text()
    leaky = leaky.replace('"issues": []', '"issues": [CANARY + " is wrong"]').replace(
        "                print(message", "                0 and print(message"
    )
    script = native.home / "leaky.py"
    script.write_text(leaky)
    plain(
        native,
        "plain",
        command=[sys.executable, "-I", str(script)],
        settings={"api_key": CANARY},
        env={"MY_TOKEN": CANARY},
    )
    native.start()
    status = native.wait_for(lambda status: status["modules"]["plain"]["issues"])
    assert "•••" in status["modules"]["plain"]["issues"][0]["message"]
    os.kill(status["modules"]["event_bus"]["pid"], signal.SIGKILL)
    wait_until(lambda: called(native, "plain"), "plain on the bus again")
    shown = json.dumps([native.status(), events(native), native.request("why", {"module": "plain"})])
    files = [
        path
        for folder in ("logs", "state")
        for path in (native.home / folder).rglob("*")
        if path.is_file()
        and not {"last_good", "revisions"} & set(path.parts)  # copies of the user's own files
    ]
    written = "".join(path.read_text(errors="replace") for path in files)
    assert CANARY not in shown + written + native.output.read_text()
