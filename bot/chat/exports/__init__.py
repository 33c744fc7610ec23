"""Exports on Discord: chosen, made, given."""
