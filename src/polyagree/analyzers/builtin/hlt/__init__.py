"""HLT: health."""
