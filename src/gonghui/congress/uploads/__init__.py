"""Files that people upload: told apart by what they hold, kept under names of our own, their text read out."""

from gonghui.congress.uploads.keeping import Kept, Upload, drop, keep
from gonghui.congress.uploads.refusals import UploadRefused
from gonghui.congress.uploads.sniffing import ACCEPT, MOST_BYTES

__all__ = ["ACCEPT", "MOST_BYTES", "Kept", "Upload", "UploadRefused", "drop", "keep"]
