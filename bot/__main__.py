"""`python -m bot` is `cochair`, for where the command is not on the path. Nothing else lives here."""

from __future__ import annotations

from bot.cli import main

if __name__ == "__main__":
    main()
