"""The log of a roundtable in SQLite: append-only events in a hash chain, and views to read them by.

What may live here: SQL, migrations, the encoding of events, search. What must not: a rule of the
roundtable (those stand in `bot.procedure`), Discord, the layout of a transcript.
"""
