"""Other people's tools: each file uses the public API of :mod:`provenance` and nothing else of ours."""
