"""Measurements. They gate nothing; read their ratios."""
