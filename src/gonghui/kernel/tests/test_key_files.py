"""Key files that others can read are pointed out."""

from pathlib import Path

import pytest
from django.core.checks import run_checks

from gonghui.kernel.privacy.checks import KEY_FILES, warnings_for


@pytest.mark.parametrize(("mode", "found"), [(0o600, 0), (0o400, 0), (0o640, 1), (0o604, 1), (0o666, 1)])
def test_key_file_when_others_may_touch_it_is_pointed_out(tmp_path: Path, mode: int, found: int) -> None:
    path = tmp_path / "keys"
    path.write_text("k1:…", encoding="utf-8")
    path.chmod(mode)
    warnings = warnings_for({KEY_FILES[1]: str(path), "PATH": "/bin"})
    assert [warning.id for warning in warnings] == ["kernel.W001"] * found
    assert all(f"chmod 600 {path}" in str(warning.hint) for warning in warnings)


def test_key_files_when_the_deployment_is_checked_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "keys"
    path.write_text("k1:…", encoding="utf-8")
    path.chmod(0o644)
    monkeypatch.setenv("GONGHUI_COLUMN_KEYS_FILE", str(path))
    found = run_checks(tags=["security"], include_deployment_checks=True)
    assert "kernel.W001" in [message.id for message in found]
