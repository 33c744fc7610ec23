"""Cochair: a Discord bot that runs jointly chaired, Dartmouth-style roundtables.

Nothing lives here but the name; each package says in its own first lines what it holds.
"""
