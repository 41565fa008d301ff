"""Fields that several forms of the preparation share: those of every form of the house."""

from gonghui.ui.fields import REQUIRED, choice, day, moment, number, words

__all__ = ["REQUIRED", "choice", "day", "moment", "number", "words"]
