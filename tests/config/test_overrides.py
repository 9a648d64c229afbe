"""Runtime overrides stand above files; one that cannot be used is left out and said, and takes no module down."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from skelly_tray.config.last_good import LastGood, write_last_good
from skelly_tray.config.load import Loaded, build
from skelly_tray.config.overrides import overrides_file, read_overrides
from skelly_tray.config.texts import Texts, read_texts
from skelly_tray.domain.descriptor import ModuleId
from tests.config.conftest import Place
from tests.overriding import write_overrides

RUN = 'command = ["true"]\n'
WEB = ModuleId("web")


def loaded(place: Place, text: str, overrides: dict[str, Any]) -> Loaded:
    place.module("web", text)
    write_overrides(place.home, overrides)
    return place.load()


def test_an_override_stands_above_the_file_and_leaves_it_as_it_is(place: Place) -> None:
    found = loaded(
        place,
        RUN + "importance = 10\n[settings]\nport = 1\nhost = 'a'\n[bus]",
        {"modules.web.importance": 20, "modules.web.settings.port": 2, "orchestrator.ui.theme": "dark"},
    )
    web = found.descriptors[WEB]
    assert (web.importance, web.settings) == (20, {"port": 2, "host": "a"})
    assert found.orchestrator.ui.theme == "dark"
    assert (found.errors, found.warnings, found.override_errors) == ((), (), {})
    assert "importance = 10" in (place.home.modules_dir / "web.toml").read_text()


def test_an_override_is_normalised_like_a_value_of_the_file(place: Place) -> None:
    found = loaded(place, RUN, {"modules.web.startup_timeout": "2m", "modules.web.limits.max_threads": 9})
    assert (found.descriptors[WEB].startup_timeout, found.descriptors[WEB].limits.max_threads) == (120.0, 9)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("modules.web.importance", 500, "override: modules.web.importance: 500 is out of range"),
        ("modules.web.name.x", 1, "override: modules.web.name.x: modules.web.name is a name"),
        ("modules.web.importence", 1, 'did you mean "modules.web.importance"?'),
        ("modules.wen.importance", 1, 'is of a module that there is not; did you mean "web"?'),
        ("modules.web.probes.liveness.window", 5, "window: probes.liveness.window_failures"),
        ("modules.web.settings.a.b", 1, "modules.web.settings.a.b: settings.a is no table in the file"),
        ("modules.web.env.A", 5, "the value is not text"),
        ("orchestrator.stable_after", "soon", 'orchestrator.stable_after: "soon" is not a duration'),
        ("orchestrator.recovery_backoff", "1h", "orchestrator.recovery_backoff: recovery_backoff_max is less than"),
    ],
)  # fmt: skip
def test_an_override_that_cannot_be_used_is_left_out_and_named(
    place: Place, key: str, value: object, said: str
) -> None:
    place.orchestrator('recovery_backoff_max = "10m"')
    text = RUN + '[probes.liveness]\nkind = "notify"\n[bus]\n[settings]\na = 1'
    found = loaded(place, text, {key: value, "modules.web.url": "http://x/"})
    assert found.errors == () and found.usable
    assert found.descriptors[WEB].url == "http://x/"
    assert list(found.override_errors) == [key]
    (warning,) = found.warnings
    assert said in str(warning) and str(warning).endswith("it has no effect")


def test_overrides_that_only_go_together_are_taken_together(place: Place) -> None:
    found = loaded(
        place,
        RUN,
        {"orchestrator.recovery_backoff": "10m", "orchestrator.recovery_backoff_max": "1h",
         "orchestrator.unhealthy_threshold": 0},
    )  # fmt: skip
    assert (found.orchestrator.recovery_backoff, found.orchestrator.recovery_backoff_max) == (600.0, 3600.0)
    assert list(found.override_errors) == ["orchestrator.unhealthy_threshold"]


def test_what_the_file_has_wrong_is_no_fault_of_the_overrides(place: Place) -> None:
    found = loaded(place, RUN + "importance = 500", {"modules.web.url": "http://x/"})
    assert [error.key for error in found.errors] == ["importance"] and found.override_errors == {}


def test_an_override_of_the_bus_needs_no_file(place: Place) -> None:
    found = loaded(place, RUN, {"modules.event_bus.settings.window": 5})
    assert found.bus is not None and found.bus.settings == {"window": 5} and found.warnings == ()


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"\xff", b'{"a": NaN}',
     b'{"a": 1, "a": 2}', b'{"a": ' + b"[" * 100_000, b'{"a": ' + b"9" * 9000,
     b" " * 300_000, json.dumps({str(number): 1 for number in range(1001)}).encode()],
)  # fmt: skip
def test_a_file_of_overrides_that_cannot_be_read_is_said_and_never_fatal(
    place: Place, content: bytes
) -> None:
    place.module("web", RUN)
    overrides_file(place.home).write_bytes(content)
    found = place.load()
    assert found.errors == () and WEB in found.descriptors
    assert [warning.file for warning in found.warnings] == ["overrides.json"]
    assert overrides_file(place.home).read_bytes() == content


def test_a_new_write_keeps_what_could_not_be_read(place: Place) -> None:
    overrides_file(place.home).write_bytes(b"{ torn")
    write_overrides(place.home, {"modules.web.url": "http://x/"})
    assert read_overrides(place.home) == {"modules.web.url": "http://x/"}
    assert (place.home.state / "overrides.json.unreadable").read_bytes() == b"{ torn"


def test_a_link_is_no_file_of_overrides_and_is_not_written_through(place: Place, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.json"
    elsewhere.write_text('{"modules.web.importance": 1}')
    overrides_file(place.home).symlink_to(elsewhere)
    assert read_texts(place.home).overrides == {}
    write_overrides(place.home, {"modules.web.importance": 2})
    assert elsewhere.read_text() == '{"modules.web.importance": 1}'
    assert read_overrides(place.home) == {"modules.web.importance": 2}


def test_overrides_are_written_for_us_alone(place: Place) -> None:
    write_overrides(place.home, {"modules.web.url": ""})
    assert overrides_file(place.home).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("value", [float("nan"), {1, 2}, "x" * 300_000])
def test_what_could_not_be_read_again_is_not_written(place: Place, value: object) -> None:
    write_overrides(place.home, {"modules.web.importance": 2})
    with pytest.raises((ValueError, TypeError)):
        write_overrides(place.home, {"modules.web.settings.a": value})
    assert read_overrides(place.home) == {"modules.web.importance": 2}


def test_the_last_good_file_has_the_overrides_above_it(place: Place) -> None:
    write_last_good(place.home, LastGood(Texts({"orchestrator.toml": "unhealthy_threshold = 5"})))
    texts = Texts({"orchestrator.toml": "= torn"}, overrides={"orchestrator.ui.theme": "light"})
    found = build(place.home, texts)
    assert (found.orchestrator.unhealthy_threshold, found.orchestrator.ui.theme) == (5, "light")


def test_a_value_of_an_override_never_changes_what_it_was_read_from(place: Place) -> None:
    overrides = {"modules.web.settings": {"a": {"b": 1}}, "modules.web.settings.a.c": 2}
    texts = Texts({"modules/web.toml": RUN + "[bus]"}, overrides=overrides)
    assert build(place.home, texts).descriptors[WEB].settings == {"a": {"b": 1, "c": 2}}
    assert overrides["modules.web.settings"] == {"a": {"b": 1}}
