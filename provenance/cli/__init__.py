"""The command line: parse what was asked, build what is needed, run it."""
