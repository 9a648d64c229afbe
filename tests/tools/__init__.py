"""Programs and drivers that the display tests need: a desktop of their own, a tray host, a tray driver."""
