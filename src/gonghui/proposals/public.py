"""The face of proposals: the ways that lead to them."""

from gonghui.proposals.screens.ways import phone_way, union_tab, way_home

__all__ = ["phone_way", "union_tab", "way_home"]
