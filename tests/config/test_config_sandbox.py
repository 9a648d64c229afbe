"""`[sandbox]`: each key reaches the descriptor and the digest, and what cannot be meant is refused."""

from __future__ import annotations

import sys

import pytest

from skelly_tray.domain.sandbox import NetworkRule, Sandbox
from tests.config.conftest import Place

RUN = 'command = ["true"]\n'
TABLE = RUN + "[sandbox]\n"


def sandbox_of(place: Place, text: str) -> Sandbox:
    place.module("web", text)
    (made,) = place.load().descriptors.values()
    return made.sandbox


def digest(place: Place, text: str) -> str:
    place.module("web", text)
    (made,) = place.load().descriptors.values()
    return made.digest


def test_without_a_table_only_new_privileges_are_refused(place: Place) -> None:
    assert sandbox_of(place, RUN) == Sandbox(None, None, NetworkRule.ANY, no_new_privs=True)


def test_placeholders_are_expanded_in_both_lists(place: Place) -> None:
    lists = 'read = ["$PYTHON", "$HOME/notes"]\nwrite = ["$STATE/cache"]'
    sandbox = sandbox_of(place, TABLE + lists)
    assert sandbox.read is not None and sandbox.write is not None
    assert sandbox.read[0] == sys.executable
    assert sandbox.read[1].endswith("/notes") and sandbox.read[1].startswith("/")
    assert sandbox.write == (f"{place.home.module_state('web')}/cache",)


def test_its_own_state_folder_may_always_be_read(place: Place) -> None:
    state = str(place.home.module_state("web"))
    assert sandbox_of(place, TABLE + 'read = ["/srv"]').read == ("/srv", state)
    assert sandbox_of(place, TABLE + 'read = ["$STATE"]').read == (state,)


def test_an_empty_list_allows_nothing_and_is_not_the_same_as_none(place: Place) -> None:
    assert sandbox_of(place, TABLE + "write = []").write == ()


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ('network = "none"', "network", NetworkRule.NONE),
        ('network = "loopback"', "network", NetworkRule.LOOPBACK),
        ("no_new_privs = false", "no_new_privs", False),
        ('write = ["/srv"]', "write", ("/srv",)),
    ],
)
def test_each_key_reaches_the_descriptor_and_changes_the_digest(
    place: Place, line: str, field: str, value: object
) -> None:
    assert getattr(sandbox_of(place, TABLE + line), field) == value
    assert digest(place, TABLE + line) != digest(place, RUN)


def test_a_table_that_says_nothing_new_keeps_the_digest(place: Place) -> None:
    """Or an update of ours would restart every module there is."""
    assert digest(place, TABLE + 'network = "any"\nno_new_privs = true') == digest(place, RUN)


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("cache", "is not an absolute path"),
        ("$CACHE/a", "is not an absolute path"),
        ("$STATE/../other", 'has ".." in it'),
        ("~/notes", "is not an absolute path"),
    ],
)
def test_a_path_that_could_mean_several_places_is_refused(place: Place, path: str, problem: str) -> None:
    place.module("web", TABLE + f'write = ["{path}"]')
    loaded = place.load()
    assert not loaded.descriptors
    (error,) = loaded.errors
    assert error.key == "sandbox.write[0]" and problem in error.problem


def test_a_rule_that_is_none_is_named_with_those_that_are(place: Place) -> None:
    place.module("web", TABLE + 'network = "local"')
    (error,) = place.load().errors
    assert error.key == "sandbox.network" and "loopback" in str(error)


def test_a_module_without_a_table_has_the_digest_of_versions_that_knew_none(place: Place) -> None:
    """It was written down when there was no sandbox yet."""
    before = "8ccc7a6c90251677e42acccad01f591a"
    assert digest(place, RUN + 'working_dir = "/"') == before


def test_what_no_machine_can_hold_is_a_warning(place: Place) -> None:
    (warning,) = place.warnings(TABLE + 'network = "loopback"')
    assert "cannot be held" in warning
    (warning,) = place.warnings(TABLE + 'write = ["$STATE"]\nno_new_privs = false')
    assert "write can only be held for a module that runs as root" in warning
    assert place.warnings(TABLE + 'write = ["$STATE"]\nnetwork = "none"') == []
    assert place.warnings(TABLE + "no_new_privs = false") == []
