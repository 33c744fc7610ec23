"""The minutes on Discord."""
