"""The rules that a transcript can be given out under: from the full record to one that names nobody.

Each rule is a pure function from a `Transcript` to another one, which the pages print as they would any
other. What must not live here: how a page looks, and anything that reads a file, a clock or chance.
"""
