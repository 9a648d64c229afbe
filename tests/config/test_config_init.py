"""`init` writes a configuration that works, and never over one that is there."""

from __future__ import annotations

import re
import socket
import stat
import sys
from pathlib import Path

import msgspec
import pytest

from skelly_tray.cli.registry import commands
from skelly_tray.config.home import Home, find_home
from skelly_tray.config.init import InitError, free_port, init, is_configured, templates
from skelly_tray.config.load import load
from skelly_tray.config.resources import resource, resource_root
from skelly_tray.domain.descriptor import ModuleId
from skelly_tray.modules.ai_integration.settings import Settings as AiSettings
from skelly_tray.modules.analysis_engine.settings import Settings as AnalysisSettings
from skelly_tray.modules.cute_figurine.settings import Settings as FigurineSettings
from skelly_tray.modules.data_capture.settings import Settings as CaptureSettings
from skelly_tray.modules.gamification.settings import Settings as GamificationSettings
from skelly_tray.modules.storage.settings import Settings as StorageSettings


@pytest.fixture
def fresh(tmp_path: Path) -> Home:
    return find_home(str(tmp_path / "h"))


def test_the_three_templates_are_there() -> None:
    assert templates() == ("empty", "minimal", "skelly")


@pytest.mark.parametrize("template", ["empty", "minimal", "skelly"])
def test_a_template_has_neither_errors_nor_warnings(fresh: Home, template: str) -> None:
    written = init(fresh, template)
    loaded = load(fresh)
    assert loaded.errors == () and loaded.warnings == ()
    assert written[0] == fresh.orchestrator_file
    assert {path.stem for path in written[1:]} - {"event_bus"} == set(loaded.descriptors)
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in written)
    assert not any("@" in path.read_text() for path in written)


def test_the_skelly_system_hangs_together(fresh: Home) -> None:
    init(fresh)
    loaded = load(fresh)
    storage = loaded.descriptors[ModuleId("storage")]
    capture = loaded.descriptors[ModuleId("data_capture")]
    assert storage.native and capture.native and not capture.required
    assert [edge.module for edge in capture.depends_on] == ["storage"]
    assert all(made.command[0] == sys.executable for made in loaded.descriptors.values())
    config = loaded.orchestrator
    assert (config.parallel_startup, config.module_start_delay) == (True, 0.0)
    assert (config.health_check_interval, config.sample_interval) == (5.0, 1.0)


def test_the_settings_of_the_template_are_the_defaults_of_its_modules(fresh: Home) -> None:
    init(fresh)
    loaded = load(fresh)
    for name, defaults in (
        ("storage", StorageSettings()),
        ("data_capture", CaptureSettings()),
        ("ai_integration", AiSettings()),
        ("analysis_engine", AnalysisSettings()),
        ("gamification", GamificationSettings()),
        ("cute_figurine", FigurineSettings()),
    ):
        assert msgspec.convert(loaded.descriptors[ModuleId(name)].settings, type(defaults)) == defaults


def test_what_is_there_is_not_replaced_without_force(fresh: Home) -> None:
    fresh.create()
    mine = fresh.modules_dir / "storage.toml"
    mine.write_text("# mine")
    with pytest.raises(InitError, match="--force"):
        init(fresh)
    assert not fresh.orchestrator_file.exists() and mine.read_text() == "# mine"
    init(fresh, force=True)
    assert "retention_days" in mine.read_text()


def test_force_keeps_the_files_that_the_template_does_not_have(fresh: Home) -> None:
    fresh.create()
    other = fresh.modules_dir / "other.toml"
    other.write_text("# mine")
    init(fresh, force=True)
    assert other.read_text() == "# mine"


def test_an_unknown_template_is_answered_with_the_nearest(fresh: Home) -> None:
    with pytest.raises(InitError, match='did you mean "minimal"'):
        init(fresh, "minimum")
    assert not fresh.config.exists()


def test_a_home_that_cannot_be_written_says_so(fresh: Home) -> None:
    fresh.config.parent.write_text("a file")
    with pytest.raises(InitError, match="Cannot write the configuration"):
        init(fresh)


def test_configured_means_any_file(fresh: Home) -> None:
    assert not is_configured(fresh)
    fresh.create()
    assert not is_configured(fresh)
    (fresh.modules_dir / "web.toml").write_text("")
    assert is_configured(fresh)


def test_a_port_in_use_is_passed_over() -> None:
    first = free_port(28420)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", first))
        listener.listen()
        assert free_port(first) > first


def test_resources_are_found_in_an_installed_package_before_a_source_tree(tmp_path: Path) -> None:
    package = tmp_path / "skelly_tray"
    package.mkdir()
    with pytest.raises(FileNotFoundError):
        resource_root(package)
    (tmp_path / "resources").mkdir()
    assert resource_root(package) == tmp_path / "resources"
    (package / "_resources").mkdir()
    assert resource_root(package) == package / "_resources"


def test_a_resource_that_is_missing_is_an_error() -> None:
    with pytest.raises(FileNotFoundError, match="missing"):
        resource("templates/none")


def test_what_a_template_tells_to_type_is_a_command_that_there_is() -> None:
    told = {
        words
        for file in resource("templates").rglob("*.toml")
        for words in re.findall(r"`skelly-tray ((?:config )?[a-z]+)", file.read_text(encoding="utf-8"))
    }
    assert told and told <= {command.name for command in commands()}
