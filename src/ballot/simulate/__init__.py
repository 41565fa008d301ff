"""A whole election played by one program: for vectors, tests and benchmarks only, since it holds every secret."""

from ballot.simulate.election import THREE, Election
from ballot.simulate.keys import ceremony
from ballot.simulate.run import simulate

__all__ = ["THREE", "Election", "ceremony", "simulate"]
