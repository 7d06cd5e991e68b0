"""`python -m tests.quality [quotes] [summaries] [sentences] [stories]`: the engine's scores, beside those recorded.

`--record` writes them down as the mark that later changes are held to.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.quality.marks import SHARED, SUITES, compare, load_marks, measure, record


def main() -> int:
    """Measure the suites asked for, print them, and return 1 when one fell below its mark."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality", description=__doc__)
    parser.add_argument("suites", nargs="*", metavar="SUITE", help=f"of {', '.join(SUITES)} (default: all)")
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder of the development data")
    parser.add_argument("--record", action="store_true", help="record these scores as the new marks")
    arguments = parser.parse_args()
    unknown = set(arguments.suites) - set(SUITES)
    if unknown:
        parser.error(f"no such suite: {', '.join(sorted(unknown))}")
    if not (arguments.shared / "data").is_dir():
        print(f"skipped: the development data is not at {arguments.shared}", file=sys.stderr)
        return 0
    fallen = False
    for suite in arguments.suites or SUITES:
        scores = measure(suite, arguments.shared)
        marks = load_marks().get(suite, {})
        print(suite)
        for name, score in scores.items():
            print(f"  {name:32}{score:9.2f}" + (f"   recorded {marks[name]:.2f}" if name in marks else ""))
        for line in compare(suite, scores, marks):
            print(f"  BELOW ITS MARK: {line}")
            fallen = True
        if arguments.record:
            record(suite, scores)
    return int(fallen and not arguments.record)


if __name__ == "__main__":
    sys.exit(main())
