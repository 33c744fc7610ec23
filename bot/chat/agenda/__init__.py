"""The agenda on Discord."""
