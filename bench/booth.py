"""Time the voting booth in node: encrypt and prove ballots of 3, 4 and 20 options, and measure the bundles.

`python -m bench.booth` prints Markdown tables; the work is in bench/booth.mjs.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from devtools import node

SCRIPT = Path(__file__).with_suffix(".mjs")


def main() -> int:
    """Run the benchmark with the Node that ./dev would take; arguments are handed on."""
    found = node.find()
    program = found.node if found else shutil.which("node")
    if program is None:
        sys.stderr.write("Node is needed: ./dev demo brings it in.\n")
        return 1
    return subprocess.run([program, str(SCRIPT), *sys.argv[1:]], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
