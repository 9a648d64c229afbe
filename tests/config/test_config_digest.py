"""The digest changes with what a running process depends on, and with nothing else."""

from __future__ import annotations

import sys

import pytest

from tests.config.conftest import Place

BASE = """
command = ["a", "b"]
working_dir = "/srv"
env = { A = "1", B = "2" }
stop_signal = "TERM"
name = "Web"
startup_timeout = "3s"
[probes.liveness]
kind = "notify"
interval = "5s"
[probes.readiness]
kind = "http"
url = "http://127.0.0.1:1/"
interval = "5s"
"""


def digest(place: Place, text: str) -> str:
    place.module("web", text)
    (made,) = place.load().descriptors.values()
    return made.digest


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('["a", "b"]', '["a b"]'),
        ('"/srv"', '"/srv2"'),
        ('A = "1"', 'A = "2"'),
        ('A = "1", ', ""),
        ('"TERM"', '"INT"'),
        ('name = "Web"', 'user = "nobody"'),
        ('name = "Web"', 'group = "nogroup"'),
        ('name = "Web"', "oneshot = true"),
        ("http://127.0.0.1:1/", "http://127.0.0.1:2/"),
        ('kind = "notify"\ninterval = "5s"', 'kind = "notify"\ninterval = "6s"'),
        ("[probes.readiness]", "[probes.startup]"),
    ],
)
def test_what_a_process_depends_on_changes_the_digest(place: Place, old: str, new: str) -> None:
    assert old in BASE
    assert digest(place, BASE) != digest(place, BASE.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('name = "Web"', 'name = "Other"'),
        ('name = "Web"', 'depends_on = ["db"]\nimportance = 3\nrequired = false'),
        ('startup_timeout = "3s"', 'startup_timeout = "4s"'),
        ('A = "1", B = "2"', 'B = "2", A = "1"'),
        ('url = "http://127.0.0.1:1/"\ninterval = "5s"', 'url = "http://127.0.0.1:1/"\ninterval = "6s"'),
    ],
)
def test_what_no_process_sees_keeps_the_digest(place: Place, old: str, new: str) -> None:
    assert old in BASE
    assert digest(place, BASE) == digest(place, BASE.replace(old, new))


def test_the_digest_is_the_same_in_every_run(place: Place) -> None:
    assert digest(place, 'command = ["true"]') == "a1cebddd4d835106989d6518176565a1"


def test_a_bundled_module_is_the_same_in_every_version_of_a_package(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = set()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    for version in ("1", "2"):
        monkeypatch.setattr(sys, "executable", f"/usr/lib/skelly-tray/{version}/skelly-tray")
        found.add(digest(place, 'builtin = "storage"'))
    assert len(found) == 1
    found.add(digest(place, 'builtin = "gamification"'))
    found.add(
        digest(place, 'command = ["/usr/lib/skelly-tray/1/skelly-tray", "--module-process", "storage"]')
    )
    assert len(found) == 3
