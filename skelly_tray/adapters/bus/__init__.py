"""The orchestrator's own connection to the event bus."""
