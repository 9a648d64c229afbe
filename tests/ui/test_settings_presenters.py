"""The settings without Qt: which key stands where, what a row says, what a search finds."""

from __future__ import annotations

from typing import Any

import pytest

from skelly_tray.config.resources import resource
from skelly_tray.config.schema.fields import fields_of
from skelly_tray.config.schema.orchestrator_file import ORCHESTRATOR_KEYS
from skelly_tray.ui.present.config_form import label_of, view
from skelly_tray.ui.present.guide import OF_PLACES, chapter_of, chapters
from skelly_tray.ui.present.looks import Symbol
from skelly_tray.ui.present.module_files import lines_of
from skelly_tray.ui.present.settings_pages import NEEDS, PAGES_WITH_KEYS, placed, sections_of, the_rest
from skelly_tray.ui.present.settings_rows import (
    Change,
    Fate,
    error_of,
    is_over,
    refusal,
    setting_view,
    state_line,
)
from skelly_tray.ui.present.settings_search import entries, found_in
from skelly_tray.ui.present.settings_words import label_for, option_words
from skelly_tray.ui.settings.pages import PAGES
from tests.ui.fake_core import snapshot

FIELDS = {".".join(field["path"]): field for field in fields_of(ORCHESTRATOR_KEYS)}
TITLES = {entry.key: entry.title() for entry in PAGES}


def test_every_key_stands_on_one_page_and_none_is_invented() -> None:
    keys = [key for page in PAGES_WITH_KEYS for section in sections_of(page) for key in section.keys]
    assert len(set(keys)) == len(keys)
    assert placed().keys() <= FIELDS.keys()
    assert {*placed(), *the_rest(FIELDS)} == FIELDS.keys()
    assert {*placed().values()} <= TITLES.keys()


def test_every_key_has_a_name_for_people_and_every_option_a_word() -> None:
    for key, field in FIELDS.items():
        usual = label_of(field["path"])
        assert label_for(key, "") != "", f"{key} is only called {usual!r}"
        assert set(option_words(key)) == set(field.get("options", ()))


def test_what_says_nothing_while_another_is_off_names_a_switch() -> None:
    assert NEEDS.keys() <= FIELDS.keys()
    assert all(FIELDS[flag]["kind"] == "flag" for flag in NEEDS.values())


def row(key: str, data: Any = None, overrides: Any = None, change: Change | None = None) -> Any:
    return setting_view(FIELDS[key], data or {}, overrides or {}, change)


def test_where_a_value_is_from_is_said() -> None:
    key, field = "unhealthy_threshold", {"unhealthy_threshold": 7}
    assert row(key).origin == "Default: 3" and not row(key).can_reset
    assert row(key, field).origin == "Default: 3 · Set in orchestrator.toml"
    over = row(key, field, {key: 9})
    assert over.origin == "Default: 3 · Set while it runs; orchestrator.toml says 7"
    assert over.field.value == 9 and over.lifts and over.can_reset
    alone = row(key, None, {key: 9})
    assert alone.origin == "Default: 3 · Set while it runs, not in orchestrator.toml" and not alone.lifts


def test_an_override_of_a_whole_table_counts_for_its_keys() -> None:
    over = row("ui.theme", {"ui": {"theme": "dark"}}, {"ui": {"theme": "light"}})
    assert over.field.value == "light" and over.lifts
    other = row("ui.start_hidden", {"ui": {"start_hidden": False}}, {"ui": {"theme": "light"}})
    assert other.field.value is False and not other.lifts


@pytest.mark.parametrize("value", ["soon", "9" * 5000, "ü‮", ""])
def test_a_refused_text_stays_whatever_it_is(value: str) -> None:
    change = Change("sample_interval", value, 1, Fate.REFUSED, "why")
    assert row("sample_interval", None, None, change).field.shown == value


def test_a_refused_switch_shows_what_is_so() -> None:
    change = Change("auto_recovery", False, 1, Fate.REFUSED, "why")
    assert row("auto_recovery", {"auto_recovery": True}, None, change).field.value is True


def test_what_a_label_says_already_is_not_said_again() -> None:
    assert row("auto_recovery").field.help == ""
    assert row("stable_after").field.help != ""


def test_an_error_is_told_without_what_it_stands_beside() -> None:
    told = [
        'orchestrator.toml: sample_interval: "soon" is not a duration',
        "modules/web.toml: port: is taken",
    ]
    assert refusal(told, "sample_interval") == '"soon" is not a duration\nmodules/web.toml: port: is taken'
    long = error_of(Change("x", 1, 1, Fate.REFUSED, "y" * 3000))
    assert len(long) < 450 and long.endswith("…")


def test_the_fates_of_a_change() -> None:
    asked = Change("x", 1, 1)
    assert not is_over(asked) and state_line(asked, None, 0.0) is not None
    stored = Change("x", 1, 1, Fate.STORED, report={"applied": True, "revision": 1, "trial_s": 0.0})
    assert is_over(stored) and state_line(stored, None, 0.0)[2] == "Saved, and in effect."  # type: ignore[index]
    same = Change("x", 1, 1, Fate.STORED, report={"applied": False, "revision": None})
    assert state_line(same, None, 0.0)[2] == "In effect already."  # type: ignore[index]
    trial = Change("x", 1, 1, Fate.STORED, report={"applied": True, "revision": 1, "trial_s": 9.0})
    assert not is_over(trial)
    kept = Change("x", 1, 1, Fate.STORED, report=trial.report, row={"rev": 1, "verdict": "committed"})
    assert is_over(kept) and "kept" in state_line(kept, None, 0.0)[2]  # type: ignore[index]
    assert state_line(Change("x", 1, 1, Fate.LOST, "gone"), None, 0.0) is None


def all_entries() -> Any:
    fields = [view(told, {}, {}) for told in FIELDS.values()]
    return entries(fields, TITLES)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("theme", "ui.theme"),
        ("history.max_mb", "history.max_mb"),
        ("max mb history", "history.max_mb"),
        ("NOTIFICATION test", "test"),
        ("undo", "history"),
    ],
)
def test_a_search_finds_by_every_word_and_the_best_comes_first(words: str, first: str) -> None:
    assert found_in(all_entries(), words, TITLES)[0].anchor == first


def test_a_search_for_nothing_finds_nothing() -> None:
    assert found_in(all_entries(), "  ", TITLES) == [] == found_in(all_entries(), "xyzzy", TITLES)
    assert found_in(all_entries(), "[(*\\", TITLES) == []


def test_modules_are_listed_whatever_is_wrong_with_them() -> None:
    rows = [
        {
            "module": "web",
            "path": "/c/web.toml",
            "name": "",
            "enabled": False,
            "overridden": True,
            "error": "",
        },
        {
            "module": "bad",
            "path": "/c/bad.toml",
            "name": "",
            "enabled": True,
            "error": "bad.toml: is not TOML",
        },
        {"module": "new", "path": "/c/new.toml", "name": "Anew", "enabled": True, "error": ""},
    ]
    lines = {line.id: line for line in lines_of(rows, snapshot())}
    assert (
        lines["web"].name == "Web server"
        and not lines["web"].enabled
        and lines["web"].said == "set while it runs"
    )
    assert lines["bad"].symbol is Symbol.CROSS and "TOML" in lines["bad"].said
    assert lines["new"].state == "not in effect" and lines["storage"].path == ""
    assert lines_of([], None) == []


def test_the_guide_begins_with_what_one_reads_first_and_ends_with_the_reference() -> None:
    texts = {
        "commands.md": "# The command line",
        "z.md": "no heading",
        "modules.md": "x\n# Modules\n",
        "a.md": "# A",
        "start.md": "# Your first ten minutes",
    }
    assert [one.title for one in chapters(texts)] == [
        "Your first ten minutes", "A", "Z", "Modules", "The command line",
    ]  # fmt: skip
    assert chapters({}) == []


def test_help_leads_to_a_heading_that_there_is() -> None:
    assert chapter_of("limits", "modules") == "limits.md"
    assert chapter_of("overview", "modules") == "start.md", (
        "what has no chapter of its own begins at the beginning"
    )
    for place in OF_PLACES.values():
        name, _, heading = place.partition("#")
        text = resource(f"guide/{name}").read_text(encoding="utf-8")
        slugs = [
            line.lstrip("# ").lower().replace(" ", "-") for line in text.splitlines() if line.startswith("#")
        ]
        assert not heading or heading in slugs, place
