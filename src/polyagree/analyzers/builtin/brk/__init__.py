"""BRK: what happens when an agreement is broken."""
