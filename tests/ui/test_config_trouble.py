"""What was written and is not in effect is said, and led to, when all modules are well."""

from __future__ import annotations

from skelly_tray.domain.status import Issue, Severity, SystemStatus
from skelly_tray.ui.present.headline import configuration_trouble, headline, tooltip
from skelly_tray.ui.present.looks import Symbol
from tests.ui.fake_core import snapshot


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\xa0", " ").replace("\u2009", " ")


def config_issue(module: str | None, key: str = "config") -> Issue:
    title = (
        f"The new configuration of {module} is not in effect"
        if module
        else "orchestrator.toml cannot be used"
    )
    return Issue(
        f"{module}.{key}" if module else key, Severity.WARNING, title, f"{module}: why\nmore", module
    )


def test_a_configuration_that_is_not_in_effect_is_said_and_led_to_when_all_modules_are_well() -> None:
    assert configuration_trouble(snapshot()) is None and configuration_trouble(None) is None
    one = snapshot(
        issues=[config_issue("web"), config_issue("web", "settings"), config_issue(None, "config.watch")]
    )
    assert plain(headline(one, 60).text) == ("All 8 modules healthy · 1 change not in effect · up 3 d 2 h")
    assert "1 change not in effect" in tooltip(one)
    trouble = configuration_trouble(one)
    assert trouble is not None and (trouble.module, trouble.symbol) == ("web", Symbol.TRIANGLE)
    assert trouble.title == "1 configuration change is not in effect" and trouble.detail == "Web server: why"
    two = snapshot(issues=[config_issue(None, "config.orchestrator"), config_issue("web")])
    trouble = configuration_trouble(two)
    assert trouble is not None and trouble.title == "2 configuration changes are not in effect"
    assert trouble.module == "web" and trouble.detail.endswith("(and 1 more)")
    nameless = snapshot(SystemStatus.DEGRADED, reason="", issues=[config_issue("web")])
    assert headline(nameless).text == "1 change not in effect"
