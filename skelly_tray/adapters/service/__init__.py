"""Running without anybody logged in at a desktop: as a service of the system's own manager, one file for each."""
