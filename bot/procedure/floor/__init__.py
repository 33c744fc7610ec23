"""The floor: requests, the speakers list and its order, turns."""
