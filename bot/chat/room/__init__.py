"""A meeting's channel and what is shown in it: card, announcements, permissions, voices, caucuses."""
