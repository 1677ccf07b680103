"""``python -m benchmarks``: speed as ratios within one run; ``python -m benchmarks accuracy``: figures of the
labelled documents beside the recorded ones and the bars. Nothing measured here is asserted by a test."""
