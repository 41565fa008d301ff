"""The face of proposals: what is due, and the ways that lead to them."""

from gonghui.proposals.screens.dues import dues
from gonghui.proposals.screens.ways import phone_way, union_tab, way_home

__all__ = ["dues", "phone_way", "union_tab", "way_home"]
