"""What every feature stands on: components, contexts, safety, calls to Discord. No feature itself."""
