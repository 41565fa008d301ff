"""Sealed ballots: cast so that nobody can read them and everybody can check the count. Protocol: `ballot-v1.md`."""

from ballot.errors import Invalid
from ballot.manifest import Manifest, Scrutineer, Trustee
from ballot.questions import Item, Kind, Majority, Revote

__all__ = ["Invalid", "Item", "Kind", "Majority", "Manifest", "Revote", "Scrutineer", "Trustee"]
