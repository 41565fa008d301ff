"""Walks every page that a person can reach from some addresses, and prints how long each took; the test runs it.

Counted is the work of the processor, not the clock on the wall, and set against the pace of the machine: a page is to
blame for what it does, not for what else runs there or for how old the machine is.
"""

import html
import json
import re
import statistics
import sys
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator

import django
from django.test import Client
from django.urls import resolve

TIMES = 5
LONG = 200
"""Milliseconds above which a page is measured again."""
PACE_MS = 20
"""What `_pace` takes on the machine for which the limit is meant: two cores of a server of 2023."""
ROUNDS = 5000
OF_A_KIND = 2
"""How many addresses of one view are asked for: two hundred delegates have a page each."""
LINK = re.compile(r'\s(?:href|hx-get)="(/[^"#]*)')
NOT_A_PAGE = ("/static/", "/live/", "/ui/", "/i18n/", "/demo/")


def main() -> None:
    """Read lines of who, hat, first address; print one line of view, address and milliseconds for each page."""
    django.setup()
    asked: Counter[tuple[str, str]] = Counter()
    for line in sys.stdin.read().splitlines():
        who, hat, first = line.split("\t")
        for view, address, spent in _walk(_logged_in(who, hat), first, hat or "stranger", asked):
            sys.stdout.write(json.dumps([hat.split(":")[0] or "stranger", view, address, spent]) + "\n")


def _walk(client: Client, first: str, hat: str, asked: Counter[tuple[str, str]]) -> Iterator[tuple[str, str, float]]:
    """Yield view, address and milliseconds of each page that links lead to; files that are offered are no pages."""
    waiting, seen = deque([_opened(client, first)]), set[str]()
    while waiting:
        address = waiting.popleft()
        view = resolve(address.split("?")[0]).view_name
        if address in seen or asked[hat, view] >= OF_A_KIND:
            continue
        seen.add(address)
        asked[hat, view] += 1
        answer = client.get(address)
        if answer.status_code == 302:
            waiting.append(answer["Location"])
            continue
        if answer.status_code != 200:
            raise SystemExit(f"{hat} {address}: {answer.status_code}")
        if not answer.get("Content-Type", "").startswith("text/html"):
            continue
        found = (html.unescape(link) for link in LINK.findall(answer.content.decode()))
        waiting.extend(link for link in found if not link.startswith(NOT_A_PAGE))
        yield view, address, _median(client, address)


def _opened(client: Client, first: str) -> str:
    """Return an address to begin from; `POST /address/` stands for where that leads."""
    return client.post(first.removeprefix("POST "))["Location"] if first.startswith("POST ") else first


def _logged_in(who: str, hat: str) -> Client:
    from gonghui.config.demo import people

    client = Client(HTTP_HOST="127.0.0.1")
    if who:
        account = next(person.account_id for person in people() if person.name == who)
        client.post(f"/login/demo/{account}/")
        client.post("/hat/", {"hat": hat})
    return client


def _median(client: Client, address: str) -> float:
    """Return the median of five; where that is long, the shortest of three such, at the machine's pace."""
    found = _once(lambda: client.get(address))
    for _ in range(2):
        if found > LONG:
            slower = max(1.0, _once(_pace) / PACE_MS)
            found = min(found, _once(lambda: client.get(address)) / slower)
    return found


def _once(work: Callable[[], object]) -> float:
    spent = []
    for _ in range(TIMES):
        began = time.process_time()
        work()
        spent.append((time.process_time() - began) * 1000)
    return statistics.median(spent)


def _pace() -> object:
    """Do a fixed piece of work of the kind a page is: texts, numbers and small objects."""
    return [json.loads(json.dumps({"at": at, "name": str(at) * 3, "rows": [at, at + 1]})) for at in range(ROUNDS)]


if __name__ == "__main__":
    main()
