"""The review desk: a page on this machine on which organizers look at what a journal holds.

It stands on Datasette, which reads the file, runs the queries and writes their CSV; what people see are
templates and routes of ours. What may live here: questions to a journal, the pages that answer them,
and the gate before them. What must not: anything that writes to a journal or asks anything of a network.
"""
