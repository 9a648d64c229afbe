"""The modules are ordered in a process of its own, with the same result, and here when that fails."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skelly_tray.app import arranging, parts, start
from skelly_tray.app.arranging import MOST_REMEMBERED, Remembering, arrange_elsewhere
from skelly_tray.domain.arrangement import Arrangement, Needs, arrange

TANGLED = {"a": ["b"], "b": ["a"], "c": [], "d": ["c", "a"], "e": ["d", "nowhere"]}
NAMES = st.sampled_from("abcdef")


def test_the_other_process_gives_the_same_answer() -> None:
    assert arrange_elsewhere(TANGLED) == arrange(TANGLED)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(NAMES, st.lists(NAMES, max_size=3), max_size=6))
def test_an_arrangement_crosses_between_processes_unchanged(needs: dict[str, list[str]]) -> None:
    import json

    arranged = arrange(needs)
    written = json.dumps({"waves": arranged.waves, "knots": arranged.knots})
    assert arranging.read(written) == arranged


@pytest.mark.parametrize("needs", [{}, {"b": [], "a": []}, {"a": ["nowhere"]}])
def test_without_dependencies_nobody_is_asked(
    needs: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arranging.subprocess, "run", _never)
    assert arrange_elsewhere(needs) == arrange(needs)


def _never(*_: Any, **__: Any) -> None:
    raise AssertionError("a process was started")


def _failing(*_: Any, **__: Any) -> None:
    raise OSError("no process today")


def _raving(*_: Any, **__: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.CompletedProcess([], 0, "no JSON", "")


@pytest.mark.parametrize("run", [_failing, _raving])
def test_when_the_process_fails_the_same_is_computed_here(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arranging.subprocess, "run", run)
    assert arrange_elsewhere(TANGLED) == arrange(TANGLED)


@pytest.fixture
def begun() -> Iterator[subprocess.Popen[str]]:
    arranging.begin()
    (process,) = arranging._begun
    yield process
    arranging._let_go(process)
    arranging._begun.clear()


def test_a_process_that_was_begun_before_answers_and_only_once(
    begun: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(arranging.subprocess, "run", _never)
        assert arrange_elsewhere(TANGLED) == arrange(TANGLED)
    assert begun.returncode == 0 and not arranging._begun
    assert arrange_elsewhere(TANGLED) == arrange(TANGLED)


def test_a_process_that_is_not_needed_is_ended(begun: subprocess.Popen[str]) -> None:
    assert arrange_elsewhere({"a": []}) == arrange({"a": []})
    assert begun.returncode is not None and not arranging._begun


def test_a_process_that_was_begun_and_is_gone_costs_nothing_but_time(begun: subprocess.Popen[str]) -> None:
    begun.kill()
    assert arrange_elsewhere(TANGLED) == arrange(TANGLED)


def test_a_process_that_is_asked_nothing_ends_in_silence() -> None:
    done = subprocess.run(
        arranging.own_process(arranging.ARRANGE), input="", capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_running_core_never_loads_networkx() -> None:
    program = (
        "import sys\n"
        "from skelly_tray.app.arranging import arrange_elsewhere\n"
        "import skelly_tray.app.headless\n"
        "arrange_elsewhere({'a': ['b'], 'b': []})\n"
        "sys.exit('networkx' in sys.modules)\n"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_an_order_is_asked_for_once_and_the_last_few_are_remembered() -> None:
    """A rejected change asks for the order with it and for that without, and the next one for both again."""
    asked: list[object] = []

    def counting(needs: Needs) -> Arrangement:
        asked.append(dict(needs))
        return arrange(needs)

    remembering = Remembering(counting)
    former, wanted = {"a": ["b"], "b": []}, {"b": [], "a": ["b"], "c": ["a"]}
    for _ in range(5):
        assert remembering(wanted) == arrange(wanted) and remembering(former) == arrange(former)
    assert asked == [wanted, former]
    assert remembering(dict(reversed(former.items()))) == arrange(former) and len(asked) == 2
    for number in range(20):
        remembering({f"m{number}": []})
    assert len(remembering._known) == MOST_REMEMBERED
    remembering(former)
    assert len(asked) == 23, "what was not asked for in a while is found anew"


def test_the_start_and_all_changes_share_what_is_remembered() -> None:
    assert (start.arrange_once, parts.arrange_once) == (arranging.arrange_once, arranging.arrange_once)
    assert isinstance(arranging.arrange_once, Remembering)
