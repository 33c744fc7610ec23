"""A measure of what is proposed from articles: articles written for it, marked topics, floors.

The authors, papers, places and quotations in `articles/` and `held/` are invented. Whoever works on
the proposals looks at `articles/` only; `held/` says how they do on what they have not seen.
What must not live here: anything that the bot needs.
"""
