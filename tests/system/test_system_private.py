"""A real desktop, a real window manager, real input: what is captured are counts and masked titles, and what was typed
and read is found nowhere: not in what is stored, sent over the bus, logged, or told."""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from tests.modules.data_capture.person import Person
from tests.supervisor import Supervisor, wait_until
from tests.system.morning import ask, furnish, overheard
from tests.tools.desktop import Desktop

pytestmark = [
    pytest.mark.display,
    pytest.mark.skipif(
        bool(Desktop.missing("openbox", "xdotool")),
        reason=f"{Desktop.missing('openbox', 'xdotool')} is missing",
    ),
]
TYPED = "zanzibarquoll"
LETTER, SECOND, NEWS = "Letter to Dr Wombat", "Letter to Dr Numbat", "News of Okapi"
WORDS = (TYPED, "wombat", "numbat", "okapi")
NUMBERS = {"seconds", "keys", "clicks", "scrolls", "pointer_px"}


class Somebody:
    """In front of the screen, by xdotool."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop

    def does(self, *words: object) -> None:
        command = ["xdotool", *map(str, words)]
        subprocess.run(command, env=self._desktop.environment, check=True, timeout=30)


@pytest.fixture
def person(desktop: Desktop) -> Iterator[Person]:
    """Makes windows, which openbox then manages; it does nothing in them."""
    desktop.run("openbox", quiet=True)
    made = Person(desktop.display)
    yield made
    made.close()


def data(system: Supervisor, kind: str) -> list[dict[str, Any]]:
    found = ask(system, "storage", "query", seconds=300, kinds=[kind])["events"]
    return [event["data"] for event in found]


def switched(system: Supervisor, somebody: Somebody, window: int, program: str) -> dict[str, Any]:
    """Go to that window; what is told of it."""
    somebody.does("windowactivate", "--sync", window)
    wait_until(
        lambda: data(system, "window_focus")[-1:] and data(system, "window_focus")[-1]["program"] == program,
        program,
    )
    return data(system, "window_focus")[-1]


def told_everywhere(system: Supervisor) -> dict[str, str]:
    """All that is stored, sent, logged and told, by where it is."""
    places = {
        "status": json.dumps(system.status()),
        "events": json.dumps(system.request("events", {"count": 1000})),
        "logs": "".join(
            system.cli("logs", name, "-n", "1000").stdout for name in ("data_capture", "storage")
        ),
        "doctor": system.cli("doctor", "--json", check=True).stdout,
        "output": system.output.read_text(),
    }
    for name in ("storage", "analysis_engine", "gamification", "ai_integration", "cute_figurine"):
        method = ("query", {"seconds": 600}) if name == "storage" else ("export", {})
        places[name] = json.dumps(ask(system, name, method[0], **method[1]))
    for path in system.home.rglob("*"):
        if path.is_file():
            places[str(path)] = path.read_bytes().decode("latin-1")
    return places


def test_windows_and_input_are_captured_as_masked_titles_and_counts_and_what_was_typed_and_read_is_nowhere(
    supervisor: Supervisor, desktop: Desktop, person: Person
) -> None:
    somebody = Somebody(desktop)
    supervisor.environment |= {"DISPLAY": desktop.display, "LANG": "C"}
    heard = furnish(supervisor, {"storage": {"batch_seconds": 0.1}})
    editor, browser = person.window("Editor", LETTER), person.window("Browser", NEWS)
    supervisor.start()
    supervisor.wait_running()
    seen = ("window", "input", "idle", "process", "resources")
    wait_until(
        lambda: all(ask(supervisor, "data_capture", "sources")[name]["available"] for name in seen),
        "all sources",
    )
    first = switched(supervisor, somebody, editor, "Editor")
    somebody.does("type", "--delay", 5, TYPED)
    other = switched(supervisor, somebody, browser, "Browser")
    somebody.does("mousemove", 60, 60, "click", "--repeat", 3, 1, "click", "--repeat", 2, 5)
    again = switched(supervisor, somebody, editor, "Editor")
    person.rename(editor, SECOND)
    somebody.does("type", "--delay", 5, TYPED)
    assert first["title_hash"] == again["title_hash"] != other["title_hash"]

    def counted() -> bool:
        told = data(supervisor, "input_counts")
        sums = {name: sum(one[name] for one in told) for name in ("keys", "clicks", "scrolls")}
        return sums == {"keys": 2 * len(TYPED), "clicks": 3, "scrolls": 2}

    wait_until(counted, "each key, click and scroll to be counted once")
    wait_until(
        lambda: (
            data(supervisor, "window_focus")[-1]["title_hash"]
            not in (first["title_hash"], other["title_hash"])
        ),
        "the other title of the same window",
    )
    assert all(set(one) == NUMBERS for one in data(supervisor, "input_counts"))
    assert all(set(one) <= {"program", "title_hash"} for one in data(supervisor, "window_focus"))
    sent = [one for one in overheard(heard) if one["topic"] == "raw_event"]
    assert {"window_focus", "input_counts"} <= {one["payload"]["kind"] for one in sent}
    wait_until(lambda: any(one["topic"] == "state_change" for one in overheard(heard)), "a state")

    places = told_everywhere(supervisor)
    assert str(heard) in places and any(name.endswith("events.db") for name in places)
    spelt = [word for each in WORDS for word in (each, base64.b64encode(each.encode()).decode()[:-4])]
    found = [
        (where, word) for where, text in places.items() for word in spelt if word.lower() in text.lower()
    ]
    assert not found


def test_the_search_would_find_a_title_that_is_not_masked(
    supervisor: Supervisor, desktop: Desktop, person: Person
) -> None:
    """With titles switched to `full` by the user the same look at everything finds them."""
    supervisor.environment |= {"DISPLAY": desktop.display, "LANG": "C"}
    furnish(supervisor, {"data_capture": {"titles": "full"}})
    editor = person.window("Editor", LETTER)
    supervisor.start()
    supervisor.wait_running()
    switched(supervisor, Somebody(desktop), editor, "Editor")
    places = told_everywhere(supervisor)
    where = {name.rpartition("/")[2] for name, text in places.items() if "wombat" in text.lower()}
    assert {"storage", "heard.jsonl"} <= where and where & {"events.db", "events.db-wal"}
