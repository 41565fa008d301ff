"""./dev demo: the whole product with a believable unit in it, on this machine."""

import argparse
import fcntl
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from devtools import env, site
from devtools.commands import end, need, surroundings
from devtools.places import PYTHON, ROOT, VAR, shown
from devtools.progress import Refusal, Steps, say

SHORT = "演示 · install, load a demo unit, serve on 127.0.0.1:8000"
MARK = "gonghui-demo"
ANY_HOST = "0.0.0.0"  # noqa: S104 - only when a person asks for it


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this word's options."""
    parser.add_argument("--port", type=int, default=8000, help="端口 · port (8000)")
    parser.add_argument(
        "--host", default="127.0.0.1", help=f"地址 · address; {ANY_HOST} lets phones nearby in (127.0.0.1)"
    )
    parser.add_argument(
        "--data", type=Path, default=VAR / "demo", metavar="DIR", help="数据目录 · data folder (var/demo)"
    )
    parser.add_argument("--fresh", action="store_true", help="从头开始 · start anew, the old demo data goes")
    parser.add_argument("--no-serve", action="store_true", help="只准备，不启动 · prepare and load only")


def run(options: argparse.Namespace) -> int:
    """Prepare, load, serve until Ctrl-C."""
    folder: Path = options.data.absolute()
    if not options.no_serve:
        free(options.host, options.port)
    steps = Steps(2 if options.no_serve else 3)
    env.prepare(env.APP, steps)
    with held(folder, fresh=options.fresh):
        (folder / "static").mkdir(exist_ok=True)  # whitenoise warns about a missing one
        given = settings(folder, options.host)
        with steps.step("数据库", shown(folder)) as step:
            need([PYTHON, "-m", "django", "migrate", "--no-input"], name="migrate", env=given, tail=step.tail)
        with steps.step("演示单位", "demo unit and people") as step:
            people = need([PYTHON, "-m", "django", "load_demo"], name="load-demo", env=given, tail=step.tail).output
        if options.no_serve:
            say(people.strip())
            return 0
        return serve(options, given, people, steps)


def free(host: str, port: int) -> None:
    """See that the port can be had.

    Raises: Refusal, when somebody else listens there, or it may not be used.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as taken:
            other = port + 1 if 1024 <= port < 65535 else 8001
            raise Refusal(
                f"不能使用 {host}:{port}（{taken}）。请换一个端口：./dev demo --port {other}\n"
                f"{host}:{port} cannot be used. Take another port: ./dev demo --port {other}"
            ) from taken


@contextmanager
def held(folder: Path, *, fresh: bool) -> Iterator[None]:
    """Keep the data folder to one demo at a time; make it, or make it anew.

    Raises: Refusal, when another demo runs on it, or it holds something that is not a demo.
    """
    mark = folder / MARK
    if folder.exists() and any(folder.iterdir()) and not mark.exists():
        raise Refusal(f"{folder} 里有别的东西，请另选目录。 · {folder} holds something else: choose another folder.")
    folder.mkdir(parents=True, exist_ok=True)
    with mark.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refusal(
                f"另一个演示正在使用 {folder}：请先停止它，或用 --data 另选目录。\n"
                f"Another demo is using {folder}: stop it first, or choose a folder with --data."
            ) from None
        if fresh:
            for path in folder.iterdir():
                if path != mark:
                    shutil.rmtree(path) if path.is_dir() else path.unlink()
        yield


def settings(folder: Path, host: str) -> dict[str, str]:
    """Return the environment of the demo site."""
    hosts = "*" if host == ANY_HOST else ",".join(sorted({host, "127.0.0.1", "localhost"}))
    return (
        site.SETTINGS
        | site.kept_secrets(folder / "secrets.json")
        | {
            "GONGHUI_DATABASE_URL": site.sqlite_url(folder / "gonghui.sqlite3"),
            "GONGHUI_VAR": str(folder),
            "GONGHUI_DEMO": "1",
            "GONGHUI_HOSTS": hosts,
        }
    )


def serve(options: argparse.Namespace, given: dict[str, str], people: str, steps: Steps) -> int:
    """Start the site, say where it is and who can log in, and stay until it is stopped."""
    address = [PYTHON, "-m", "gonghui.config.serve", "--host", options.host, "--port", str(options.port)]
    with steps.step("启动", "site"):
        server = subprocess.Popen(
            [str(word) for word in address],
            cwd=ROOT,
            env=surroundings(given),
            stdin=subprocess.DEVNULL,
            process_group=0,
        )
        try:
            answered(server, options.host, options.port)
        except BaseException:
            end(server)
            raise
    say(f"\n{people.strip()}\n")
    for url in addresses(options.host, options.port):
        say(f"  ▶ {url}")
    say("  Ctrl-C 停止 · stops it\n")
    try:
        code = server.wait()
    except BaseException:
        end(server)
        raise
    say(f"网站自己停了（{code}）。 · The site stopped by itself.")
    return 1


def answered(server: subprocess.Popen[bytes], host: str, port: int, *, patience: float = 60.0) -> None:
    """Wait until a page comes.

    Raises: Refusal, when the site ends or stays silent.
    """
    deadline = time.monotonic() + patience
    near = "127.0.0.1" if host == ANY_HOST else host
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"http://{near}:{port}/", timeout=10):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
    raise Refusal("网站没有启动，原因见上。 · The site did not start; the reason stands above.")


def addresses(host: str, port: int) -> list[str]:
    """List where the site can be reached; with every address open, the one phones nearby can use."""
    found = [f"http://127.0.0.1:{port}/"] if host in (ANY_HOST, "127.0.0.1") else [f"http://{host}:{port}/"]
    if host == ANY_HOST:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect(
                    ("192.0.2.1", 9)
                )  # a documentation address: nothing is sent, only our own side is asked for
                found.append(f"http://{probe.getsockname()[0]}:{port}/")
            except OSError:
                pass
    return found
