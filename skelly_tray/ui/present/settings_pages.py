"""Which settings stand on which page of the settings window, in groups; what nobody placed stands on the last page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from skelly_tray.ui.present.words import tr

THE_REST = "advanced"
"""The page of keys that no other page has."""


@dataclass(frozen=True, slots=True)
class Section:
    """keys: of `orchestrator.toml`, dotted. note: a line below the title."""

    title: str
    keys: tuple[str, ...]
    note: str = ""


def sections_of(page: str) -> tuple[Section, ...]:
    """The groups of keys of a page, in their order; none for a page without keys."""
    match page:
        case "general":
            return (Section(tr("Language"), ("ui.language",)),)
        case "appearance":
            return (
                Section(tr("Colours"), ("ui.theme", "ui.accent")),
                Section(tr("Room and motion"), ("ui.density", "ui.motion")),
            )
        case "monitoring":
            return _monitoring()
        case "recovery":
            return _recovery()
        case "notifications":
            told = ("enabled", "failures", "recovered", "limits", "muted")
            return (
                Section(tr("What is told"), _of("notifications", told)),
                Section(tr("When"), _of("notifications", ("after", "grace", "per_minute"))),
                Section(tr("How loudly"), _of("notifications", ("urgent", "sound"))),
            )
        case "secrets":
            return (Section(tr("Audit log"), _of("audit", ("max_mb", "keep"))),)
        case _:
            return ()


def _monitoring() -> tuple[Section, ...]:
    checks = ("health_check_interval", "health_check_timeout", "unhealthy_threshold")
    return (
        Section(
            tr("Health checks"),
            (*checks, "health.interval_min", "health.interval_max"),
            tr("These hold where a module says nothing else in its own file."),
        ),
        Section(tr("Load and limits"), ("sample_interval", "resource_check_interval", "throttle_threshold")),
        Section(tr("History"), _of("history", ("enabled", "days", "max_mb"))),
        Section(tr("Metrics for other programs"), ("metrics.port",)),
    )


def _recovery() -> tuple[Section, ...]:
    return (
        Section(
            tr("When a module fails"),
            ("auto_recovery", "max_recovery_attempts", "recovery_backoff", "recovery_backoff_max", "stable_after",
             "retry_failed_after", "max_concurrent_recoveries"),
            tr("How one module is brought back (restart, reset, degraded mode, restart of the system) is said in its "
               "own file."),
        ),
        Section(tr("Start of the system"), ("startup_timeout", "parallel_startup", "module_start_delay")),
        Section(tr("Safety nets"), ("config_trial", "orphan_grace")),
    )  # fmt: skip


def _of(table: str, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{table}.{name}" for name in names)


GENERAL_START = ("ui.start_hidden",)
"""Keys that stand in a group with what is no key."""
PAGES_WITH_KEYS = ("general", "appearance", "monitoring", "recovery", "notifications", "secrets")


def placed() -> dict[str, str]:
    """Every key that a page claims, and which page."""
    found = {key: page for page in PAGES_WITH_KEYS for section in sections_of(page) for key in section.keys}
    return found | dict.fromkeys(GENERAL_START, "general")


def the_rest(known: Iterable[str]) -> tuple[str, ...]:
    """Of all keys that there are, those that no page claims, in their order."""
    claimed = placed()
    return tuple(key for key in known if key not in claimed)


NEEDS = {
    **dict.fromkeys(_of("history", ("days", "max_mb")), "history.enabled"),
    **dict.fromkeys(
        _of(
            "notifications",
            ("failures", "recovered", "limits", "muted", "after", "grace", "per_minute", "urgent", "sound"),
        ),
        "notifications.enabled",
    ),
    **dict.fromkeys(
        ("max_recovery_attempts", "recovery_backoff", "recovery_backoff_max", "retry_failed_after",
         "max_concurrent_recoveries"),
        "auto_recovery",
    ),
}  # fmt: skip
"""Keys that say nothing while another is off."""
