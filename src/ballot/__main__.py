"""`python -m ballot`."""

import sys

from ballot.cli import main

if __name__ == "__main__":
    sys.exit(main())
