"""A meeting as a whole on Discord: convening it, its course."""
