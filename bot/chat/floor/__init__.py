"""The floor on Discord: asking, speaking, one's place."""
