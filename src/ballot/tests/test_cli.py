"""The command line: reports, exit codes, one clear line for everything that goes wrong."""

import hashlib
import json
import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from ballot.archive import BOARD, HEADS
from ballot.board import sign_head
from ballot.canonical import write
from ballot.cli import Bar, main
from ballot.drbg import Drbg
from ballot.simulate import simulate
from ballot.simulate.run import TOGETHER
from ballot.tests.world import members_of, pack, play_small, unpack
from ballot.verify.spill import SpillStore
from ballot.words import CHECKS_ZH, EN, ZH


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "a.zip"
    path.write_bytes(pack(members_of(play_small(Drbg("cli")))).getvalue())
    return path


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "b.zip"
    members = members_of(play_small(Drbg("cli")))
    path.write_bytes(pack(members | {HEADS: b""}).getvalue())
    return path


@pytest.mark.parametrize("options", [[], ["--naive"], ["--workers", "2"], ["--kernel", "reference"]])
def test_verify_of_a_good_archive_reports_and_exits_with_0(
    archive: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", "zh", "verify", str(archive), *options]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("核验通过")
    assert "5 张选票，计入 4 张" in out
    assert "1  赞成" in out
    assert err == ""


def test_verify_reports_in_english_and_as_json(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "verify", str(archive)]) == 0
    assert capsys.readouterr().out.startswith("VERIFIED  the batch verifier (libsodium) in ")
    assert main(["verify", "--json", str(archive)]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["items"][0]["totals"] == [1, 1, 2]
    assert report["ballots"] == 5
    assert report["sealed"] is True


def test_verify_continues_from_the_head_of_an_earlier_report(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--json", str(archive)]) == 0
    head = json.loads(capsys.readouterr().out)["head"]
    assert main(["--lang", "en", "verify", "--since", head, str(archive)]) == 0
    assert "proofs of 5 ballots up to the head verified earlier were not repeated" in capsys.readouterr().out
    assert main(["--lang", "en", "verify", "--since", "00" * 32, str(archive)]) == 1
    assert "since" in capsys.readouterr().err


def one_line(capsys: pytest.CaptureFixture[str]) -> str:
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    return err


def test_verify_of_a_bad_archive_says_what_and_where_and_exits_with_1(
    spoiled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", "en", "verify", str(spoiled)]) == 1
    assert one_line(capsys) == "NOT VERIFIED: head: the board has not signed the last head\n"
    assert main(["--lang", "zh", "verify", "--naive", str(spoiled)]) == 1
    assert one_line(capsys) == "核验未通过：链首签名 head：the board has not signed the last head\n"


@pytest.mark.parametrize("content", [None, b"", b"PK", b"x" * 1000])
def test_verify_of_something_else_is_one_line(
    tmp_path: Path, content: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.zip"
    if content is not None:
        path.write_bytes(content)
    for command in (["verify", str(path)], ["verify", "--naive", str(path)], ["inspect", str(path)]):
        assert main(command) == 1
        assert "archive" in one_line(capsys)


def test_verify_with_a_cluster_that_is_not_there_is_one_line(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--dask", "nonsense://x", str(archive)]) == 1
    assert one_line(capsys).startswith(ZH["stopped"])


def head_line(archive: Path, number: int = -1) -> str:
    return unpack(archive)[HEADS].splitlines()[number].decode()


@pytest.mark.parametrize("options", [[], ["--naive"]])
def test_verify_with_a_head_kept_from_a_receipt(
    archive: Path, spoiled: Path, tmp_path: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    line = head_line(archive)
    kept = tmp_path / "heads"
    kept.write_text(f"{line}\n\n{head_line(archive, 0)}\n")
    assert main(["verify", str(archive), "--seen", line, "--seen", str(kept), *options]) == 0
    capsys.readouterr()
    played = play_small(Drbg("cli"))
    forked = sign_head(played.manifest.election, 5, bytes(32), played.board_pair).line().decode()
    assert main(["--lang", "en", "verify", str(archive), "--seen", forked, *options]) == 1
    assert one_line(capsys).startswith("NOT VERIFIED: head: the head of index 5 seen elsewhere")
    beyond = sign_head(played.manifest.election, 500, bytes(32), played.board_pair).line().decode()
    assert main(["--lang", "en", "verify", str(archive), "--seen", beyond, *options]) == 1
    assert "beyond the end" in one_line(capsys)
    for wrong, said in (("{}", "head: --seen, line 1"), (str(tmp_path / "none"), "No such file")):
        assert main(["--lang", "en", "verify", str(archive), "--seen", wrong, *options]) == 1
        assert said in one_line(capsys)


def test_attack_14_booth_other_than_the_manifest_names_is_refused(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    booth = tmp_path / "booth.js"
    booth.write_bytes(b"no booth")
    assert main(["--lang", "en", "verify", str(archive), "--booth", str(booth)]) == 0
    assert f"Booth (SHA-256): {hashlib.sha256(b'no booth').hexdigest()}" in capsys.readouterr().out
    booth.write_bytes(b"no booth; send(everything)")
    assert main(["--lang", "en", "verify", str(archive), "--booth", str(booth)]) == 1
    assert one_line(capsys) == f"NOT VERIFIED: manifest: {booth}: not the booth whose hash the manifest holds\n"


@pytest.mark.parametrize(
    "options",
    [
        ["--naive", "--workers", "2"],
        ["--naive", "--dask", "tcp://x"],
        ["--naive", "--hints", "h"],
        ["--naive", "--kernel", "fast"],
        ["--workers", "0"],
        ["--workers", "2", "--dask", "tcp://x"],
    ],
)
def test_options_that_say_two_things_are_refused(
    archive: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", "en", "verify", str(archive), *options]) == 1
    assert one_line(capsys).startswith("CANNOT BE DONE: --")


def test_hints_that_would_write_over_the_archive_are_refused(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = archive.read_bytes()
    assert main(["--lang", "en", "verify", str(archive), "--hints", str(archive)]) == 1
    assert "something else than hints" in one_line(capsys)
    assert archive.read_bytes() == before


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (sqlite3.OperationalError("database or disk is full"), "could not be written (database or disk is full)"),
        (MemoryError(), "not enough memory"),
    ],
)
def test_full_disk_or_memory_is_one_line(
    archive: Path, error: Exception, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(SpillStore, "add_roll", fail)
    for options in ([], ["--naive"]):
        assert main(["--lang", "en", "verify", str(archive), *options]) == 1
        line = one_line(capsys)
        assert line.startswith("CANNOT BE DONE: ")
        assert said in line


def test_terminal_without_chinese_gets_question_marks(archive: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONIOENCODING": "ascii"}
    for word in ("verify", "inspect"):
        words = [sys.executable, "-m", "ballot", "--lang", "zh", word, str(archive)]
        done = subprocess.run(words, capture_output=True, check=False, env=environment)
        assert done.returncode == 0, done.stderr
        assert b"??" in done.stdout


def test_simulate_refuses_what_verify_would_refuse(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.zip"
    for options in (["--options", "300"], ["--options", "1"], ["--workers", "0"]):
        assert main(["--lang", "en", "simulate", "2", str(path), *options]) == 1
        assert one_line(capsys).startswith("CANNOT BE DONE: at least one voter")
        assert not path.exists()
    assert main(["simulate", "2", str(path), "--options", "256", "--seed", "s"]) == 0
    assert main(["verify", str(path)]) == 0


def test_report_says_how_few_are_never_opened(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "verify", str(archive)]) == 0
    assert "fewer than 2 ballots are never opened" in capsys.readouterr().out
    assert main(["verify", "--json", str(archive)]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["k_min"], report["booth"]) == (2, hashlib.sha256(b"no booth").hexdigest())


def test_head_of_another_form_is_a_usage_error(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["verify", "--since", "abc", str(archive)])
    assert stopped.value.code == 2
    assert "--since" in capsys.readouterr().err


def test_inspect_reads_without_verifying_and_says_so(
    archive: Path, spoiled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in (archive, spoiled):
        assert main(["--lang", "en", "inspect", str(path)]) == 0
        out = capsys.readouterr().out
        assert out.startswith("read only, nothing of this was verified")
        assert "ballot 5" in out
    # Every file with its fingerprint, the terms, the people, what the board claims, who signed.
    content = unpack(archive)[BOARD]
    main(["--lang", "en", "inspect", str(archive)])
    out = capsys.readouterr().out
    assert f"{len(content):,}  {hashlib.sha256(content).hexdigest()}  board.jsonl" in out
    assert "2 scrutineers, 2 must sign" in out
    assert "any 2 of 3 trustees decrypt" in out
    assert "plan  年度工作方案  (exactly one; the last ballot counts)" in out
    assert "       1  赞成" in out
    assert out.count("监票人 1") == 2
    assert main(["--lang", "zh", "inspect", str(archive)]) == 0
    assert "可重投，以最后一票为准" in capsys.readouterr().out


def test_inspect_shows_nothing_that_steers_a_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    members = members_of(play_small(Drbg("cli")))
    path = tmp_path / "steering.zip"
    line = write({"head": "\u001b[2J", "index": 1, "signature": "x", "signer": "\u202ex"}) + b"\n"
    path.write_bytes(pack(members | {HEADS: line}).getvalue())
    assert main(["--lang", "en", "inspect", str(path)]) == 0
    out = capsys.readouterr().out
    assert "?[2J  ?x…" in out
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_keygen_writes_a_secret_its_owner_alone_can_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "key.json"
    assert main(["keygen", "--out", str(path)]) == 0
    public = capsys.readouterr().out.strip()
    assert json.loads(path.read_text())["public"] == public
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert main(["keygen", "--out", str(path)]) == 1
    capsys.readouterr()
    assert main(["keygen"]) == 0
    assert set(json.loads(capsys.readouterr().out)) == {"public", "secret"}


def test_simulate_plays_an_election_that_verifies(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, two = tmp_path / "1.zip", tmp_path / "2.zip"
    for path in (one, two):
        assert main(["simulate", "3", str(path), "--seed", "s", "--options", "4"]) == 0
    assert one.read_bytes() == two.read_bytes()
    assert main(["verify", str(one)]) == 0
    assert main(["simulate", "0", str(one)]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_simulate_on_two_processes_plays_the_same_election(tmp_path: Path) -> None:
    one, two = tmp_path / "1.zip", tmp_path / "2.zip"
    voters = TOGETHER + 1
    simulate(one, voters, seed="s")
    simulate(two, voters, seed="s", workers=2)
    assert one.read_bytes() == two.read_bytes()
    assert main(["verify", str(one)]) == 0


def test_module_runs_without_django(archive: Path) -> None:
    code = (
        "import sys; from ballot.cli import main; code = main(['verify', sys.argv[1]]); "
        "assert not [m for m in sys.modules if m.split('.')[0] in ('django', 'gonghui')]; sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(archive)], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == b""


def test_kernel_that_does_not_compile_gives_way_to_libsodium_in_one_line(archive: Path, tmp_path: Path) -> None:
    # A numba that is installed and broken, as after an upgrade of Python or LLVM.
    broken = tmp_path / "site" / "numba"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text("raise RuntimeError('no code for this processor\\nmore')\n")
    path = os.pathsep.join([str(tmp_path / "site"), *sys.path])

    def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
        # As if the board were large: on small ones nobody asks for compiled code.
        code = "import sys, ballot.verify.batch as b; b.SMALL = 0; from ballot.cli import main; sys.exit(main())"
        words = [sys.executable, "-c", code, "--lang", "en", "verify", str(archive), *arguments]
        environment = {**os.environ, "PYTHONPATH": path}
        return subprocess.run(words, capture_output=True, check=False, text=True, env=environment)

    done = run()
    assert done.returncode == 0, done.stderr
    line = "the compiled kernel cannot be used; libsodium does the same work, more slowly: "
    assert done.stderr == f"{line}RuntimeError: no code for this processor\n"
    assert done.stdout.startswith("VERIFIED  the batch verifier (libsodium)")
    asked = run("--kernel", "fast")
    assert asked.returncode == 1
    assert asked.stderr == "CANNOT BE DONE: RuntimeError: no code for this processor\n"


def test_bar_draws_and_ends_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    bar = Bar("x", 10, show=True)
    bar(5)
    bar(10)
    bar.close()
    err = capsys.readouterr().err
    assert "[" + "#" * 15 + "-" * 15 + "]  50.0 %" in err
    assert "100.0 %" in err
    assert err.endswith("\n")
    quiet = Bar("x", 10, show=False)
    quiet(10)
    quiet.close()
    assert capsys.readouterr().err == ""


def test_both_languages_say_the_same_things() -> None:
    assert ZH.keys() == EN.keys()
    for name in ZH:
        assert ZH[name].count("{") == EN[name].count("{"), name
    assert len(CHECKS_ZH) == 22
