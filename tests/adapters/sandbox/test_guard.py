"""What is said to be held is what this machine offers, and never more; the rest is not asked of the keeper."""

from __future__ import annotations

import pytest

from skelly_tray.adapters.sandbox.guard import Guard
from skelly_tray.adapters.sandbox.machine import Offer, look
from skelly_tray.domain.sandbox import Held, NetworkRule, Sandbox
from skelly_tray.keeper import sandbox_landlock

ALL = Sandbox(("/srv",), ("/var/web",), NetworkRule.NONE)
FULL = Offer(7, True)


def holds(offer: Offer, sandbox: Sandbox = ALL, user: str | None = None) -> dict[str, Held]:
    return dict(Guard(lambda: offer).holds(sandbox, user))


def test_all_rules_are_held_where_all_is_there() -> None:
    assert holds(FULL) == {
        "read": Held(["/srv"], True, "landlock"),
        "write": Held(["/var/web"], True, "landlock"),
        "network": Held("none", True, "seccomp+landlock"),
        "no_new_privs": Held(True, True, "no_new_privs"),
    }
    assert Guard(lambda: FULL).holdable(ALL, None) == ALL


def test_only_rules_that_were_given_are_reported() -> None:
    assert holds(FULL, Sandbox()) == {}
    assert set(holds(FULL, Sandbox(write=()))) == {"write", "no_new_privs"}
    assert set(holds(FULL, Sandbox(network=NetworkRule.NONE))) == {"network", "no_new_privs"}


def test_without_landlock_files_are_not_held_and_not_asked_for() -> None:
    offer = Offer(0, True)
    found = holds(offer)
    assert not found["read"].held and not found["write"].held and "Landlock" in found["write"].why
    assert found["network"] == Held("none", True, "seccomp")
    assert Guard(lambda: offer).holdable(ALL, None) == Sandbox(network=NetworkRule.NONE)


def test_without_seccomp_the_network_is_not_held() -> None:
    offer = Offer(7, False)
    assert not holds(offer)["network"].held and holds(offer)["write"].held
    assert Guard(lambda: offer).holdable(ALL, None) == Sandbox(("/srv",), ("/var/web",))


def test_an_old_landlock_is_used_and_said_to_leave_something_open() -> None:
    """Before its third version, a file that cannot be written can still be emptied."""
    offer = Offer(2, True)
    found = holds(offer)
    assert found["write"].how == "landlock" and not found["write"].held and "emptied" in found["write"].why
    assert found["read"].held and found["network"].how == "seccomp"
    assert Guard(lambda: offer).holdable(ALL, None) == ALL


def test_loopback_is_not_held_anywhere() -> None:
    rules = Sandbox(network=NetworkRule.LOOPBACK)
    found = holds(FULL, rules)["network"]
    assert not found.held and not found.how and "none" in found.why
    assert Guard(lambda: FULL).holdable(rules, None) == Sandbox()


@pytest.mark.parametrize(
    ("root", "user", "held"),
    [(True, None, True), (True, "root", True), (True, "nobody", False), (False, None, False)],
)
def test_without_no_new_privs_only_root_can_be_held(root: bool, user: str | None, held: bool) -> None:
    rules = Sandbox(None, ("/srv",), NetworkRule.NONE, no_new_privs=False)
    offer = Offer(7, True, root=root)
    found = holds(offer, rules, user)
    assert found["write"].held is held and found["network"].held is held
    assert held or "no_new_privs" in found["write"].why
    kept = Guard(lambda: offer).holdable(rules, user)
    assert kept == (rules if held else Sandbox(no_new_privs=False))


@pytest.mark.parametrize(
    ("system", "name"), [("win32", "Windows"), ("darwin", "macOS"), ("sunos5", "sunos5")]
)
def test_other_systems_hold_nothing_and_say_so(system: str, name: str) -> None:
    offer = Offer(0, False, system)
    found = holds(offer)
    assert not any(hold.held for hold in found.values())
    assert all(hold.why == f"not available on {name}" for hold in found.values())
    assert not Guard(lambda: offer).holdable(ALL, None).restricts


def test_this_machine_is_asked_once_and_only_when_somebody_has_rules() -> None:
    asked = []

    def offer() -> Offer:
        asked.append(1)
        return look()

    guard = Guard(offer)
    guard.holds(Sandbox(), None)
    assert asked == []
    guard.holds(ALL, None)
    guard.holdable(ALL, None)
    assert asked == [1] and guard.offer.landlock == sandbox_landlock.version()
