"""Files in the words of the original design are brought up to date once, with their comments, and kept as they were."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from skelly_tray.config.load import load
from skelly_tray.config.migrations.rewriting import migrated_text
from skelly_tray.domain.descriptor import Dependency, ModuleId
from skelly_tray.keeper import durable
from tests.config.conftest import Place

WEB = ModuleId("web")
OLD_MODULE = """\
# The web server.
id = "web"
name = "Web"              # for people
command = ["true"]
# It needs these two.
dependencies = ["EventBus", "DataCapture", "db"]   # in this order
startup_timeout = { secs = 5, nanos = 500000000 }  # slow

[settings]
startup_timeout = { secs = 1, nanos = 0 }          # its own, not ours

[bus]

# Not more than this.
[resource_limits]
max_threads = 8           # enough

[recovery_strategy.RestartWithReset]
reset_state = false
clear_queues = true

[shutdown_timeout]
secs = 7
nanos = 0
"""
NEW_MODULE = """\
# The web server.
name = "Web"              # for people
command = ["true"]
# It needs these two.
depends_on = ["data_capture", "db"]   # in this order
startup_timeout = "5500ms"  # slow
"""


def kept(place: Place) -> list[Path]:
    folder = place.home.state / "backups"
    return sorted(folder.iterdir()) if folder.exists() else []


def test_a_module_file_of_the_original_design_is_understood_and_brought_up_to_date(place: Place) -> None:
    path = place.module("web", OLD_MODULE)
    loaded = place.load()
    assert loaded.errors == ()
    web = loaded.descriptors[WEB]
    assert web.depends_on == (Dependency(ModuleId("data_capture")), Dependency(ModuleId("db")))
    assert (web.startup_timeout, web.shutdown_timeout, web.limits.max_threads) == (5.5, 7.0, 8)
    assert web.strategy.__class__.__name__ == "RestartWithReset"
    assert web.settings == {"startup_timeout": {"secs": 1, "nanos": 0}}
    text = path.read_text()
    assert text.startswith(NEW_MODULE)
    for comment in ("# its own, not ours", "# Not more than this.", "# enough"):
        assert comment in text
    assert "config_version = 1" in text


def test_the_file_as_it_was_is_kept_for_us_alone_and_it_is_told_once(place: Place) -> None:
    place.module("web", OLD_MODULE)
    (warning,) = place.load().warnings
    (backup,) = kept(place)
    assert backup.read_text() == OLD_MODULE and backup.stat().st_mode & 0o777 == 0o600
    assert backup.name.endswith("-web.toml") and str(backup) in str(warning)
    assert place.load().warnings == () and kept(place) == [backup]


def test_an_orchestrator_file_of_the_original_design_is_brought_up_to_date(place: Place) -> None:
    place.orchestrator(
        "parallel_startup = true # quick\n[recovery_backoff]\nsecs = 2\nnanos = 0\n"
        "[health_check_interval]\nsecs = 0\nnanos = 250000000\n"
    )
    loaded = place.load()
    assert loaded.errors == () and loaded.orchestrator.parallel_startup
    assert (loaded.orchestrator.recovery_backoff, loaded.orchestrator.health_check_interval) == (2.0, 0.25)
    assert "parallel_startup = true # quick" in place.home.orchestrator_file.read_text()
    assert [path.name.endswith("-orchestrator.toml") for path in kept(place)] == [True]


@pytest.mark.parametrize(
    ("strategy", "name", "fields"),
    [
        ('recovery_strategy = "SystemRestart"', "SystemRestart", {}),
        ("[recovery_strategy.Restart]\nmax_attempts = 9\nbackoff = { secs = 3, nanos = 0 }", "Restart",
         {"max_attempts": 9, "backoff": 3.0}),
        ("recovery_strategy = { Restart = { backoff = { initial = { secs = 3, nanos = 0 }, max = { secs = 30 } } } }",
         "Restart", {"backoff": 3.0, "backoff_max": 30.0}),
        ('[recovery_strategy.DegradedMode]\ndisable_features = ["x"]\nreduce_load = 0.25', "DegradedMode", {}),
    ],
)  # fmt: skip
def test_each_recovery_strategy_of_the_original_design_is_understood(
    place: Place, strategy: str, name: str, fields: dict[str, float]
) -> None:
    assert place.errors('command = ["true"]\nbus = {}\n' + strategy) == []
    web = place.load().descriptors[WEB]
    assert web.strategy.__class__.__name__ == name
    assert {key: getattr(web.recovery, key) for key in fields} == fields


def test_who_only_looks_changes_nothing_and_is_told_what_would_be(place: Place) -> None:
    path = place.module("web", OLD_MODULE)
    loaded = load(place.home, record=False)
    assert WEB in loaded.descriptors
    assert [str(warning) for warning in loaded.warnings] == [
        "modules/web.toml: is written for an older version; the next start brings it up to date, and keeps it as it was"
    ]
    assert path.read_text() == OLD_MODULE and kept(place) == []


@pytest.mark.parametrize(
    "text",
    [
        'command = ["true"]\ndependencies = ["db"]\nzzz = 1',
        'command = ["true"]\ndependencies = ["db"]\ndepends_on = ["cache"]',
        'command = ["true"]\nid = "other"\n',
        'command = ["true"]\ndependencies = 5',
        'command = ["true"]\nstartup_timeout = { secs = -5, nanos = 0 }',
        'command = ["true"]\nconfig_version = 1\ndependencies = ["db"]',
        'dependencies = ["db"]\n= torn',
    ],
)
def test_a_file_that_is_wrong_all_the_same_is_left_as_it_is(place: Place, text: str) -> None:
    path = place.module("web", text)
    loaded = place.load()
    assert loaded.errors and path.read_text() == text and kept(place) == []


def test_a_file_of_today_is_not_touched(place: Place) -> None:
    text = 'command = ["true"]\n[settings]\ndependencies = ["a"]\n[bus]\n'
    path = place.module("web", text)
    assert place.load().warnings == () and path.read_text() == text
    assert migrated_text("web", text) is None


def test_a_file_of_a_newer_version_is_a_clear_error(place: Place) -> None:
    (error,) = place.errors('config_version = 2\ncommand = ["true"]')
    assert "config_version: this file is for a newer Skelly Tray: it is of version 2; allowed: 1" in error
    place.orchestrator("config_version = 99")
    assert not place.load().usable


def test_the_version_of_today_changes_nothing(place: Place) -> None:
    place.orchestrator("config_version = 1")
    assert place.errors('config_version = 1\ncommand = ["true"]') == [] and kept(place) == []


def test_a_disk_that_takes_nothing_is_told_and_the_file_is_understood(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = place.module("web", OLD_MODULE)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    loaded = place.load()
    assert WEB in loaded.descriptors and path.read_text() == OLD_MODULE
    assert any("could not be brought up to date on disk: No space left" in str(w) for w in loaded.warnings)


def test_two_files_of_one_second_are_both_kept(place: Place) -> None:
    texts = [f'command = ["true"]\nstartup_timeout = {{ secs = {n}, nanos = 0 }}\n' for n in (5, 6)]
    for text in texts:
        place.module("web", text)
        place.load()
    assert sorted(path.read_text() for path in kept(place)) == texts


def test_a_file_that_is_kept_already_is_not_kept_again(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when a start is killed between the two writes, or the disk is full for the second, again and again."""
    path, real = place.module("web", OLD_MODULE), durable.replace_file

    def full(target: str, content: bytes) -> None:
        if target == str(path):
            raise OSError(28, "No space left on device")
        real(target, content)

    with monkeypatch.context() as patch:
        patch.setattr(durable, "replace_file", full)
        for _ in range(2):
            assert "could not be brought up to date" in str(place.load().warnings[0])
    assert "has been brought up to date" in str(place.load().warnings[0])
    assert [one.read_text() for one in kept(place)] == [OLD_MODULE]
