"""What is typed: contributions, held messages, edits and deletions."""
