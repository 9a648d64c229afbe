"""What a module is written with: its life on the bus, its settings, its health. Imports nothing heavy by itself."""
