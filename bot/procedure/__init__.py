"""The rules of a roundtable: values and pure functions.

What may live here: what a roundtable is and what may happen in it. What must not: Discord, SQL,
files, the network, the clock, randomness; times and ids are passed in. This package imports nothing
else of the project.
"""
