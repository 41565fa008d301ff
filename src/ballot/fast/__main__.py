"""`python -m ballot.fast`: compile the kernels now, so that the first verification does not wait for it."""

import sys
import time

from ballot.verify.kernels import fast_trouble, kernel


def main() -> int:
    """Compile, or load what was compiled before; exit code 1 with one line when it cannot be."""
    started = time.monotonic()
    try:
        kernel("fast")
    except ImportError as error:
        sys.stderr.write(f"{fast_trouble() or error}\n")
        return 1
    sys.stdout.write(f"{time.monotonic() - started:.1f} s\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
