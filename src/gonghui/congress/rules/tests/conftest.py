"""Property tests of the rules have no deadline: a busy machine is not a broken rule."""

from hypothesis import settings

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
