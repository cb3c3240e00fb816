#!/usr/bin/env python3
"""What it costs a month, from assumptions that are all in this file: change one and run

    infra/costs.py            # shows the tables
    infra/costs.py --write    # writes them into COSTS.md
"""

import math
import pathlib
import sys

HOURS = 730
DAYS = 30
GB = 1e9

# What people do, a person and day, of those who use it in a month. Assumed.
LINES = 2  # lines to another person
STEPS = 6  # taps and words to the bot itself, each answered by one message
FILES = 0.05  # pictures, films, voice, among the lines
FILE_BYTES = 400_000
PAGES = 0.5  # pages of the web, with what belongs to them
PAGE_BYTES = 60_000
PEAK = 10  # the busiest second, against the mean one
MONTHS = 12  # how long it has been growing: nothing deletes what was said

# What the product takes.
LINE_BYTES = 865  # event 397, delivery 140, two links of 164: measured, see COSTS.md
PERSON_BYTES = 2800  # account, endpoint, a request, half a conversation with its key: measured but for the key
UPDATE_BYTES = 127  # inbox, measured; kept for a week
REQUESTS_A_LINE = 0.4  # of the queue; the most that a test allows at load
REQUESTS_A_LONE_LINE = 3  # sent, heard, deleted
IDLE_REQUESTS = 86400 / 20 + 86400 / 15  # a process and day: long polls, and looks for dead letters
UPDATES_A_TASK = 300  # a second, of half a processor: a tenth of the relay bench's goal. Not measured on Fargate.
LOG_BYTES = 20e6  # a task and day: assumed; nothing is logged for a message that goes well
PLATFORM_BYTES = 3000  # of a call to a platform and its answer, TLS included: assumed

# Dollars, Paris (eu-west-3), as remembered on 2026-11-24 and not looked up: check them before you decide.
PRICE = {
    "processor hour": 0.0486,
    "memory GB hour": 0.0053,
    "balancer hour": 0.0266,
    "balancer unit hour": 0.0084,
    "gateway hour": 0.05,
    "gateway GB": 0.05,
    "address hour": 0.005,
    "out GB": 0.09,
    "disk GB month": 0.266,  # gp3 in two zones
    "backup GB month": 0.10,
    "million queue requests": 0.40,
    "bucket GB month": 0.024,
    "thousand puts": 0.0053,
    "thousand gets": 0.00042,
    "log GB": 0.60,
    "key month": 1.0,
    "secret month": 0.40,
    "alarm month": 0.10,
    "metric month": 0.30,
    "firewall month": 8.0,  # the list and three rules
    "million firewall requests": 0.60,
}
# Class of the database with one in another zone, and of the cache, each with its price an hour.
SIZES = {
    1_000: {"database": ("db.t4g.medium", 0.146), "cache": ("cache.t4g.micro", 0.018), "nodes": 2, "gateways": 1},
    100_000: {"database": ("db.r7g.large", 0.56), "cache": ("cache.t4g.small", 0.036), "nodes": 2, "gateways": 2},
    10_000_000: {"database": ("db.r7g.8xlarge", 9.0), "cache": ("cache.r7g.large", 0.25), "nodes": 2, "gateways": 2},
}
SMALLEST = 2  # tasks, so that one may go
TASK = (0.5, 1.0)  # processors, GB
ALARMS, METRICS, SECRETS, KEYS = 24, 12, 8, 2


def load(people):
    """What has to be carried."""
    lines, steps = people * LINES, people * STEPS
    updates = lines + steps
    peak = updates / 86400 * PEAK
    tasks = max(SMALLEST, math.ceil(peak / UPDATES_A_TASK) + 1)
    alone = lines / 86400 < 1
    requests = lines * (REQUESTS_A_LONE_LINE if alone else REQUESTS_A_LINE) + tasks * IDLE_REQUESTS
    kept = lines * LINE_BYTES * DAYS * MONTHS + people * PERSON_BYTES + updates * 7 * UPDATE_BYTES
    return {
        "lines a day": lines,
        "updates a second, mean": updates / 86400,
        "updates a second, peak": peak,
        "messages to platforms a second, peak": (lines + steps) / 86400 * PEAK,
        "tasks": tasks,
        "queue requests a month": requests * DAYS,
        "database after a year, GB": kept / GB,
        "files after a year, GB": people * FILES * FILE_BYTES * DAYS * MONTHS / GB,
    }


def cost(people):
    """Dollars a month, by part."""
    size, carried = SIZES[people], load(people)
    tasks, updates = carried["tasks"], people * (LINES + STEPS) * DAYS
    files = people * FILES * DAYS
    # Calls to platforms and Amazon, and films from platforms; to the bucket there is a way that costs nothing.
    through = (updates * PLATFORM_BYTES + files * FILE_BYTES) / GB
    out = max(0, (updates * PLATFORM_BYTES / 2 + files * FILE_BYTES + people * PAGES * DAYS * PAGE_BYTES) / GB - 100)
    requests = updates + people * PAGES * DAYS * 4
    # A unit is 25 new connections, or 1 GB an hour, or 3,000 open ones; webhooks keep theirs open.
    units = max(1, requests * PEAK / 3 / DAYS / 86400 / 25, out / HOURS)
    disk = max(50, carried["database after a year, GB"] * 1.3)
    return {
        "tasks": tasks * HOURS * (TASK[0] * PRICE["processor hour"] + TASK[1] * PRICE["memory GB hour"]),
        "database": size["database"][1] * HOURS,
        "its disk and backups": disk * PRICE["disk GB month"] + disk * 0.5 * PRICE["backup GB month"],
        "cache": size["nodes"] * size["cache"][1] * HOURS,
        "queue": max(0, carried["queue requests a month"] / 1e6 - 1) * PRICE["million queue requests"],
        "files": carried["files after a year, GB"] * PRICE["bucket GB month"]
        + files / 1000 * (PRICE["thousand puts"] + 2 * PRICE["thousand gets"]),
        "balancer": HOURS * (PRICE["balancer hour"] + units * PRICE["balancer unit hour"]),
        "firewall": PRICE["firewall month"] + requests / 1e6 * PRICE["million firewall requests"],
        "gateways and addresses": size["gateways"] * HOURS * PRICE["gateway hour"]
        + through * PRICE["gateway GB"]
        + (2 + size["gateways"]) * HOURS * PRICE["address hour"],
        "traffic out": out * PRICE["out GB"],
        "logs, alarms, keys, secrets": tasks * LOG_BYTES * DAYS / GB * PRICE["log GB"]
        + ALARMS * PRICE["alarm month"]
        + METRICS * PRICE["metric month"]
        + KEYS * PRICE["key month"]
        + SECRETS * PRICE["secret month"]
        + 3,
    }


def number(value):
    return f"{value:,.0f}" if value >= 10 else f"{value:,.1f}"


def table(title, rows):
    head = "| " + title + " | " + " | ".join(f"{people:,} people" for people in SIZES) + " |\n"
    lines = [f"| {name} | " + " | ".join(cells) + " |\n" for name, cells in rows]
    return head + "|---|" + "--:|" * len(SIZES) + "\n" + "".join(lines)


def tables():
    loads, costs = [load(people) for people in SIZES], [cost(people) for people in SIZES]
    carried = [(name, [number(each[name]) for each in loads]) for name in loads[0]]
    carried.append(("database", [size["database"][0] for size in SIZES.values()]))
    carried.append(("cache", [f"{size['nodes']} × {size['cache'][0]}" for size in SIZES.values()]))
    spent = [(name, [number(each[name]) for each in costs]) for name in costs[0]]
    totals = [sum(each.values()) for each in costs]
    spent.append(("**together**", [f"**{total:,.0f}**" for total in totals]))
    spent.append(("for each person", [f"{total / people:.4f}" for total, people in zip(totals, SIZES)]))
    return table("what is carried", carried) + "\n" + table("dollars a month", spent)


def main():
    if sys.argv[1:] != ["--write"]:
        print(tables(), end="")
        return
    path = pathlib.Path(__file__).resolve().parent / "COSTS.md"
    before, rest = path.read_text().split("<!-- table -->\n")
    _, behind = rest.split("<!-- end of table -->")
    path.write_text(f"{before}<!-- table -->\n{tables()}<!-- end of table -->{behind}")


if __name__ == "__main__":
    main()
