"""Where things lie in the working copy."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
LOGS = VAR / "log"
STAMPS = VAR / "stamps"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = ROOT / "requirements"
SOURCE = ROOT / "src"
ASSETS = SOURCE / "gonghui" / "ui" / "assets"
CONGRESS_ASSETS = SOURCE / "gonghui" / "congress" / "assets"
BUILT = SOURCE / "gonghui" / "ui" / "static" / "ui"
NODE_MODULES = ROOT / "node_modules"
SHOTS = ROOT / "tests" / "journeys" / "shots"
LINTED = ("dev", "devtools", "src", "tests", "bench")


def shown(path: Path) -> str:
    """Return the path as a person would type it from the working copy."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def present(*names: str) -> list[str]:
    """Keep the names that exist in the working copy, in the order given."""
    return [name for name in names if (ROOT / name).exists()]
