"""A house of images, started once for these tests, and ended with them."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import pytest

from tests.deployment.image_house import ImageHouse
from tests.servers import NotOursToStop, PostgreSql, RabbitMq


@pytest.fixture(scope="package")
def image_house(rabbitmq: RabbitMq) -> Iterator[ImageHouse]:
    """Every process as its image, its user and its secrets let it be; the sample is loaded.

    Its roles have passwords of their own, so the cluster is its own too.
    """
    place = Path(mkdtemp(prefix="linli-images-"))
    place.chmod(0o755)
    try:
        with closing(PostgreSql(place / "cluster")) as cluster:
            cluster.start()
            with ImageHouse(place, rabbitmq, cluster) as house:
                house.load_sample()
                yield house
    except NotOursToStop as given:
        pytest.skip(f"not ours to fill with users: {given}")
    finally:
        rmtree(place)
