"""The city's own platforms (城市服务平台) that a label's page leads on to (S2.82)."""

from dataclasses import dataclass

from services.grids.labels.domain.events import CityAppsWritten


@dataclass(frozen=True)
class CityApp:
    name_zh: str
    name_en: str
    url: str


@dataclass(frozen=True)
class CityApps:
    """Of a district, in the order in which they are shown. Version 0: it has said nothing yet."""

    apps: tuple[CityApp, ...] = ()
    version: int = 0

    def written(self, apps: tuple[CityApp, ...]) -> tuple["CityApps", CityAppsWritten]:
        after = CityApps(apps, self.version + 1)
        return after, CityAppsWritten("city_apps", after.version)
