"""An election of belenios-tool's, made for it to verify: nothing here is measured."""

import json
import os
import subprocess
import tarfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

GROUP = "BELENIOS-2048"
TEMPLATE = (
    '{"description":"bench","name":"bench","questions":[{"answers":["a","b","c"],"min":1,"max":1,"question":"q"}],'
    '"administrator":"A","credential_authority":"C"}'
)


@contextmanager
def inside(folder: Path) -> Iterator[None]:
    """Work in another folder."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def tool(*arguments: str, stdin: bytes = b"") -> bytes:
    """Run belenios-tool."""
    environment = os.environ | {"BELENIOS_USE_URANDOM": "1"}
    done = subprocess.run(["belenios-tool", *arguments], input=stdin, capture_output=True, check=True, env=environment)
    return done.stdout


def cast(line: str) -> bytes:
    """Make the ballot of one line of credentials, in the folder we are in."""
    number, credential = line.split()
    path = Path(f"credential-{number}")
    path.write_text(credential)
    try:
        return tool("election", "generate-ballot", "--privcred", str(path), "--ballot", "choices")
    finally:
        path.unlink()


def append(archive: Path, ballots: list[bytes]) -> None:
    """Append ballots to an archive that ends with the event of one, as the tool would: a file and an event each."""
    with tarfile.open(archive) as tar:
        last = tar.getmembers()[-1]
        read = tar.extractfile(last)
        assert read is not None, "the last member is an event"
        height = json.load(read)["height"]
    parent = last.name.partition(".")[0]
    with archive.open("ab") as file:
        for place, ballot in enumerate(ballots, height + 1):
            payload = put(file, ballot.strip(), "data", last)
            line = {"parent": parent, "height": place, "type": "Ballot", "payload": payload}
            parent = put(file, json.dumps(line, separators=(",", ":")).encode(), "event", last)


def put(file: BinaryIO, content: bytes, kind: str, like: tarfile.TarInfo) -> str:
    """Add a member named by the hash of its content, and return the hash.

    All members bear one time, and no blocks of zeros end an archive: the tool makes it anew and compares.
    """
    name = sha256(content).hexdigest()
    member = tarfile.TarInfo(f"{name}.{kind}.json")
    member.size, member.mtime = len(content), like.mtime
    # A header of the oldest tar: what USTAR says after its 257 bytes is not there, nor in the sum of its bytes.
    head = bytearray(member.tobuf(tarfile.USTAR_FORMAT)[:257].ljust(tarfile.BLOCKSIZE, b"\0"))
    head[148:156] = b" " * 8
    head[148:156] = b"%06o\0 " % sum(head)
    file.write(head + content + bytes(-len(content) % tarfile.BLOCKSIZE))
    return name


def make(voters: int) -> float:
    """Make an election and its ballots in the folder we are in; give the wall-clock seconds that a ballot took."""
    uuid = tool("setup", "generate-token").decode().strip()
    group = ("--group", GROUP)
    tool("setup", "generate-credentials", "--uuid", uuid, "--count", str(voters), *group)
    tool("setup", "generate-trustee-key", *group)
    Path("public_keys.jsons").write_bytes(next(Path().glob("*.pubkey")).read_bytes())
    Path("template.json").write_text(TEMPLATE)
    tool("setup", "make-trustees")
    tool("setup", "make-election", "--uuid", uuid, *group, "--template", "template.json")
    next(Path().glob("*.pubcreds")).rename("public_creds.json")
    tool("archive", "init")
    for name in ("election.json", "trustees.json", "public_creds.json", "public_keys.jsons"):
        Path(name).unlink()
    Path("choices").write_text("[[1,0,0]]")
    started = time.monotonic()
    lines = next(Path().glob("*.privcreds")).read_text().splitlines()
    # Made side by side, while the archive is still empty: the tool reads all of it for each ballot.
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        made = list(pool.map(cast, lines))
    tool("archive", "add-event", "--type=Ballot", stdin=made[0])
    append(next(Path().glob("*.bel")), made[1:])
    return (time.monotonic() - started) / voters
