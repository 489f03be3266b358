"""What the tests of this room share."""

from tests.people.certified import certified, provider_process

__all__ = ["certified", "provider_process"]
