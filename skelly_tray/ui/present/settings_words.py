"""What the settings window calls the keys of `orchestrator.toml`, and their options. What each key means is said by the
schema; a key that has no name here is called as in a form."""

from __future__ import annotations

from collections.abc import Mapping

from skelly_tray.ui.present.words import tr


def label_for(key: str, usual: str) -> str:
    """The name of a key as people say it. usual: what a form calls it."""
    return _labels().get(key, usual)


def option_words(key: str) -> Mapping[str, str]:
    """What the options of a choice are called, by option."""
    return _options().get(key, {})


def _labels() -> dict[str, str]:
    return {
        "ui.start_hidden": tr("Start in the tray, without a window"),
        "ui.language": tr("Language"),
        "ui.theme": tr("Theme"),
        "ui.accent": tr("Accent colour"),
        "ui.density": tr("Height of rows"),
        "ui.motion": tr("Motion"),
        "health_check_interval": tr("Check each module every"),
        "health_check_timeout": tr("A check may take"),
        "unhealthy_threshold": tr("Failed checks in a row that count as a failure"),
        "health.interval_min": tr("Shortest adapted interval"),
        "health.interval_max": tr("Longest adapted interval"),
        "sample_interval": tr("Sample CPU and memory every"),
        "resource_check_interval": tr("Check limits every"),
        "throttle_threshold": tr("Throttle modules when the machine is loaded to"),
        "history.enabled": tr("Keep samples on disk"),
        "history.days": tr("Keep them for"),
        "history.max_mb": tr("Largest size on disk"),
        "metrics.port": tr("Port of the metrics page"),
        "auto_recovery": tr("Restart what failed"),
        "max_recovery_attempts": tr("Restarts before a module counts as failed"),
        "recovery_backoff": tr("First wait before a restart"),
        "recovery_backoff_max": tr("Longest wait before a restart"),
        "stable_after": tr("Healthy for this long counts as recovered"),
        "retry_failed_after": tr("Try a failed module again after"),
        "max_concurrent_recoveries": tr("Modules recovered at the same time"),
        "startup_timeout": tr("The whole system may take to start"),
        "parallel_startup": tr("Start modules at the same time"),
        "module_start_delay": tr("Pause between two starts"),
        "config_trial": tr("Trial of a changed configuration"),
        "orphan_grace": tr("Modules live on without Skelly Tray for"),
        "notifications.enabled": tr("Show notifications"),
        "notifications.failures": tr("When a module fails"),
        "notifications.recovered": tr("When it runs again"),
        "notifications.limits": tr("When it is over a limit"),
        "notifications.after": tr("Wait before telling a failure"),
        "notifications.grace": tr("Quiet after a start or a wake-up"),
        "notifications.per_minute": tr("At most in a minute"),
        "notifications.urgent": tr("Keep serious failures on the screen"),
        "notifications.sound": tr("Play a sound for failures"),
        "notifications.muted": tr("Muted modules"),
        "audit.max_mb": tr("Size at which the audit log goes on in a new file"),
        "audit.keep": tr("Older audit files that stay"),
        "logs.max_mb": tr("Size at which a log goes on in a new file"),
        "logs.keep": tr("Older log files that stay"),
        "logs.level": tr("What Skelly Tray writes into its own log"),
    }


def _options() -> dict[str, dict[str, str]]:
    return {
        "ui.theme": {"system": tr("As the system"), "light": tr("Light"), "dark": tr("Dark")},
        "logs.level": {"info": tr("The usual"), "debug": tr("Every detail"), "warning": tr("Only problems")},
        "ui.accent": {"skelly": tr("Jelly, our own"), "system": tr("As the system")},
        "ui.density": {"normal": tr("Normal"), "compact": tr("Compact")},
        "ui.motion": {"full": tr("Full"), "reduced": tr("Reduced")},
        # A language is called by its own name, so that everybody finds theirs.
        "ui.language": {"system": tr("As the system"), "en": "English", "de": "Deutsch"},
    }
