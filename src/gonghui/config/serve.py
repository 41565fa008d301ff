"""`python -m gonghui.config.serve`: pages and live stream in one process, and a thread that delivers what waits."""

import argparse
import os
import threading

import uvicorn


def main() -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(description="Serve Gonghui from one process.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gonghui.config.settings")
    stop = threading.Event()
    threading.Thread(target=_deliver_until, args=(stop,), daemon=True, name="outbox").start()
    try:
        uvicorn.run(
            "gonghui.config.asgi:application", host=options.host, port=options.port, log_level="warning",
            timeout_graceful_shutdown=3, access_log=False, proxy_headers=True, server_header=False,
        )  # fmt: skip
    finally:
        stop.set()


def _deliver_until(stop: threading.Event) -> None:
    while not stop.wait(5):
        from django.apps import apps  # Django is set up by the server's thread

        if not apps.ready:
            continue
        from django.db import close_old_connections

        from gonghui.kernel import clock, live, outbox

        close_old_connections()
        outbox.deliver_waiting()
        live.forget_old(clock.now())
        close_old_connections()


if __name__ == "__main__":
    main()
