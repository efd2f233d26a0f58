"""PER: permission and control."""
