"""Tests of the rules that a transcript can be given out under."""
