"""The command as it is, on the day of a page: what is written about waivers stays true when their last day is over."""

from __future__ import annotations

import os
import sys
from datetime import datetime, tzinfo

from provenance.cli.job import material
from provenance.cli.main import main


class Day(datetime):
    """The clock of the page."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return datetime.fromisoformat(os.environ["PROVENANCE_TEST_TODAY"]).replace(tzinfo=tz)


if __name__ == "__main__":
    material.datetime = Day  # type: ignore[misc]
    sys.exit(main())
