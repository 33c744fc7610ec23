"""The review desk: pages on this machine on which organizers look at what a journal holds.

aiohttp answers, Jinja2 makes the pages, SQLite reads. What may live here: queries to a journal, the
pages that show what they found, and who may see them. What must not: anything that writes to a journal
or asks anything of a network.
"""
