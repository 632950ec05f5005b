"""What tests of the gateway ask for: the services they imagine, and a browser on it."""

from pathlib import Path

import pytest

from tests.gateway.builders import Browser, FakeServices, a_gateway


@pytest.fixture
def services() -> FakeServices:
    return FakeServices()


@pytest.fixture
def browser(tmp_path: Path, services: FakeServices) -> Browser:
    return Browser(a_gateway(tmp_path, services))
