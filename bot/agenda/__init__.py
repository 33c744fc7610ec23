"""An article in, an agenda out: topics proposed from a text, agenda files read and checked.

What may live here: reading agenda files and articles, and naming what is wrong in them. What must
not: Discord, SQL. Only the reader module opens files or addresses; the rest is pure.
"""
