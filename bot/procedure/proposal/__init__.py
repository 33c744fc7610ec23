"""An agenda proposed from an article, while the co-chairs look it over."""
