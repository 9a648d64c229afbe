"""A full key names one place in one file, whatever way it is spelled; what names none is answered with what does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skelly_tray.config.keys import BadKeyError, Key, parse_key


@pytest.mark.parametrize(
    ("text", "file", "path"),
    [
        ("orchestrator.health_check_interval", "orchestrator.toml", ("health_check_interval",)),
        ("orchestrator.ui.theme", "orchestrator.toml", ("ui", "theme")),
        ("modules.web.settings.port", "modules/web.toml", ("settings", "port")),
        ('modules.web.env."A.B"', "modules/web.toml", ("env", "A.B")),
        ("modules.web.env.'A.B'", "modules/web.toml", ("env", "A.B")),
        ('modules."web".probes.liveness.interval', "modules/web.toml", ("probes", "liveness", "interval")),
        ("modules.event_bus.settings.window", "modules/event_bus.toml", ("settings", "window")),
    ],
)
def test_a_key_names_a_place_in_a_file(text: str, file: str, path: tuple[str, ...]) -> None:
    key = parse_key(text)
    assert (key.file, key.path) == (file, path)
    assert parse_key(key.text) == key


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("health_check_interval", 'did you mean "orchestrator.health_check_interval"?'),
        ("orchestrater.ui", 'did you mean "orchestrator.ui"?'),
        ("orchestrator.ui.them", 'did you mean "orchestrator.ui.theme"?'),
        ("modules.web.probes.liveness.intervl", 'did you mean "modules.web.probes.liveness.interval"?'),
        ("modules.web.requires.zzz", "allowed: memory_mb, cpu_percent"),
        ("modules.event_bus.settings.windw", 'did you mean "modules.event_bus.settings.window"?'),
        ("modules.web.command[0]", "entries of a list cannot be named one by one"),
        ("modules.web.command.x", "is a list, which is set as a whole"),
        ("modules.web.name.x", "modules.web.name is a name and has no keys"),
        ('modules.web.env."A=B"', "is not a name of an environment variable"),
        ("modules.Web.name", "names no module"),
        ("modules.keeper.name", "names no module"),
        ("modules.web", "names a whole file"),
        ("orchestrator", "names a whole file"),
        ("", "is not a key"),
        ("modules..name", "is not a key"),
        ("modules.web.settings.a b", "is not a key"),
        (r'modules.web.settings."\ud800"', "has a part that is not quoted"),
        ("modules.web.settings" + ".a" * 40, "at most 32 parts"),
        ("modules.web.settings." + "a" * 2000, "is longer than 1024 characters"),
    ],
)
def test_what_names_no_key_is_answered_with_what_does(text: str, said: str) -> None:
    with pytest.raises(BadKeyError) as refused:
        parse_key(text)
    assert said in str(refused.value.error)


def test_a_key_tells_its_module() -> None:
    assert (parse_key("modules.web.name").module, parse_key("orchestrator.ui").module) == ("web", None)


@given(st.lists(st.text(min_size=1, max_size=9), min_size=1, max_size=6))
def test_any_path_in_settings_has_a_key_that_leads_back_to_it(path: list[str]) -> None:
    key = Key("modules/web.toml", ("settings", *path))
    assert parse_key(key.text) == key


@given(st.text(max_size=60))
def test_any_text_is_a_key_or_refused_in_one_line(text: str) -> None:
    try:
        assert parse_key(text).path
    except BadKeyError as refused:
        assert "\n" not in str(refused) and str(refused).isprintable()
