"""The story of a module, told from its journal."""

from __future__ import annotations

from typing import Any

from skelly_tray.domain.story import LONGEST_CHAIN, after, chain, config_change_before, last_trouble, tell


def entry(
    seq: int,
    module: str | None = "web",
    to: str | None = "running",
    cause: tuple[str, int | None] = ("probe", None),
    kind: str = "state_changed",
    text: str = "so",
) -> dict[str, Any]:
    return {
        "seq": seq,
        "time": f"2026-01-01T00:00:{seq:02d}.000Z",
        "module": module,
        "kind": kind,
        "to": to,
        "cause": {"kind": cause[0], "seq": cause[1], "text": text},
    }


CRASH = [
    entry(1, None, "starting", ("system", None), "system"),
    entry(2, "web", "starting", ("system", 1)),
    entry(3, "web", "running", ("probe", 2)),
    entry(4, "db", "stopping", ("exit", None)),
    entry(5, "web", "stopping", ("exit", 3), text="exit 1"),
    entry(6, "web", "backoff", ("exit", 5), text="exit 1; next try in 9 s"),
]


def test_the_trouble_begins_where_the_module_began_to_fail() -> None:
    found = last_trouble(CRASH, "web")
    assert found is not None and found["seq"] == 5


def test_a_module_that_never_failed_has_no_trouble() -> None:
    assert last_trouble(CRASH[:3], "web") is None
    assert last_trouble(CRASH, "nobody") is None


def test_a_stop_by_the_user_is_no_trouble() -> None:
    assert last_trouble([entry(1, to="stopping", cause=("user", None))], "web") is None


def test_the_chain_goes_back_by_causes_oldest_first() -> None:
    assert [told["time"][17:19] for told in chain(CRASH, CRASH[4])] == ["01", "02", "03", "05"]


def test_the_chain_ends_at_a_cause_that_is_not_kept_any_more_and_at_its_longest() -> None:
    assert len(chain(CRASH[3:], CRASH[4])) == 1
    many = [entry(n, cause=("exit", n - 1)) for n in range(1, 40)]
    assert len(chain(many, many[-1])) == LONGEST_CHAIN


def test_what_came_after_is_of_the_same_module_and_told_once() -> None:
    entries = [*CRASH, entry(7, "db"), entry(8, "web", kind="recovery"), entry(9, "web", "failed")]
    assert [told["time"][17:19] for told in after(entries, CRASH[4])] == ["06", "09"]


def test_an_entry_is_told_with_who_and_what_became_of_it() -> None:
    assert tell(CRASH[5])["text"] == "web waits before its next try: exit 1; next try in 9 s"
    assert tell(CRASH[0])["text"] == "the system is starting: so"
    action = entry(1, None, None, ("user", None), "user_action", "you asked to stop web")
    assert tell(action)["text"] == "you asked to stop web"


def test_the_configuration_change_before_the_trouble_is_of_this_module_or_of_all() -> None:
    change = entry(2, "web", None, ("config", None), "config_changed", "it was changed")
    other = entry(3, "db", None, ("config", None), "config_changed")
    later = entry(9, "web", None, ("config", None), "config_changed")
    found = config_change_before([change, other, *CRASH, later], "web", 5)
    assert found is not None and found["time"] == change["time"]
    assert config_change_before([other, later], "web", 5) is None


def test_what_is_being_recovered_is_not_said_to_wait_for_a_try() -> None:
    mended = entry(7, "web", "backoff", ("recovery", 5), text="its recovery begins")
    assert tell(mended)["text"] == "web is being recovered: its recovery begins"


def test_a_sentence_that_names_its_module_names_it_once() -> None:
    told = entry(7, "web", None, ("recovery", 5), "recovery", "web needs everything to be restarted: exit 1")
    assert tell(told)["text"] == "web needs everything to be restarted: exit 1"


def recovery(seq: int, text: str, to: str | None = None, /, **detail: Any) -> dict[str, Any]:
    return entry(seq, "web", to, ("recovery", 5), "recovery", text) | {"detail": detail}


def test_what_a_recovery_did_is_told_in_order_with_its_outcome() -> None:
    entries = [
        *CRASH,
        recovery(7, "given up", verdict="failed"),
        recovery(8, "", procedure="pre_checks", step="the readiness of db", ok=True, text="it is ready"),
        recovery(9, "", procedure="steps", step="run fix.sh", ok=False, text="exit 3"),
        recovery(10, "", procedure="rollback", step="wait", ok=True, text=""),
        recovery(11, "its recovery is complete", procedure="complete", notify=True),
        recovery(12, "its state went to the trash", errand="reset", ok=True),
        recovery(13, "after exit 1", "degraded", mode="degraded"),
        recovery(14, "after a pause", "full", mode="full"),
    ]
    assert [told["text"] for told in after(entries, CRASH[5])] == [
        "web, before its recovery: the readiness of db succeeded (it is ready)",
        "web, its recovery: run fix.sh failed (exit 3)",
        "web, taking its recovery back: wait succeeded",
        "web: its recovery is complete",
        "web: its state went to the trash",
        "web does less: after exit 1",
        "web does everything again: after a pause",
    ]
