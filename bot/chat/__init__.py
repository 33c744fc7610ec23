"""Discord: the only package that imports discord. No rule of procedure and no SQL lives here."""
