"""The meeting as a whole: its course, breaks, phases, and the clock."""
