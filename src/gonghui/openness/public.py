"""The face of openness."""

from gonghui.openness.screens.desk import union_tab

__all__ = ["union_tab"]
