"""The booth, the trustee's client and the verifier page in a real browser, the library on the other side."""

import base64
import hashlib
import io
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from ballot.archive import BOARD, DKG, HEADS, MANIFEST, ROLL, Archive, ArchiveWriter
from ballot.board import sign_head
from ballot.canonical import write
from ballot.dkg import Ceremony, read_transcript, verify_transcript
from ballot.drbg import Drbg
from ballot.entries import Result, RollChange, Seal, Share, Stage, read_entry
from ballot.group import scalars as sc
from ballot.group import standard
from ballot.keeper import Keeper
from ballot.manifest import Manifest, Scrutineer, Trustee, read_manifest
from ballot.roll import roll_file, roll_hash
from ballot.sealed import Audit, Ballot, short_tracker
from ballot.signature import key_of, key_pair
from ballot.simulate import THREE
from ballot.tally import open_totals
from ballot.tests.world import changed, pack, signed_heads, unpack
from ballot.transcript import SUITE
from ballot.verify.batch import verify_batch
from ballot.verify.naive import verify_naive
from ballot.writing import countersign, entry_json
from devtools import debian

pytestmark = [pytest.mark.journey, pytest.mark.slow]

# Built by ./dev beside the other static files.
BUILT = Path(__file__).resolve().parents[2] / "gonghui" / "ui" / "static" / "booth"
POLICY = "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'none'"
PAGE = (
    '<!doctype html><meta charset="utf-8"><title>booth</title>'
    '<script src="/booth.js"></script><script src="/trustee.js"></script><script src="/ask.js"></script>'
)
# Bytes travel as {"hex": …}.
ASK = """
const clients = { voting: GonghuiBooth.start(), trustee: GonghuiTrustee.start() };
const bytes = (value) => {
  if (Array.isArray(value)) return value.map(bytes);
  if (value === null || typeof value !== "object") return value;
  if ("hex" in value) return Uint8Array.from(value.hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, bytes(member)]));
};
let steps = 0;
window.ask = async ([client, name, given]) => {
  try {
    return { answer: await clients[client].call(name, bytes(given), () => (steps += 1)), steps };
  } catch (error) {
    return { refused: [error.check, error.where] };
  }
};
"""


class _Answer(BaseHTTPRequestHandler):
    """Serves the built files under a strict policy."""

    files: ClassVar[dict[str, tuple[str, bytes]]] = {
        "/": ("text/html", PAGE.encode()),
        "/ask.js": ("text/javascript", ASK.encode()),
    }

    def log_message(self, *_args: object) -> None:
        """Stay quiet."""

    def do_GET(self) -> None:
        if self.path in ("/booth.js", "/trustee.js"):
            kind, body = "text/javascript", (BUILT / self.path[1:]).read_bytes()
        elif self.path in self.files:
            kind, body = self.files[self.path]
        else:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.send_header("content-security-policy", POLICY)
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert (BUILT / "verifier.html").is_file(), "the front end is not built: ./dev builds it"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=debian.chromium(), args=["--no-sandbox", "--disable-gpu", "--no-first-run"]
        )
        yield started
        started.close()


@dataclass
class Watched:
    """A page, and what it should never do: break, ask a network, or break its own policy."""

    page: Page
    broken: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    page = browser.new_page(locale="zh-CN")
    watched = Watched(page)
    page.on("pageerror", lambda error: watched.broken.append(str(error)))
    page.on("console", lambda said: watched.broken.append(said.text) if said.type == "error" else None)
    page.on("request", lambda request: watched.asked.append(request.url))
    page.set_default_timeout(15_000)
    yield watched
    page.close()
    assert watched.broken == []


def encoded(value: Any) -> Any:
    """Write bytes as the page reads them."""
    if isinstance(value, bytes):
        return {"hex": value.hex()}
    return {name: encoded(member) for name, member in value.items()} if isinstance(value, dict) else value


class Phones:
    """The delegates' and trustees' devices: one page whose workers do everything secret."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.steps = 0

    def _said(self, client: str, name: str, given: dict[str, Any]) -> dict[str, Any]:
        said: dict[str, Any] = self._page.evaluate("(given) => window.ask(given)", [client, name, encoded(given)])
        return said

    def ask(self, client: str, name: str, **given: Any) -> Any:
        said = self._said(client, name, given)
        assert "answer" in said, (name, said)
        self.steps = said["steps"]
        return said["answer"]

    def refused(self, client: str, name: str, **given: Any) -> str:
        said = self._said(client, name, given)
        assert "refused" in said, (name, said)
        return str(said["refused"][0])


@pytest.fixture
def phones(watched: Watched) -> Iterator[Phones]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answer)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}/"
    watched.page.goto(address)
    yield Phones(watched.page)
    assert all(url.startswith(address) for url in watched.asked)
    server.shutdown()
    server.server_close()


def key_ceremony(phones: Phones) -> tuple[bytes, Ceremony]:
    """Let three trustees make the key in the browser; the library checks what they published."""
    nonce, owners = "5a" * 32, ("t1", "t2", "t3")

    def each(name: str, **given: Any) -> list[Any]:
        return [json.loads(phones.ask("trustee", name, owner=owner, **given)) for owner in owners]

    registered = [
        json.loads(phones.ask("trustee", "register", owner=owner, nonce=nonce, index=n, title=title))
        for n, (owner, title) in enumerate(zip(owners, ("工会", "代表监票人", "上级工会"), strict=True), 1)
    ]
    names = {"nonce": nonce, "threshold": 2, "trustees": write(registered).decode()}
    commits = each("commit", **names)
    reveals = each("reveal", commits=write(commits).decode())
    draft = {"suite": SUITE, "nonce": nonce, "threshold": 2, "trustees": registered, "commits": commits}
    draft |= {"reveals": reveals, "complaints": [], "confirms": []}
    assert each("receive", transcript=write(draft)) == [[], [], []]
    data = write(draft | {"confirms": each("confirm", transcript=write(draft))})
    return data, verify_transcript(standard(), read_transcript(data))


class Hall:
    """The server's side of a vote: the library's keeper, two scrutineers, every line as it was stored."""

    def __init__(self, dkg: bytes, ceremony: Ceremony, voters: list[bytes]) -> None:
        tape = Drbg("hall")
        self.dkg, self.keys = dkg, sorted(voters)
        self.board, *self.scrutineers = (key_pair(tape) for _ in range(3))
        transcript = read_transcript(dkg)
        self.manifest = Manifest(
            title="第三届职工代表大会第一次会议",
            items=(THREE,),
            trustees=tuple(Trustee(index=t.index, name=t.name, key=t.sign) for t in transcript.session.trustees),
            threshold=2,
            dkg=transcript.hash(),
            key=ceremony.key,
            roll_hash=roll_hash(self.keys),
            roll_size=len(self.keys),
            board_key=self.board.public,
            booth=hashlib.sha256((BUILT / "booth.js").read_bytes()).digest(),
            opens="2026-11-21T01:00:00Z",
            closes="2026-11-21T03:00:00Z",
            scrutineers=tuple(Scrutineer(name=f"监票人 {n}", key=p.public) for n, p in enumerate(self.scrutineers)),
            quorum=2,
            k_min=3,
        )
        self.keeper = Keeper(self.manifest, ceremony, self.keys)
        self.lines: list[bytes] = []

    def add(self, line: bytes) -> Any:
        """Read a line somebody sent, let the keeper check it, and store it."""
        entry, _ = read_entry(self.manifest, line, "sent")
        stored = self.keeper.accept(entry)
        assert stored == line
        self.lines.append(stored)
        return entry

    def take(self, entry: Any) -> None:
        """Store an entry of the server's own."""
        self.add(write(entry_json(entry)))

    def heads(self) -> bytes:
        """Sign the last head: the board and both scrutineers."""
        return b"".join(self.keeper.sign(pair).line() + b"\n" for pair in (self.board, *self.scrutineers))

    def files(self, lines: list[bytes] | None = None) -> dict[str, bytes]:
        """Give what a trustee verifies; with other lines, signed again by everybody."""
        signers = [self.board, *self.scrutineers]
        heads = self.heads() if lines is None else signed_heads(self.manifest.election, lines, signers)
        board = b"".join(line + b"\n" for line in (self.lines if lines is None else lines))
        roll = roll_file(self.keys)
        return {"manifest": self.manifest.data, "dkg": self.dkg, "roll": roll, "board": board, "heads": heads}

    def archive(self) -> bytes:
        """Write the archive."""
        target, files = io.BytesIO(), self.files()
        with ArchiveWriter(target) as archive:
            for name in (MANIFEST, DKG, ROLL, BOARD, HEADS):
                archive.add(name, files[name.split(".")[0]])
        return target.getvalue()

    def roll_sealed(self) -> None:
        """Let the scrutineers seal the roll."""
        bare = RollChange(kind="roll_seal", old=None, new=None, reason="")
        signed = [countersign(self.manifest.election, bare, n, p) for n, p in enumerate(self.scrutineers, 1)]
        self.take(RollChange(kind="roll_seal", old=None, new=None, reason="", signatures=tuple(signed)))


def vote(phones: Phones, hall: Hall, owner: str, choices: tuple[int, ...], last: Ballot | None = None) -> Ballot:
    """Prepare a ballot on a phone, send it, and let the phone check the receipt."""
    given = {"manifest": hall.manifest.data, "owner": owner, "item": THREE.id, "choices": list(choices)}
    tracker = last.tracker(hall.manifest.election) if last else bytes(32)
    chain = {"counter": last.counter + 1 if last else 1, "previous": tracker.hex()}
    ready = phones.ask("voting", "prepare", **given, **chain)
    cast = phones.ask("voting", "cast", handle=ready["handle"])
    assert phones.ask("voting", "cast", handle=ready["handle"]) == cast
    assert phones.refused("voting", "audit", handle=ready["handle"]) == "ballot"
    ballot = hall.add(cast["line"].encode())
    assert isinstance(ballot, Ballot)
    assert ready["short"] == short_tracker(ballot.tracker(hall.manifest.election))
    head = hall.keeper.sign(hall.board).line().decode()
    seen = phones.ask("voting", "receipt", manifest=hall.manifest.data, head=head)
    assert seen["head"] == hall.keeper.head.hex()
    return ballot


def audited(phones: Phones, hall: Hall, owner: str, last: Ballot) -> None:
    """Open a ballot instead of casting it, and check it on a second device."""
    given = {"manifest": hall.manifest.data, "owner": owner, "item": THREE.id, "choices": [0, 1, 0]}
    chain = {"counter": last.counter + 1, "previous": last.tracker(hall.manifest.election).hex()}
    ready = phones.ask("voting", "prepare", **given, **chain)
    opened = phones.ask("voting", "audit", handle=ready["handle"])
    entry = hall.add(opened["line"].encode())
    assert isinstance(entry, Audit)
    shown = phones.ask("voting", "check", manifest=hall.manifest.data, line=opened["line"])
    assert (shown["choices"], shown["short"]) == ([0, 1, 0], ready["short"])


def forked(hall: Hall) -> str:
    """Sign another head of the index that the phones saw."""
    index = len(hall.lines)
    election, signers = hall.manifest.election, [hall.board]
    return signed_heads(election, [b"{}"] * index, signers).decode().strip()


def opened(phones: Phones) -> Hall:
    """Make the key, seal the roll, rehearse, and open the vote."""
    dkg, ceremony = key_ceremony(phones)
    owners = ["v1", "v2", "v3", "v4"]
    keys = [bytes.fromhex(phones.ask("voting", "key", owner=owner)) for owner in owners]
    hall = Hall(dkg, ceremony, keys)
    files = {"manifest": hall.manifest.data, "roll": roll_file(hall.keys)}
    assert phones.ask("voting", "onRoll", owner="v1", **files) == {"on": True, "size": 4}
    phones.ask("voting", "warm", manifest=hall.manifest.data)
    hall.roll_sealed()
    rehearsal = {"manifest": hall.manifest.data, "dkg": dkg, "randomness": sc.encode(7).hex(), "value": 42}
    shares = [json.loads(phones.ask("trustee", "rehearse", owner=f"t{n}", **rehearsal)) for n in (1, 3)]
    fields = {"kind": "rehearsal", "randomness": rehearsal["randomness"], "shares": shares, "value": 42}
    hall.add(write(fields))
    hall.take(Stage(kind="open", item=THREE))
    return hall


def counted(phones: Phones, hall: Hall) -> tuple[int, ...]:
    """Let two trustees open the sum, after they refused one that is not the sum of the board."""
    tally = hall.keeper.tally(THREE)
    assert tally is not None
    assert tally.count == 4
    hall.take(tally)
    # A board without the last ballot, signed again by everybody: its tally is not the sum of what it shows.
    last = max(n for n, line in enumerate(hall.lines) if b'"kind":"ballot"' in line)
    subset = hall.files([*hall.lines[:last], *hall.lines[last + 1 :]])
    assert phones.refused("trustee", "release", owner="t1", files=subset, item="plan") == "tally"
    given = []
    for owner in ("t1", "t3"):
        share = hall.add(phones.ask("trustee", "release", owner=owner, files=hall.files(), item="plan").encode())
        assert isinstance(share, Share)
        given.append(share)
    return open_totals(standard(), 2, tally, given)


def test_booth_and_trustees_in_the_browser_hold_a_vote_that_the_library_keeps_and_verifies(
    phones: Phones, tmp_path: Path
) -> None:
    hall = opened(phones)
    first = vote(phones, hall, "v1", (1, 0, 0))
    assert phones.steps > 0
    audited(phones, hall, "v1", first)
    vote(phones, hall, "v2", (1, 0, 0))
    vote(phones, hall, "v3", (0, 0, 1))
    vote(phones, hall, "v1", (0, 1, 0), first)
    vote(phones, hall, "v4", (1, 0, 0))
    fork = forked(hall)
    assert phones.refused("voting", "receipt", manifest=hall.manifest.data, head=fork) == "head"
    hall.take(Stage(kind="close", item=THREE))
    totals = counted(phones, hall)
    assert totals == (2, 1, 1)
    hall.take(Result(item=THREE, totals=totals))
    hall.take(Seal(entries=len(hall.lines)))
    path = tmp_path / "hall.zip"
    path.write_bytes(hall.archive())
    for verify in (verify_naive, verify_batch):
        with Archive(path) as archive:
            report = verify(archive)
        assert report.sealed
        assert report.items[0].totals == (2, 1, 1)


@pytest.fixture
def verifier(watched: Watched) -> Iterator[Page]:
    address = (BUILT / "verifier.html").as_uri()
    watched.page.goto(address)
    yield watched.page
    outside = [url for url in watched.asked if url != address and not url.startswith("blob:")]
    assert outside == []


def proof_changed(members: dict[str, bytes], secrets: dict[str, Any]) -> dict[str, bytes]:
    """Change one response in a ballot's proof, and let board and scrutineers sign the new chain."""
    lines = members[BOARD].splitlines()
    at = next(n for n, line in enumerate(lines) if b'"kind":"ballot"' in line)
    proofs = bytearray(base64.b64decode(json.loads(lines[at])["proofs"]))
    proofs[130] ^= 1
    lines[at] = changed(lines[at], proofs=base64.b64encode(bytes(proofs)).decode())
    signers = [key_of(sc.decode(bytes.fromhex(text))) for text in (secrets["board"], *secrets["scrutineers"])]
    heads = signed_heads(read_manifest(standard(), members[MANIFEST]).election, lines, signers)
    return members | {BOARD: b"".join(line + b"\n" for line in lines), HEADS: heads}


def test_verifier_page_from_disk_passes_the_worked_election_and_names_what_was_changed(
    verifier: Page, worked_archive: Path, vectors: Callable[[str], Any], tmp_path: Path
) -> None:
    results = verifier.locator("#outcome")
    chooser = verifier.locator("#file")
    chooser.set_input_files(worked_archive)
    expect(results.locator(".verdict.good")).to_contain_text("核验通过")
    expect(results).to_contain_text(vectors("board.json")["heads"][-1])
    # Sealed votes, votes on paper, and both.
    expect(results.locator("tbody tr").first).to_have_text("赞成5712")

    bad = tmp_path / "bad.zip"
    bad.write_bytes(pack(proof_changed(unpack(worked_archive), vectors("board.json")["secrets"])).getvalue())
    chooser.set_input_files(bad)
    expect(results.locator(".verdict.bad")).to_contain_text("核验未通过")
    expect(results.locator("dd").first).to_contain_text("proof")
    expect(results.locator("code")).to_contain_text("cell 0")

    # A receipt's head: one that lies on this board, and one of a board that was forked.
    seen, members = verifier.locator("#seen"), unpack(worked_archive)
    seen.fill(members[HEADS].splitlines()[0].decode())
    chooser.set_input_files(worked_archive)
    expect(results.locator(".verdict.good")).to_contain_text("核验通过")
    pair = key_of(sc.decode(bytes.fromhex(vectors("board.json")["secrets"]["board"])))
    election = read_manifest(standard(), members[MANIFEST]).election
    seen.fill(sign_head(election, 3, bytes(32), pair).line().decode())
    chooser.set_input_files(worked_archive)
    expect(results.locator("dd").first).to_contain_text("head")
    seen.fill("")

    bad.write_bytes(worked_archive.read_bytes()[:-30])
    chooser.set_input_files(bad)
    expect(results.locator("dd").first).to_contain_text("archive")
    expect(results.locator(".verdict.good")).to_have_count(0)


def test_verifier_page_from_disk_runs_no_script_but_its_own(browser: Browser) -> None:
    page = browser.new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    page.goto((BUILT / "verifier.html").as_uri())
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.taken = 1";
          document.body.append(script);
          const picture = document.createElement("img");
          picture.setAttribute("onerror", "window.taken = 2");
          picture.src = "http://127.0.0.1:9/x.png";
          document.body.append(picture);
        }"""
    )
    page.wait_for_timeout(300)
    assert page.evaluate("() => window.taken") is None
    assert sum("Content Security Policy" in text for text in refused) >= 2
    page.close()
