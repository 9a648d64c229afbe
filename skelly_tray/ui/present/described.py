"""What a curve shows, in a sentence: for screen readers, and for whoever cannot tell its colours apart."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from skelly_tray.ui.present.marks import MarkGroup, legend
from skelly_tray.ui.present.spans import span_of
from skelly_tray.ui.present.words import tr


def curve_words(
    values: Sequence[float], told: Callable[[float], str], span: float, limit: float | None = None
) -> str:
    """`the last 10 min: now 2.1 %, between 0.5 % and 14 %; limit 20 %`. told: a value with its unit. span: seconds."""
    known = [value for value in values if not math.isnan(value)]
    name = span_of(span).name
    if not known:
        return tr("the last {span}: no figures", span=name)
    said = tr(
        "the last {span}: now {now}, between {least} and {most}",
        span=name,
        now=told(known[-1]),
        least=told(min(known)),
        most=told(max(known)),
    )
    if limit is not None:
        said += "; " + tr("limit {limit}", limit=told(limit))
    return said


def health_words(codes: Sequence[float], names: Sequence[str]) -> str:
    """`healthy 96 %, degraded 4 %` of the time that is known; names: by code, the first for not known."""
    known = [int(code) for code in codes if not math.isnan(code) and 0 < int(code) < len(names)]
    return ", ".join(
        f"{name} {round(100 * known.count(code) / len(known))} %"
        for code, name in enumerate(names)
        if code and known.count(code)
    )


def mark_words(groups: Sequence[MarkGroup]) -> str:
    """`2 restarts, 1 failure`, or nothing."""
    return ", ".join(text for _, text in legend(groups))
