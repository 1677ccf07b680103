"""Rule files explain themselves: their examples run as tests, and a reading can be shown word by word."""

from provenance.examples.run import ExampleResult, run_examples
from provenance.examples.sentences import read_alone
from provenance.examples.why import FrameTrace, Trace, why

__all__ = ["ExampleResult", "FrameTrace", "Trace", "read_alone", "run_examples", "why"]
