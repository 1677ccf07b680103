"""What a newsroom sets for its own checks: ``provenance.toml``, and the files that it names.

Never a document's to bring: the configuration is found from the working directory, or named on the command line.
"""
