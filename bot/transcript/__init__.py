"""Recorded events -> a Transcript (a value) -> Markdown, HTML and JSON.

What may live here: what a reader sees of a meeting afterwards. What must not: Discord, SQL, and any
decision about the meeting itself.
"""
