"""TOML files that an organizer may edit, read into checked values; what is wrong is told by line.

What may live here: reading a file, finding the line of a field, saying what is wrong with it. What
must not: what any particular file means (that stands with whoever uses it), Discord, SQL.
"""

from bot.datafile.faults import Fault, FaultCode, Misfit
from bot.datafile.file_reading import LARGEST, read
from bot.datafile.models import FileModel, InLanguages, InSomeLanguages, Key, Line, Text

__all__ = [
    "LARGEST",
    "Fault",
    "FaultCode",
    "FileModel",
    "InLanguages",
    "InSomeLanguages",
    "Key",
    "Line",
    "Misfit",
    "Text",
    "read",
]
