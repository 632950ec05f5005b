"""Which coordinates a map speaks (坐标系): GCJ-02 is led over at the edge, and nowhere else."""

from enum import StrEnum

from services.chassis.standards.gcj02 import Place, from_gcj02, to_gcj02


class Datum(StrEnum):
    """WGS84 and CGCS2000 lie within centimetres of each other and are taken for one."""

    WGS84 = "WGS84"
    CGCS2000 = "CGCS2000"
    GCJ02 = "GCJ02"

    def read(self, place: Place) -> Place:
        """What is said in it, in WGS84."""
        return from_gcj02(place) if self is Datum.GCJ02 else place

    def write(self, place: Place) -> Place:
        """What is kept in WGS84, as it is said in it."""
        return to_gcj02(place) if self is Datum.GCJ02 else place
