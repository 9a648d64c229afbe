"""What a login starts: given by `app/`, which knows how this program is started."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Starting:
    """name: of the entry, one for each home; letters, digits and `-`. title: for people. command: absolute program,
    then its arguments. icon: the path of a picture, or the name of one that desktops look up."""

    name: str
    title: str
    command: tuple[str, ...]
    icon: str
