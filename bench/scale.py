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


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    options = parser.parse_args()
    print("| ballots | processes | CPU s | wall s | ms CPU a ballot | peak MB, main | peak MB, a worker |")
    print("|---:|---:|---:|---:|---:|---:|---:|")
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
                worker = f"{r['worker']:.0f}" if workers > 1 else "-"
                each = f"{1000 * r['cpu'] / voters:.3f}"
                row = (voters, workers, f"{r['cpu']:.1f}", f"{r['wall']:.1f}", each, f"{r['memory']:.0f}", worker)
                print("| " + " | ".join(map(str, row)) + " |", flush=True)


if __name__ == "__main__":
    main()
