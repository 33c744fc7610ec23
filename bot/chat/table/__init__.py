"""The table on Discord: seats, rules, consent."""
