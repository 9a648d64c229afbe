"""Run as `python -m skelly_tray.modules.ai_integration`, by the supervisor: it gives the environment a module needs."""

from __future__ import annotations

from skelly_tray.modules.ai_integration.module import AiIntegration

if __name__ == "__main__":
    AiIntegration.main()
