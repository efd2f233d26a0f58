"""The JSON Schema of documents, made from what reads them."""
