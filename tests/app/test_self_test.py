"""What is wrong with an installation is found by its own test, and said; a whole one is tried in tests/packaging."""

from __future__ import annotations

import json
import sys

import pytest

from skelly_tray.app import self_test
from skelly_tray.app.self_test import SelfTest
from skelly_tray.cli.main import run_command_line


def headless() -> list[self_test.Step]:
    return list(SelfTest(headless=True).steps())


def test_a_program_that_ends_at_once_fails_with_what_it_said(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = (sys.executable, "-c", "import sys; sys.exit('a library is missing')")
    monkeypatch.setattr(self_test, "own_command", lambda: broken)
    first, last = headless()
    assert not first.passed and "ended with 1" in first.detail and "a library is missing" in first.detail
    assert not last.passed, "what failed is not tried further, only ended"


def test_a_program_that_cannot_be_started_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(self_test, "own_command", lambda: ("/nowhere/skelly-tray",))
    (only,) = headless()
    assert not only.passed and "/nowhere/skelly-tray" in only.detail


def test_the_command_ends_with_1_when_something_failed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(self_test, "own_command", lambda: ("/nowhere/skelly-tray",))
    assert run_command_line(["self-test", "--headless", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["passed"] is False
    assert run_command_line(["self-test", "--headless"]) == 1
    assert capsys.readouterr().out.startswith("FAILED    starts")
