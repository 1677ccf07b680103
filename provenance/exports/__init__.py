"""Exports write what a document's rights are in a standard's own terms, for other machines to read."""
