"""A module that cannot be imported."""

raise RuntimeError("the cat sat on the keyboard")
