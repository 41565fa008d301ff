"""The face of openness."""

from gonghui.openness.screens.desk import union_tab
from gonghui.openness.screens.dues import dues

__all__ = ["dues", "union_tab"]
