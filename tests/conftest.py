"""What all tests share: the profile of a long campaign. Nothing else belongs here."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("chaos", max_examples=2500, deadline=None)
