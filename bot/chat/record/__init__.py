"""The record on Discord: off it and back, what is kept, what is held of oneself."""
