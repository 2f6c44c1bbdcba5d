#!/usr/bin/env python3
"""Looks with other readers than the program's own whether every address that a number was read at is
whole in whatever is taken away of it.

Usage: tests/read-back.py PATH_OF_PARALLAX FILE [MEASURE]

Needs pdfinfo (poppler) for what is PDF; all else is read by Python's own readers. And whether a picture
of points shows what another painter makes of the same SVG: needs rsvg-convert, ImageMagick, and the
font DejaVu Sans.
"""

import html.parser
import json
import os
import subprocess
import sys
import tempfile
import urllib.parse
import xml.etree.ElementTree as tree
import zipfile

# What shows where numbers can be read; a picture of points holds no text.
KINDS = [
    "svg", "pdf", "html", "json", "csv", "estimates.ron", "comparison.ron",
    "csl.json", "bib", "ris", "xlsx", "datapackage.zip",
]
REPORTS = ["report.pdf", "report.html", "report.md"]
LAYOUTS = ["lanes", "standing", "coalitions", "pairs"]


def run(program, *arguments):
    done = subprocess.run([program, *arguments], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"FAILED: parallax {' '.join(arguments)}: {done.stderr}")
    return done.stdout


class Links(html.parser.HTMLParser):
    """What a page leads to and what it says."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        self.found += [value for name, value in attributes if name == "href"]

    def handle_data(self, data):
        self.found.append(data)


def texts_of_xml(content):
    for node in tree.fromstring(content).iter():
        yield from node.attrib.values()
        yield node.text or ""


def texts(path):
    """All texts and addresses in a file, each by itself."""
    if path.endswith(".pdf"):
        listed = subprocess.run(["pdfinfo", "-url", path], capture_output=True, text=True, check=True)
        return [line.split(None, 2)[-1] for line in listed.stdout.splitlines()]
    if path.endswith((".xlsx", ".zip")):
        found = []
        with zipfile.ZipFile(path) as packed:
            for name in packed.namelist():
                content = packed.read(name)
                is_xml = name.endswith((".xml", ".rels"))
                found += texts_of_xml(content) if is_xml else [content.decode()]
        return found
    with open(path, encoding="utf-8") as file:
        content = file.read()
    if path.endswith(".svg"):
        return list(texts_of_xml(content))
    if path.endswith(".html"):
        links = Links()
        links.feed(content)
        return links.found
    if path.endswith(".json"):
        return [json.dumps(json.loads(content), ensure_ascii=False)]
    if path.endswith(".ron"):
        return [content.replace("\\'", "'")]
    return [content]


def addresses(exported):
    """The addresses of all estimates in a file of them as JSON."""
    with open(exported, encoding="utf-8") as file:
        estimates = json.load(file)["estimates"]
    found = {one.get("url") for one in estimates}
    is_address = lambda text: text and text.startswith(("http://", "https://"))
    return {url for url in found if is_address(url)}


def is_whole(address, found):
    """An address ends where it does: what is cut short, and what goes on, is another one."""
    # Readers of PDF tell addresses as they are asked for, and of a few signs that is another spelling.
    spellings = {address, urllib.parse.quote(address, safe="%/:=&?~#+!$,;'@()*[]")}
    for text in found:
        for spelling in spellings:
            at = text.find(spelling)
            while at >= 0:
                behind = text[at + len(spelling):][:1]
                if not behind or behind.isspace() or behind in "\"'<>)}],;.…|\\":
                    return True
                at = text.find(spelling, at + 1)
    return False


# So far apart two pictures may be, of 1, once each point is spread over its neighbours: painters
# smooth edges and round the places of letters in their own ways.
MOST_APART = 0.03


def apart(program, arguments):
    """How far a picture of points is from what another painter makes of the same drawing."""
    for out in ("points.svg", "points.png"):
        run(program, *arguments, "--pixels", "2", "-o", out)
    commands = [["rsvg-convert", "-z", "2", "points.svg", "-o", "other.png"]]
    for name in ("points", "other"):
        commands.append(["convert", f"{name}.png", "-blur", "0x2", f"{name}-soft.png"])
    for command in commands:
        subprocess.run(command, check=True)
    compared = ["compare", "-metric", "RMSE", "points-soft.png", "other-soft.png", "null:"]
    told = subprocess.run(compared, capture_output=True, text=True).stderr
    return float(told.split("(")[1].rstrip(")"))


def main():
    program, file, *measure = sys.argv[1:]
    program, file = os.path.abspath(program), os.path.abspath(file)
    asked = ["--measure", measure[0]] if measure else []
    lost = 0
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        run(program, "export", file, *asked, "-o", "all.json")
        wanted = addresses("all.json")
        if not wanted:
            sys.exit("FAILED: no address is stated")
        made = []
        for kind in KINDS:
            made.append((f"out.{kind}", ["export", file, *asked, "-o", f"out.{kind}"]))
        for layout in LAYOUTS:
            for kind in ("svg", "pdf"):
                name = f"{layout}.{kind}"
                made.append((name, ["export", file, *asked, "--layout", layout, "-o", name]))
        for name in REPORTS:
            made.append((name, ["report", file, *asked, "-o", name]))
        for name, arguments in made:
            run(program, *arguments)
            found = texts(name)
            missing = [one for one in wanted if not is_whole(one, found)]
            lost += len(missing)
            state = "whole" if not missing else f"MISSING OR CUT {missing[:3]}"
            print(f"{name}: {len(wanted) - len(missing)} of {len(wanted)} {state}")
        for layout in ["overlay", *LAYOUTS]:
            far = apart(program, ["export", file, *asked, "--layout", layout])
            print(f"{layout}.png: {far:.4f} from what another painter makes of {layout}.svg")
            if not far <= MOST_APART:
                sys.exit(f"FAILED: {layout}.png is more than {MOST_APART} from its drawing")
    if lost:
        sys.exit(f"FAILED: {lost} addresses are missing or cut")


main()
