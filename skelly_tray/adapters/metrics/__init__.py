"""The snapshot as OpenMetrics text, and the page on 127.0.0.1 that shows it to whoever has the token."""
