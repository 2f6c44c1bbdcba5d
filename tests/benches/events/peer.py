"""Runs one side once and prints what it took: seconds on the clock, seconds of the processor, the
largest memory in KiB, and what all events of the best column come to.

    python3 peer.py pandas|polars|duckdb EVENTS [PICTURE]
    python3 peer.py run PROGRAM ARGUMENT…
    python3 peer.py parquet EVENTS OUT

EVENTS is a table in CSV or Parquet, summed by country and month; with PICTURE the sums are drawn, too,
and everything is timed from the start of the interpreter on. `parquet` writes a table in CSV as Parquet
in row groups of the usual size.
"""

import os
import resource
import sys
import time

COLUMNS = ["country", "date_end", "low", "best", "high"]


def is_parquet(path):
    return path.endswith(".parquet")


def of_pandas(path):
    import pandas

    if is_parquet(path):
        table = pandas.read_parquet(path, columns=COLUMNS)
    else:
        table = pandas.read_csv(path, usecols=COLUMNS)
    month = pandas.to_datetime(table["date_end"]).dt.to_period("M")
    sums = table.groupby(["country", month])[["low", "best", "high"]].sum().reset_index()
    return sums["country"], sums["date_end"].dt.to_timestamp(), sums


def of_polars(path):
    import polars

    table = polars.scan_parquet(path) if is_parquet(path) else polars.scan_csv(path)
    month = polars.col("date_end").str.slice(0, 7)
    values = [polars.col(name).sum() for name in ("low", "best", "high")]
    sums = table.group_by("country", month.alias("month")).agg(values).collect()
    sums = sums.sort("country", "month")
    return sums["country"], sums["month"].str.to_date("%Y-%m", strict=False), sums


def of_duckdb(path):
    import duckdb

    sums = duckdb.sql(
        f"""SELECT country, date_trunc('month', CAST(date_end AS TIMESTAMP)) AS month,
                   sum(low) AS low, sum(best) AS best, sum(high) AS high
            FROM '{path}' GROUP BY ALL ORDER BY ALL"""
    ).fetchnumpy()
    return sums["country"], sums["month"], sums


def draw(countries, months, sums, picture):
    import matplotlib

    matplotlib.use("agg")
    import numpy
    from matplotlib import pyplot

    countries, months = numpy.asarray(countries), numpy.asarray(months)
    figure, axes = pyplot.subplots(figsize=(19.2, 10.8), dpi=100)
    for country in numpy.unique(countries):
        own = countries == country
        low, best, high = (numpy.asarray(sums[name])[own] for name in ("low", "best", "high"))
        axes.fill_between(months[own], low, high, alpha=0.3)
        axes.plot(months[own], best, label=country)
    axes.legend()
    figure.savefig(picture)


def of_peer(name, path, *picture):
    # What importing it takes is part of a whole job only.
    if not picture:
        __import__(name)
    start, before = time.perf_counter(), time.process_time()
    countries, months, sums = globals()["of_" + name](path)
    if picture:
        draw(countries, months, sums, *picture)
    seconds, processor = time.perf_counter() - start, time.process_time() - before
    return seconds, processor, int(sum(sums["best"]))


def of_program(arguments):
    start = time.perf_counter()
    silent = [(os.POSIX_SPAWN_OPEN, to, "/dev/null", os.O_WRONLY, 0) for to in (1, 2)]
    child = os.posix_spawn(arguments[0], arguments, os.environ, file_actions=silent)
    _, status, usage = os.wait4(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def main():
    job, *arguments = sys.argv[1:]
    if job == "parquet":
        import polars

        path, out = arguments
        polars.scan_csv(path).sink_parquet(out, row_group_size=122_880)
    elif job == "run":
        print(*of_program(arguments), 0)
    else:
        seconds, processor, best = of_peer(job, *arguments)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(seconds, processor, memory, best)


main()
