"""The very first start in words: what this is, and what there is to begin with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from skelly_tray.config.autostart import AutostartState, Start
from skelly_tray.ui.present.autostart import why
from skelly_tray.ui.present.words import tr

NOTHING = "empty"
"""The template that has no modules: what is begun with where nobody wants to choose."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """template: as `skelly-tray init --template` takes it. text: its name, help: what it means in a sentence."""

    template: str
    text: str
    help: str


def introduction() -> str:
    """Three sentences."""
    return tr(
        "Skelly Tray keeps programs running that you want to have around, and says why when one of them is not. Each is"
        " a module: a command that it starts, watches and brings back. The skull in the tray shows how they are, and a"
        " click on it opens the window."
    )


def beginnings() -> tuple[Beginning, ...]:
    """What there is to begin with, the usual one first."""
    return (
        Beginning(
            "skelly",
            tr("The &bundled system"),
            tr(
                "Notices which programs you use and how busy you are, keeps that in a database here, and words it"
                " kindly. Never what you type, and nothing leaves this machine."
            ),
        ),
        Beginning(
            "minimal",
            tr("One &example"),
            tr("A small web server of this machine's own, to see how a module is written."),
        ),
        Beginning(NOTHING, tr("&Nothing yet"), tr("You add modules yourself, each from its command line.")),
    )


def at_login(state: AutostartState) -> tuple[bool, str]:
    """Whether start at login can be chosen here, and what to say below; nothing where there is nothing to say."""
    return state.start is not Start.CANNOT, why(state)


def failure(errors: Sequence[str]) -> str:
    """Why it could not be begun, in a sentence."""
    return tr("This could not be set up: {why}", why="; ".join(errors))
