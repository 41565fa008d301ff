"""The face of the portal."""

from gonghui.portal.screens import calendar_tab

__all__ = ["calendar_tab"]
