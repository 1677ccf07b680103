"""ODRL and RightsML: policies that machines write, read into statements, and evaluated.

The common subset of ODRL 2.2: no reasoner, nothing fetched. ``policy`` reads a text into policies,
``statements`` says what they mean for a document, ``evaluate`` which rules are active.
"""
