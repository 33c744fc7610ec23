"""The minutes: points noted on the way, the draft, amendments, adoption."""
