"""Runs one side once and prints what it took: seconds on the clock, seconds of the processor, and the
largest memory in KiB.

    python3 peer.py polars TABLE
    python3 peer.py run PROGRAM ARGUMENT…

Of polars only the reading is timed, not its import.
"""

import os
import resource
import sys
import time


def of_polars(path):
    import polars

    def spent():
        usage = resource.getrusage(resource.RUSAGE_SELF)
        return usage.ru_utime + usage.ru_stime

    days = [polars.col(column).str.to_date() for column in ("as_of", "published")]
    start, before = time.perf_counter(), spent()
    table = polars.scan_csv(path).with_columns(days).collect()
    seconds, processor = time.perf_counter() - start, spent() - before
    assert table.height > 0
    return seconds, processor, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def of_program(arguments):
    start = time.perf_counter()
    child = os.posix_spawn(
        arguments[0],
        arguments,
        os.environ,
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0),
            (os.POSIX_SPAWN_OPEN, 2, "/dev/null", os.O_WRONLY, 0),
        ],
    )
    _, status, usage = os.wait4(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss


if sys.argv[1] == "polars":
    print(*of_polars(sys.argv[2]))
else:
    print(*of_program(sys.argv[2:]))
