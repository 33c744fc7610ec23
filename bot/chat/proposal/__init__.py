"""An agenda from an article on Discord."""
