"""`python -m gonghui.config.serve`: pages and live stream in each process, and a thread that delivers what waits."""

import argparse
import os
import threading

import django
import uvicorn


def main() -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(description="Serve Gonghui from one process.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=1, help="processes, on PostgreSQL; SQLite has one")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gonghui.config.settings")
    django.setup()
    from django.db import connection

    from gonghui.config import rounds  # names models, so Django must be set up

    stop = threading.Event()
    threading.Thread(target=rounds.until, args=(stop,), daemon=True, name="rounds").start()
    try:
        uvicorn.run(
            "gonghui.config.asgi:application", host=options.host, port=options.port, log_level="warning",
            timeout_graceful_shutdown=3, access_log=False, proxy_headers=True, server_header=False,
            workers=options.workers if connection.vendor == "postgresql" else 1,
        )  # fmt: skip
    finally:
        stop.set()


if __name__ == "__main__":
    main()
