"""The one entry point: it needs nothing but Python, forgets nothing it made, and names no registry."""

import ast
import os
import re
import socket
import stat
import subprocess
import sys
import threading
import time
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from devtools import bench, check, clean, debian, demo, docs, hosts, site, stamps, suites, words
from devtools.commands import need, run
from devtools.env import node_modules_match
from devtools.places import LOGS, ROOT
from devtools.progress import Refusal, Steps, clipped, spent, width

PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(\[[\w,-]+\])?==(?P<version>[^ ;\\]+)", re.MULTILINE)
MODULES = [ROOT / "dev", *sorted((ROOT / "devtools").glob("*.py"))]


def pinned(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    return {canonicalize_name(match["name"]): match["version"] for match in PINNED.finditer(text)}


@pytest.mark.parametrize("word", ["", *words.WORDS])
def test_help_of_each_word_needs_nothing_but_python(word):
    bare = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent"}
    argv = [sys.executable, "-S", str(ROOT / "dev"), *word.split(), "--help"]
    done = subprocess.run(argv, env=bare, capture_output=True, text=True, encoding="utf-8", check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"usage: ./dev {word}".strip())


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_entry_point_imports_the_standard_library_alone(path):
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            found.add((node.module or "").split(".")[0])
    assert found - set(sys.stdlib_module_names) <= {"devtools"}


def test_entry_point_parses_on_an_old_python_so_that_it_can_say_what_it_needs():
    ast.parse((ROOT / "dev").read_text(encoding="utf-8"), feature_version=(3, 7))


def test_ci_runs_the_word_that_a_person_uses():
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert os.access(ROOT / "dev", os.X_OK)
    assert "exec ./dev test" in script.read_text(encoding="utf-8")


def test_lock_is_whole_so_that_nothing_needs_to_be_resolved_at_installation():
    subprocess.run([sys.executable, "-m", "pip", "check", "--disable-pip-version-check"], check=True, timeout=120)


def test_no_file_names_a_registry():
    assert hosts.problems() == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("see https://py" + "pi.org/project/x", 1),
        ("a\nb\nregistry.npm" + "js.org", 1),
        ("--index-url https:" + "//mirror.example/simple\n", 1),
        ('"resolved": "https:' + '//mirror.example/x.tgz"', 1),
        ('"resolved": "booth"', 0),
        ("Django from PyPI, esbuild from npm", 0),
    ],
)
def test_registry_in_a_text_when_planted_then_found(text, count):
    assert len(hosts.in_text(text, "a.txt")) == count


def test_registry_set_up_on_the_machine_is_found_too():
    assert hosts.in_text("a\nhttps://packages.corp.example/x", "a.txt", ("packages.corp.example",)) == [
        "a.txt:2: the registry set up on this machine"
    ]


@pytest.mark.parametrize("name", ["app", "dev", "node"])
def test_lock_pins_each_package_with_hashes_and_without_an_address(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    assert "://" not in text
    blocks = [block for block in re.split(r"^(?=\S)", text, flags=re.MULTILINE) if block and not block.startswith("#")]
    assert blocks
    assert [block for block in blocks if not PINNED.match(block) or "--hash=sha256:" not in block] == []


def test_locks_hold_what_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    app, dev = pinned("app"), pinned("dev")
    for wanted, lock in ((project["dependencies"], app), (project["optional-dependencies"]["dev"], dev)):
        for requirement in map(Requirement, wanted):
            version = lock.get(canonicalize_name(requirement.name))
            assert version is not None, f"{requirement.name} is not locked: run ./dev lock"
            assert requirement.specifier.contains(version), f"{requirement} is locked to {version}: run ./dev lock"
    assert {name: dev.get(name) for name in app} == app


def test_stamp_when_nothing_changed_then_fresh_and_when_a_byte_changed_then_not(tmp_path):
    source = tmp_path / "a.txt"
    source.write_text("one")
    folder = tmp_path / "stamps"
    first = stamps.digest([source], "word")
    assert not stamps.is_fresh("thing", first, folder=folder)
    stamps.put("thing", first, folder=folder)
    assert stamps.is_fresh("thing", stamps.digest([source], "word"), folder=folder)
    source.write_text("two")
    assert not stamps.is_fresh("thing", stamps.digest([source], "word"), folder=folder)
    assert stamps.digest([source], "other") != stamps.digest([source], "word")
    stamps.drop("thing", folder=folder)
    assert not stamps.is_fresh("thing", first, folder=folder)
    assert list(folder.iterdir()) == []


def test_files_below_a_place_are_sorted_and_a_missing_place_adds_none(tmp_path):
    (tmp_path / "b").mkdir()
    for name in ("b/z.ts", "b/a.ts", "c.scss", "d.png"):
        (tmp_path / name).write_text(name)
    found = stamps.files_below(tmp_path, tmp_path / "missing", suffixes=(".ts", ".scss"))
    assert [str(path.relative_to(tmp_path)) for path in found] == ["b/a.ts", "b/z.ts", "c.scss"]


@pytest.mark.parametrize(
    ("installed", "expected"),
    [
        ('{"packages": {"node_modules/a": {"version": "1.0.0"}}}', True),
        ('{"packages": {"node_modules/a": {"version": "0.9.0"}}}', False),
        ('{"packages": {}}', False),
        (None, False),
    ],
)
def test_node_modules_match_only_a_whole_install(tmp_path, installed, expected):
    lock = tmp_path / "package-lock.json"
    lock.write_text(
        '{"packages": {"": {}, "booth": {"version": "1.0.0"}, "node_modules/a": {"version": "1.0.0"},'
        ' "node_modules/booth": {"link": true}, "node_modules/b": {"version": "2.0.0", "optional": true}}}'
    )
    record = tmp_path / ".package-lock.json"
    if installed is not None:
        record.write_text(installed)
    assert node_modules_match(lock, record) is expected


def test_command_gives_its_code_its_output_and_a_log():
    seen: list[str] = []
    done = run([sys.executable, "-c", "print('工会'); raise SystemExit(3)"], name="try-a", tail=seen.append)
    assert (done.code, done.output) == (3, "工会\n")
    assert (LOGS / "try-a.log").read_text(encoding="utf-8") == "工会\n"
    assert seen[-1] == "工会"


def test_command_that_must_succeed_when_it_fails_then_says_where_to_read(capsys):
    with pytest.raises(Refusal, match=r"var/log/try-b\.log"):
        need([sys.executable, "-c", "print('why'); raise SystemExit(1)"], name="try-b")
    assert "why" in capsys.readouterr().out


def test_command_when_missing_then_a_sentence():
    with pytest.raises(Refusal, match="no-such-program"):
        run(["no-such-program"], name="try-c")


def test_command_when_interrupted_then_its_children_end_too(tmp_path):
    script = f"sleep 300 & echo $! > {tmp_path / 'pid'}; echo ready; wait"

    def interrupt(line: str) -> None:
        if line == "ready":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(["bash", "-c", script], name="try-d", tail=interrupt)
    child = Path("/proc") / (tmp_path / "pid").read_text().strip()
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and child.exists() and "Z" not in (child / "stat").read_text().split()[2]:
        time.sleep(0.05)
    assert not child.exists() or (child / "stat").read_text().split()[2] == "Z"


def test_command_ends_although_a_grandchild_keeps_the_pipe_open():
    began = time.monotonic()
    done = run(["bash", "-c", "sleep 5 & echo done"], name="try-e")
    assert done.output == "done\n"
    assert time.monotonic() - began < 4


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.44, "0.4 s"), (41.2, "41 s"), (185, "3 min 05 s"), (119.6, "2 min 00 s")]
)
def test_duration_is_written_for_a_person(seconds, text):
    assert spent(seconds) == text


def test_line_is_cut_by_columns_not_by_letters():
    assert (width("工会ab"), clipped("工会ab", 5), clipped("工会ab", 3)) == (6, "工会a", "工")


def test_port_when_taken_then_another_is_offered():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Refusal, match=rf"--port {port + 1}"):
            demo.free("127.0.0.1", port)
    demo.free("127.0.0.1", port)


def test_data_folder_when_it_holds_something_else_then_left_alone(tmp_path):
    (tmp_path / "diary.txt").write_text("mine")
    with pytest.raises(Refusal), demo.held(tmp_path, fresh=True):
        pytest.fail("the folder was taken")
    assert (tmp_path / "diary.txt").read_text() == "mine"


def test_data_folder_when_a_demo_runs_on_it_then_refused(tmp_path):
    with demo.held(tmp_path, fresh=False), pytest.raises(Refusal), demo.held(tmp_path, fresh=True):
        pytest.fail("two demos on one folder")


def test_data_folder_when_fresh_then_emptied(tmp_path):
    with demo.held(tmp_path, fresh=False):
        (tmp_path / "gonghui.sqlite3").write_text("old")
        (tmp_path / "media").mkdir()
    with demo.held(tmp_path, fresh=True):
        assert [path.name for path in tmp_path.iterdir()] == [demo.MARK]


def test_secrets_are_made_once_and_only_their_owner_reads_them(tmp_path):
    file = tmp_path / "secrets.json"
    made = site.kept_secrets(file)
    assert set(made) == {"GONGHUI_SECRET_KEY", "GONGHUI_COLUMN_KEYS", "GONGHUI_INDEX_KEY"}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert site.kept_secrets(file) == made
    assert site.fresh_secrets() != made


def test_clean_takes_only_what_git_ignores():
    names = [str(path.relative_to(ROOT)) for path in clean.targets(everything=True)]
    assert {"var", ".venv", "node_modules"} <= set(names)
    tracked = subprocess.run(["git", "-C", str(ROOT), "ls-files", *names], capture_output=True, text=True, check=True)
    assert tracked.stdout == ""


def test_check_when_unknown_then_the_known_ones_are_named():
    with pytest.raises(Refusal, match="mypy"):
        check.run(words.parser().parse_args(["check", "--only", "mipy"]))


def test_checks_run_side_by_side_and_each_says_how_it_ended(monkeypatch, capsys):
    both = threading.Barrier(2, timeout=20)

    def looks(found: list[str]):
        def look(_job: check.Job) -> list[str]:
            both.wait()
            return found

        return look

    monkeypatch.setattr(check, "LOOKS", {"good": looks([]), "bad": looks(["a.txt:1: wrong"])})
    outcomes = check.run_all(["good", "bad"], check.Job())
    assert sorted((outcome.name, outcome.good, outcome.output) for outcome in outcomes) == [
        ("bad", False, "a.txt:1: wrong"),
        ("good", True, ""),
    ]
    assert "    a.txt:1: wrong\n" in capsys.readouterr().out


def test_documentation_leads_somewhere_and_its_examples_parse():
    assert docs.problems(docs.pages()) == []


def test_system_package_when_it_may_not_be_installed_then_the_one_line_to_run_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    there, gone = debian.Need("there", lambda: True), debian.Need("gone", lambda: False)
    with pytest.raises(Refusal, match=r"apt-get install --no-install-recommends gone\n"):
        debian.ensure([there, gone], Steps(0))
    debian.ensure([there], Steps(0))


def test_browser_is_the_one_that_is_named(monkeypatch):
    monkeypatch.setenv("GONGHUI_CHROMIUM", "/opt/browser")
    assert debian.chromium() == "/opt/browser"


def test_terminal_that_lacks_a_letter_does_not_stop_the_word():
    bare = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "PYTHONIOENCODING": "ascii"}
    argv = [sys.executable, "-S", str(ROOT / "dev"), "clean", "--help"]
    done = subprocess.run(argv, env=bare, capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")


def test_cover_watches_the_kernel_and_the_rules_of_every_room_that_has_some():
    rooms = {path.parent.name for path in (ROOT / "src" / "gonghui").glob("*/rules*") if path.suffix in ("", ".py")}
    assert set(suites.COVERED) == {"gonghui.kernel", *(f"gonghui.{room}.rules" for room in rooms)}


def test_page_of_figures_takes_what_was_measured_and_keeps_what_was_not():
    template = "# Performance\n\n{{verify}}\n\nmore\n\n{{scale}}\n"
    first = bench.page(template, "", {"verify": bench.told("· playing …\n| a | 1 |\n· fast …\n- ✓ a\n")})
    assert "| a | 1 |\n- ✓ a\n<!-- /verify -->" in first
    assert "playing" not in first
    assert "<!-- scale -->\nNot measured yet.\n<!-- /scale -->" in first
    second = bench.page(template, first, {"scale": "| b | 2 |"})
    assert "| a | 1 |" in second
    assert "| b | 2 |" in second
    assert "Not measured" not in second
    assert re.search(r"Measured on 20\d\d-\d\d-\d\d\.", second)
