"""The rehearsal: a whole roundtable on a simulated Discord, played by scripted delegates.

What may live here: simcord, the script, and playing it as people would, through commands, buttons,
forms and messages. What must not: a rule of the roundtable, or a short cut past the bot's front door.
"""
