"""Events in, a transcript out: a value, then Markdown, HTML or JSON. Knows no database and no chat."""
