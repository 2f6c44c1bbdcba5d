"""The same jobs in numpy and pandas, one run for every line read.

    python3 peer.py profile LOW HIGH
    python3 peer.py recompute LOW HIGH SOURCES DAYS

LOW and HIGH are files of 64-bit floats. Every line on standard input starts a run; its answer is a
line with the seconds that it took and what came out.
"""

import sys
import time

import numpy


def profile(low, high):
    """How many intervals are open after each end, in order."""
    ends = numpy.concatenate((low, high))
    change = numpy.concatenate((numpy.ones(len(low), "i4"), numpy.full(len(high), -1, "i4")))
    order = numpy.argsort(ends)
    return ends[order], numpy.cumsum(change[order])


def recompute(table):
    """The most that share a value on each day, and the days on which two go together."""
    import pandas

    begin = table[["day", "low"]].rename(columns={"low": "at"}).assign(change=1)
    end = table[["day", "high"]].rename(columns={"high": "at"}).assign(change=-1)
    ends = pandas.concat([begin, end]).sort_values(
        ["day", "at", "change"], ascending=[True, True, False]
    )
    support = ends.groupby("day")["change"].cumsum().groupby(ends["day"]).max()
    low = table.pivot(index="day", columns="source", values="low")
    high = table.pivot(index="day", columns="source", values="high")
    together = {
        source: (low.le(high[source], axis=0) & high.ge(low[source], axis=0)).sum()
        for source in low.columns
    }
    return support, together


def main():
    job, low, high = sys.argv[1], numpy.fromfile(sys.argv[2]), numpy.fromfile(sys.argv[3])
    if job == "recompute":
        import pandas

        sources, days = int(sys.argv[4]), int(sys.argv[5])
        table = pandas.DataFrame(
            {
                "source": numpy.repeat(numpy.arange(sources), days),
                "day": numpy.tile(numpy.arange(days), sources),
                "low": low,
                "high": high,
            }
        )
    print("ready", flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        if job == "profile":
            _, depth = profile(low, high)
            told = int(depth.max())
        else:
            support, together = recompute(table)
            # Each pair once, and no source with itself.
            told = int(support.sum()), (sum(int(t.sum()) for t in together.values()) - len(low)) // 2
        seconds = time.perf_counter() - start
        print(seconds, told if job == "profile" else "%d %d" % told, flush=True)


main()
