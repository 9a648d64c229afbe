"""The settings window: one file for each of its pages, over one store of what `orchestrator.toml` says."""
