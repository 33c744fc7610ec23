"""A whole roundtable on a simulated Discord, with scripted delegates.

What may live here: everything that speaks simcord, the scripts' reader, the players, the page. What
must not: a rule of the roundtable, or anything that the real bot would need.
"""
