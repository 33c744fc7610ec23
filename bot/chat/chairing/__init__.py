"""The co-chairs' panel and forms."""
