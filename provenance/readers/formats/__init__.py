"""The dialects of JSON and XML that news and articles come in, one module each."""
