"""What is typed in a meeting's channel, and its way to the journal."""
