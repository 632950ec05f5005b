"""A table of wrapped keys that keeps its promise: committed, and no version twice."""

import os

from services.chassis.keys import DataKeys, MasterKey, WrappedKeys


class FakeKeyRows:
    def __init__(self) -> None:
        self.rows: list[WrappedKeys] = []
        self.asked = 0

    def find(self, district: str) -> list[WrappedKeys]:
        self.asked += 1
        return [row for row in self.rows if row.district == district]

    def add(self, keys: WrappedKeys) -> None:
        if all((row.district, row.version) != (keys.district, keys.version) for row in self.rows):
            self.rows.append(keys)

    def remove_before(self, district: str, version: int) -> None:
        self.rows = [row for row in self.rows if row.district != district or row.version >= version]

    def age(self, district: str) -> float:
        return 0.0


def a_master() -> MasterKey:
    return MasterKey(os.urandom(32))


def some_keys(*districts: str) -> DataKeys:
    keys = DataKeys(a_master(), FakeKeyRows())
    for district in districts:
        keys.ensure(district)
    return keys
