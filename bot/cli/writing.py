"""Writing the file that somebody asked for: all of it or nothing, and over nothing unasked."""

from __future__ import annotations

from pathlib import Path

from bot import private
from bot.cli.options import stop


def put(output: Path, document: bytes, force: bool) -> None:
    """Write a file, or end the command saying why not."""
    try:
        write(output, document, force)
    except OSError as error:
        stop(f"{output}: {error.strerror or 'it cannot be written'}; it was not written.")


def write(output: Path, document: bytes, force: bool) -> None:
    """All of it or nothing: a reader never finds half a document. Raises OSError."""
    if not output.parent.is_dir():
        raise FileNotFoundError(None, "the folder does not exist")
    private.write(output, document, replace=force)
