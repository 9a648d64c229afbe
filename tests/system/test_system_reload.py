"""A real system takes changes of its files while it runs: what is new comes, what is gone goes, the rest stays."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.saving import STYLES
from tests.supervisor import Supervisor, wait_until
from tests.watching import watching

SLEEP = ["sleep", "1000000"]


def _pid(supervisor: Supervisor, name: str) -> Any:
    return supervisor.status()["modules"][name]["pid"]


def test_files_come_and_go_and_untouched_modules_keep_their_pid(supervisor: Supervisor) -> None:
    supervisor.orchestrator(module_start_delay="0s")
    supervisor.module("one", command=SLEEP, ready_after="0s")
    supervisor.start()
    pid = supervisor.wait_running("one")["modules"]["one"]["pid"]
    supervisor.module("two", command=SLEEP, ready_after="0s")
    supervisor.wait_running("two")
    (supervisor.home / "config/modules/two.toml").unlink()
    supervisor.wait_for(lambda status: "two" not in status["modules"], "two gone")
    assert _pid(supervisor, "one") == pid


def test_a_variable_that_was_removed_is_gone_from_the_restarted_module(supervisor: Supervisor) -> None:
    supervisor.orchestrator(module_start_delay="0s")
    supervisor.module("one", command=SLEEP, ready_after="0s", env={"MARKED": "yes"})
    supervisor.start()
    pid = supervisor.wait_running("one")["modules"]["one"]["pid"]
    assert b"MARKED=yes" in Path(f"/proc/{pid}/environ").read_bytes()
    supervisor.module("one", command=SLEEP, ready_after="0s")
    supervisor.wait_for(lambda s: s["modules"]["one"]["pid"] not in (None, pid), "another pid")
    supervisor.wait_running("one")
    assert b"MARKED" not in Path(f"/proc/{_pid(supervisor, 'one')}/environ").read_bytes()


def test_a_cycle_and_a_broken_file_are_rejected_and_all_goes_on(supervisor: Supervisor) -> None:
    supervisor.orchestrator(module_start_delay="0s")
    supervisor.module("one", command=SLEEP, ready_after="0s")
    supervisor.module("two", command=SLEEP, ready_after="0s", depends_on=["one"])
    supervisor.start()
    supervisor.wait_running("one", "two")
    pids = [_pid(supervisor, name) for name in ("one", "two")]
    supervisor.module("one", command=SLEEP, ready_after="0s", depends_on=["two"])
    issues = supervisor.wait_for(
        lambda s: any(i["id"] == "one.config" for i in s["issues"]), "an issue of the cycle"
    )["issues"]
    assert any("cycle" in issue["message"] for issue in issues)
    supervisor.orchestrator(module_start_delay="many")
    supervisor.wait_for(
        lambda s: any(i["id"] == "config.orchestrator" for i in s["issues"]), "the broken file"
    )
    assert [_pid(supervisor, name) for name in ("one", "two")] == pids


@pytest.mark.timeout(300)
@pytest.mark.parametrize("save", STYLES.values(), ids=STYLES)
def test_each_save_is_seen_and_applied_exactly_once(
    supervisor: Supervisor, save: Callable[[Path, str], None], request: pytest.FixtureRequest
) -> None:
    """One verdict, one revision and one word on the bus for each, in order; and the module lives on through all."""
    saves = 200 if request.config.getoption("--long") else 10
    heard = supervisor.home / "heard"
    supervisor.orchestrator(module_start_delay="0s")
    supervisor.module("one", command=SLEEP, ready_after="0s")
    supervisor.module(
        "hearing", command=hearing(heard, "config.changed"), bus={"subscribe": ["config.changed"]}
    )
    supervisor.start()
    pid = supervisor.wait_running()["modules"]["one"]["pid"]
    file = supervisor.home / "config/modules/one.toml"
    text = file.read_text()
    with watching(supervisor.home) as stream:
        supervisor.module("first", command=SLEEP)
        newest = stream.verdict()["revision"]
        for number in range(1, saves + 1):
            save(file, f"{text}# save {number}\n")
            assert stream.verdict() == {
                "by": "file",
                "files": ["modules/one.toml"],
                "verdict": "applied",
                "revision": newest + number,
            }
        supervisor.module("last", command=SLEEP)  # what might be applied a second time is by then
        assert stream.verdict()["files"] == ["modules/last.toml"]
    kept = supervisor.request("config.history", {"count": 200})[-saves - 1 :]
    assert [row["rev"] for row in kept] == [newest + number for number in range(1, saves + 2)][-len(kept) :]
    assert file.read_text() == f"{text}# save {saves}\n" and _pid(supervisor, "one") == pid

    def told() -> list[int]:
        """The revisions of which the bus has told."""
        words = [json.loads(line) for line in heard.read_text().splitlines()]
        return [word["revision"] for word in words if word.get("verdict") == "applied"]

    wait_until(lambda: told()[-1:] == [newest + saves + 1], "the last word on the bus")
    assert told() == [newest + number for number in range(saves + 2)]


def hearing(file: Path, topic: str) -> list[str]:
    """The command of a module that writes down what it hears."""
    return [sys.executable, str(Path(__file__).with_name("hearing.py")), str(file), topic]
