"""Counts tests from pytest's JUnit files."""

import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many tests ended how; an error counts as failed."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    reasons: tuple[str, ...] = ()

    def __add__(self, other: "Count") -> "Count":
        return Count(
            passed=self.passed + other.passed,
            failed=self.failed + other.failed,
            skipped=self.skipped + other.skipped,
            reasons=(*self.reasons, *other.reasons),
        )

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def read(path: Path) -> Count | None:
    """Count the tests of one file, or return None where there is none (the run broke down before its end)."""
    if not path.is_file():
        return None
    passed = failed = skipped = 0
    reasons: set[str] = set()
    for case in ElementTree.parse(path).iter("testcase"):  # noqa: S314 - written by our own pytest a moment ago
        kinds = {child.tag for child in case}
        if kinds & {"failure", "error"}:
            failed += 1
        elif "skipped" in kinds:
            skipped += 1
            reasons |= {child.get("message", "") for child in case if child.tag == "skipped"}
        else:
            passed += 1
    return Count(passed=passed, failed=failed, skipped=skipped, reasons=tuple(sorted(reasons)))
