"""A format tried out on paper: random delegates, the real rules, no Discord, no journal, no waiting.

What may live here: people who do not exist, and the time that they take. What must not: a rule of the
roundtable (those are asked of `bot.procedure`), or anything that reads or writes.
"""
