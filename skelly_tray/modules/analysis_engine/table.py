"""The one table of the judgement: each feature with its bounds, what it says for and against each state, and why.

These figures are judgement about people, not measurement of them. They were set by hand and adjusted on made-up days of
four kinds of people; how they do on days of other people is in the benchmark `analysis`. A row says what is *different*
about a state; what every state has is left out.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Literal, NamedTuple, get_args

State = Literal["flow", "hyperfocus", "distracted", "transitioning", "neutral", "away"]
STATES: tuple[State, ...] = get_args(State)


class Scale(NamedTuple):
    """`low` is 0, `high` is 1, beyond them it stays so. log: by order of magnitude, as one feels times and rates."""

    low: float
    high: float
    log: bool = False

    def __call__(self, value: float) -> float:
        low, high = self.low, self.high
        if self.log:
            low, high, value = math.log(low), math.log(high), math.log(max(value, 1e-9))
        return min(1.0, max(0.0, (value - low) / (high - low)))


class Row(NamedTuple):
    """feature: a field of `Features`. unit: the bound (of `model.Bounds`) that the value is measured against.

    told: the sentence for people, with the value as {}, and how many decimals it has.
    """

    name: str
    feature: str
    scale: Scale
    weights: Mapping[State, float]
    why: str
    told: str
    decimals: int = 1
    factor: float = 1.0
    unit: str | None = None

    def text(self, value: float) -> str:
        """The sentence."""
        return self.told.format(f"{value * self.factor:.{self.decimals}f}")


BIAS: Mapping[State, float] = {
    "flow": 0.4,
    "hyperfocus": -3.0,
    "distracted": -1.4,
    "transitioning": -2.0,
    "neutral": 1.8,
    "away": -2.0,
}
"""Before anything is known: ordinary work is the most usual, and what is rare needs more to be believed."""

TABLE: tuple[Row, ...] = (
    Row(
        "switches",
        "switch_rate",
        Scale(0.4, 4.0, log=True),
        {"flow": -0.6, "hyperfocus": -2.5, "distracted": 1.0, "transitioning": 0.6, "neutral": 0.2},
        "Going to and fro between programs is the plainest sign that attention does not stay; being absorbed has none.",
        "{} changes of program a minute",
    ),
    Row(
        "switches_now",
        "switch_now",
        Scale(0.7, 6.0, log=True),
        {"flow": -1.0, "hyperfocus": -1.2, "distracted": 1.8, "transitioning": 2.2, "neutral": -0.8},
        "The same over the last minute and a half: a state begins before the window of five minutes shows it.",
        "{} changes of program a minute just now",
    ),
    Row(
        "titles",
        "title_rate",
        Scale(0.4, 4.0, log=True),
        {"flow": -0.8, "hyperfocus": -1.6, "distracted": 1.0, "transitioning": 0.8, "neutral": 0.4},
        "Page after page within one program is wandering too, which the changes of program do not show.",
        "{} changes of page or document a minute",
    ),
    Row(
        "dwell",
        "dwell",
        Scale(20, 250, log=True),
        {"flow": 0.9, "hyperfocus": 1.2, "distracted": -0.8, "transitioning": -1.2, "neutral": 0.2},
        "How long one stays where one is. By time, so that a glance elsewhere counts little.",
        "{} seconds in one program at a time",
        decimals=0,
    ),
    Row(
        "top",
        "top_share",
        Scale(0.35, 0.95),
        {"hyperfocus": 1.6, "transitioning": -0.4, "neutral": -0.8},
        "Absorbed work has one place; ordinary work has several.",
        "{} % of the time in one program",
        decimals=0,
        factor=100,
    ),
    Row(
        "programs",
        "programs",
        Scale(2, 6),
        {"flow": -0.4, "hyperfocus": -1.2, "distracted": 0.5, "transitioning": 0.6, "neutral": 0.3},
        "Many programs in five minutes are a desk being laid out or cleared.",
        "{} programs in use",
        decimals=0,
    ),
    Row(
        "make",
        "make",
        Scale(0.0, 0.8),
        {"flow": 1.2, "hyperfocus": 0.8, "distracted": -1.0, "neutral": -0.4},
        "Where something comes into being one rarely strays.",
        "{} % in programs for making things",
        decimals=0,
        factor=100,
    ),
    Row(
        "talk",
        "talk",
        Scale(0.0, 0.6),
        {"flow": -1.4, "hyperfocus": -1.8, "distracted": 0.2, "transitioning": 0.2, "neutral": 1.6},
        "Mail and messages are the ordinary part of work; with many changes they are a distraction.",
        "{} % in mail and messages",
        decimals=0,
        factor=100,
    ),
    Row(
        "leisure",
        "leisure",
        Scale(0.0, 0.5),
        {"flow": -2.0, "hyperfocus": -1.5, "distracted": 2.2, "neutral": -1.0},
        "Play and media are meant for leisure; what music does in the background has no focus.",
        "{} % in programs for leisure",
        decimals=0,
        factor=100,
    ),
    Row(
        "tidy",
        "tidy",
        Scale(0.0, 0.3),
        {"hyperfocus": -0.8, "distracted": -0.8, "transitioning": 1.4},
        "Files and settings are looked for between two pieces of work.",
        "{} % among files and settings",
        decimals=0,
        factor=100,
    ),
    Row(
        "arrivals",
        "arrivals",
        Scale(0.0, 3.0),
        {"flow": -0.4, "hyperfocus": -0.8, "distracted": 0.4, "transitioning": 2.0},
        "Programs that were not used for a quarter of an hour: something else begins.",
        "{} programs newly taken up",
        decimals=0,
    ),
    Row(
        "started",
        "started",
        Scale(0.0, 3.0),
        {"distracted": -0.8, "transitioning": 1.6, "away": -0.5},
        "Starting programs is what one does before a piece of work. Some start by themselves, so it says little alone.",
        "{} programs started",
        decimals=0,
    ),
    Row(
        "returned",
        "returned",
        Scale(0.0, 1.0),
        {"flow": -0.4, "hyperfocus": -1.0, "transitioning": 1.4, "away": -1.5},
        "Who has just come back finds their way in first.",
        "back a moment ago",
    ),
    Row(
        "keys",
        "keys",
        Scale(8, 120, log=True),
        {
            "flow": 1.4,
            "hyperfocus": 1.8,
            "distracted": -0.8,
            "transitioning": -0.6,
            "neutral": -1.2,
            "away": -1.0,
        },
        "Much is typed where something is written. People differ much in it, so it says less than the changes do.",
        "{} keys a minute",
        decimals=0,
    ),
    Row(
        "clicks",
        "clicks",
        Scale(1, 15, log=True),
        {"distracted": 0.6, "transitioning": 0.8, "neutral": -0.6, "away": -0.6},
        "Much is clicked where one looks for something. In drawing too, so it says little.",
        "{} clicks a minute",
    ),
    Row(
        "scrolls",
        "scrolls",
        Scale(8, 60, log=True),
        {"flow": -0.4, "hyperfocus": -1.2, "distracted": 2.6, "transitioning": -0.4, "neutral": -0.8},
        "An endless page is scrolled without end; reading goes slower.",
        "{} turns of the wheel a minute",
        decimals=0,
    ),
    Row(
        "idle",
        "idle_share",
        Scale(0.25, 0.95),
        {"flow": -1.0, "hyperfocus": -1.6, "neutral": 0.2, "away": 2.0},
        "Calls and thinking leave the hands at rest; absorbed work hardly does.",
        "{} % of the time without input",
        decimals=0,
        factor=100,
    ),
    Row(
        "absence",
        "idle_now",
        Scale(0.45, 1.0),
        {
            "flow": -2.0,
            "hyperfocus": -2.0,
            "distracted": -2.0,
            "transitioning": -1.0,
            "neutral": -1.0,
            "away": 7.0,
        },
        "Nothing touched for as long as the settings call an absence. Decides by itself, whatever else was before.",
        "nothing touched for {} seconds",
        decimals=0,
        unit="away_after",
    ),
    Row(
        "rhythm",
        "unevenness",
        Scale(0.25, 1.1),
        {"flow": -0.4, "hyperfocus": -1.0, "distracted": 0.5, "transitioning": 0.2, "neutral": 0.5},
        "Steady work has a steady rhythm of input, from one ten seconds to the next.",
        "the rhythm of input varies by {} %",
        decimals=0,
        factor=100,
    ),
    Row(
        "engaged",
        "engaged",
        Scale(2.0, 10.0, log=True),
        {"flow": 0.4, "hyperfocus": 0.4, "distracted": -0.2, "transitioning": -0.4},
        "Flow needs some minutes to come; who has been at it for ten is hardly arranging their desk.",
        "at it for {} minutes",
        decimals=0,
    ),
    Row(
        "long_engaged",
        "engaged",
        Scale(0.45, 1.0),
        {"flow": -0.8, "hyperfocus": 4.0, "distracted": -0.5},
        "What makes a hyperfocus of a flow is how long it goes on without anything else.",
        "at it for {} minutes without a break",
        decimals=0,
        unit="hyperfocus_after",
    ),
)
