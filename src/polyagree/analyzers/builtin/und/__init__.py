"""UND: understanding."""
