"""Verify a large board on one and on two processes: time and peak memory, which must not grow with the ballots.

`python -m bench.scale` prints a Markdown table. Each run is a process of its own, so that its memory is its own.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ballot.simulate import simulate
from bench._bars import Bar, code, lines
from bench.verify import say

RUN = """
import json, resource, sys, time
from pathlib import Path
from ballot.archive import Archive
from ballot.verify.batch import verify_batch
from ballot.verify.jobs import processes, run_here
from ballot.verify.kernels import kernel

def main():
    kernel("fast")
    workers, started, wall = int(sys.argv[2]), time.process_time(), time.monotonic()
    with Archive(Path(sys.argv[1])) as archive:
        report = verify_batch(archive, kernel="fast", runner=processes(workers) if workers > 1 else run_here)
    there = resource.getrusage(resource.RUSAGE_CHILDREN)
    # Not getrusage of oneself: that is never less than what the parent held when it forked.
    here = int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
    print(json.dumps({
        "ballots": report.ballots, "wall": time.monotonic() - wall,
        "cpu": time.process_time() - started + there.ru_utime + there.ru_stime,
        "memory": here / 1024, "worker": there.ru_maxrss / 1024,
    }))

if __name__ == "__main__":
    main()
"""


def measure(archive: Path, workers: int, script: Path) -> dict[str, float]:
    """Verify in a new process and give what it used."""
    done = subprocess.run(
        [sys.executable, str(script), str(archive), str(workers)], check=True, capture_output=True, text=True
    )
    values: dict[str, float] = json.loads(done.stdout)
    return values


def bars(results: dict[tuple[int, int], dict[str, float]]) -> list[Bar]:
    """Compare with what was asked for: CPU time, memory, and memory that does not grow with the board."""
    made = []
    for (voters, workers), r in results.items():
        what = f"{voters:,} ballots on {workers} {'process' if workers == 1 else 'processes'}"
        if workers == 1:
            made.append(Bar(what=what, asked=0.24e-3 * voters, met=r["cpu"], unit="CPU-s"))
        made.append(Bar(what=what, asked=600, met=max(r["memory"], r["worker"]), unit="MB at most in one process"))
    return made


def main() -> int:
    """Run and print; 1 when a bar was not met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    options = parser.parse_args()
    print(
        "| ballots | processes | CPU s | wall s | ms CPU a ballot | peak MB, main | peak MB, a worker | asked | met |"
    )
    print("|---:|---:|---:|---:|---:|---:|---:|---|:---:|")
    results = {}
    with tempfile.TemporaryDirectory() as name:
        script = Path(name) / "run.py"
        script.write_text(RUN)
        for voters in options.sizes:
            archive = Path(name) / "archive.zip"
            say(f"playing an election of {voters} voters …")
            started = time.monotonic()
            simulate(archive, voters, seed="scale", workers=os.cpu_count() or 1)
            say(f"{time.monotonic() - started:.0f} s, {archive.stat().st_size / voters:.0f} bytes a ballot")
            for workers in options.workers:
                r = measure(archive, workers, script)
                if workers == 1:
                    r["worker"] = 0
                results[voters, workers] = r
                worker = f"{r['worker']:.0f}" if workers > 1 else "-"
                each = f"{1000 * r['cpu'] / voters:.3f}"
                own = bars({(voters, workers): r})
                asked = ", ".join(bar.wanted for bar in own)
                sign = "✓" if all(bar.holds for bar in own) else "✗"
                row = (voters, workers, f"{r['cpu']:.1f}", f"{r['wall']:.1f}", each, f"{r['memory']:.0f}", worker)
                print("| " + " | ".join(map(str, (*row, asked, sign))) + " |", flush=True)
    met = bars(results)
    print("\n" + lines(met))
    return code(met)


if __name__ == "__main__":
    sys.exit(main())
