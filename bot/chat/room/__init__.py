"""A meeting's channel and what is shown in it: the card, announcements, permissions, voices, caucuses."""
