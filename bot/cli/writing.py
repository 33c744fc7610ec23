"""Writing the file that somebody asked for: all of it or nothing, and over nothing unasked."""

from __future__ import annotations

import os
from pathlib import Path

from bot.cli.common import stop


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
    # Without --force the file itself is made, and only if there is none; with it, one beside, which
    # then takes the other's place in one step.
    draft = output.with_name(f".{output.name}.{os.getpid()}.part") if force else output
    with draft.open("xb") as file:
        try:
            file.write(document)
            file.flush()
        except OSError:
            draft.unlink(missing_ok=True)
            raise
    if force:
        draft.replace(output)
