"""Run as `python -m skelly_tray.modules.analysis_engine`, by the supervisor, which gives the environment."""

from __future__ import annotations

from skelly_tray.modules.analysis_engine.module import AnalysisEngine

if __name__ == "__main__":
    AnalysisEngine.main()
