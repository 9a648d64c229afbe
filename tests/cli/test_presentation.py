"""What people read: pure functions from JSON to lines."""

from __future__ import annotations

import json
import re
import time
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skelly_tray.cli.present.action_report import action_report
from skelly_tray.cli.present.config_listing import listing, plain, sources_of
from skelly_tray.cli.present.doctor_page import doctor_page
from skelly_tray.cli.present.graph_formats import FORMATS
from skelly_tray.cli.present.journal_line import journal_line
from skelly_tray.cli.present.simulation import simulation
from skelly_tray.cli.present.status_page import module_page, status_page
from skelly_tray.cli.present.story import story
from skelly_tray.cli.present.tones import Tone, module_look, trouble_rank
from skelly_tray.cli.text import as_json, cells, clean, clean_but_colours, fit
from skelly_tray.config.origins import Origins
from skelly_tray.domain.descriptor import HttpCheck, ModuleDescriptor, ModuleId, ProbeSpec, SecretRef
from skelly_tray.domain.status import ModuleState
from tests.cli.fake_core import ENTRY, GRAPH, REPORT, SYSTEM, WHY

HEALTH: dict[str, Any] = msgspec.to_builtins(SYSTEM)


def uncoloured(text: str, tone: Tone) -> str:
    return text


def marked(text: str, tone: Tone) -> str:
    return f"<{tone.value}>{text}</>"


def test_status_has_a_headline_trouble_first_and_the_issues_below() -> None:
    lines = status_page(HEALTH, None, uncoloured)
    assert lines[0] == "▲ degraded · 2 modules · up 2 h · worker is in backoff"
    assert lines[2].split() == ["MODULE", "STATE", "HEALTH", "PID", "CPU", "MEM", "UP", "WHY"]
    assert lines[3].split(maxsplit=8)[:3] == ["↻", "worker", "backoff"]
    assert lines[3].endswith("exit 1; next try in 12 s")
    assert lines[4].split() == ["●", "web", "running", "healthy", "4711", "2.1", "%", "38", "MB", "2", "h"]
    assert lines[6:] == ["warning: The disk is full", "  Free some space."]


def test_columns_are_aligned_also_under_colours_and_wide_letters() -> None:
    wide = json.loads(json.dumps(HEALTH))
    wide["modules"]["網"] = wide["modules"]["web"] | {"pid": 5}
    lines = status_page(wide, None, uncoloured)[2:6]
    ends = {
        cells(line[: re.search(r"(?:PID|–  +–  +–|\d+) ", line[20:]).end() + 20])
        for line in lines[:1] + lines[2:]
    }
    assert len(ends) == 1
    stripped = [re.sub(r"<\w+>|</>", "", line) for line in status_page(wide, None, marked)]
    assert stripped == status_page(wide, None, uncoloured)


@given(st.integers(20, 140), st.text(max_size=60), st.text(max_size=200))
def test_the_table_fits_the_terminal(width: int, name: str, reason: str) -> None:
    health = json.loads(json.dumps(HEALTH))
    health["modules"][name or "x"] = health["modules"].pop("worker") | {"reason": reason}
    table = status_page(health, width, uncoloured)[2:5]
    assert all(cells(line) <= width for line in table)
    assert "MOD" in table[0] and "STA" in table[0]
    assert not any("\n" in line for line in status_page(health, width, uncoloured))


@pytest.mark.parametrize("state", ModuleState)
def test_every_state_has_a_symbol_of_its_own_or_its_familys(state: ModuleState) -> None:
    symbol, _ = module_look({"state": state.value, "health": "healthy", "ready": True})
    assert symbol in "●▲■○◌◔↻✕"


def test_a_running_module_looks_as_healthy_as_it_is() -> None:
    looks = [
        module_look({"state": "running", "health": health, "ready": ready})[0]
        for health, ready in (("healthy", True), ("unknown", False), ("degraded", True), ("unhealthy", True))
    ]
    assert looks == ["●", "▲", "▲", "■"]


def test_a_module_that_its_limit_stopped_is_sorted_as_trouble() -> None:
    at_limit = {"state": "stopped", "reason_kind": "limit"}
    assert module_look(at_limit) == ("■", Tone.BAD)
    assert trouble_rank(at_limit) < trouble_rank({"state": "stopped", "reason_kind": "user"})


def test_a_simulated_change_without_a_reason_ends_without_a_colon() -> None:
    moment = {"after": 0.2, "module": "a", "what": "running", "text": ""}
    course = {"took": 0.2, "touched": {}, "kept": [], "timeline": [moment]}
    found = {
        "module": "a",
        "running": True,
        "strategy": "restart",
        "comes_back": course,
        "stays_down": course,
    }
    lines = simulation(found, lambda text, _tone: text)
    assert [line.split() for line in lines].count(["+200", "ms", "a", "runs"]) == 2


def test_one_module_in_detail() -> None:
    page = "\n".join(module_page("web", HEALTH["modules"]["web"], uncoloured))
    assert page.startswith("● web (Web server): running, healthy, ready")
    assert "pid 4711, up 2 h" in page and "needed by    worker" in page and "1.2 ms" in page
    assert "attempts" not in page
    assert "attempts" in "\n".join(module_page("worker", HEALTH["modules"]["worker"], uncoloured))


def test_an_older_cores_answer_without_the_newer_members_is_shown_all_the_same() -> None:
    assert status_page({"status": "healthy", "modules": {"web": {"state": "running"}}}, 80, uncoloured)
    assert module_page("web", {"state": "odd"}, uncoloured)
    assert journal_line({}, uncoloured) and story({}, uncoloured) and action_report({}, uncoloured)


def test_a_report_names_who_was_asked_for_and_who_else() -> None:
    assert action_report(REPORT, uncoloured) == [
        "● web     started (pid 4711)",
        "  worker  stopped first, it depends on web",
    ]
    failed = {"ok": False, "modules": {"web": {"ok": False, "text": "failed: exit 1"}}}
    assert action_report(failed, uncoloured) == ["■ web  failed: exit 1"]


def test_a_journal_line_tells_when_who_what_and_why() -> None:
    assert journal_line(ENTRY, uncoloured) == "2026-01-01T00:00:00Z  worker        running → backoff: exit 1"


def test_the_story_is_told_in_order_and_without_control_sequences() -> None:
    lines = story(WHY, uncoloured)
    assert lines[0] == WHY["sentence"]
    assert lines.index("How it came") < lines.index("Exit") < lines.index("Last output")
    assert any(line.endswith(" err no model") for line in lines)
    assert lines[-2:] == ["Next", "  next try in 12 s"]
    assert "Last probe" not in lines


def test_exits_and_probes_are_told_in_words() -> None:
    told = {
        "exit": {"code": None, "signal": 9},
        "last_probe": {"role": "liveness", "passed": None, "message": "m"},
    }
    assert {"  killed by SIGKILL", "  liveness could not be made: m"} <= set(story(told, uncoloured))
    assert "  exit code 3" in story({"exit": {"code": 3, "signal": None}}, uncoloured)


def test_a_reason_that_the_table_must_cut_is_told_below_it() -> None:
    health = json.loads(json.dumps(HEALTH))
    health["modules"]["worker"]["reason"] = "exit 1: " + "no model there " * 5
    below = status_page(health, 80, uncoloured)[5:7]
    assert below[0] == "" and below[1].startswith("worker: exit 1: no model there no model")
    assert len(status_page(health, None, uncoloured)) == len(status_page(health, 80, uncoloured)) - 2


def test_the_graph_in_each_format() -> None:
    text = FORMATS["text"](GRAPH)
    assert text.splitlines()[0] == "wave 0"
    assert "worker (backoff)  needs web (healthy, optional, on restart: restart)" in text
    dot = FORMATS["dot"](GRAPH)
    assert '"worker" -> "web" [label="healthy", style=dashed];' in dot
    assert r'label="a \"worker\"\nbackoff"' in dot
    mermaid = FORMATS["mermaid"](GRAPH)
    assert "m1 -.->|healthy| m0" in mermaid and "&quot;worker&quot;" in mermaid
    assert json.loads(FORMATS["json"](GRAPH)) == GRAPH


def test_configuration_is_listed_by_dotted_keys_and_secrets_by_name_only() -> None:
    descriptor = ModuleDescriptor(
        ModuleId("web"), "Web", ("run", "it"), env={"TOKEN": SecretRef("web/token")}
    )
    lines = list(listing(plain(descriptor)))
    assert 'command = ["run", "it"]' in lines and "recovery.max_attempts = 3" in lines
    assert 'env.TOKEN = { secret = "web/token" }' in lines


def test_settings_of_a_module_are_called_as_in_its_file_and_what_no_file_says_is_left_out() -> None:
    check = ProbeSpec(HttpCheck("http://127.0.0.1:8123/"), 5.0, 5.0)
    descriptor = ModuleDescriptor(ModuleId("web"), "Web", ("run",), liveness=check, digest="abc")
    shown = plain(descriptor)
    origins = Origins({"probes": {"liveness": {"interval": "5s"}}})
    lines = list(listing(shown, sources_of(shown, origins, module=True), module=True))
    assert 'probes.liveness.url = "http://127.0.0.1:8123/"' in [
        line.split("  #")[0].rstrip() for line in lines
    ]
    assert any(
        line.startswith("probes.liveness.interval = 5.0 ") and line.endswith("# file") for line in lines
    )
    assert not [line for line in lines if line.startswith(("id ", "digest", "auto_recovery", "liveness"))]
    assert all("  # " in line for line in lines)


def test_doctors_page_has_a_line_for_each_fact() -> None:
    page = doctor_page(
        {"tray": {"checked": False, "backend": None, "more": {"a": 1}}, "running": None}, uncoloured
    )
    assert page == ["tray", "  checked  no", "  backend  none", "  more a   1", "running", "    none"]


@given(st.text())
def test_cleaned_text_is_one_line_without_control_characters(text: str) -> None:
    assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]", clean(text))


def test_titles_and_colours_from_a_module_do_not_reach_the_terminal_but_colours_may() -> None:
    evil = "\x1b]0;owned\x07\x1b[31mred\x1b[2J\x1b[H done\r\x9b2J"
    assert clean(evil) == "red done  2J"
    assert clean_but_colours(evil) == "\x1b[31mred done  2J\x1b[0m"


def test_no_line_is_made_to_read_from_the_other_end() -> None:
    turned = "user \u202efedcba\u202c \u2066x\u2069"
    assert clean(turned) == "user fedcba x"
    assert clean_but_colours(f"\x1b[31m{turned}") == "\x1b[31muser fedcba x\x1b[0m"


@given(st.text(alphabet="ab網é ", max_size=30), st.integers(0, 30))
def test_cut_text_never_takes_more_room_and_says_that_it_was_cut(text: str, width: int) -> None:
    cut = fit(text, width)
    assert cells(cut) <= width
    assert cut == text or width == 0 or cut.endswith("…")


def test_json_for_programs_cannot_steer_a_terminal_and_says_the_same() -> None:
    told = {"text": "a\x9b31mb\u202ec\x1b[2J \ud800 é"}
    written = as_json(told)
    assert json.loads(written) == told
    assert not any(c in written for c in "\x1b\x9b\u202e\ud800") and "é" in written


def test_a_story_tells_all_its_times_by_one_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        lines = story(WHY, uncoloured)
    finally:
        monkeypatch.undo()
        time.tzset()
    assert any("2026-01-01 09:00:00 worker exit 1" in line for line in lines)
    assert any("2026-01-01 09:00:00 err no model" in line for line in lines)
