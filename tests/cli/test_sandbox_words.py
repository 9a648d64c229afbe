"""How a sandbox is told on the terminal: by `status MODULE` and by `doctor`."""

from __future__ import annotations

import pytest

from skelly_tray.adapters.sandbox.machine import Offer
from skelly_tray.app.examine.sandbox import sandbox_facts
from skelly_tray.cli.present.sandbox import sandbox_lines
from skelly_tray.cli.present.status_page import module_page

HELD = {"value": ["/var/web"], "held": True, "how": "landlock", "why": ""}
LOST = {"value": "loopback", "held": False, "how": "", "why": "no filter can tell"}
ALLOWED = {"value": False, "held": True, "how": "", "why": ""}


def test_each_rule_is_a_line_with_what_holds_it_or_why_not() -> None:
    nothing = {**HELD, "value": []}
    found = {"read": nothing, "write": HELD, "network": LOST, "no_new_privs": ALLOWED}
    assert list(sandbox_lines(found)) == [
        "read nothing, held by landlock",
        "write /var/web, held by landlock",
        "network loopback, not held: no filter can tell",
        "no_new_privs no, held",
    ]


def test_the_page_of_a_module_has_them() -> None:
    page = "\n".join(
        module_page("web", {"state": "running", "sandbox": {"write": HELD}}, lambda text, _: text)
    )
    assert "sandbox  write /var/web, held by landlock" in page
    assert "sandbox" not in "\n".join(
        module_page("web", {"state": "running", "sandbox": {}}, lambda text, _: text)
    )


@pytest.mark.parametrize(
    ("offer", "files", "network"),
    [
        (Offer(7, True), "held by Landlock (version 7)", "held by seccomp"),
        (Offer(3, True), "held by Landlock (version 3; a newer one holds more, see security.md)", "held by seccomp"),
        (Offer(0, False), "not held: this kernel has no Landlock", "not held: no seccomp filter"),
        (Offer(0, False, "darwin"), "not available", "not available"),
    ],
)  # fmt: skip
def test_doctor_says_what_this_machine_can_hold(offer: Offer, files: str, network: str) -> None:
    facts = sandbox_facts(offer)
    assert facts["read_and_write"].startswith(files) and facts["network_none"].startswith(network)
    assert not facts["network_loopback"].startswith("held")
