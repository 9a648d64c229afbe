"""`simulate fail`: two courses of one failure, what is touched first and the timeline after it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skelly_tray.cli.present.table import Paint
from skelly_tray.cli.present.tones import Tone
from skelly_tray.cli.text import clean
from skelly_tray.domain.story import STATE_WORDS
from skelly_tray.domain.timing import span

_LONGEST = 16
"""Lines of a timeline that are shown."""


def simulation(found: Mapping[str, Any], paint: Paint) -> list[str]:
    """The lines of `simulate fail MODULE`."""
    module = clean(str(found["module"]))
    if not found["running"]:
        return [paint(f"{module} does not run now: its death would change nothing", Tone.STRONG)]
    strategy = str(found["strategy"]).replace("_", " ")
    return [
        paint(f"If {module} died now (nothing is done; its strategy is {strategy})", Tone.STRONG),
        *_course("and can be started again", found["comes_back"], paint),
        *_course("and dies at every start", found["stays_down"], paint),
    ]


def _course(title: str, course: Mapping[str, Any], paint: Paint) -> list[str]:
    lines = ["", paint(f"… {title}: all is quiet after {span(course['took'])}", Tone.MUTED)]
    touched = [f"  {clean(m)}: {clean(str(fate))}" for m, fate in course["touched"].items()]
    lines += touched or ["  nothing is touched"]
    if course["kept"]:
        lines.append(f"  goes on all the time: {', '.join(map(clean, course['kept']))}")
    timeline = course["timeline"]
    for happening in timeline[:_LONGEST]:
        lines.append(paint(f"    {_at(happening['after'])}  {_sentence(happening)}", Tone.MUTED))
    if len(timeline) > _LONGEST:
        lines.append(paint(f"    … and {len(timeline) - _LONGEST} more changes", Tone.MUTED))
    return lines


def _at(seconds: float) -> str:
    return f"+{span(seconds)}".rjust(9)


def _sentence(happening: Mapping[str, Any]) -> str:
    what = str(happening["what"])
    word = "recovery" if what == "recovery" else STATE_WORDS.get(what, what)
    text = f": {happening['text']}" if happening["text"] else ""
    return clean(f"{happening['module']} {word}{text}")
