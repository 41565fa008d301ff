"""The one door to sealed ballots: keys, boxes, boards and archives of the meeting's sealed rounds.

Everything that touches `ballot` is in here, and nothing in here decides who may do what.
"""
