"""Seen from outside: whether the bot is alive and ready, and its figures, for whatever supervises it.

What may live here: looking, counting, and answering on one port or to systemd. What must not: anything
of Discord's, and anything by which a meeting goes otherwise than if nobody looked. What passes into
here is what `bot.observer` lets through: no names, ids, titles or words.
"""
