"""DRF: drift."""
