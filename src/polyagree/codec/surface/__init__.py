"""How the model stands in a document."""
