"""What the tests of the front hall begin with."""

import pytest


@pytest.fixture
def demo(_demo_of_module: None, db: None) -> None:
    """Everything the demonstration holds."""
