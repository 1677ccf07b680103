"""``python tests/browser/run.py [PYTEST ARGUMENTS]``: the compliance report in a real headless Chromium.

Apart from the other tests, because it needs what a checkout does not bring: Debian's ``chromium`` and
``chromium-driver`` (or their like), and the extra ``browser``. Without them it says so and succeeds.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.chromium import missing  # noqa: E402


def main() -> int:
    """The exit code of the tests; 0 where there is no browser."""
    if reason := missing():
        print(f"skipped, no browser to test in: {reason}")
        return 0
    # files named check_*.py, so that the ordinary test run leaves them alone
    return int(pytest.main(["-o", "python_files=check_*.py", str(Path(__file__).parent), *sys.argv[1:]]))


if __name__ == "__main__":
    sys.exit(main())
