"""The agenda: its items, and going through them."""
