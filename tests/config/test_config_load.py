"""What counts as configuration, what an unusable file costs, and what is remembered of a usable one."""

from __future__ import annotations

import os

import msgspec
import pytest

from skelly_tray.config.last_good import LastGood, write_last_good
from skelly_tray.config.load import load
from skelly_tray.config.module_build import Outline
from skelly_tray.config.schema.bus_table import BUS_SETTINGS
from skelly_tray.config.texts import read_texts
from skelly_tray.domain.orchestrator_config import OrchestratorConfig
from skelly_tray.modules.event_bus.settings import Settings
from tests.config.conftest import Place

RUN = 'command = ["true"]\n'


@pytest.mark.parametrize("text", [None, "", "# nothing\n"])
def test_an_absent_or_empty_orchestrator_file_means_the_defaults(place: Place, text: str | None) -> None:
    if text is not None:
        place.orchestrator(text)
    loaded = place.load()
    assert loaded.usable and loaded.errors == () and loaded.orchestrator == OrchestratorConfig()


def test_a_home_without_any_folder_is_an_empty_system(place: Place) -> None:
    place.home.modules_dir.rmdir()
    place.home.config.rmdir()
    loaded = place.load()
    assert loaded.usable and loaded.errors == () and loaded.descriptors == {}


def test_files_that_are_no_module_files_are_ignored(place: Place) -> None:
    for name in ("web.toml~", "web.toml.bak", "README.md", ".web.toml", ".#web.toml"):
        (place.home.modules_dir / name).write_text("nonsense")
    assert place.load().errors == ()


@pytest.mark.parametrize("stem", ["Web", "a b", "ä", "x" * 65, "web.old", "keeper", "orchestrator", "state"])
def test_the_name_of_a_file_must_be_an_id(place: Place, stem: str) -> None:
    place.module(stem, RUN)
    loaded = place.load()
    assert loaded.descriptors == {} and len(loaded.invalid) == 1
    assert str(loaded.errors[0]).startswith(f"modules/{stem}.toml: ")


def test_a_name_with_control_characters_is_shown_without_them(place: Place) -> None:
    place.module("a\x1b[31m", RUN)
    assert list(place.load().invalid) == ["a?[31m"]


def test_an_invalid_module_still_tells_what_the_verdict_needs(place: Place) -> None:
    place.module("web", 'name = "Web"\nrequired = false\nenabled = false\nbad = 1\n' + RUN)
    place.module("torn", "[")
    loaded = place.load()
    assert loaded.outlines == {"web": Outline("Web", False, False), "torn": Outline("torn", True, True)}


def test_an_unusable_orchestrator_file_without_a_former_one_is_the_end(place: Place) -> None:
    place.orchestrator("startup_timout = 3")
    loaded = place.load()
    assert not loaded.usable
    assert [str(error) for error in loaded.orchestrator_errors] == [
        'orchestrator.toml: startup_timout: unknown key; did you mean "startup_timeout"?'
    ]


@pytest.mark.parametrize(
    "broken", ["startup_timeout = 'x'", "[[", "\0", "recovery_backoff = 9\nrecovery_backoff_max = 1"]
)
def test_the_last_good_orchestrator_file_stays_in_effect(place: Place, broken: str) -> None:
    place.orchestrator("startup_timeout = 7")
    write_last_good(place.home, LastGood(read_texts(place.home)))
    place.orchestrator(broken)
    loaded = place.load()
    assert loaded.usable and loaded.orchestrator.startup_timeout == 7.0
    assert loaded.orchestrator_errors
    assert "the last version that could be used is in effect" in str(loaded.warnings[-1])


def test_a_load_that_only_looks_writes_nothing(place: Place) -> None:
    place.orchestrator("startup_timeout = 7")
    load(place.home, record=False)
    assert list(place.home.state.iterdir()) == []


def test_what_interrupted_writes_left_is_swept(place: Place) -> None:
    old, young = (place.home.modules_dir / f".web.toml.{pid}.skelly-tmp" for pid in (1, os.getpid()))
    for path in (old, young):
        path.write_text("half")
    os.utime(old, (0, 0))
    place.load()
    assert (old.exists(), young.exists()) == (False, True)


def test_a_modules_folder_that_is_a_file_is_an_error(place: Place) -> None:
    place.home.modules_dir.rmdir()
    place.home.modules_dir.write_text("")
    assert [error.file for error in place.load().errors] == ["modules"]


def test_the_file_of_the_bus_changes_its_defaults(place: Place) -> None:
    place.module("event_bus", 'shutdown_timeout = "1s"\n[settings]\nack_timeout = 2')
    loaded = place.load()
    assert loaded.descriptors == {} and loaded.errors == () and loaded.warnings == ()
    assert loaded.bus is not None
    assert (loaded.bus.shutdown_timeout, loaded.bus.settings) == (1.0, {"ack_timeout": 2})


def test_an_unusable_file_of_the_bus_leaves_its_defaults(place: Place) -> None:
    place.module("event_bus", 'command = ["true"]')
    loaded = place.load()
    assert next(str(e) for e in loaded.errors).startswith(
        "modules/event_bus.toml: command: is not for the bus"
    )
    assert loaded.invalid == {} and loaded.bus is not None and loaded.bus.command[-1].endswith("event_bus")
    assert loaded.bus_errors == loaded.errors


def test_the_settings_of_the_bus_are_checked_like_every_key(place: Place) -> None:
    place.module("event_bus", "[settings]\nrte = 5\nattempts = 0")
    told = [str(e) for e in place.load().errors]
    assert (
        'settings.rte: unknown key; did you mean "rate"?' in told[0]
        and "attempts: 0 is out of range" in told[1]
    )


def test_the_bus_has_the_defaults_that_the_reference_names() -> None:
    assert {key.name: key.default for key in BUS_SETTINGS.keys} == msgspec.to_builtins(Settings())
