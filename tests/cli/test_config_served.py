"""The commands that change the configuration while an orchestrator runs: what they say, and how they end."""

from __future__ import annotations

import asyncio
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import pytest

from skelly_tray.app import control_config
from skelly_tray.app.control_config import ConfigMethods
from tests.cli.fake_config import FakeConfigCore
from tests.cli.fake_core import FakeCore, home_of, running
from tests.cli.test_config_commands import Place

KEY = "modules.web.settings.port"


async def any_module(module: str | None) -> None:
    assert module


@pytest.fixture
def place(home: Path) -> Place:
    return Place(home)


@pytest.fixture
def core(place: Place) -> Iterator[FakeConfigCore]:
    made, served = FakeConfigCore(home_of(place.home)), FakeCore()
    served.more = ConfigMethods(made, made.home, any_module).methods()
    with running(place.home, served):
        yield made


def lines(done: subprocess.CompletedProcess[str]) -> list[str]:
    return done.stdout.splitlines()


def test_it_says_what_was_restarted_what_changed_in_place_and_what_is_on_trial(
    place: Place, core: FakeConfigCore
) -> None:
    core.follows = {"changed": ["web", "db"], "restarts": ["db"], "trial_s": 30.0}
    assert lines(place.run("set", KEY, "81")) == [
        f"{KEY} is set, above the files (revision 2)",
        "restarted: db",
        "changed as they run: web",
        "on trial for 30 s: if a changed module becomes unhealthy, the change is rolled back",
    ]
    assert core.asked == [("cli", f"set {KEY}")]


def test_wait_ends_with_the_outcome(place: Place, core: FakeConfigCore) -> None:
    core.follows = {"trial_s": 30.0}
    assert lines(place.run("set", KEY, "81", "--wait"))[-1] == "the trial is over, the change stays"
    core.verdict = ("rolled_back", "web became unhealthy")
    done = place.run("set", KEY, "82", "--wait", code=1)
    assert done.stderr == "skelly-tray: the change was rolled back\n  web became unhealthy\n"
    core.follows = {"trial_s": 0.0}
    assert len(lines(place.run("set", KEY, "83", "--wait"))) == 1


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("unset", KEY, "--save"), f"unset {KEY}"),
        (("set", KEY, "81", "--save"), f"set {KEY}"),
        (("edit", "web"), "edited modules/web.toml"),
    ],
    ids=lambda value: str(value),
)
def test_every_change_is_the_orchestrators(
    place: Place, core: FakeConfigCore, arguments: tuple[str, ...], why: str
) -> None:
    place.editor("path.write_text('command = [\"x\"]')")
    assert "(revision 2)" in place.run(*arguments).stdout
    assert core.asked == [("cli", why)]
    assert "modules/web.toml" in place.run("diff").stdout
    place.run("rollback")
    assert core.asked[1:] == [("cli", "back to revision 1")]
    assert lines(place.run("diff")) == ["no difference: the files and overrides are what runs"]


def test_refusals_are_exit_4_with_every_error_a_line_and_warnings_are_said(
    place: Place, core: FakeConfigCore
) -> None:
    refused: dict[str, Any] = {"errors": ["a: b", "c: d\x1b[2J"], "warnings": ["look"], "revision": None}
    core.follows = refused
    done = place.run("set", KEY, "81", code=4)
    assert done.stdout == ""
    assert done.stderr.splitlines() == [
        "warning: look",
        "skelly-tray: nothing was changed: 2 errors",
        "  a: b",
        "  c: d",
    ]


def test_get_and_validate_say_the_same_as_without_one(place: Place, core: FakeConfigCore) -> None:
    place.run("set", KEY, "81")
    assert place.run("get", KEY).stdout == "81\n"
    assert lines(place.run("validate")) == ["the configuration is valid"]
    assert core.asked == [("cli", f"set {KEY}")]


@pytest.mark.parametrize("change", ["file", "override"])
def test_get_and_show_say_when_something_else_runs_than_they_read(
    place: Place, core: FakeConfigCore, change: str
) -> None:
    remark = "what runs of web is something else"
    assert remark not in place.run("get", KEY).stderr + place.run("show", "web").stderr
    place.run("set", KEY, "81", *(["--save"] if change == "file" else []))
    assert remark in place.run("get", KEY).stderr and remark in place.run("show", "web").stderr
    assert "something else" not in place.run("get", "orchestrator.parallel_startup").stderr


async def test_texts_are_checked_one_by_one_however_many_ask(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each takes the processor for a second; several at once would keep the loop from it."""
    alone, met = threading.Lock(), list[bool]()

    def check(*_: Any) -> tuple[()]:
        if alone.acquire(blocking=False):
            threading.Event().wait(0.005)  # long enough for another to come, if one could
            alone.release()
        else:
            met.append(True)
        return ()

    monkeypatch.setattr(control_config, "check_text", check)
    made = FakeConfigCore(home_of(place.home))
    validate = ConfigMethods(made, made.home, any_module).methods()["config.validate"]
    params = {"module": "web", "text": ""}
    answers = await asyncio.gather(*(validate(dict(params), MagicMock()) for _ in range(40)))  # type: ignore[arg-type]
    assert not met and [answer["errors"] for answer in answers] == [[]] * 40


def test_a_change_that_the_file_keeps_from_having_effect_is_told_so(
    place: Place, core: FakeConfigCore
) -> None:
    """Its last good version runs on as a whole while the file of a module cannot be used."""
    place.write(place.web, place.web.read_text() + "nonsense = 1\n")
    for words in (("set", "modules.web.importance", "40"), ("unset", "modules.web.importance")):
        assert "what runs of web is something else" in place.run(*words).stderr
