"""Which rules of procedure these are.

Raise it with every change after which the same command, given in the same state, brings about other
events than before, or the same state comes of other events. A meeting's events say under which edition
they were decided; `lawful` judges by the rules themselves only what they have decided.
"""

from __future__ import annotations

EDITION = 1
"""0 stands for all that came before there were editions."""
