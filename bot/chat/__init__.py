"""Discord: client, commands, buttons and modals, enforcement of the floor.

What may live here: everything that speaks discord.py. What must not: a rule of the roundtable, SQL.
Nothing but the app, the command line and the rehearsal imports this package.
"""
