"""The journal: what happened at every meeting, appended and never changed, in one SQLite file.

`port` says what the rest of the project may ask of a journal; `sqlite` keeps it in the file. Nothing
here knows a rule of procedure or talks to a chat platform.
"""
