"""Measures what pages cost the server on the data of a folder, and prints it as JSON; the test runs it."""

import json
import statistics
import sys
import time

import django
from django.test import Client

TIMES = 5


def main() -> None:
    """Read lines of who, hat, page; print page -> milliseconds, the median of five."""
    django.setup()
    clients: dict[tuple[str, str], Client] = {}
    found: dict[str, float] = {}
    for line in sys.stdin.read().splitlines():
        who, hat, page = line.split("\t")
        client = clients.get((who, hat)) or clients.setdefault((who, hat), _logged_in(who, hat))
        found[page] = _median(client, page)
    sys.stdout.write(json.dumps(found))


def _logged_in(who: str, hat: str) -> Client:
    from gonghui.config.demo import people

    client = Client(HTTP_HOST="127.0.0.1")
    if who:
        account = next(person.account_id for person in people() if person.name == who)
        client.post(f"/login/demo/{account}/")
        if hat:
            client.post("/hat/", {"hat": hat})
    return client


def _median(client: Client, page: str) -> float:
    spent = []
    for _ in range(TIMES):
        # The processor's time and not the clock's: other processes of a busy machine are no part of a page.
        began = time.process_time()
        response = client.get(page)
        spent.append((time.process_time() - began) * 1000)
        if response.status_code != 200:
            raise SystemExit(f"{page}: {response.status_code} {response.get('location', '')}")
    return statistics.median(spent)


if __name__ == "__main__":
    main()
