"""The event bus: publish and subscribe, requests between modules, grants and sessions; a process of its own."""
