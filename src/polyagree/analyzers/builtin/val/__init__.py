"""VAL: values."""
