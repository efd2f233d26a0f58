"""How gates are found by removal: what an act needs, who can give it, and both replayed."""
