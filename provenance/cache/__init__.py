"""Reports that were made before, kept in the user's own cache folder: the same text, the same answer, at once.

:mod:`~provenance.cache.keys` says what an answer depends on, :mod:`~provenance.cache.store` keeps answers,
:mod:`~provenance.cache.kept` reads them back. Answers that depend on the instant of the check are not kept.
"""
