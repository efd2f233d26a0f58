"""DOC: documents that cannot be read as they are meant."""
